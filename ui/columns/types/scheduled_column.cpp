#include "ui/columns/column_registry.h"

#include <QCoreApplication>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

struct ScheduledColumn {
    Q_DECLARE_TR_FUNCTIONS(ScheduledColumn)
};

} // namespace

ColumnType scheduledColumn()
{
    ColumnType type;
    type.kind = FeedSpec::Kind::Scheduled;
    type.title = ScheduledColumn::tr("Scheduled");
    type.hint = ScheduledColumn::tr("Posts of yours that are to be sent later.");
    type.icon = "clock"_L1;
    type.place = 74;
    type.needsAccount = true;
    type.makeFeed
        = [](const FieldValues&, const Source& source) -> tl::expected<FeedSpec, FieldProblem> {
        FeedSpec spec;
        spec.kind = FeedSpec::Kind::Scheduled;
        spec.source = source;
        return spec;
    };
    type.titleOf = [](const FeedSpec&) { return ScheduledColumn::tr("Scheduled"); };
    type.valuesOf = [](const FeedSpec&) { return FieldValues(); };
    return type;
}

} // namespace staffroom
