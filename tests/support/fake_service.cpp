#include "tests/support/fake_service.h"

#include <algorithm>

namespace staffroom::test {

using namespace Qt::Literals::StringLiterals;

PostId fakeId(const QString& remote, const QString& server)
{
    return {kFakeService, server, remote};
}

PostPtr makePost(const QString& remote, Timestamp created, const MadePost& more)
{
    auto post = std::make_shared<Post>();
    post->id = fakeId(remote, more.server);
    post->uri = more.uri.isEmpty() ? more.server + u"/posts/"_s + remote : more.uri;
    post->url = QUrl(more.server + u"/@bea/"_s + remote);
    post->author.id = {kFakeService, more.server, more.handle};
    post->author.handle = more.handle;
    post->author.name.text = more.handle.section(u'@', 0, 0);
    post->created = created;
    post->text.text = more.text.isEmpty() ? u"Post "_s + remote : more.text;
    post->tags = more.tags;
    return post;
}

PostPtr editedPost(const PostPtr& post, const QString& text, Timestamp edited)
{
    auto next = std::make_shared<Post>(*post);
    next->text = {text, {}};
    next->edited = edited;
    return next;
}

FeedItem makeBoost(const PostPtr& post, const QString& wrapper, Timestamp at, const QString& by)
{
    Reason boost;
    boost.wrapper = fakeId(wrapper, post->id.server);
    boost.by.id = {kFakeService, post->id.server, by};
    boost.by.handle = by;
    boost.by.name.text = by.section(u'@', 0, 0);
    boost.at = at;
    return {post, boost};
}

FeedSpec fakeSpec(const QString& tag, const QString& server)
{
    FeedSpec spec;
    spec.kind = FeedSpec::Kind::Hashtag;
    spec.source = {kFakeService, server, {}};
    spec.tags = {tag};
    return spec;
}

namespace {

bool belongs(const Post& post, const FeedSpec& spec)
{
    if (spec.kind != FeedSpec::Kind::Hashtag)
        return true;
    QStringList own;
    for (const auto& tag : post.tags)
        own << foldTag(tag);
    return std::any_of(spec.tags.begin(), spec.tags.end(),
        [&](const QString& tag) { return own.contains(foldTag(tag)); });
}

} // namespace

class FakeStream final : public LiveStream {
public:
    FakeStream(std::shared_ptr<FakeServer> server, FeedSpec spec)
        : m_server(std::move(server))
        , m_spec(std::move(spec))
    {
        m_server->m_streams.push_back(this);
    }
    ~FakeStream() override { std::erase(m_server->m_streams, this); }

    void start() override
    {
        m_started = true;
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (m_server->streamUnavailable)
                    set(State::Unavailable);
                else if (!m_server->isDown())
                    set(State::Open);
            },
            Qt::QueuedConnection);
    }
    State state() const override { return m_state; }
    void set(State state)
    {
        if (!m_started || state == m_state || m_state == State::Unavailable
            || m_state == State::Ended)
            return;
        m_state = state;
        Q_EMIT stateChanged(state);
    }
    void tell(const LiveEvent& event, const Post* about)
    {
        if (m_state == State::Open && !m_server->streamSilent
            && (!about || belongs(*about, m_spec)))
            Q_EMIT happened(event);
    }

private:
    std::shared_ptr<FakeServer> m_server;
    FeedSpec m_spec;
    State m_state = State::Connecting;
    bool m_started = false;
};

