// What changes something at the server, see MastodonClient.
#include "core/services/mastodon/api_errors.h"
#include "core/services/mastodon/decode_account.h"
#include "core/services/mastodon/mastodon_client.h"
#include "core/services/mastodon/media_upload.h"
#include "core/services/mastodon/own_posts.h"
#include "core/services/mastodon/write_requests.h"

namespace staffroom::mastodon {

using namespace Qt::Literals::StringLiterals;
using ActKind = Act::Kind;

namespace {

constexpr int kOwnPages = 5;
constexpr int kOwnPerPage = 40;

Sighting found(const PostPtr& post)
{
    return {Sighting::State::Found, post};
}

/// A refusal that means that things are already as they were to become.
bool isAsWanted(const Act& act, const Error& error)
{
    // 422: already a member. 404: already gone.
    return (act.kind == ActKind::AddToList && error.http == 422)
        || (act.kind == ActKind::Delete && error.kind == Error::Kind::NotFound);
}

} // namespace

std::function<bool()> MastodonClient::leave() const
{
    return [pass = m_leave] { return pass && pass->allows(); };
}

Task<Published> MastodonClient::doPublish(const Submission& submission)
{
    const Api api = this->api(Lane::User);
    HttpRequest request
        = submission.edits ? editStatus(api, submission) : postStatus(api, submission);
    request.mayGo = leave();
    return ask<Published>(std::move(request), decodePublished);
}

Task<QString> MastodonClient::doUpload(
    const DraftMedia& media, std::function<void(qint64 sent, qint64 total)> progress)
{
    if (!m_calls.isSignedIn())
        return readyTask<QString>(fail(Error::Kind::Unauthorised));
    return MediaUpload::run(
        m_calls, m_context, api(Lane::User), media, {std::move(progress), leave()}, this);
}

Task<ActOutcome> MastodonClient::doAct(const Act& act)
{
    auto request = requestOf(api(Lane::User), act);
    if (!request)
        return readyTask<ActOutcome>(fail(std::move(request.error())));
    request->mayGo = leave();
    if (act.kind == ActKind::Vote)
        return vote(act, std::move(*request));
    auto done = ask<ActOutcome>(std::move(*request),
        [act](const QByteArray& bytes, const DecodeContext& context, const QString& path) {
            return Result<ActOutcome>(decodeOutcome(bytes, context, path, act));
        });
    return orElse(std::move(done), this, [act](Error error) {
        if (isAsWanted(act, error))
            return readyTask<ActOutcome>(ActOutcome());
        if (act.kind == ActKind::MarkRead && error.kind == Error::Kind::NotFound)
            error.kind = Error::Kind::Unsupported;
        return readyTask<ActOutcome>(fail(std::move(error)));
    });
}

Task<ActOutcome> MastodonClient::vote(const Act& act, HttpRequest request)
{
    return ask<bool>(std::move(request),
        [](const QByteArray&, const DecodeContext&, const QString&) { return Result<bool>(true); })
        .andThen(this, [this, act](bool) {
            if (act.post.isEmpty())
                return readyTask<ActOutcome>(ActOutcome());
            // The answer is the poll alone; the post with it shows what came of it.
            auto again = post(act.post, Lane::User).andThen(this, [](const PostPtr& post) {
                return Result<ActOutcome>(ActOutcome{post, std::nullopt, {}});
            });
            return orElse(std::move(again), this,
                [](const Error&) { return readyTask<ActOutcome>(ActOutcome()); });
        });
}

Task<Sighting> MastodonClient::findOwn(const Submission& submission)
{
    if (!m_calls.isSignedIn())
        return readyTask<Sighting>(fail(Error::Kind::Unauthorised));
    if (submission.edits) {
        return post(*submission.edits, Lane::User).andThen(this, [submission](const PostPtr& post) {
            const bool isChanged = comparableText(post->text) == comparableText(submission.text)
                && comparableText(post->contentWarning)
                    == comparableText(submission.contentWarning);
            return Result<Sighting>(
                isChanged ? found(post) : Sighting{Sighting::State::Absent, nullptr});
        });
    }
    if (submission.scheduled) {
        PageRequest request;
        request.feed.kind = FeedSpec::Kind::Scheduled;
        request.feed.source = m_source;
        request.lane = Lane::User;
        return page(request).andThen(this, [submission](const Page& page) {
            const QString words = comparableText(submission.text);
            for (const auto& item : page.items) {
                const auto apart = item.post->created - *submission.scheduled;
                if (std::chrono::abs(apart) < kClockDifference
                    && comparableText(item.post->text.text) == words)
                    return Result<Sighting>(found(item.post));
            }
            return Result<Sighting>(
                Sighting{page.older.isEmpty() ? Sighting::State::Absent : Sighting::State::Unknown,
                    nullptr});
        });
    }
    return self().andThen(this, [this, submission](const Author& author) {
        return instanceOrGuess().andThen(
            this, [this, submission, id = author.id.remote](const Instance& instance) {
                return lookAmongOwn(submission, id, decodeContext(instance), {}, kOwnPages);
            });
    });
}

Task<Sighting> MastodonClient::lookAmongOwn(const Submission& submission, const QString& account,
    const DecodeContext& context, const QString& maxId, int pagesLeft)
{
    Slice slice;
    slice.limit = kOwnPerPage;
    slice.maxId = maxId;
    return ask<RawPage>(ownStatuses(api(Lane::User), account, slice), decodePage)
        .andThen(this, [=, this](const RawPage& page) -> Task<Sighting> {
            bool isPastIt = page.ids.empty();
            for (const auto& item : page.items) {
                if (!item.reason && isResultOf(*item.post, submission))
                    return readyTask<Sighting>(found(item.post));
                isPastIt = isPastIt || item.time() < submission.written - kClockDifference;
            }
            // Private words are left out of this list by some servers.
            const bool isListed = submission.visibility != Visibility::Direct;
            if (isPastIt || page.ids.back() == maxId)
                return readyTask<Sighting>(Sighting{
                    isListed ? Sighting::State::Absent : Sighting::State::Unknown, nullptr});
            if (pagesLeft <= 1)
                return readyTask<Sighting>(Sighting{Sighting::State::Unknown, nullptr});
            return lookAmongOwn(submission, account, context, page.ids.back(), pagesLeft - 1);
        });
}

} // namespace staffroom::mastodon
