#include "ui/columns/column_registry.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

struct UserColumn {
    Q_DECLARE_TR_FUNCTIONS(UserColumn)
};

tl::expected<FeedSpec, FieldProblem> makeUserFeed(const FieldValues& values, const Source& source)
{
    FeedSpec spec;
    spec.kind = FeedSpec::Kind::User;
    spec.source = source;
    spec.target = values.value(u"handle"_s).trimmed();
    if (spec.target.startsWith(u'@'))
        spec.target = spec.target.mid(1);
    static const QRegularExpression handle(u"^[^\\s@/:]+(@[^\\s@/]+)?$"_s);
    if (spec.target.isEmpty())
        return tl::unexpected(FieldProblem{
            u"handle"_s, UserColumn::tr("Type a handle, for example bea@mastodon.social.")});
    if (!handle.match(spec.target).hasMatch())
        return tl::unexpected(FieldProblem{u"handle"_s,
            UserColumn::tr("A handle is a name and a server with @ between, without spaces.")});
    return spec;
}

} // namespace

ColumnType userColumn()
{
    ColumnType type;
    type.kind = FeedSpec::Kind::User;
    type.title = UserColumn::tr("Person");
    type.hint = UserColumn::tr("One person's public posts.");
    type.icon = "user"_L1;
    type.place = 20;
    type.fields = {{FieldSpec::Kind::Text, u"handle"_s, UserColumn::tr("Handle"),
        UserColumn::tr("name@server")}};
    type.makeFeed = makeUserFeed;
    type.titleOf = [](const FeedSpec& spec) { return u'@' + spec.target; };
    type.valuesOf = [](const FeedSpec& spec) { return FieldValues{{u"handle"_s, spec.target}}; };
    return type;
}

} // namespace staffroom