class FakeClient final : public ServiceClient {
public:
    FakeClient(std::shared_ptr<FakeServer> server, Source source)
        : m_server(std::move(server))
        , m_source(std::move(source))
    {
        m_server->m_clients.push_back(this);
    }
    ~FakeClient() override { std::erase(m_server->m_clients, this); }
    const Source& source() const override { return m_source; }
    std::optional<FeedCost> cost(const FeedSpec&) const override { return m_server->cost(); }
    Task<ServerInfo> serverInfo() override
    {
        ServerInfo info;
        info.server = m_source.server;
        info.title = u"Fake"_s;
        info.hashtagAccess = info.publicAccess = ServerInfo::Access::Open;
        return readyTask<ServerInfo>(info);
    }
    Task<Page> page(const PageRequest& request) override
    {
        m_server->pages.push_back(request);
        // What the server answers is settled now, when the request reaches it.
        return later<Page>(m_server->pageNow(request));
    }
    Task<PostPtr> post(const PostId& id, Lane) override
    {
        m_server->lookups.push_back(id);
        return later<PostPtr>(m_server->postNow(id));
    }
    Task<Thread> thread(const PostId& id) override
    {
        m_server->threads.push_back(id);
        return later<Thread>(m_server->threadNow(id));
    }
    std::unique_ptr<LiveStream> stream(const FeedSpec& feed) override
    {
        if (!m_server->hasStream)
            return nullptr;
        return std::make_unique<FakeStream>(m_server, feed);
    }
    Task<PostLimits> limits() override
    {
        if (m_server->isDown() || !m_server->step("limits"))
            return later<PostLimits>(fail(Error::Kind::Offline));
        if (m_server->limitsError)
            return later<PostLimits>(fail(*m_server->limitsError));
        return later<PostLimits>(m_server->limits);
    }
    bool mayWrite() const override { return m_server->allowsWriting; }
    Task<Sighting> findOwn(const Submission& submission) override
    {
        return later<Sighting>(m_server->lookNow(submission));
    }

protected:
    Task<Published> doPublish(const Submission& submission) override
    {
        return later<Published>(m_server->publishNow(submission, m_source));
    }
    Task<QString> doUpload(
        const DraftMedia& media, std::function<void(qint64, qint64)> progress) override
    {
        if (m_server->isDown() || !m_server->step("upload"))
            return later<QString>(fail(Error::Kind::Offline, u"connection refused"_s));
        if (m_server->uploadError)
            return later<QString>(fail(*m_server->uploadError));
        m_server->uploads.push_back(media);
        if (progress)
            progress(1, 1);
        return later<QString>(u"media%1"_s.arg(m_server->uploads.size()));
    }
    Task<ActOutcome> doAct(const Act& act) override
    {
        return later<ActOutcome>(m_server->actNow(act));
    }

private:
    template <class T>
    Task<T> later(Result<T> answer)
    {
        Promise<T> promise;
        auto task = promise.task();
        m_server->whenFree([promise, answer] { promise.finish(answer); });
        return task;
    }

    std::shared_ptr<FakeServer> m_server;
    Source m_source;
};

void FakeServer::add(FeedItem item)
{
    m_items.push_back(item);
    const PostPtr post = item.post;
    tell(Arrived{std::move(item)}, post.get());
}

void FakeServer::edit(const PostPtr& post)
{
    for (auto& item : m_items) {
        if (item.post->id == post->id)
            item.post = post;
    }
    tell(Edited{post}, post.get());
}

void FakeServer::remove(const PostId& wanted)
{
    const PostId id = wanted; // it may live in what is erased
    std::erase_if(m_items,
        [&](const FeedItem& item) { return item.post->id == id || item.pagingId() == id; });
    tell(Deleted{id}, nullptr);
}

void FakeServer::count(const PostId& id, const PostCounts& counts)
{
    for (auto& item : m_items) {
        if (item.post->id == id) {
            auto next = std::make_shared<Post>(*item.post);
            next->counts = counts;
            item.post = next;
        }
    }
    tell(Counted{id, counts}, nullptr);
}

void FakeServer::setDown(bool down)
{
    m_down = down;
    if (down)
        cutStreams();
    else
        openStreams();
}

void FakeServer::cutStreams()
{
    for (auto* stream : std::vector(m_streams))
        stream->set(LiveStream::State::Connecting);
}

void FakeServer::openStreams()
{
    for (auto* stream : std::vector(m_streams))
        stream->set(LiveStream::State::Open);
}

void FakeServer::endStreams()
{
    for (auto* stream : std::vector(m_streams))
        stream->set(LiveStream::State::Ended);
}

void FakeServer::tell(const LiveEvent& event, const Post* about)
{
    for (auto* stream : std::vector(m_streams))
        stream->tell(event, about);
}

void FakeServer::setCost(std::optional<FeedCost> cost)
{
    m_cost = std::move(cost);
    for (auto* client : std::vector(m_clients))
        Q_EMIT client->costChanged();
}

void FakeServer::notice(const LiveEvent& event)
{
    for (auto* client : std::vector(m_clients))
        Q_EMIT client->noticed(event);
}

void FakeServer::whenFree(std::function<void()> answer)
{
    if (m_isForsaken)
        return;
    if (m_held)
        m_waiting.push_back(std::move(answer));
    else
        answer();
}

