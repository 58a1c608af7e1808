// What somebody does who takes part in the practice chat from here.
#include "core/services/practice/session.h"

#include "core/text/html_to_text.h"

#include <algorithm>

namespace staffroom::practice {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString kNamelessHandle = u"you@practice.example"_s;
// Long enough to see one's own post first, short enough to wait for.
constexpr Offset kFavouriteAfter{20'000};
constexpr Offset kReplyAfter{45'000};

PostId idOf(const QString& remote)
{
    return {{u"practice"_s}, {}, remote};
}

} // namespace

Author Session::authorOf(const QString& account) const
{
    if (account.isEmpty())
        return transcript::person(kNamelessHandle, u"You"_s);
    const auto reader = m_readers.constFind(account);
    if (reader != m_readers.constEnd() && !reader->self.handle.isEmpty())
        return reader->self;
    return transcript::person(account, account.section(u'@', 0, 0));
}

PostPtr Session::seenBy(const PostPtr& post, const QString& account) const
{
    const bool isOwn = post && post->author.handle == authorOf(account).handle;
    if (!post || (account.isEmpty() && !isOwn))
        return post;
    Post seen = *post;
    seen.isOwn = isOwn;
    if (!account.isEmpty())
        seen.viewer = ViewerMarks();
    if (const auto reader = m_readers.constFind(account);
        !account.isEmpty() && reader != m_readers.constEnd()) {
        seen.viewer = reader->marks.value(post->id.remote);
        if (const auto votes = reader->votes.constFind(post->id.remote);
            seen.poll && votes != reader->votes.constEnd()) {
            seen.poll->hasVoted = true;
            seen.poll->ownVotes = *votes;
        }
    }
    return std::make_shared<const Post>(std::move(seen));
}

bool Session::isShownTo(const QString& account, const Author& author) const
{
    const auto reader = m_readers.constFind(account);
    if (reader == m_readers.constEnd())
        return true;
    const auto standing = reader->people.value(author.handle);
    return !standing.isMuting && !standing.isBlocking;
}

/// Feeds that only an account has.
bool Session::isFor(const FeedSpec& feed, const FeedItem& item) const
{
    const QString& account = feed.source.account;
    const Post& post = *item.post;
    const auto reader = m_readers.constFind(account);
    switch (feed.kind) {
    case FeedSpec::Kind::Notifications:
        return item.reason && item.reason->by.handle != account
            && (item.reason->kind == Reason::Kind::Mention ? post.inReplyToHandle == account
                                                           : post.author.handle == account);
    case FeedSpec::Kind::Mentions:
        return item.reason && item.reason->kind == Reason::Kind::Mention
            && post.inReplyToHandle == account;
    case FeedSpec::Kind::Received:
        return !item.reason && post.author.handle != account
            && (post.inReplyToHandle == account || feed.people.contains(post.author.handle));
    case FeedSpec::Kind::Bookmarks:
        return !item.reason && reader != m_readers.constEnd()
            && reader->bookmarks.contains(post.id.remote);
    case FeedSpec::Kind::Favourites:
        return !item.reason && reader != m_readers.constEnd()
            && reader->favourites.contains(post.id.remote);
    default:
        return false;
    }
}

void Session::tellAbout(const FeedItem& notice, bool tell)
{
    m_notices.push_back(notice);
    if (tell)
        Q_EMIT happened(Arrived{notice});
}

Result<PostPtr> Session::publish(const Submission& submission, const QString& account)
{
    if (submission.text.trimmed().isEmpty() && submission.media.empty() && !submission.poll)
        return fail(Error::Kind::Invalid, u"there is nothing to post yet"_s);
    if (auto already = published(submission.key))
        return already;
    if (submission.edits)
        return editOwn(submission, account);
    Event event;
    event.id = u"own-"_s + QString::number(++m_published);
    SaidPost said;
    Post& post = said.post;
    post.id = idOf(event.id);
    post.uri = u"practice:"_s + event.id;
    post.author = authorOf(account);
    post.text = linkify(submission.text);
    post.language = submission.language;
    post.contentWarning = submission.contentWarning;
    post.isSensitive = !submission.contentWarning.isEmpty();
    post.visibility = submission.visibility;
    for (const auto& span : post.text.spans) {
        if (span.kind == TextSpan::Kind::Tag)
            post.tags << span.label;
    }
    for (const auto& picture : submission.media) {
        Media media;
        media.kind = Media::Kind::Image;
        media.url = transcript::picture(picture.remoteId);
        media.preview = media.url;
        media.alt = picture.alt;
        media.size = m_keptPictures.value(picture.remoteId, picture.size);
        post.media.push_back(std::move(media));
    }
    if (submission.poll) {
        Poll poll;
        poll.id = event.id;
        poll.isMultiple = submission.poll->isMultiple;
        for (const auto& option : submission.poll->options)
            poll.options.push_back({option, std::nullopt});
        said.pollVotes.assign(poll.options.size(), 0);
        said.pollCloses = position()
            + Offset(static_cast<qint64>(
                static_cast<double>(Millis(submission.poll->lasts).count()) * m_pace.speed));
        post.poll = std::move(poll);
    }
    if (submission.inReplyTo)
        said.inReplyTo = submission.inReplyTo->remote;
    if (submission.quote)
        said.quoteOf = submission.quote->remote;
    // Only public posts are found by their hashtags.
    said.seenVia = submission.visibility == Visibility::Public ? SeenVia::Tag : SeenVia::Home;
    said.created = position();
    event.at = said.created;
    event.what = said;
    m_sources.insert(event.id, {submission.text, submission.contentWarning});
    if (!submission.key.isEmpty())
        m_byKey.insert(submission.key, event.id);
    apply(event, true);
    if (!account.isEmpty() && !hasEnded())
        answerLater(*living(event.id)->post);
    play(); // a new poll may be the next thing to end
    return living(event.id)->post;
}

Result<PostPtr> Session::editOwn(const Submission& submission, const QString& account)
{
    const auto* held = living(submission.edits->remote);
    if (!held)
        return fail(Error::Kind::NotFound);
    if (held->post->author.handle != authorOf(account).handle)
        return fail(Error::Kind::Forbidden);
    SaidEdit edit{submission.edits->remote, linkify(submission.text), {}, std::nullopt};
    for (const auto& span : edit.text.spans) {
        if (span.kind == TextSpan::Kind::Tag)
            edit.tags << span.label;
    }
    m_sources.insert(edit.target, {submission.text, submission.contentWarning});
    applyEdit(edit, true);
    return living(edit.target)->post;
}

PostPtr Session::published(const QByteArray& key) const
{
    const auto id = m_byKey.constFind(key);
    const auto* held = id == m_byKey.constEnd() ? nullptr : living(*id);
    return held ? held->post : nullptr;
}

/// The hosts notice who takes part, so that notifications can be tried too.
void Session::answerLater(const Post& own)
{
    Author host;
    for (const auto& person : people()) {
        if (m_transcript.hosts.contains(person.handle))
            host = person;
    }
    if (host.handle.isEmpty())
        return;
    insert({position() + kFavouriteAfter, u"liked-"_s + own.id.remote,
        SaidFavourite{own.id.remote, host}});
    SaidPost reply;
    const QString id = u"reply-"_s + own.id.remote;
    reply.post.id = idOf(id);
    reply.post.uri = u"practice:"_s + id;
    reply.post.author = host;
    reply.post.text = linkify(
        u"Thank you for joining in, %1. What would you try first?"_s.arg(own.author.name.text));
    reply.post.language = u"en"_s;
    reply.inReplyTo = own.id.remote;
    reply.seenVia = SeenVia::Thread;
    reply.created = position() + kReplyAfter;
    insert({reply.created, id, reply});
}

void Session::insert(Event event)
{
    auto& events = m_transcript.events;
    const auto place = std::upper_bound(events.begin() + static_cast<std::ptrdiff_t>(m_next),
        events.end(), event, [](const Event& a, const Event& b) { return a.at < b.at; });
    events.insert(place, std::move(event));
}

std::vector<Author> Session::people() const
{
    std::vector<Author> out;
    QStringList seen;
    for (const auto& id : m_order) {
        const Author& author = m_posts.constFind(id)->post->author;
        if (seen.contains(author.handle))
            continue;
        seen << author.handle;
        out.push_back(author);
    }
    return out;
}

QString Session::keepPicture(const DraftMedia& media)
{
    const QString id = u"picture-"_s + QString::number(++m_pictures);
    m_keptPictures.insert(id, media.size);
    return id;
}

Result<PostSource> Session::source(const QString& id) const
{
    const auto source = m_sources.constFind(id);
    if (source == m_sources.constEnd())
        return fail(living(id) ? Error::Kind::Forbidden : Error::Kind::NotFound);
    return *source;
}

Relationship Session::relationship(const QString& person, const QString& account) const
{
    const auto reader = m_readers.constFind(account);
    return reader == m_readers.constEnd() ? Relationship() : reader->people.value(person);
}

Result<ActOutcome> Session::act(const Act& act, const QString& account)
{
    switch (act.kind) {
    case Act::Kind::Follow:
    case Act::Kind::Unfollow:
    case Act::Kind::Mute:
    case Act::Kind::Unmute:
    case Act::Kind::Block:
    case Act::Kind::Unblock:
        return actOnPerson(act, account);
    case Act::Kind::MarkRead: // nobody else would be told
        return ActOutcome();
    default:
        break;
    }
    auto* held = living(act.post.remote);
    if (!held)
        return fail(Error::Kind::NotFound);
    return actOnPost(act, *held, account);
}

Result<ActOutcome> Session::actOnPerson(const Act& act, const QString& account)
{
    if (act.person.remote.isEmpty() || act.person.remote == account)
        return fail(Error::Kind::Invalid);
    auto& standing = m_readers[account].people[act.person.remote];
    switch (act.kind) {
    case Act::Kind::Follow:
    case Act::Kind::Unfollow:
        standing.isFollowing = act.kind == Act::Kind::Follow;
        break;
    case Act::Kind::Mute:
    case Act::Kind::Unmute:
        standing.isMuting = act.kind == Act::Kind::Mute;
        break;
    default:
        standing.isBlocking = act.kind == Act::Kind::Block;
        standing.isFollowing = standing.isFollowing && !standing.isBlocking;
        break;
    }
    ActOutcome out;
    out.relationship = standing;
    return out;
}

Result<ActOutcome> Session::actOnPost(const Act& act, Held& held, const QString& account)
{
    const QString id = held.post->id.remote;
    auto& reader = m_readers[account];
    ActOutcome out;
    switch (act.kind) {
    case Act::Kind::Favourite:
    case Act::Kind::Unfavourite:
        favourite(held, reader, act.kind == Act::Kind::Favourite);
        break;
    case Act::Kind::Boost:
    case Act::Kind::Unboost:
        if (reader.self.handle.isEmpty())
            reader.self = authorOf(account);
        boost(held, reader, act.kind == Act::Kind::Boost);
        break;
    case Act::Kind::Bookmark:
    case Act::Kind::Unbookmark:
        reader.marks[id].isBookmarked = act.kind == Act::Kind::Bookmark;
        reader.bookmarks.removeAll(id);
        if (act.kind == Act::Kind::Bookmark)
            reader.bookmarks << id;
        break;
    case Act::Kind::Vote:
        if (auto voted = vote(act, held, reader); !voted)
            return fail(std::move(voted.error()));
        break;
    case Act::Kind::Delete:
        if (held.post->author.handle != authorOf(account).handle)
            return fail(Error::Kind::Forbidden);
        held.isDeleted = true;
        out.text = m_sources.value(id).text;
        Q_EMIT happened(Deleted{held.post->id});
        return out;
    default:
        return fail(Error::Kind::Unsupported);
    }
    out.post = seenBy(held.post, account);
    return out;
}

void Session::favourite(Held& held, Reader& reader, bool isOn)
{
    const QString id = held.post->id.remote;
    if (std::exchange(reader.marks[id].isFavourited, isOn) == isOn)
        return;
    reader.favourites.removeAll(id);
    if (isOn)
        reader.favourites << id;
    Post changed = *held.post;
    changed.counts.favourites += isOn ? 1 : -1;
    replace(held, std::move(changed));
    Q_EMIT happened(Counted{held.post->id, held.post->counts});
}

void Session::boost(Held& held, Reader& reader, bool isOn)
{
    const QString id = held.post->id.remote;
    if (std::exchange(reader.marks[id].isBoosted, isOn) == isOn)
        return;
    Post changed = *held.post;
    changed.counts.boosts += isOn ? 1 : -1;
    replace(held, std::move(changed));
    Q_EMIT happened(Counted{held.post->id, held.post->counts});
    if (isOn) {
        const QString wrapper = u"own-boost-"_s + QString::number(++m_wrappers);
        reader.boosts.insert(id, wrapper);
        m_boosts.push_back(
            {held.post, Reason{idOf(wrapper), reader.self, m_clock.now(), Reason::Kind::Boost}});
        Q_EMIT happened(Arrived{m_boosts.back()});
        return;
    }
    const QString wrapper = reader.boosts.take(id);
    std::erase_if(
        m_boosts, [&](const FeedItem& item) { return item.reason->wrapper.remote == wrapper; });
    Q_EMIT happened(Deleted{idOf(wrapper)});
}

Result<Done> Session::vote(const Act& act, Held& held, Reader& reader)
{
    const QString id = held.post->id.remote;
    if (!held.post->poll || held.post->poll->isClosed)
        return fail(Error::Kind::Invalid, u"this poll takes no votes"_s);
    const auto& poll = *held.post->poll;
    if (reader.votes.contains(id))
        return fail(Error::Kind::Invalid, u"you have voted already"_s);
    const bool isInRange = std::all_of(act.choices.begin(), act.choices.end(),
        [&](int choice) { return choice >= 0 && choice < static_cast<int>(poll.options.size()); });
    if (act.choices.empty() || !isInRange || (act.choices.size() > 1 && !poll.isMultiple))
        return fail(Error::Kind::Invalid, u"this is no choice of this poll"_s);
    held.pollVotes.resize(poll.options.size(), 0);
    for (const int choice : act.choices)
        ++held.pollVotes.at(static_cast<size_t>(choice));
    reader.votes.insert(id, act.choices);
    return Done{};
}

} // namespace staffroom::practice
