#include "ui/columns/column_registry.h"

#include <QCoreApplication>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

struct PublicColumn {
    Q_DECLARE_TR_FUNCTIONS(PublicColumn)
};

} // namespace

ColumnType publicColumn()
{
    ColumnType type;
    type.kind = FeedSpec::Kind::Public;
    type.title = PublicColumn::tr("Public");
    type.hint = PublicColumn::tr("Everything public that a server knows, as it comes.");
    type.icon = "globe"_L1;
    type.place = 30;
    type.fields = {{FieldSpec::Kind::Check, u"local"_s,
        PublicColumn::tr("Only posts of people on this server"), {}}};
    type.makeFeed = [](const FieldValues& values,
                        const Source& source) -> tl::expected<FeedSpec, FieldProblem> {
        FeedSpec spec;
        spec.kind = FeedSpec::Kind::Public;
        spec.source = source;
        spec.localOnly = !values.value(u"local"_s).isEmpty();
        return spec;
    };
    type.titleOf = [](const FeedSpec& spec) {
        return spec.localOnly ? PublicColumn::tr("Public, this server")
                              : PublicColumn::tr("Public");
    };
    type.valuesOf = [](const FeedSpec& spec) {
        return FieldValues{{u"local"_s, spec.localOnly ? u"1"_s : QString()}};
    };
    return type;
}

} // namespace staffroom
