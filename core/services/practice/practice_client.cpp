#include "core/services/practice/practice_client.h"

#include "core/services/practice/practice_login.h"

#include <QCoreApplication>

#include <algorithm>

namespace staffroom::practice {

using namespace Qt::Literals::StringLiterals;

namespace {

struct PracticeWords {
    Q_DECLARE_TR_FUNCTIONS(PracticeChat)
};

class PracticeStream final : public LiveStream {
public:
    PracticeStream(std::shared_ptr<Session> session, FeedSpec feed)
        : m_session(std::move(session))
        , m_feed(std::move(feed))
    {
    }

    void start() override
    {
        m_opening = m_session->ready().then(this, [this](Result<Done> ready) {
            if (!ready)
                return enter(State::Unavailable);
            connect(m_session.get(), &Session::happened, this, &PracticeStream::pass);
            connect(m_session.get(), &Session::ended, this, [this] { enter(State::Ended); });
            enter(State::Open);
            if (m_session->hasEnded())
                enter(State::Ended);
        });
    }

    State state() const override { return m_state; }

private:
    void enter(State state)
    {
        m_state = state;
        Q_EMIT stateChanged(state);
    }

    void pass(const LiveEvent& event)
    {
        // Edits, counts and deletions concern whoever shows the post; arrivals only their feeds.
        const QString& account = m_feed.source.account;
        if (const auto* arrived = std::get_if<Arrived>(&event)) {
            if (!m_session->belongs(m_feed, arrived->item))
                return;
            FeedItem item = arrived->item;
            item.post = m_session->seenBy(item.post, account);
            Q_EMIT happened(Arrived{item});
        } else if (const auto* edited = std::get_if<Edited>(&event)) {
            Q_EMIT happened(Edited{m_session->seenBy(edited->post, account)});
        } else {
            Q_EMIT happened(event);
        }
    }

