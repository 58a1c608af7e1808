#include "ui/columns/column_registry.h"

#include <QCoreApplication>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

struct ListColumn {
    Q_DECLARE_TR_FUNCTIONS(ListColumn)
};

} // namespace

ColumnType listColumn()
{
    ColumnType type;
    type.kind = FeedSpec::Kind::List;
    type.title = ListColumn::tr("List");
    type.hint = ListColumn::tr("Posts of the people on one of your lists.");
    type.icon = "list"_L1;
    type.place = 50;
    type.needsAccount = true;
    type.fields = {{FieldSpec::Kind::OwnList, u"list"_s, ListColumn::tr("List"),
        ListColumn::tr("its name, or the number at the end of its address")}};
    type.makeFeed = [](const FieldValues& values,
                        const Source& source) -> tl::expected<FeedSpec, FieldProblem> {
        FeedSpec spec;
        spec.kind = FeedSpec::Kind::List;
        spec.source = source;
        // The whole address may be pasted: ".../lists/12".
        spec.target = values.value(u"list"_s).trimmed().section(u'/', -1);
        if (spec.target.isEmpty())
            return tl::unexpected(FieldProblem{u"list"_s,
                ListColumn::tr("Choose a list, or type the number at the end of its address.")});
        return spec;
    };
    type.titleOf = [](const FeedSpec& spec) { return ListColumn::tr("List %1").arg(spec.target); };
    type.valuesOf = [](const FeedSpec& spec) { return FieldValues{{u"list"_s, spec.target}}; };
    return type;
}

} // namespace staffroom
