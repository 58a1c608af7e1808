#include "tests/support/fake_bluesky.h"
#include "tests/support/fake_bluesky_reply.h"

#include <algorithm>

namespace staffroom::test {

using namespace Qt::Literals::StringLiterals;

FaultReply FakeBluesky::getProfile(const Call& call)
{
    const FakePerson* person = m_store.find(call.param(u"actor"_s));
    if (person == nullptr)
        return bskyInvalid(u"Profile not found"_s);
    return bskyReply(views(call).profile(*person));
}

FaultReply FakeBluesky::getProfiles(const Call& call)
{
    QJsonArray profiles;
    for (const QString& actor : call.params(u"actors"_s)) {
        if (const FakePerson* person = m_store.find(actor))
            profiles += views(call).profile(*person);
    }
    return bskyReply({{u"profiles"_s, profiles}});
}

FaultReply FakeBluesky::searchActorsTypeahead(const Call& call)
{
    const QString typed = call.param(u"q"_s);
    QJsonArray actors;
    for (const FakePerson& person : m_store.people()) {
        const bool isMatch = person.handle.startsWith(typed, Qt::CaseInsensitive)
            || person.name.startsWith(typed, Qt::CaseInsensitive);
        if (isMatch && actors.size() < call.limit(10))
            actors += views(call).person(person);
    }
    return bskyReply({{u"actors"_s, actors}});
}

FaultReply FakeBluesky::getPreferences(const Call&)
{
    return bskyReply({{u"preferences"_s, m_preferences}});
}

FaultReply FakeBluesky::getLists(const Call& call)
{
    const FakePerson* person = m_store.find(call.param(u"actor"_s));
    if (person == nullptr)
        return bskyInvalid(u"Profile not found"_s);
    QJsonArray lists;
    for (const FakeRecord* list : m_store.newestFirst(u"app.bsky.graph.list"_s)) {
        if (list->did == person->did)
            lists += views(call).list(*list);
    }
    return bskyReply({{u"lists"_s, lists}});
}

FaultReply FakeBluesky::getList(const Call& call)
{
    const FakeRecord* list = m_store.record(call.param(u"list"_s));
    if (list == nullptr)
        return bskyInvalid(u"List not found"_s);
    QJsonArray items;
    for (const FakeRecord* item : m_store.newestFirst(u"app.bsky.graph.listitem"_s)) {
        const FakePerson* member = m_store.find(item->subject());
        if (item->value.value("list"_L1).toString() == list->uri && member != nullptr) {
            items
                += QJsonObject{{u"uri"_s, item->uri}, {u"subject"_s, views(call).person(*member)}};
        }
    }
    return bskyReply({{u"list"_s, views(call).list(*list)}, {u"items"_s, items}});
}

FaultReply FakeBluesky::getFeedGenerators(const Call& call)
{
    QJsonArray feeds;
    for (const QString& uri : call.params(u"feeds"_s)) {
        if (const FakeRecord* feed = m_store.record(uri))
            feeds += views(call).generator(*feed);
    }
    return bskyReply({{u"feeds"_s, feeds}});
}

std::vector<QJsonObject> FakeBluesky::notifications(const Call& call) const
{
    std::vector<QJsonObject> out;
    const FakeBlueskyViews view = views(call);
    const auto add = [&](const FakeRecord& record, const QString& reason, const QString& subject) {
        const QString at = FakeBlueskyStore::isoTime(record.indexedMs);
        QJsonObject notice{{u"uri"_s, record.uri}, {u"cid"_s, record.cid},
            {u"author"_s, view.profile(*m_store.find(record.did))}, {u"reason"_s, reason},
            {u"record"_s, record.value}, {u"isRead"_s, at <= m_seenAt}, {u"indexedAt"_s, at},
            {u"labels"_s, QJsonArray()}};
        if (!subject.isEmpty())
            notice[u"reasonSubject"_s] = subject;
        out.push_back(notice);
    };
    const QString mine = u"at://"_s + call.reader + u'/';
    for (const FakeRecord* record : m_store.select([](const FakeRecord&) { return true; })) {
        if (record->did == call.reader)
            continue;
        const QString subject = record->subject();
        if (record->collection == "app.bsky.feed.like"_L1 && subject.startsWith(mine))
            add(*record, u"like"_s, subject);
        else if (record->collection == "app.bsky.feed.repost"_L1 && subject.startsWith(mine))
            add(*record, u"repost"_s, subject);
        else if (record->collection == "app.bsky.graph.follow"_L1 && subject == call.reader)
            add(*record, u"follow"_s, {});
        const QString parent = record->replyUri(u"parent"_s);
        const QString quoted = record->value.value("embed"_L1)["record"_L1]["uri"_L1].toString();
        if (parent.startsWith(mine))
            add(*record, u"reply"_s, parent);
        if (quoted.startsWith(mine))
            add(*record, u"quote"_s, quoted);
        for (const auto facet : record->value.value("facets"_L1).toArray()) {
            for (const auto feature : facet["features"_L1].toArray()) {
                if (feature["did"_L1].toString() == call.reader)
                    add(*record, u"mention"_s, {});
            }
        }
    }
    std::stable_sort(out.begin(), out.end(), [](const QJsonObject& a, const QJsonObject& b) {
        return a.value("indexedAt"_L1).toString() > b.value("indexedAt"_L1).toString();
    });
    return out;
}

FaultReply FakeBluesky::listNotifications(const Call& call)
{
    const QStringList reasons = call.params(u"reasons"_s);
    const QString cursor = call.param(u"cursor"_s);
    const int limit = call.limit(50);
    QJsonArray page;
    QString next;
    for (const QJsonObject& notice : notifications(call)) {
        const QString at = notice.value("indexedAt"_L1).toString();
        const bool isWanted
            = reasons.isEmpty() || reasons.contains(notice.value("reason"_L1).toString());
        if (!isWanted || (!cursor.isEmpty() && at >= cursor))
            continue;
        if (page.size() == limit)
            return bskyReply({{u"notifications"_s, page}, {u"cursor"_s, next}});
        page += notice;
        next = at;
    }
    return bskyReply({{u"notifications"_s, page}});
}

} // namespace staffroom::test
