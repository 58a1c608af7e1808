#include "ui/columns/column_registry.h"

#include <QCoreApplication>
#include <QUrl>

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
        spec.target = values.value(u"list"_s).trimmed();
        // The whole address may be pasted, "https://SERVER/lists/12"; other networks' ids have
        // slashes of their own.
        const QUrl page(spec.target);
        if (page.scheme().startsWith("http"_L1) && page.path().startsWith("/lists/"_L1))
            spec.target = page.path().section(u'/', -1);
        if (spec.target.isEmpty())
            return tl::unexpected(FieldProblem{u"list"_s,
                ListColumn::tr("Choose a list, or type the number at the end of its address.")});
        return spec;
    };
    type.titleOf = [](const FeedSpec& spec) {
        return ListColumn::tr("List %1").arg(spec.target.section(u'/', -1));
    };
    type.valuesOf = [](const FeedSpec& spec) { return FieldValues{{u"list"_s, spec.target}}; };
    return type;
}

} // namespace staffroom
