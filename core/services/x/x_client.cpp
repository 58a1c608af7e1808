#include "core/services/x/x_client.h"

#include "core/services/x/ledger.h"
#include "core/services/x/money_text.h"
#include "core/services/x/oauth.h"
#include "core/services/x/query_text.h"
#include "core/services/x/tag_reader.h"
#include "core/services/x/text_length.h"
#include "core/services/x/write_requests.h"

#include <QRegularExpression>

#include <algorithm>

namespace staffroom::x {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kThreadSize = 50; ///< each is paid for
constexpr int kMostAncestors = 10;
constexpr Millis kListsKept = 15min; ///< X allows fifteen calls in this time
constexpr int kMostListPages = 5;
constexpr Millis kRecheckEvery = 15min;
constexpr size_t kMostShown = 400;
/// What a post costs with its share of an author, until enough of them were read (a chat of 500
/// posts by 90 people).
constexpr qint64 kUsualPrice = 6'800;
constexpr int kEnoughPosts = 20;

/// "https://x.com/bea/status/123" -> "123"
QString postIdIn(const QUrl& page)
{
    static const QRegularExpression shape(u"^/[^/]+/status(?:es)?/(\\d{1,19})\\b"_s);
    const QString host = page.host().toLower();
    if (host != "x.com"_L1 && host != "twitter.com"_L1 && host != "www.x.com"_L1)
        return {};
    return shape.match(page.path()).captured(1);
}

} // namespace

XClient::XClient(const ServiceContext& context, Source source,
    std::shared_ptr<AccountSession> session, std::shared_ptr<Ledger> ledger)
    : m_context(context)
    , m_source(std::move(source))
    , m_calls(context, m_source.server, std::move(session))
    , m_ledger(std::move(ledger))
    , m_vocabulary(context.options.value(u"x.vocabulary"_s) == "post"_L1 ? Vocabulary::Post
                                                                         : Vocabulary::Tweet)
    , m_recheckTimer(context.clock->createTimer([this] { recheck(); }))
{
    TagReader::Context tags;
    tags.clock = m_context.clock;
    tags.fetch
        = [this](const std::vector<FeedSpec>& feeds, const QString& query, const Slice& slice,
              Lane lane) { return readForTags(feeds, query, slice, lane); };
    m_tags = std::make_unique<TagReader>(tags);
    connect(m_ledger.get(), &Ledger::changed, this, &ServiceClient::costChanged);
    if (m_calls.isSignedIn())
        m_recheckTimer->start(kRecheckEvery);
}

XClient::~XClient() = default;

Api XClient::api(Lane lane) const
{
    return {m_source.server, m_vocabulary, lane};
}

QString XClient::userId() const
{
    return m_calls.isSignedIn() ? m_calls.session()->credentials().values.value(kUserIdValue)
                                : QString();
}

DecodeContext XClient::decodeContext() const
{
    return {userId(), m_source.account, m_context.clock->now(), m_people.all()};
}

Task<Done> XClient::readyToWrite()
{
    if (!m_calls.isSignedIn())
        return readyTask<Done>(fail(Error::Kind::Unauthorised));
    return m_calls.session()->ready().andThen(this, [this](const Credentials& credentials) {
        const auto limit = readDollars(credentials.values.value(kDailyLimitValue));
        m_ledger->setDailyLimit(limit ? std::optional(*limit) : std::nullopt);
        return m_ledger->ready();
    });
}

Task<Done> XClient::readyToRead()
{
    return readyToWrite().andThen(this, [this](Done) { return m_ledger->mayRead(); });
}

Task<ServerInfo> XClient::serverInfo()
{
    ServerInfo info;
    info.server = m_source.server;
    info.title = u"X"_s;
    info.software = u"x"_s;
    info.hashtagAccess
        = m_calls.isSignedIn() ? ServerInfo::Access::Open : ServerInfo::Access::NeedsLogin;
    info.publicAccess = ServerInfo::Access::Closed;
    info.maxCharacters = kMaxWeightedLength;
    return readyTask<ServerInfo>(std::move(info));
}

