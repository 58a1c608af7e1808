#include "core/services/practice/session.h"

#include "core/text/html_to_text.h"

#include <QFile>
#include <QThreadPool>

#include <algorithm>

namespace staffroom::practice {

using namespace Qt::Literals::StringLiterals;

namespace {

Result<Transcript> readBuiltInTranscript()
{
    QFile lines(u":/practice/practice-chat.jsonl"_s);
    QFile meta(u":/practice/practice-chat.meta.json"_s);
    if (!lines.open(QIODevice::ReadOnly) || !meta.open(QIODevice::ReadOnly))
        return fail(Error::Kind::Storage, u"the built-in practice chat is missing"_s);
    return transcript::readTranscript(lines.readAll(), meta.readAll());
}

bool hasTag(const Post& post, const QStringList& folded)
{
    return std::any_of(post.tags.begin(), post.tags.end(),
        [&folded](const QString& tag) { return folded.contains(foldTag(tag)); });
}

QStringList foldAll(const QStringList& tags)
{
    QStringList out;
    for (const auto& tag : tags)
        out << foldTag(tag);
    return out;
}

bool tagsMatch(const FeedSpec& feed, const Post& post)
{
    if (!hasTag(post, foldAll(feed.tags)) || hasTag(post, foldAll(feed.noneTags)))
        return false;
    return std::all_of(feed.allTags.begin(), feed.allTags.end(),
        [&post](const QString& tag) { return hasTag(post, {foldTag(tag)}); });
}

/// All words of a search, anywhere in the text.
bool hasWords(const Post& post, const QString& words)
{
    const QStringList wanted = words.split(u' ', Qt::SkipEmptyParts);
    return std::all_of(wanted.begin(), wanted.end(), [&post](const QString& word) {
        return post.text.text.contains(word, Qt::CaseInsensitive);
    });
}

} // namespace

Session::Session(Clock& clock, QThreadPool& pool, Pace pace, QObject* parent)
    : QObject(parent)
    , m_clock(clock)
    , m_pool(pool)
    , m_pace(pace)
    , m_timer(clock.createTimer([this] { play(); }))
{
    m_pace.speed = std::clamp(m_pace.speed, 1.0, 60.0);
}

Session::~Session() = default;

Task<Done> Session::ready()
{
    if (m_isReady)
        return readyTask<Done>(Done{});
    Promise<Done> promise;
    auto task = promise.task();
    m_waiting.push_back(std::move(promise));
    if (!m_isAsked) {
        m_isAsked = true;
        m_reading
            = runInPool(m_pool, readBuiltInTranscript).then(this, [this](Result<Transcript> t) {
                  begin(std::move(t));
              });
    }
    return task;
}

void Session::begin(Result<Transcript> transcript)
{
    auto waiting = std::exchange(m_waiting, {});
    if (!transcript) {
        m_isAsked = false;
        for (const auto& promise : waiting)
            promise.finish(fail(transcript.error()));
        return;
    }
    m_transcript = std::move(*transcript);
    m_start = m_clock.now();
    m_startMonotonic = m_clock.monotonic();
    while (m_next < m_transcript.events.size() && m_transcript.events.at(m_next).at <= m_pace.from)
        apply(m_transcript.events.at(m_next++), false);
    closePolls(false);
    m_isReady = true;
    for (const auto& promise : waiting)
        promise.finish(Done{});
    play();
}

bool Session::hasEnded() const
{
    return m_isReady && m_next >= m_transcript.events.size();
}

Offset Session::position() const
{
    const auto passed = m_clock.monotonic() - m_startMonotonic;
    return m_pace.from
        + Offset(static_cast<qint64>(static_cast<double>(passed.count()) * m_pace.speed));
}

Timestamp Session::realTime(Offset offset) const
{
    const auto chat = static_cast<double>((offset - m_pace.from).count());
    return m_start + Millis(static_cast<qint64>(chat / m_pace.speed));
}

void Session::play()
{
    const Offset now = position();
    while (m_next < m_transcript.events.size() && m_transcript.events.at(m_next).at <= now)
        apply(m_transcript.events.at(m_next++), true);
    closePolls(true);
    if (hasEnded() && !std::exchange(m_hasToldEnd, true))
        Q_EMIT ended();
    std::optional<Offset> next;
    if (!hasEnded())
        next = m_transcript.events.at(m_next).at;
    for (const auto& poll : m_openPolls)
        next = std::min(next.value_or(poll.closes), poll.closes);
    if (!next)
        return;
    const auto wait = static_cast<double>((*next - now).count());
    m_timer->start(Millis(static_cast<qint64>(wait / m_pace.speed) + 1));
}

const Session::Held* Session::living(const QString& id) const
{
    const auto it = m_posts.constFind(id);
    return it == m_posts.constEnd() || it->isDeleted ? nullptr : &*it;
}

Session::Held* Session::living(const QString& id)
{
    const auto it = m_posts.find(id);
    return it == m_posts.end() || it->isDeleted ? nullptr : &*it;
}

void Session::replace(Held& held, Post changed)
{
    held.post = std::make_shared<const Post>(std::move(changed));
}

void Session::apply(const Event& event, bool tell)
{
    if (const auto* said = std::get_if<SaidPost>(&event.what)) {
        applyPost(event, *said, tell);
    } else if (const auto* edit = std::get_if<SaidEdit>(&event.what)) {
        applyEdit(*edit, tell);
    } else if (const auto* gone = std::get_if<SaidDelete>(&event.what)) {
        if (auto* held = living(gone->target)) {
            held->isDeleted = true;
            if (tell)
                Q_EMIT happened(Deleted{held->post->id});
        }
    } else if (const auto* boost = std::get_if<SaidBoost>(&event.what)) {
        applyBoost(event, *boost, tell);
    } else if (const auto* favourite = std::get_if<SaidFavourite>(&event.what)) {
        if (auto* held = living(favourite->target)) {
            Post changed = *held->post;
            ++changed.counts.favourites;
            replace(*held, std::move(changed));
            if (tell)
                Q_EMIT happened(Counted{held->post->id, held->post->counts});
            if (favourite->by) {
                tellAbout({held->post,
                              Reason{{held->post->id.service, {}, event.id}, *favourite->by,
                                  realTime(event.at), Reason::Kind::Favourite}},
                    tell);
            }
        }
    }
}

void Session::applyPost(const Event& event, const SaidPost& said, bool tell)
{
    Post post = said.post;
    post.created = realTime(said.created);
    if (post.poll && said.pollCloses) {
        post.poll->closes = realTime(*said.pollCloses);
        m_openPolls.push_back({event.id, *said.pollCloses});
    }
    if (!said.inReplyTo.isEmpty()) {
        post.inReplyTo = PostId{post.id.service, {}, said.inReplyTo};
        if (auto* parent = living(said.inReplyTo)) {
            post.inReplyToHandle = parent->post->author.handle;
            Post changed = *parent->post;
            ++changed.counts.replies;
            replace(*parent, std::move(changed));
            if (tell)
                Q_EMIT happened(Counted{parent->post->id, parent->post->counts});
        }
    }
    if (!said.quoteOf.isEmpty()) {
        const auto* quoted = living(said.quoteOf);
        post.quote = quoted ? Quote{Quote::State::Shown, quoted->post}
                            : Quote{Quote::State::Unavailable, nullptr};
    }
    Held held{std::make_shared<const Post>(std::move(post)), said.seenVia, said.pollVotes, false};
    const PostPtr shared = held.post;
    m_posts.insert(event.id, std::move(held));
    m_order.push_back(event.id);
    if (tell)
        Q_EMIT happened(Arrived{{shared, std::nullopt}});
    if (!shared->inReplyToHandle.isEmpty() && m_readers.contains(shared->inReplyToHandle)
        && shared->inReplyToHandle != shared->author.handle) {
        tellAbout({shared,
                      Reason{{shared->id.service, {}, u"mention-"_s + event.id}, shared->author,
                          shared->created, Reason::Kind::Mention}},
            tell);
    }
}

void Session::applyEdit(const SaidEdit& edit, bool tell)
{
    auto* held = living(edit.target);
    if (!held)
        return;
    Post changed = *held->post;
    changed.text = edit.text;
    changed.tags = edit.tags;
    if (edit.media)
        changed.media = *edit.media;
    changed.edited = m_clock.now();
    replace(*held, std::move(changed));
    if (tell)
        Q_EMIT happened(Edited{held->post});
}

void Session::applyBoost(const Event& event, const SaidBoost& boost, bool tell)
{
    auto* held = living(boost.target);
    if (!held)
        return;
    Post changed = *held->post;
    ++changed.counts.boosts;
    replace(*held, std::move(changed));
    const PostId wrapper{held->post->id.service, {}, event.id};
    const FeedItem item{held->post, Reason{wrapper, boost.by, realTime(event.at)}};
    m_boosts.push_back(item);
    if (tell) {
        Q_EMIT happened(Counted{held->post->id, held->post->counts});
        Q_EMIT happened(Arrived{item});
    }
}

void Session::closePolls(bool tell)
{
    const Offset now = m_isReady ? position() : m_pace.from;
    std::erase_if(m_openPolls, [&](const OpenPoll& open) {
        if (open.closes > now)
            return false;
        if (auto* held = living(open.post); held && held->post->poll) {
            Post changed = *held->post;
            auto& poll = *changed.poll;
            poll.isClosed = true;
            poll.votes = 0;
            for (size_t i = 0; i < poll.options.size() && i < held->pollVotes.size(); ++i) {
                poll.options.at(i).votes = held->pollVotes.at(i);
                poll.votes += held->pollVotes.at(i);
            }
            replace(*held, std::move(changed));
            if (tell)
                Q_EMIT happened(Edited{held->post});
        }
        return true;
    });
}

bool Session::belongs(const FeedSpec& feed, const FeedItem& item) const
{
    const auto it = m_posts.constFind(item.post->id.remote);
    if (it == m_posts.constEnd())
        return false;
    const Post& post = *it->post;
    const QString& account = feed.source.account;
    if (!isShownTo(account, item.reason ? item.reason->by : post.author)
        || !isShownTo(account, post.author))
        return false;
    const bool isBoost = item.reason && item.reason->kind == Reason::Kind::Boost;
    switch (feed.kind) {
    case FeedSpec::Kind::Hashtag:
        return !item.reason && it->seenVia == SeenVia::Tag && tagsMatch(feed, post);
    case FeedSpec::Kind::Public:
        return !item.reason && it->seenVia == SeenVia::Tag && post.visibility == Visibility::Public;
    case FeedSpec::Kind::Home:
        return item.reason ? isBoost && !item.reason->by.isBot
                           : it->seenVia != SeenVia::Thread && !post.author.isBot;
    case FeedSpec::Kind::List: // the one list there is: the hosts
        return !item.reason && m_transcript.hosts.contains(post.author.handle);
    case FeedSpec::Kind::User:
        return (!item.reason || isBoost)
            && (item.reason ? item.reason->by.handle : post.author.handle) == feed.target;
    case FeedSpec::Kind::Search:
        return !item.reason && it->seenVia != SeenVia::Thread && hasWords(post, feed.target);
    case FeedSpec::Kind::Notifications:
    case FeedSpec::Kind::Mentions:
    case FeedSpec::Kind::Received:
    case FeedSpec::Kind::Bookmarks:
    case FeedSpec::Kind::Favourites:
        return isFor(feed, item);
    case FeedSpec::Kind::Scheduled:
        break;
    }
    return false;
}

std::vector<FeedItem> Session::items(const FeedSpec& feed) const
{
    std::vector<FeedItem> out;
    const QString& account = feed.source.account;
    const auto take = [&](const QString& id, const std::optional<Reason>& reason) {
        const auto* held = living(id);
        if (!held)
            return;
        FeedItem item{held->post, reason};
        if (!belongs(feed, item))
            return;
        item.post = seenBy(item.post, account);
        out.push_back(std::move(item));
    };
    for (const auto& id : m_order)
        take(id, std::nullopt);
    for (const auto& boost : m_boosts)
        take(boost.post->id.remote, boost.reason);
    for (const auto& notice : m_notices)
        take(notice.post->id.remote, notice.reason);
    // Of two at the same moment the later one comes first.
    std::reverse(out.begin(), out.end());
    std::stable_sort(out.begin(), out.end(),
        [](const FeedItem& a, const FeedItem& b) { return a.time() > b.time(); });
    return out;
}

PostPtr Session::post(const QString& id) const
{
    const auto it = m_posts.constFind(id);
    return it == m_posts.constEnd() || it->isDeleted ? nullptr : it->post;
}

std::vector<PostPtr> Session::repliesTo(const QString& id) const
{
    std::vector<PostPtr> out;
    for (const auto& other : m_order) {
        const auto it = m_posts.constFind(other);
        if (!it->isDeleted && it->post->inReplyTo && it->post->inReplyTo->remote == id)
            out.push_back(it->post);
    }
    return out;
}

} // namespace staffroom::practice