    std::shared_ptr<Session> m_session;
    FeedSpec m_feed;
    State m_state = State::Connecting;
    TaskHandle m_opening;
};

} // namespace

PracticeClient::PracticeClient(
    std::shared_ptr<Session> session, Source source, std::shared_ptr<AccountSession> account)
    : m_session(std::move(session))
    , m_source(std::move(source))
    , m_account(std::move(account))
{
}

/// The chat is there, and knows under which name this reader takes part.
Task<Done> PracticeClient::ready()
{
    if (!m_account)
        return m_session->ready();
    return m_account->ready().andThen(this, [this](const Credentials& credentials) {
        const QString name = credentials.values.value(QString::fromLatin1(kNameField));
        m_session->introduce(transcript::person(
            m_source.account, name.isEmpty() ? m_source.account.section(u'@', 0, 0) : name));
        return m_session->ready();
    });
}

Task<ServerInfo> PracticeClient::serverInfo()
{
    ServerInfo info;
    info.title = u"Practice chat"_s;
    info.software = u"practice"_s;
    info.hashtagAccess = ServerInfo::Access::Open;
    info.publicAccess = ServerInfo::Access::Open;
    info.note
        = PracticeWords::tr("Recorded chat, played as if live. Nothing leaves this computer.");
    return readyTask<ServerInfo>(info);
}

Task<Page> PracticeClient::page(const PageRequest& request)
{
    return ready().andThen(this, [this, request](Done) -> Result<Page> {
        const auto all = m_session->items(request.feed);
        auto from = all.begin();
        if (request.direction == PageRequest::Direction::Older) {
            // The cursor is the last id given out; it stays valid when posts arrive or go.
            const auto cut = request.cursor.indexOf(u'|');
            const Timestamp before = timestampFromMs(request.cursor.left(cut).toLongLong());
            const QString last = request.cursor.mid(cut + 1);
            from = std::find_if(all.begin(), all.end(),
                [&](const FeedItem& item) { return item.pagingId().remote == last; });
            from = from != all.end()
                ? from + 1
                : std::find_if(all.begin(), all.end(),
                    [&](const FeedItem& item) { return item.time() < before; });
        }
        Page page;
        const auto count = std::min<qsizetype>(request.limit, all.end() - from);
        page.items.assign(from, from + count);
        if (from + count != all.end() && !page.items.empty()) {
            const auto& last = page.items.back();
            page.older = QString::number(toMs(last.time())) + u'|' + last.pagingId().remote;
        }
        return page;
    });
}

Task<PostPtr> PracticeClient::post(const PostId& id, Lane)
{
    return ready().andThen(this, [this, id](Done) -> Result<PostPtr> {
        if (auto post = m_session->post(id.remote))
            return m_session->seenBy(post, m_source.account);
        return fail(Error::Kind::NotFound);
    });
}

Task<Thread> PracticeClient::thread(const PostId& id)
{
    return ready().andThen(this, [this, id](Done) -> Result<Thread> {
        Thread out;
        out.post = m_session->post(id.remote);
        if (!out.post)
            return fail(Error::Kind::NotFound);
        for (auto post = out.post; post && post->inReplyTo;) {
            post = m_session->post(post->inReplyTo->remote);
            if (post)
                out.ancestors.insert(out.ancestors.begin(), post);
        }
        // Depth first, as servers give threads.
        std::vector<PostPtr> open{out.post};
        while (!open.empty()) {
            const PostPtr post = open.back();
            open.pop_back();
            if (post != out.post)
                out.descendants.push_back(post);
            const auto replies = m_session->repliesTo(post->id.remote);
            open.insert(open.end(), replies.rbegin(), replies.rend());
        }
        const auto mark
            = [this](PostPtr& post) { post = m_session->seenBy(post, m_source.account); };
        std::for_each(out.ancestors.begin(), out.ancestors.end(), mark);
        std::for_each(out.descendants.begin(), out.descendants.end(), mark);
        mark(out.post);
        return out;
    });
}

Task<Published> PracticeClient::doPublish(const Submission& submission)
{
    return ready().andThen(this, [this, submission](Done) -> Result<Published> {
        auto post = m_session->publish(submission, m_source.account);
        if (!post)
            return fail(std::move(post.error()));
        return Published{m_session->seenBy(*post, m_source.account), {}};
    });
}

Task<QString> PracticeClient::doUpload(
    const DraftMedia& media, std::function<void(qint64 sent, qint64 total)> progress)
{
    return ready().andThen(this, [this, media, progress = std::move(progress)](Done) {
        if (progress)
            progress(1, 1);
        return Result<QString>(m_session->keepPicture(media));
    });
}

Task<ActOutcome> PracticeClient::doAct(const Act& act)
{
    return ready().andThen(
        this, [this, act](Done) { return m_session->act(act, m_source.account); });
}

Task<PostLimits> PracticeClient::limits()
{
    PostLimits limits;
    limits.resend = PostLimits::Resend::Safe;
    limits.pollExcludesMedia = false;
    limits.quotes = true;
    limits.edits = true;
    return readyTask<PostLimits>(limits);
}

Task<std::vector<ListInfo>> PracticeClient::lists()
{
    return readyTask<std::vector<ListInfo>>(
        std::vector<ListInfo>{{u"hosts"_s, u"Hosts of the practice chat"_s}});
}

Task<Relationship> PracticeClient::relationship(const AccountId& person)
{
    return ready().andThen(this, [this, person](Done) {
        return Result<Relationship>(m_session->relationship(person.remote, m_source.account));
    });
}

Task<std::vector<Author>> PracticeClient::findPeople(const QString& typed, int limit)
{
    return ready().andThen(this, [this, typed, limit](Done) {
        const QString begin = typed.startsWith(u'@') ? typed.mid(1) : typed;
        std::vector<Author> out;
        for (const auto& person : m_session->people()) {
            if (static_cast<int>(out.size()) < limit
                && (person.handle.startsWith(begin, Qt::CaseInsensitive)
                    || person.name.text.startsWith(begin, Qt::CaseInsensitive)))
                out.push_back(person);
        }
        return Result<std::vector<Author>>(std::move(out));
    });
}

Task<std::vector<TagInfo>> PracticeClient::findTags(const QString& typed, int limit)
{
    return ready().andThen(this, [this, typed, limit](Done) {
        std::vector<TagInfo> out;
        const QString tag = m_session->hashtag();
        if (limit > 0 && foldTag(tag).startsWith(foldTag(typed)))
            out.push_back({tag, 0});
        return Result<std::vector<TagInfo>>(std::move(out));
    });
}

Task<std::vector<EmojiInfo>> PracticeClient::customEmoji()
{
    return readyTask<std::vector<EmojiInfo>>(std::vector<EmojiInfo>());
}

Task<PostSource> PracticeClient::postSource(const PostId& id)
{
    return ready().andThen(this, [this, id](Done) { return m_session->source(id.remote); });
}

Task<Sighting> PracticeClient::findOwn(const Submission& submission)
{
    return ready().andThen(this, [this, key = submission.key](Done) {
        Sighting out;
        out.post = m_session->published(key);
        out.state = out.post ? Sighting::State::Found : Sighting::State::Absent;
        return Result<Sighting>(std::move(out));
    });
}

std::unique_ptr<LiveStream> PracticeClient::stream(const FeedSpec& feed)
{
    return std::make_unique<PracticeStream>(m_session, feed);
}

} // namespace staffroom::practice