Task<PostPtr> XClient::post(const PostId& id, Lane lane)
{
    return read(QString(), [this, id, lane] {
        return postsById(api(lane), {id.remote});
    }).andThen(this, [](const RawPage& raw) -> Result<PostPtr> {
        if (raw.items.empty())
            return fail(Error::Kind::NotFound);
        return raw.items.front().post;
    });
}

Task<Thread> XClient::thread(const PostId& id)
{
    return read(QString(), [this, id] {
        return postsById(api(Lane::User), {id.remote});
    }).andThen(this, [this, id](const RawPage& first) {
        if (first.items.empty())
            return readyTask<Thread>(fail(Error::Kind::NotFound));
        const PostPtr post = first.items.front().post;
        const QString root = first.conversations.value(id.remote, id.remote);
        // Search reaches back a week; what it does not have is left out.
        auto others = read(QString(), [this, root] {
            Slice slice;
            slice.limit = affordable(kThreadSize);
            return search(api(Lane::User), threadQuery(root), slice);
        });
        // The root is not always part of its own conversation in search.
        auto roots = root == id.remote
            ? readyTask<RawPage>(RawPage())
            : read(QString(), [this, root] { return postsById(api(Lane::User), {root}); });
        return std::move(others).andThen(this,
            [this, post, roots = std::make_shared<Task<RawPage>>(std::move(roots))](
                RawPage found) mutable {
                return std::move(*roots).andThen(
                    this, [post, found = std::move(found)](const RawPage& top) {
                        QHash<PostId, PostPtr> known;
                        std::vector<PostPtr> inOrder;
                        for (const auto* page : {&top, &found}) {
                            for (const auto& item : page->items) {
                                if (known.contains(item.post->id) || item.post->id == post->id)
                                    continue;
                                known.insert(item.post->id, item.post);
                                inOrder.push_back(item.post);
                            }
                        }
                        Thread thread;
                        thread.post = post;
                        QSet<PostId> above{post->id};
                        for (auto parent = post->inReplyTo; parent && known.contains(*parent)
                             && !above.contains(*parent)
                             && thread.ancestors.size() < kMostAncestors;) {
                            above.insert(*parent);
                            thread.ancestors.push_back(known.value(*parent));
                            parent = known.value(*parent)->inReplyTo;
                        }
                        std::reverse(thread.ancestors.begin(), thread.ancestors.end());
                        std::sort(
                            inOrder.begin(), inOrder.end(), [](const PostPtr& a, const PostPtr& b) {
                                return isNewerId(b->id.remote, a->id.remote);
                            });
                        // Oldest first, so that an answer comes after what it answers.
                        QSet<PostId> below{post->id};
                        for (const auto& one : inOrder) {
                            if (one->inReplyTo && below.contains(*one->inReplyTo)) {
                                below.insert(one->id);
                                thread.descendants.push_back(one);
                            }
                        }
                        return Result<Thread>(std::move(thread));
                    });
            });
    });
}

Task<std::vector<ListInfo>> XClient::lists()
{
    using Lists = std::vector<ListInfo>;
    const Millis now = m_context.clock->monotonic();
    if (m_lists && now - m_listsAt < kListsKept)
        return readyTask<Lists>(*m_lists);
    return readyToRead().andThen(this, [this](Done) {
        const auto note = [this](const RawLists& raw) {
            m_ledger->add({}, raw.bill);
            return Result<Lists>(raw.lists);
        };
        return ask<RawLists>(ownedLists(api(Lane::User), userId(), {}), decodeLists)
            .andThen(this, note)
            .andThen(this, [this, note](Lists own) {
                return ask<RawLists>(followedLists(api(Lane::User), userId(), {}), decodeLists)
                    .andThen(this, note)
                    .andThen(this, [this, own = std::move(own)](const Lists& followed) mutable {
                        for (const auto& list : followed) {
                            if (std::find(own.begin(), own.end(), list) == own.end())
                                own.push_back(list);
                        }
                        m_lists = own;
                        m_listsAt = m_context.clock->monotonic();
                        return Result<Lists>(std::move(own));
                    });
            });
    });
}

