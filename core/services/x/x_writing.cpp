// Posts, pictures and what is done with posts and people, see XClient.
#include "core/services/x/ledger.h"
#include "core/services/x/own_post.h"
#include "core/services/x/text_entities.h"
#include "core/services/x/text_length.h"
#include "core/services/x/write_requests.h"
#include "core/services/x/x_client.h"

#include <QFileInfo>

namespace staffroom::x {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using ActKind = Act::Kind;

namespace {

constexpr qint64 kMostImageBytes = 5 * 1024 * 1024;
constexpr int kMostImages = 4;
constexpr int kOwnPostsLookedAt = 10; ///< they are paid for
constexpr int kMostStateTries = 20;

/// What X has nothing for. Words that were meant for few do not go to all.
std::optional<Error> refusalOf(const Submission& submission)
{
    const auto unsupported = [](const QString& why) {
        return Error{Error::Kind::Unsupported, 0, std::nullopt, {}, why};
    };
    if (submission.edits)
        return unsupported(u"posts cannot be edited here"_s);
    if (submission.scheduled)
        return unsupported(u"X keeps nothing for later"_s);
    if (!submission.contentWarning.isEmpty())
        return unsupported(u"there are no content warnings in words"_s);
    if (submission.visibility == Visibility::Followers
        || submission.visibility == Visibility::Direct)
        return unsupported(u"every post is public"_s);
    return std::nullopt;
}

/// The mark that an act sets or takes off its post; null: none.
bool ViewerMarks::*markOf(ActKind kind)
{
    switch (kind) {
    case ActKind::Favourite:
    case ActKind::Unfavourite:
        return &ViewerMarks::isFavourited;
    case ActKind::Boost:
    case ActKind::Unboost:
        return &ViewerMarks::isBoosted;
    case ActKind::Bookmark:
    case ActKind::Unbookmark:
        return &ViewerMarks::isBookmarked;
    default:
        return nullptr;
    }
}

bool setsMark(ActKind kind)
{
    return kind == ActKind::Favourite || kind == ActKind::Boost || kind == ActKind::Bookmark;
}

} // namespace

XClient::MayGo XClient::leave() const
{
    return [pass = m_leave] { return pass && pass->allows(); };
}

Task<PostLimits> XClient::limits()
{
    PostLimits limits;
    limits.resend = PostLimits::Resend::LookFirst;
    limits.maxCharacters = kMaxWeightedLength;
    limits.charactersPerUrl = kUrlLength;
    limits.maxMedia = kMostImages;
    limits.maxAlt = kLongestAlt;
    limits.maxImageBytes = kMostImageBytes;
    limits.maxPollOptions = 4;
    limits.maxPollOption = 25;
    limits.minPoll = 5min;
    limits.maxPoll = 7 * 24h;
    limits.quotes = true;
    return readyTask<PostLimits>(std::move(limits));
}

/// Sends what changes something; paid for once it is done. Gives the id in the answer, if any.
Task<QString> XClient::send(HttpRequest request, qint64 price)
{
    return ask<QString>(std::move(request),
        [](const QByteArray& bytes, const DecodeContext& context,
            const QString& path) -> Result<QString> {
            // What an answer says besides an id adds nothing to its status.
            const auto id = decodeId(bytes, context, path);
            return id ? *id : QString();
        })
        .andThen(this, [this, price](const QString& id) {
            Bill bill;
            bill.other = price;
            m_ledger->add({}, bill);
            return Result<QString>(id);
        });
}

Task<Published> XClient::doPublish(const Submission& submission)
{
    if (auto refusal = refusalOf(submission))
        return readyTask<Published>(fail(std::move(*refusal)));
    const bool hasLink = !urlsIn(submission.text).empty();
    return readyToWrite()
        .andThen(this,
            [this, submission, hasLink, mayGo = leave()](Done) {
                HttpRequest request = createPost(api(Lane::User), postBody(submission));
                request.mayGo = mayGo;
                return send(std::move(request), hasLink ? kPriceNewPostWithLink : kPriceNewPost);
            })
        .andThen(this,
            [this, submission](const QString& id) {
                if (id.isEmpty())
                    return readyTask<PostPtr>(fail(Error::Kind::Protocol, u"no id"_s));
                return published(id, submission);
            })
        .andThen(this, [](const PostPtr& post) {
            return Result<Published>(Published{post, {}});
        });
}

Task<PostPtr> XClient::published(const QString& id, const Submission& submission)
{
    Author author;
    author.id = {m_source.service, {}, userId()};
    author.handle = m_source.account;
    author.name.text = m_source.account;
    if (const Author* known = m_people.byHandle(m_source.account))
        author = *known;
    const PostPtr post = ownPost(id, submission, author, m_context.clock->now());
    noteShown(id);
    if (submission.media.empty() && !submission.poll && !submission.quote)
        return readyTask<PostPtr>(post);
    // Only X knows where its copies of the pictures are.
    return orElse(this->post(post->id, Lane::User), this,
        [post](const Error&) { return readyTask<PostPtr>(post); });
}

Task<Sighting> XClient::findOwn(const Submission& submission)
{
    return read(QString(), [this] {
        Slice slice;
        slice.limit = kOwnPostsLookedAt;
        return userPosts(api(Lane::User), userId(), slice);
    }).andThen(this, [submission](const RawPage& raw) {
        for (const auto& item : raw.items) {
            if (!item.reason && isResultOf(*item.post, submission))
                return Result<Sighting>(Sighting{Sighting::State::Found, item.post});
        }
        // One that is not among them may still be further down.
        const bool reachesBack = raw.nextToken.isEmpty()
            || (!raw.items.empty() && raw.items.back().time() < submission.written - 2min);
        return Result<Sighting>(
            Sighting{reachesBack ? Sighting::State::Absent : Sighting::State::Unknown, nullptr});
    });
}

Task<QString> XClient::doUpload(
    const DraftMedia& media, std::function<void(qint64 sent, qint64 total)> progress)
{
    if (QFileInfo(media.file).size() > kMostImageBytes)
        return readyTask<QString>(fail(Error::Kind::TooLarge, {}, media.name));
    return readyToWrite()
        .andThen(this,
            [this, media, progress = std::move(progress), mayGo = leave()](Done) {
                HttpRequest request = uploadPicture(api(Lane::User), media);
                request.onSent = progress;
                request.mayGo = mayGo;
                return ask<RawMedia>(std::move(request), decodeMedia);
            })
        .andThen(this, [this, media, mayGo = leave()](const RawMedia& raw) -> Task<QString> {
            if (raw.hasFailed)
                return readyTask<QString>(fail(Error::Kind::Invalid, raw.trouble, media.name));
            if (!raw.checkAfter)
                return described(raw.id, media, mayGo);
            return processed(raw.id, kMostStateTries)
                .andThen(this,
                    [this, raw, media, mayGo](Done) { return described(raw.id, media, mayGo); });
        });
}

Task<Done> XClient::processed(const QString& mediaId, int triesLeft)
{
    return ask<RawMedia>(uploadState(api(Lane::User), mediaId), decodeMedia)
        .andThen(this, [this, mediaId, triesLeft](const RawMedia& raw) -> Task<Done> {
            if (raw.hasFailed)
                return readyTask<Done>(fail(Error::Kind::Invalid, raw.trouble));
            if (!raw.checkAfter)
                return readyTask<Done>(Done{});
            if (triesLeft <= 1)
                return readyTask<Done>(fail(Error::Kind::Timeout));
            Promise<Done> waited;
            auto task = waited.task();
            auto timer = std::make_shared<std::unique_ptr<Timer>>();
            *timer = m_context.clock->createTimer([waited] { waited.finish(Done{}); });
            (*timer)->start(*raw.checkAfter);
            return std::move(task).andThen(this, [this, mediaId, triesLeft, timer](Done) {
                return processed(mediaId, triesLeft - 1);
            });
        });
}

Task<QString> XClient::described(
    const QString& mediaId, const DraftMedia& media, const MayGo& mayGo)
{
    if (media.alt.trimmed().isEmpty())
        return readyTask<QString>(mediaId);
    HttpRequest request = describePicture(api(Lane::User), mediaId, media.alt);
    request.mayGo = mayGo;
    return send(std::move(request), kPriceBookmark).andThen(this, [mediaId](const QString&) {
        return Result<QString>(mediaId);
    });
}

Task<QString> XClient::sendAct(const Act& act, const MayGo& mayGo)
{
    const Api calls = api(Lane::User);
    const QString own = userId();
    const QString& post = act.post.remote;
    const QString& person = act.person.remote;
    HttpRequest request;
    qint64 price = kPriceRepost;
    switch (act.kind) {
    case ActKind::Favourite:
        request = like(calls, own, post);
        break;
    case ActKind::Unfavourite:
        request = undoLike(calls, own, post);
        break;
    case ActKind::Boost:
        request = repost(calls, own, post);
        break;
    case ActKind::Unboost:
        request = undoRepost(calls, own, post);
        break;
    case ActKind::Bookmark:
        request = bookmark(calls, own, post);
        price = kPriceBookmark;
        break;
    case ActKind::Unbookmark:
        request = undoBookmark(calls, own, post);
        price = kPriceBookmark;
        break;
    case ActKind::Delete:
        request = deletePost(calls, post);
        price = kPriceDelete;
        break;
    case ActKind::Follow:
        request = follow(calls, own, person);
        break;
    case ActKind::Unfollow:
        request = undoFollow(calls, own, person);
        break;
    case ActKind::Mute:
        request = mute(calls, own, person);
        break;
    case ActKind::Unmute:
        request = undoMute(calls, own, person);
        break;
    case ActKind::AddToList:
        request = addToList(calls, act.list, person);
        price = kPriceBookmark;
        break;
    case ActKind::RemoveFromList:
        request = removeFromList(calls, act.list, person);
        price = kPriceBookmark;
        break;
    default:
        return readyTask<QString>(fail(Error::Kind::Unsupported));
    }
    request.mayGo = mayGo;
    return send(std::move(request), price);
}

Task<ActOutcome> XClient::doAct(const Act& act)
{
    const QString id = act.post.remote;
    if (act.person.remote.isEmpty() && id.isEmpty()) {
        return readyTask<ActOutcome>(
            fail(Error::Kind::Invalid, u"it is not said what this is about"_s));
    }
    // From now on, as columns show it: polls that are answered meanwhile do not take it back.
    const auto mark = id.isEmpty() ? nullptr : markOf(act.kind);
    const bool wasKnown = m_marks.contains(id);
    const bool before = mark && m_marks.value(id).*mark;
    if (mark)
        m_marks[id].*mark = setsMark(act.kind);
    auto sent = readyToWrite().andThen(
        this, [this, act, mayGo = leave()](Done) { return sendAct(act, mayGo); });
    auto done = std::move(sent).andThen(this, [this, act](const QString&) {
        if (act.kind == ActKind::Delete)
            std::erase(m_shown, act.post.remote);
        return Result<ActOutcome>(ActOutcome());
    });
    if (!mark)
        return done;
    return orElse(std::move(done), this, [this, id, mark, before, wasKnown](Error error) {
        m_marks[id].*mark = before;
        if (!wasKnown && m_marks.value(id) == ViewerMarks())
            m_marks.remove(id);
        return readyTask<ActOutcome>(fail(std::move(error)));
    });
}

} // namespace staffroom::x
