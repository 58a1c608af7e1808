#include "ui/columns/column_registry.h"

#include <QCoreApplication>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

struct SearchColumn {
    Q_DECLARE_TR_FUNCTIONS(SearchColumn)
};

tl::expected<FeedSpec, FieldProblem> makeSearch(const FieldValues& values, const Source& source)
{
    FeedSpec spec;
    spec.kind = FeedSpec::Kind::Search;
    spec.source = source;
    spec.target = values.value(u"words"_s).simplified();
    if (spec.target.isEmpty())
        return tl::unexpected(
            FieldProblem{u"words"_s, SearchColumn::tr("Type the words to look for.")});
    return spec;
}

} // namespace

ColumnType searchColumn()
{
    ColumnType type;
    type.kind = FeedSpec::Kind::Search;
    type.title = SearchColumn::tr("Search");
    type.hint = SearchColumn::tr("The newest posts with certain words.");
    type.icon = "search"_L1;
    type.place = 30;
    type.fields = {{FieldSpec::Kind::Text, u"words"_s, SearchColumn::tr("Words"),
        SearchColumn::tr("exit tickets")}};
    type.makeFeed = makeSearch;
    type.titleOf
        = [](const FeedSpec& spec) { return SearchColumn::tr("Search: %1").arg(spec.target); };
    type.valuesOf = [](const FeedSpec& spec) { return FieldValues{{u"words"_s, spec.target}}; };
    return type;
}

} // namespace staffroom