bool FakeServer::step(const char* name)
{
    if (!m_isForsaken && atStep && !atStep(name))
        m_isForsaken = true;
    return !m_isForsaken;
}

void FakeServer::release()
{
    m_held = false;
    for (const auto& answer : std::exchange(m_waiting, {}))
        answer();
}

Result<Page> FakeServer::pageNow(const PageRequest& request)
{
    if (m_down)
        return fail(Error::Kind::Offline, u"connection refused"_s);
    if (!m_nextErrors.empty()) {
        Error error = std::move(m_nextErrors.front());
        m_nextErrors.pop_front();
        return fail(std::move(error));
    }
    if (m_pageError)
        return fail(*m_pageError);

    std::vector<FeedItem> all;
    for (auto it = m_items.rbegin(); it != m_items.rend(); ++it) {
        if (belongs(*it->post, request.feed))
            all.push_back(*it);
    }
    if (keepsOrderByTime) {
        std::stable_sort(all.begin(), all.end(),
            [](const FeedItem& a, const FeedItem& b) { return a.time() > b.time(); });
    }
    // A cursor is "time in ms, then id", so that it outlives the post it was made of.
    size_t from = 0;
    if (request.direction == PageRequest::Direction::Older) {
        const auto cursorId = request.cursor.section(u' ', 1);
        const auto cursorTime = request.cursor.section(u' ', 0, 0).toLongLong();
        const auto exact = std::find_if(all.begin(), all.end(),
            [&](const FeedItem& item) { return item.pagingId().remote == cursorId; });
        if (exact != all.end()) {
            from = size_t(exact - all.begin()) + 1;
        } else {
            while (from < all.size() && toMs(all[from].time()) >= cursorTime)
                ++from;
        }
    }
    const auto count = size_t(std::max(1, std::min(request.limit, pageSize)));
    Page page;
    page.askAgainAfter = askAgainAfter;
    if (answersSince && request.known) {
        const auto known = std::find_if(all.begin(), all.end(),
            [&](const FeedItem& item) { return item.pagingId() == *request.known; });
        if (known != all.end() && known - all.begin() <= std::ptrdiff_t(count)) {
            all.erase(known, all.end());
            page.reachesKnown = true;
        }
    }
    for (size_t i = from; i < all.size() && page.items.size() < count; ++i)
        page.items.push_back(all[i]);
    if (from + page.items.size() < all.size()) {
        const auto& last = page.items.back();
        page.older = QString::number(toMs(last.time())) + u' ' + last.pagingId().remote;
    }
    if (page.reachesKnown && !page.items.empty())
        page.older = u"0 nowhere"_s; // it ends at what is known: nobody is to go on from there
    if (delivered) {
        for (auto& item : page.items)
            item.post = delivered(item.post);
    }
    return page;
}

Result<PostPtr> FakeServer::postNow(const PostId& id)
{
    if (m_down)
        return fail(Error::Kind::Offline, u"connection refused"_s);
    for (const auto& item : m_items) {
        if (item.post->id == id)
            return item.post;
    }
    return fail(Error::Kind::NotFound, u"Record not found"_s);
}

Result<Thread> FakeServer::threadNow(const PostId& id)
{
    if (threadError)
        return fail(*threadError);
    auto found = postNow(id);
    if (!found)
        return fail(std::move(found.error()));
    Thread thread;
    thread.post = *found;
    std::vector<PostId> roots{id};
    for (size_t i = 0; i < roots.size(); ++i) {
        for (const auto& item : m_items) {
            if (item.reason || item.post->inReplyTo != roots[i])
                continue;
            thread.descendants.push_back(item.post);
            roots.push_back(item.post->id);
        }
    }
    return thread;
}

Result<Published> FakeServer::publishNow(const Submission& submission, const Source& as)
{
    if (m_down || !step("publish"))
        return fail(Error::Kind::Offline, u"connection refused"_s);
    requests.push_back(submission);
    if (onPublish)
        onPublish(submission);
    std::optional<WriteFault> fault;
    if (!writeFaults.empty()) {
        fault = std::move(writeFaults.front());
        writeFaults.pop_front();
    }
    if (fault && !fault->commits)
        return fail(fault->error);
    const auto known = m_byKey.find(submission.key);
    auto answer = honoursKeys && !submission.scheduled && known != m_byKey.end()
        ? Published{known->second, {}}
        : makePublished(submission, as);
    step("published");
    if (fault)
        return fail(fault->error);
    return answer;
}

