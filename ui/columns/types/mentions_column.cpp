#include "ui/columns/column_registry.h"

#include <QCoreApplication>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

struct MentionsColumn {
    Q_DECLARE_TR_FUNCTIONS(MentionsColumn)
};

} // namespace

ColumnType mentionsColumn()
{
    ColumnType type;
    type.kind = FeedSpec::Kind::Mentions;
    type.title = MentionsColumn::tr("Mentions");
    type.hint = MentionsColumn::tr("Posts that name you.");
    type.icon = "reply"_L1;
    type.place = 62;
    type.needsAccount = true;
    type.makeFeed
        = [](const FieldValues&, const Source& source) -> tl::expected<FeedSpec, FieldProblem> {
        FeedSpec spec;
        spec.kind = FeedSpec::Kind::Mentions;
        spec.source = source;
        return spec;
    };
    type.titleOf = [](const FeedSpec&) { return MentionsColumn::tr("Mentions"); };
    type.valuesOf = [](const FeedSpec&) { return FieldValues(); };
    return type;
}

} // namespace staffroom
