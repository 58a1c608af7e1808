#include "ui/columns/column_registry.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

struct HashtagColumn {
    Q_DECLARE_TR_FUNCTIONS(HashtagColumn)
};

QString problemOf(const QString& typed)
{
    static const QRegularExpression space(u"\\s"_s);
    QString bare = typed.trimmed();
    while (bare.startsWith(u'#'))
        bare = bare.mid(1);
    if (bare.isEmpty())
        return HashtagColumn::tr("Type the hashtag to follow, for example EdChat.");
    if (bare.contains(space))
        return HashtagColumn::tr("A hashtag has no spaces: write “%1”, or put a comma between "
                                 "several hashtags.")
            .arg(QString(bare).remove(space));
    static const QRegularExpression digits(u"^\\d+$"_s);
    if (digits.match(bare).hasMatch())
        return HashtagColumn::tr("A hashtag needs at least one letter.");
    return HashtagColumn::tr("A hashtag has only letters, digits and underscores.");
}

tl::expected<FeedSpec, FieldProblem> makeTagFeed(const FieldValues& values, const Source& source)
{
    FeedSpec spec;
    spec.kind = FeedSpec::Kind::Hashtag;
    spec.source = source;
    const QString typed = values.value(u"tags"_s);
    QStringList parts = typed.split(u',', Qt::SkipEmptyParts);
    // "#one #two" is plainly two hashtags; "one two" may be one with a slip, so it is asked about.
    if (parts.size() == 1 && typed.trimmed().startsWith(u'#') && typed.count(u'#') > 1)
        parts = typed.split(u'#', Qt::SkipEmptyParts);
    if (parts.isEmpty())
        parts << QString();
    for (const QString& part : std::as_const(parts)) {
        const auto tag = normaliseTag(part);
        if (!tag)
            return tl::unexpected(FieldProblem{u"tags"_s, problemOf(part)});
        const bool isKnown = std::any_of(spec.tags.begin(), spec.tags.end(),
            [&](const QString& known) { return foldTag(known) == foldTag(*tag); });
        if (!isKnown)
            spec.tags << *tag;
    }
    spec.localOnly = !values.value(u"local"_s).isEmpty();
    return spec;
}

QString titleOf(const FeedSpec& spec)
{
    return u'#' + spec.tags.join(u" #"_s);
}

} // namespace

ColumnType hashtagColumn()
{
    ColumnType type;
    type.kind = FeedSpec::Kind::Hashtag;
    type.title = HashtagColumn::tr("Hashtag");
    type.hint = HashtagColumn::tr("Every public post with a hashtag, such as a weekly chat.");
    type.icon = "hashtag"_L1;
    type.place = 10;
    type.fields = {{FieldSpec::Kind::Tags, u"tags"_s, HashtagColumn::tr("Hashtags"),
        HashtagColumn::tr("EdChat, or several with commas")}};
    type.makeFeed = makeTagFeed;
    type.titleOf = titleOf;
    type.valuesOf = [](const FeedSpec& spec) {
        return FieldValues{{u"tags"_s, spec.tags.join(u", "_s)}};
    };
    return type;
}

} // namespace staffroom
