#include "ui/columns/column_registry.h"

#include <QCoreApplication>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

struct BookmarksColumn {
    Q_DECLARE_TR_FUNCTIONS(BookmarksColumn)
};

} // namespace

ColumnType bookmarksColumn()
{
    ColumnType type;
    type.kind = FeedSpec::Kind::Bookmarks;
    type.title = BookmarksColumn::tr("Bookmarks");
    type.hint = BookmarksColumn::tr("Posts you put aside.");
    type.icon = "bookmark"_L1;
    type.place = 70;
    type.needsAccount = true;
    type.makeFeed
        = [](const FieldValues&, const Source& source) -> tl::expected<FeedSpec, FieldProblem> {
        FeedSpec spec;
        spec.kind = FeedSpec::Kind::Bookmarks;
        spec.source = source;
        return spec;
    };
    type.titleOf = [](const FeedSpec&) { return BookmarksColumn::tr("Bookmarks"); };
    type.valuesOf = [](const FeedSpec&) { return FieldValues(); };
    return type;
}

} // namespace staffroom
