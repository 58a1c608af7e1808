#include "core/recap/recap_writers.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Names that programs read; part of the format.
QString reasonOf(const Placement& placement)
{
    switch (placement.hidden) {
    case HiddenBecause::Nothing:
        break;
    case HiddenBecause::Repeated:
        return u"hidden: repeated"_s;
    case HiddenBecause::ManyTags:
        return u"hidden: many tags"_s;
    case HiddenBecause::Promotion:
        return u"hidden: promotion"_s;
    case HiddenBecause::Storm:
        return u"hidden: storm"_s;
    case HiddenBecause::Company:
        return u"hidden: company"_s;
    case HiddenBecause::Person:
        return u"hidden: person"_s;
    }
    switch (placement.by) {
    case PlacedBy::Nothing:
        return u"none"_s;
    case PlacedBy::Asking:
        return u"asks"_s;
    case PlacedBy::Label:
        return u"label"_s;
    case PlacedBy::Reply:
        return u"reply"_s;
    case PlacedBy::Quote:
        return u"quote"_s;
    case PlacedBy::Copy:
        return u"copy"_s;
    case PlacedBy::Part:
        return u"part"_s;
    case PlacedBy::Wording:
        return u"wording"_s;
    case PlacedBy::Time:
        return u"time"_s;
    case PlacedBy::Person:
        return u"person"_s;
    }
    return u"none"_s;
}

QJsonValue numberOrNull(const std::optional<int>& number)
{
    return number ? QJsonValue(*number) : QJsonValue(QJsonValue::Null);
}

QJsonObject postOf(const Recap& recap, const RecapPost& entry)
{
    const Placement& placement = entry.placement;
    QJsonObject out{{u"id"_s, entry.id}, {u"question"_s, numberOrNull(placement.question)},
        {u"anchor"_s, placement.isQuestion}, {u"hidden"_s, placement.isHidden()},
        {u"reason"_s, reasonOf(placement)},
        {u"confidence"_s, std::round(placement.confidence * 100) / 100}};
    if (!placement.also.empty()) {
        QJsonArray also;
        for (const int number : placement.also)
            also.append(number);
        out.insert(u"also"_s, also);
    }
    // The words of what is hidden, folded or unlisted are taken home in no form.
    if (!entry.isShown)
        return out;
    const Post& post = *entry.post;
    out.insert(u"created"_s, toDateTime(post.created).toString(Qt::ISODateWithMs));
    if (!entry.isBare()) {
        out.insert(u"author"_s, recapAuthor(recap, entry));
        if (!recap.choice.withoutNames)
            out.insert(u"handle"_s, post.author.handle);
        out.insert(u"host"_s, entry.isHost);
    }
    out.insert(u"starred"_s, entry.isStarred);
    out.insert(u"text"_s, post.text.text);
    if (!post.contentWarning.isEmpty())
        out.insert(u"content_warning"_s, post.contentWarning);
    if (!post.media.empty()) {
        QJsonArray alts;
        for (const Media& media : post.media)
            alts.append(media.alt);
        out.insert(u"pictures"_s, alts);
    }
    if (!post.url.isEmpty())
        out.insert(u"url"_s, post.url.toString(QUrl::FullyEncoded));
    return out;
}

} // namespace

QByteArray writeRecapJson(const Recap& recap)
{
    QJsonArray posts;
    for (const RecapPost& entry : recap.posts)
        posts.append(postOf(recap, entry));
    QJsonArray questions;
    for (const RecapQuestion& question : recap.questions) {
        QJsonArray asking;
        for (const size_t place : question.asking)
            asking.append(recap.posts[place].id);
        const auto offset
            = std::chrono::duration<double>(question.question.asked - recap.begin).count();
        questions.append(
            QJsonObject{{u"number"_s, question.question.number}, {u"post_ids"_s, asking},
                {u"text"_s, question.question.text}, {u"asked_offset_seconds"_s, offset}});
    }
    return QJsonDocument(QJsonObject{{u"questions"_s, questions}, {u"posts"_s, posts}}).toJson();
}

} // namespace staffroom
