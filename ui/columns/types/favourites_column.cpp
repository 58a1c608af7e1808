#include "ui/columns/column_registry.h"

#include <QCoreApplication>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

struct FavouritesColumn {
    Q_DECLARE_TR_FUNCTIONS(FavouritesColumn)
};

} // namespace

ColumnType favouritesColumn()
{
    ColumnType type;
    type.kind = FeedSpec::Kind::Favourites;
    type.title = FavouritesColumn::tr("Favourites");
    type.hint = FavouritesColumn::tr("Posts you marked as favourites.");
    type.icon = "favourite"_L1;
    type.place = 72;
    type.needsAccount = true;
    type.makeFeed
        = [](const FieldValues&, const Source& source) -> tl::expected<FeedSpec, FieldProblem> {
        FeedSpec spec;
        spec.kind = FeedSpec::Kind::Favourites;
        spec.source = source;
        return spec;
    };
    type.titleOf = [](const FeedSpec&) { return FavouritesColumn::tr("Favourites"); };
    type.valuesOf = [](const FeedSpec&) { return FieldValues(); };
    return type;
}

} // namespace staffroom