Task<std::vector<Author>> XClient::findPeople(const QString& typed, int limit)
{
    const QString name = typed.startsWith(u'@') ? typed.mid(1) : typed;
    return readyTask<std::vector<Author>>(m_people.find(name.trimmed(), limit));
}

Task<std::vector<TagInfo>> XClient::findTags(const QString& typed, int limit)
{
    std::vector<TagInfo> found;
    const QString begin = foldTag(typed.startsWith(u'#') ? typed.mid(1) : typed);
    for (auto it = m_tagNames.begin(); it != m_tagNames.end() && int(found.size()) < limit; ++it) {
        if (!begin.isEmpty() && it.key().startsWith(begin))
            found.push_back({it.value(), 0});
    }
    return readyTask<std::vector<TagInfo>>(std::move(found));
}

Task<PostPtr> XClient::findPost(const Post& elsewhere)
{
    QString id = postIdIn(elsewhere.url);
    if (id.isEmpty())
        id = postIdIn(QUrl(elsewhere.uri));
    if (id.isEmpty())
        return readyTask<PostPtr>(fail(Error::Kind::NotFound));
    return post({m_source.service, {}, id}, Lane::User);
}

std::optional<FeedCost> XClient::cost(const FeedSpec& feed) const
{
    if (!m_calls.isSignedIn())
        return std::nullopt;
    const QString key = feed.key();
    FeedCost cost;
    cost.today = m_ledger->today(key);
    cost.accountToday = m_ledger->today();
    cost.dailyLimit = m_ledger->dailyLimit();
    if (const auto posts = m_hours.busiest(key)) {
        const Bought bought = m_bought.value(key);
        const qint64 price = bought.posts >= kEnoughPosts
            ? (bought.posts * kPricePost + bought.people * kPriceUser) / bought.posts
            : kUsualPrice;
        cost.hour = *posts * price;
    }
    return cost;
}

bool XClient::mayWrite() const
{
    return m_calls.isSignedIn() && x::mayWrite(m_calls.session()->credentials());
}

void XClient::noteShown(const QString& id)
{
    std::erase(m_shown, id);
    m_shown.push_back(id);
    while (m_shown.size() > kMostShown)
        m_shown.pop_front();
}

/// Deletions and edits of what was shown: X asks every program to follow them. A post that was paid
/// for today is free to look at again.
void XClient::recheck()
{
    m_recheckTimer->start(kRecheckEvery);
    QStringList ids;
    for (auto it = m_shown.rbegin(); it != m_shown.rend() && ids.size() < kMostIds; ++it) {
        if (m_ledger->hasPaidFor(*it))
            ids << *it;
    }
    if (ids.isEmpty() || m_context.clock->monotonic() - m_pageAt > kRecheckEvery)
        return;
    m_rechecking = read(QString(), [this, ids] {
        return postsById(api(Lane::Background), ids);
    }).then(this, [this, ids](const Result<RawPage>& raw) {
        if (!raw)
            return;
        for (const auto& id : raw->gone) {
            if (!ids.contains(id))
                continue; // of what is referred to
            m_tags->forget(id);
            std::erase(m_shown, id);
            Q_EMIT noticed(Deleted{{m_source.service, {}, id}});
        }
        for (const auto& item : raw->items) {
            const Post& post = *item.post;
            // An edit has an id of its own: this one is no more.
            if (post.edited && *post.edited > momentOf(post.id.remote) + 1s)
                Q_EMIT noticed(Deleted{post.id});
            else if (!item.reason)
                Q_EMIT noticed(Edited{item.post});
        }
    });
}

} // namespace staffroom::x
