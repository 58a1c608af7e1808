#include "core/recap/recap_format.h"

#include "core/recap/recap_writers.h"

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

Result<RecapFormat> recapFormatFromName(const QString& name)
{
    if (name == "html"_L1)
        return RecapFormat::Html;
    if (name == "md"_L1)
        return RecapFormat::Markdown;
    if (name == "csv"_L1)
        return RecapFormat::Csv;
    if (name == "json"_L1)
        return RecapFormat::Json;
    return fail(Error::Kind::Invalid, u"the format must be html, md, csv or json"_s, name);
}

QByteArray writeRecap(const Recap& recap, RecapFormat format, const RecapWords& words)
{
    switch (format) {
    case RecapFormat::Html:
        return writeRecapHtml(recap, words);
    case RecapFormat::Markdown:
        return writeRecapMarkdown(recap, words);
    case RecapFormat::Csv:
        return writeRecapCsv(recap);
    case RecapFormat::Json:
        return writeRecapJson(recap);
    }
    return {};
}

namespace {

/// "+5:00", "-0:30": minutes and seconds from the start.
QString elapsed(Millis time)
{
    const auto seconds = std::chrono::abs(time).count() / 1000;
    return (time < Millis(0) ? u'-' : u'+') + QString::number(seconds / 60) + u':'
        + u"%1"_s.arg(seconds % 60, 2, 10, QChar(u'0'));
}

} // namespace

QString recapClock(const Recap& recap, Timestamp time)
{
    if (!recap.isDated)
        return elapsed(time - recap.begin);
    const QDateTime at = toDateTime(time).toTimeZone(recap.choice.zone);
    const QDateTime first = toDateTime(recap.first).toTimeZone(recap.choice.zone);
    return at.toString(at.date() == first.date() ? u"hh:mm"_s : u"yyyy-MM-dd hh:mm"_s);
}

QString recapSpan(const Recap& recap)
{
    if (!recap.isDated)
        return recapClock(recap, recap.first) + u" – "_s + recapClock(recap, recap.last);
    const QDateTime first = toDateTime(recap.first).toTimeZone(recap.choice.zone);
    return first.toString(u"yyyy-MM-dd"_s) + u", "_s + first.toString(u"hh:mm"_s) + u" – "_s
        + recapClock(recap, recap.last) + u" ("_s + QString::fromLatin1(recap.choice.zone.id())
        + u')';
}

QString recapAuthor(const Recap& recap, const RecapPost& post)
{
    if (post.isBare())
        return post.post->url.host();
    const Author& author = post.post->author;
    if (recap.choice.withoutNames)
        return author.name.text;
    return author.name.isEmpty() ? u'@' + author.handle : author.name.text;
}

QStringList recapLeftOut(const Recap& recap, const RecapWords& words)
{
    QStringList out;
    const auto add = [&out](const QString& sentence, int count) {
        if (count > 0)
            out << sentence.arg(count);
    };
    add(words.leftOutHidden, recap.leftOut.hidden);
    add(words.leftOutNotPublic, recap.leftOut.notPublic);
    add(words.leftOutCopies, recap.leftOut.copies);
    add(words.leftOutBare, recap.leftOut.bare);
    return out;
}

} // namespace staffroom
