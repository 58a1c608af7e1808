#include "core/services/practice/practice_client.h"

#include <algorithm>

namespace staffroom::practice {

using namespace Qt::Literals::StringLiterals;

namespace {

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
        if (const auto* arrived = std::get_if<Arrived>(&event);
            arrived && !m_session->belongs(m_feed, arrived->item))
            return;
        Q_EMIT happened(event);
    }

    std::shared_ptr<Session> m_session;
    FeedSpec m_feed;
    State m_state = State::Connecting;
    TaskHandle m_opening;
};

} // namespace

PracticeClient::PracticeClient(std::shared_ptr<Session> session, Source source)
    : m_session(std::move(session))
    , m_source(std::move(source))
{
}

Task<ServerInfo> PracticeClient::serverInfo()
{
    ServerInfo info;
    info.title = u"Practice chat"_s;
    info.software = u"practice"_s;
    info.hashtagAccess = ServerInfo::Access::Open;
    info.publicAccess = ServerInfo::Access::Open;
    return readyTask<ServerInfo>(info);
}

Task<Page> PracticeClient::page(const PageRequest& request)
{
    return m_session->ready().andThen(this, [this, request](Done) -> Result<Page> {
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
    return m_session->ready().andThen(this, [this, id](Done) -> Result<PostPtr> {
        if (auto post = m_session->post(id.remote))
            return post;
        return fail(Error::Kind::NotFound);
    });
}

Task<Thread> PracticeClient::thread(const PostId& id)
{
    return m_session->ready().andThen(this, [this, id](Done) -> Result<Thread> {
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
        return out;
    });
}

Task<Published> PracticeClient::doPublish(const Submission& submission)
{
    return m_session->ready().andThen(this, [this, submission](Done) -> Result<Published> {
        if (submission.text.trimmed().isEmpty())
            return fail(Error::Kind::Invalid, u"there is nothing to post yet"_s);
        return Published{m_session->publish(submission), {}};
    });
}

std::unique_ptr<LiveStream> PracticeClient::stream(const FeedSpec& feed)
{
    return std::make_unique<PracticeStream>(m_session, feed);
}

} // namespace staffroom::practice
