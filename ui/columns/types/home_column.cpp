#include "ui/columns/column_registry.h"

#include <QCoreApplication>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

struct HomeColumn {
    Q_DECLARE_TR_FUNCTIONS(HomeColumn)
};

} // namespace

ColumnType homeColumn()
{
    ColumnType type;
    type.kind = FeedSpec::Kind::Home;
    type.title = HomeColumn::tr("Home");
    type.hint = HomeColumn::tr("Posts of the people you follow.");
    type.icon = "home"_L1;
    type.place = 40;
    type.needsAccount = true;
    type.makeFeed
        = [](const FieldValues&, const Source& source) -> tl::expected<FeedSpec, FieldProblem> {
        FeedSpec spec;
        spec.kind = FeedSpec::Kind::Home;
        spec.source = source;
        return spec;
    };
    type.titleOf = [](const FeedSpec&) { return HomeColumn::tr("Home"); };
    type.valuesOf = [](const FeedSpec&) { return FieldValues(); };
    return type;
}

} // namespace staffroom
