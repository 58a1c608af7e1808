// Pages of feeds, and what they cost, see XClient.
#include "core/services/x/ledger.h"
#include "core/services/x/query_text.h"
#include "core/services/x/tag_reader.h"
#include "core/services/x/x_client.h"

#include <algorithm>

namespace staffroom::x {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using FeedKind = FeedSpec::Kind;

namespace {

constexpr int kFirstPage = 20; ///< of a column that is new: every post is paid for
constexpr int kTopOfList = 10; ///< where everything returned is paid for, known or not
constexpr int kMostWalks = 5;
/// After so long away not all that was missed is read by itself.
constexpr auto kLongAway = std::chrono::hours(1);

} // namespace

/// Pages of one answer put together.
struct XClient::Walk {
    PageRequest request;
    Way way;
    Slice slice;
    QString feed;
    Page page;
    QSet<QString> seen;
    int calls = 0;
    bool walksOn = true; ///< to what is known, page after page
};

void XClient::pay(const QString& feed, const RawPage& raw)
{
    const qint64 before = m_ledger->today(feed);
    m_ledger->add(feed, raw.bill);
    if (!feed.isEmpty() && m_ledger->today(feed) > before) {
        const QSet<QString> posts(raw.bill.posts.begin(), raw.bill.posts.end());
        const QSet<QString> people(raw.bill.users.begin(), raw.bill.users.end());
        const qint64 spent = m_ledger->today(feed) - before;
        // What was paid for before is not bought again: by the price of a mixture.
        const qint64 whole = posts.size() * kPricePost + people.size() * kPriceUser;
        if (whole > 0) {
            auto& bought = m_bought[feed];
            bought.posts += int(posts.size() * spent / whole);
            bought.people += int(people.size() * spent / whole);
        }
    }
}

void XClient::addMarks(std::vector<FeedItem>& items) const
{
    if (m_marks.isEmpty())
        return;
    for (auto& item : items) {
        const auto known = m_marks.constFind(item.post->id.remote);
        if (known == m_marks.constEnd())
            continue;
        auto marked = std::make_shared<Post>(*item.post);
        marked->viewer = *known;
        item.post = std::move(marked);
    }
}

Task<RawPage> XClient::read(std::optional<QString> feed, std::function<HttpRequest()> build)
{
    return readyToRead().andThen(this, [this, feed, build = std::move(build)](Done) {
        return m_calls.send(build()).andThen(this, [this, feed](const HttpReply& reply) {
            return runInPool(*m_context.decodePool,
                [context = decodeContext(), bytes = reply.body, path = reply.url.path()] {
                    return decodePosts(bytes, context, path);
                })
                .andThen(this,
                    [this, feed, reply](RawPage raw) {
                        m_people.note(raw.people);
                        if (feed)
                            pay(*feed, raw);
                        return withNames(std::move(raw), reply);
                    })
                .andThen(this, [this](RawPage raw) {
                    addMarks(raw.items);
                    return Result<RawPage>(std::move(raw));
                });
        });
    });
}

/// One of the two vocabularies leaves out who wrote what is quoted or passed on.
Task<RawPage> XClient::withNames(RawPage raw, const HttpReply& reply)
{
    QStringList ids;
    for (const auto& id : std::as_const(raw.unnamed)) {
        if (!m_unnamed.contains(id) && ids.size() < kMostIds)
            ids << id;
    }
    if (ids.isEmpty())
        return readyTask<RawPage>(std::move(raw));
    for (const auto& id : std::as_const(ids))
        m_unnamed.insert(id); // asked once, whatever the answer
    auto named
        = ask<RawPeople>(usersById(api(Lane::Visible), ids), decodePeople)
              .andThen(this, [this, reply](const RawPeople& found) {
                  m_people.note(found.people);
                  m_ledger->add({}, found.bill);
                  return runInPool(*m_context.decodePool,
                      [context = decodeContext(), bytes = reply.body, path = reply.url.path()] {
                          return decodePosts(bytes, context, path);
                      });
              });
    return orElse(std::move(named), this,
        [raw = std::move(raw)](const Error&) { return readyTask<RawPage>(raw); });
}

Task<RawPage> XClient::readForTags(
    const std::vector<FeedSpec>& feeds, const QString& query, const Slice& slice, Lane lane)
{
    Slice affordableSlice = slice;
    affordableSlice.limit = affordable(slice.limit);
    return read(std::nullopt, [this, query, affordableSlice, lane] {
        return search(api(lane), query, affordableSlice);
    }).andThen(this, [this, feeds](RawPage raw) {
        // Each column pays for its own posts and whoever wrote them, the first for the rest.
        for (const auto& spec : feeds) {
            RawPage own;
            for (const auto& item : raw.items) {
                if (!TagReader::matches(spec, *item.post))
                    continue;
                own.bill.posts << item.post->id.remote;
                own.bill.users << item.post->author.id.remote;
            }
            own.bill.users.removeIf(
                [&](const QString& id) { return !raw.bill.users.contains(id); });
            pay(spec.key(), own);
        }
        pay(feeds.front().key(), raw);
        return Result<RawPage>(std::move(raw));
    });
}

int XClient::affordable(int limit)
{
    const auto left = m_ledger->left();
    if (!left)
        return limit;
    return int(std::clamp<qint64>(*left / (kPricePost + kPriceUser), 1, limit));
}

Task<QString> XClient::personId(const QString& handle)
{
    if (handle.compare(m_source.account, Qt::CaseInsensitive) == 0 && !userId().isEmpty())
        return readyTask<QString>(userId());
    if (const Author* known = m_people.byHandle(handle))
        return readyTask<QString>(known->id.remote);
    return ask<RawUser>(userByName(api(Lane::Visible), handle), decodeUser)
        .andThen(this, [this](const RawUser& found) {
            m_ledger->add({}, found.bill);
            m_people.note({{found.author.id.remote, found.author}});
            return Result<QString>(found.author.id.remote);
        });
}

Result<XClient::Way> XClient::wayOf(const PageRequest& request) const
{
    const FeedSpec& feed = request.feed;
    const Api calls = api(request.lane);
    const QString own = userId();
    const auto bySearch = [&](const Result<QString>& query) -> Result<Way> {
        if (!query)
            return fail(query.error());
        return Way{
            [calls, query = *query](const Slice& slice) { return search(calls, query, slice); },
            true, {15s, 120s}};
    };
    switch (feed.kind) {
    case FeedKind::Hashtag:
        return bySearch(tagQuery(feed));
    case FeedKind::Search:
        return bySearch(wordsQuery(feed.target));
    case FeedKind::Received:
        return bySearch(receivedQuery(m_source.account, feed.people));
    case FeedKind::Home:
        return Way{[calls, own](const Slice& s) { return homeTimeline(calls, own, s); }, true,
            {30s, 180s}};
    case FeedKind::Mentions:
        return Way{
            [calls, own](const Slice& s) { return mentions(calls, own, s); }, true, {20s, 180s}};
    case FeedKind::List:
        return Way{
            [calls, list = feed.target](const Slice& s) { return listPosts(calls, list, s); },
            false, {30s, 300s}};
    case FeedKind::Bookmarks:
        return Way{
            [calls, own](const Slice& s) { return bookmarks(calls, own, s); }, false, {120s, 600s}};
    default:
        return fail(Error::Kind::Unsupported);
    }
}

Task<Page> XClient::page(const PageRequest& request)
{
    m_pageAt = m_context.clock->monotonic();
    return readyToRead().andThen(this, [this, request](Done) -> Task<Page> {
        const bool isNewest = request.direction == PageRequest::Direction::Newest;
        if (request.feed.kind == FeedKind::User) {
            return personId(request.feed.target)
                .andThen(this, [this, request, isNewest](const QString& id) {
                    const Api calls = api(request.lane);
                    const Way way{[calls, id](const Slice& s) { return userPosts(calls, id, s); },
                        true, {60s, 300s}};
                    return isNewest ? newest(request, way) : older(request, way);
                });
        }
        const auto way = wayOf(request);
        if (!way)
            return readyTask<Page>(fail(way.error()));
        return isNewest ? newest(request, *way) : older(request, *way);
    });
}

Task<Page> XClient::newest(const PageRequest& request, const Way& way)
{
    const QString feed = request.feed.key();
    const QString known = request.known ? request.known->remote : QString();
    const bool isHashtag = request.feed.kind == FeedKind::Hashtag;
    const Timestamp now = m_context.clock->now();
    const QString since = way.takesIds ? sinceOf(known, now) : QString();
    // A column that was closed for long: what it missed may be whole chats, and is the person's to
    // ask for.
    const bool isAway
        = !since.isEmpty() && !m_given.contains(feed) && momentOf(known) < now - kLongAway;

    auto state = std::make_shared<Walk>();
    state->request = request;
    state->way = way;
    state->feed = feed;
    state->slice.sinceId = since;
    state->walksOn = !isAway;
    const bool isFirst = known.isEmpty() || isAway || (way.takesIds && since.isEmpty());
    state->slice.limit = affordable(isFirst ? std::min(request.limit, kFirstPage)
            : way.takesIds                  ? kMostIds
                                            : kTopOfList);
    const auto finish = [this, request, pace = way.pace](Page page) {
        return Result<Page>(finished(request, pace, std::move(page)));
    };
    if (!isHashtag)
        return walk(state, {}).andThen(this, finish);
    const bool isMerged = !since.isEmpty() && !isAway && isMergeable(request.feed);
    return countFirst(request.feed).andThen(this, [this, state, finish, isMerged](Done) {
        return (isMerged ? m_tags->newer(state->request) : walk(state, {})).andThen(this, finish);
    });
}

/// A count costs as much as one post and says what reading them all would.
Task<Done> XClient::countFirst(const FeedSpec& feed)
{
    const QString key = feed.key();
    const QDate today = toDateTime(m_context.clock->now()).toUTC().date();
    const auto query = tagQuery(feed);
    if (!m_hasCounts || !query || m_counted.value(key) == today)
        return readyTask<Done>(Done{});
    m_counted.insert(key, today);
    auto counted = ask<RawCounts>(counts(api(Lane::Visible), *query, {}), decodeCounts)
                       .andThen(this, [this, key](const RawCounts& counts) {
                           Bill bill;
                           bill.other = kPriceCounts;
                           m_ledger->add(key, bill);
                           m_hours.take(key, counts);
                           return Result<Done>(Done{});
                       });
    return orElse(std::move(counted), this, [this](const Error& error) {
        if (error.kind == Error::Kind::Forbidden && error.path == kNoCredit)
            return readyTask<Done>(fail(error));
        // Not every access level may count; the pace of what is read tells as well.
        if (error.http >= 400 && error.http < 500)
            m_hasCounts = false;
        return readyTask<Done>(Done{});
    });
}

Task<Page> XClient::walk(std::shared_ptr<Walk> walk, const QString& token)
{
    Slice slice = walk->slice;
    slice.token = token;
    return read(walk->feed, [walk, slice] {
        return walk->way.build(slice);
    }).andThen(this, [this, walk, token](RawPage raw) {
        ++walk->calls;
        if (walk->request.feed.kind == FeedKind::Bookmarks) { // X says so by this alone
            for (const auto& item : raw.items)
                m_marks[item.post->id.remote].isBookmarked = true;
        }
        Page& page = walk->page;
        page.skipped += raw.skipped;
        const bool isNewest = walk->request.direction == PageRequest::Direction::Newest;
        const QString known
            = isNewest && walk->request.known ? walk->request.known->remote : QString();
        const bool stopsAtKnown = isNewest && !walk->way.takesIds && !known.isEmpty();
        const auto& given = m_given[walk->feed];
        bool isMet = false;
        bool hasNew = false;
        for (auto& item : raw.items) {
            const QString id = item.pagingId().remote;
            if (walk->seen.contains(id))
                continue;
            walk->seen.insert(id);
            hasNew = true;
            isMet = isMet || (stopsAtKnown && (id == known || given.contains(id)));
            page.items.push_back(std::move(item));
        }
        const bool isEnd = raw.nextToken.isEmpty();
        const bool isSince = !walk->slice.sinceId.isEmpty();
        const bool goesOn = walk->walksOn && isNewest && (isSince || stopsAtKnown) && !isMet
            && !isEnd && hasNew && raw.nextToken != token && walk->calls < kMostWalks
            && m_ledger->mayRead();
        if (goesOn) {
            // From the second page on there is much to be read.
            walk->slice.limit = affordable(kMostIds);
            return this->walk(walk, raw.nextToken);
        }
        page.reachesKnown = (isSince && isEnd) || isMet;
        if (!isEnd && !page.reachesKnown && !page.items.empty()) {
            page.older = walk->way.takesIds ? page.items.back().pagingId().remote : raw.nextToken;
        }
        return readyTask<Page>(std::move(page));
    });
}

Task<Page> XClient::older(const PageRequest& request, const Way& way)
{
    auto state = std::make_shared<Walk>();
    state->request = request;
    state->way = way;
    state->feed = request.feed.key();
    state->slice.limit = affordable(request.limit);
    if (way.takesIds)
        state->slice.untilId = request.cursor;
    return walk(state, way.takesIds ? QString() : request.cursor)
        .andThen(this, [this, request, pace = way.pace](Page page) {
            page = finished(request, pace, std::move(page));
            page.askAgainAfter.reset();
            return Result<Page>(std::move(page));
        });
}

Page XClient::finished(const PageRequest& request, const Pacing::Bounds& pace, Page page)
{
    const QString feed = request.feed.key();
    auto& given = m_given[feed];
    addMarks(page.items); // some were read a while ago
    int fresh = 0;
    for (const auto& item : page.items) {
        const QString& id = item.pagingId().remote;
        if (!given.contains(id)) {
            given.insert(id);
            ++fresh;
            noteShown(item.post->id.remote);
        }
        for (const auto& tag : item.post->tags)
            m_tagNames.insert(foldTag(tag), tag);
    }
    m_hours.take(feed, page.items);
    page.askAgainAfter = m_pacing.next(feed, fresh, pace);
    return page;
}

} // namespace staffroom::x
