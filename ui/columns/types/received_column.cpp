#include "ui/columns/column_registry.h"

#include <QCoreApplication>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

struct ReceivedColumn {
    Q_DECLARE_TR_FUNCTIONS(ReceivedColumn)
};

QStringList handlesIn(const QString& typed)
{
    QStringList out;
    for (QString handle : typed.split(u',', Qt::SkipEmptyParts)) {
        handle = handle.trimmed();
        while (handle.startsWith(u'@'))
            handle.remove(0, 1);
        if (!handle.isEmpty() && !out.contains(handle, Qt::CaseInsensitive))
            out << handle;
    }
    return out;
}

} // namespace

/// "Replies to me": being answered in a chat is noticed.
ColumnType receivedColumn()
{
    ColumnType type;
    type.kind = FeedSpec::Kind::Received;
    type.title = ReceivedColumn::tr("Replies to me");
    type.hint = ReceivedColumn::tr("In a chat: who answers you, and what its hosts write.");
    type.icon = "chat"_L1;
    type.place = 64;
    type.needsAccount = true;
    type.fields = {{FieldSpec::Kind::Tags, u"tags"_s, ReceivedColumn::tr("Hashtag of the chat"),
                       ReceivedColumn::tr("for example #SproutChat")},
        {FieldSpec::Kind::Text, u"people"_s, ReceivedColumn::tr("Hosts"),
            ReceivedColumn::tr("handles, with commas between; may stay empty")}};
    type.makeFeed = [](const FieldValues& values,
                        const Source& source) -> tl::expected<FeedSpec, FieldProblem> {
        FeedSpec spec;
        spec.kind = FeedSpec::Kind::Received;
        spec.source = source;
        for (const QString& typed : values.value(u"tags"_s).split(u',', Qt::SkipEmptyParts)) {
            const auto tag = normaliseTag(typed);
            if (!tag) {
                return tl::unexpected(FieldProblem{u"tags"_s,
                    ReceivedColumn::tr("A hashtag has letters, digits and underscores only.")});
            }
            spec.tags << *tag;
        }
        if (spec.tags.isEmpty()) {
            return tl::unexpected(
                FieldProblem{u"tags"_s, ReceivedColumn::tr("Type the hashtag of the chat.")});
        }
        spec.people = handlesIn(values.value(u"people"_s));
        return spec;
    };
    type.titleOf = [](const FeedSpec& spec) {
        return ReceivedColumn::tr("Replies to me, #%1").arg(spec.tags.value(0));
    };
    type.valuesOf = [](const FeedSpec& spec) {
        return FieldValues{
            {u"tags"_s, spec.tags.join(u", "_s)}, {u"people"_s, spec.people.join(u", "_s)}};
    };
    return type;
}

} // namespace staffroom