Published FakeServer::makePublished(const Submission& submission, const Source& as)
{
    if (submission.scheduled && limits.schedules) {
        scheduled.push_back(submission);
        return {nullptr, u"scheduled%1"_s.arg(scheduled.size())};
    }
    MadePost made;
    made.text = submission.text;
    made.server = as.server;
    made.handle = as.account;
    const QString remote
        = submission.edits ? submission.edits->remote : u"own%1"_s.arg(ledger.size() + 1);
    auto post = std::make_shared<Post>(*makePost(remote, submission.written, made));
    post->inReplyTo = submission.inReplyTo;
    post->isOwn = true;
    if (submission.edits) {
        edit(post);
    } else {
        ledger.push_back(submission);
        m_made.push_back(post);
        m_byKey[submission.key] = post;
        add(PostPtr(post));
    }
    return {post, {}};
}

Result<Sighting> FakeServer::lookNow(const Submission& submission)
{
    ++looks;
    if (m_down || !step("look"))
        return fail(Error::Kind::Offline, u"connection refused"_s);
    if (lookError)
        return fail(*lookError);
    if (!canLookBack)
        return Sighting{};
    if (submission.scheduled) {
        const bool isThere = std::any_of(scheduled.begin(), scheduled.end(),
            [&](const Submission& one) { return one.text == submission.text; });
        return isThere ? Sighting{Sighting::State::Found,
                   makePost(u"later"_s, *submission.scheduled, {.text = submission.text})}
                       : Sighting{Sighting::State::Absent, nullptr};
    }
    for (size_t i = m_made.size(); i-- > 0;) {
        const bool isIt = m_made[i]->text.text == submission.text
            && m_made[i]->inReplyTo == submission.inReplyTo
            && m_made[i]->created >= submission.written;
        if (isIt)
            return Sighting{Sighting::State::Found, m_made[i]};
    }
    return Sighting{Sighting::State::Absent, nullptr};
}

Result<ActOutcome> FakeServer::actNow(const Act& act)
{
    if (m_down)
        return fail(Error::Kind::Offline, u"connection refused"_s);
    acts.push_back(act);
    if (actError)
        return fail(*actError);
    ActOutcome outcome;
    if (auto found = postNow(act.post))
        outcome.post = *found;
    return outcome;
}

FakeService::FakeService(ServiceId id)
    : m_id(std::move(id))
{
    m_capabilities.needsServer = true;
    m_capabilities.canReadAnonymously = true;
    m_capabilities.feeds = {FeedSpec::Kind::Hashtag, FeedSpec::Kind::List, FeedSpec::Kind::Home,
        FeedSpec::Kind::Public, FeedSpec::Kind::User};
    m_capabilities.needsAccount = {FeedSpec::Kind::List, FeedSpec::Kind::Home};
    m_capabilities.boostWord = u"Boost"_s;
    m_capabilities.favouriteWord = u"Favourite"_s;
}

std::shared_ptr<FakeServer> FakeService::shared(const QString& address)
{
    auto& slot = m_servers[address];
    if (!slot)
        slot = std::make_shared<FakeServer>();
    return slot;
}

FakeServer& FakeService::server(const QString& address)
{
    return *shared(address);
}

std::optional<Result<Source>> FakeService::sourceFromText(const QString& text) const
{
    if (!text.startsWith("https://fake"_L1))
        return std::nullopt;
    return Source{m_id, text, {}};
}

Task<ServerInfo> FakeService::discover(const Source& source)
{
    if (shared(source.server)->isDown())
        return readyTask<ServerInfo>(fail(Error::Kind::Offline, u"connection refused"_s));
    ServerInfo info;
    info.server = source.server;
    info.title = u"Fake"_s;
    info.hashtagAccess = info.publicAccess = ServerInfo::Access::Open;
    return readyTask<ServerInfo>(std::move(info));
}

std::unique_ptr<ServiceClient> FakeService::client(
    const Source& source, std::shared_ptr<AccountSession>)
{
    ++m_clients;
    return std::make_unique<FakeClient>(shared(source.server), source);
}

} // namespace staffroom::test
