#include "core/store/user_marks.h"

#include <utility>

namespace staffroom {

Result<std::unique_ptr<UserMarks>> UserMarks::create(Database& db, bool isReader)
{
    auto marks = std::unique_ptr<UserMarks>(new UserMarks);
    const std::pair<Statement*, const char*> statements[] = {
        {&marks->m_marker, "SELECT service, server, remote FROM read_markers WHERE feed = ?"},
        {&marks->m_floor, "SELECT time FROM floors WHERE feed = ?"},
        {&marks->m_setMarker,
            "INSERT INTO read_markers (feed, service, server, remote) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (feed) DO UPDATE SET service = excluded.service, "
            "server = excluded.server, remote = excluded.remote"},
        {&marks->m_removeMarker, "DELETE FROM read_markers WHERE feed = ?"},
        {&marks->m_setFloor,
            "INSERT INTO floors (feed, time) VALUES (?, ?) "
            "ON CONFLICT (feed) DO UPDATE SET time = excluded.time"},
        {&marks->m_removeFloor, "DELETE FROM floors WHERE feed = ?"},
    };
    int left = isReader ? 2 : 6;
    for (const auto& [statement, sql] : statements) {
        if (left-- == 0)
            break;
        auto prepared = Statement::prepare(db, sql);
        if (!prepared)
            return fail(std::move(prepared.error()));
        *statement = std::move(*prepared);
    }
    return marks;
}

Result<UserMarks::Marks> UserMarks::marks(const QString& feedKey)
{
    Marks out;
    {
        auto found = m_marker.run(feedKey);
        const auto row = found.next();
        if (!row)
            return fail(row.error());
        if (*row)
            out.readMarker = {{found.text(0)}, found.text(1), found.text(2)};
    }
    auto found = m_floor.run(feedKey);
    const auto row = found.next();
    if (!row)
        return fail(row.error());
    if (*row)
        out.floor = timestampFromMs(found.integer(0));
    return out;
}

Result<Done> UserMarks::setReadMarker(const QString& feedKey, const PostId& id)
{
    if (id.isEmpty())
        return m_removeMarker.execute(feedKey);
    return m_setMarker.execute(feedKey, id.service.value, id.server, id.remote);
}

Result<Done> UserMarks::setFloor(const QString& feedKey, std::optional<Timestamp> floor)
{
    if (!floor)
        return m_removeFloor.execute(feedKey);
    return m_setFloor.execute(feedKey, toMs(*floor));
}

} // namespace staffroom
