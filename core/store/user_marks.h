#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/store/statement.h"

#include <memory>
#include <optional>

namespace staffroom {

/// The reader's own marks in user.db. One thread.
class UserMarks {
public:
    struct Marks {
        PostId readMarker;
        std::optional<Timestamp> floor;
    };
    /// `isReader`: prepares nothing that writes. `db` outlives it.
    static Result<std::unique_ptr<UserMarks>> create(Database& db, bool isReader);

    Result<Marks> marks(const QString& feedKey);
    Result<Done> setReadMarker(const QString& feedKey, const PostId& id);
    Result<Done> setFloor(const QString& feedKey, std::optional<Timestamp> floor);

private:
    UserMarks() = default;

    Statement m_marker, m_floor, m_setMarker, m_removeMarker, m_setFloor, m_removeFloor;
};

} // namespace staffroom
