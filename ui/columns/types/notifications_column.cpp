#include "ui/columns/column_registry.h"

#include <QCoreApplication>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

struct NotificationsColumn {
    Q_DECLARE_TR_FUNCTIONS(NotificationsColumn)
};

} // namespace

ColumnType notificationsColumn()
{
    ColumnType type;
    type.kind = FeedSpec::Kind::Notifications;
    type.title = NotificationsColumn::tr("Notifications");
    type.hint = NotificationsColumn::tr("What others did that concerns you.");
    type.icon = "bell"_L1;
    type.place = 60;
    type.needsAccount = true;
    type.makeFeed
        = [](const FieldValues&, const Source& source) -> tl::expected<FeedSpec, FieldProblem> {
        FeedSpec spec;
        spec.kind = FeedSpec::Kind::Notifications;
        spec.source = source;
        return spec;
    };
    type.titleOf = [](const FeedSpec&) { return NotificationsColumn::tr("Notifications"); };
    type.valuesOf = [](const FeedSpec&) { return FieldValues(); };
    return type;
}

} // namespace staffroom
