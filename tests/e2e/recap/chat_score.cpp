#include "tests/e2e/recap/chat_score.h"

#include "core/chat/chat_sorter.h"
#include "core/transcript/standing_posts.h"

#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace staffroom::test {

using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray contents(const QString& name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString shown(const std::optional<int>& number)
{
    return number ? QString::number(*number) : u"none"_s;
}

/// The posts with what people said of them, deleted ones left out.
std::vector<QJsonObject> labelledPosts(const QByteArray& lines)
{
    std::vector<QJsonObject> posts;
    QSet<QString> deleted;
    for (const auto& line : lines.split('\n')) {
        const auto json = QJsonDocument::fromJson(line).object();
        const QString type = json.value("type"_L1).toString();
        if (type == "post"_L1)
            posts.push_back(json);
        else if (type == "delete"_L1)
            deleted.insert(json.value("target"_L1).toString());
    }
    std::erase_if(
        posts, [&](const auto& post) { return deleted.contains(post.value("id"_L1).toString()); });
    return posts;
}

void compare(ChatScore& score, const QJsonObject& post, const Placement& placed)
{
    const auto truth = post.value("truth"_L1).toObject();
    if (truth.value("ambiguous"_L1).toBool())
        return;
    std::optional<int> question;
    if (truth.value("question"_L1).isDouble())
        question = truth.value("question"_L1).toInt();
    const auto also = truth.value("also"_L1).toArray();
    const bool isRight = placed.question == question
        || (placed.question && also.contains(QJsonValue(*placed.question)));
    const bool isHard = truth.value("hard"_L1).toBool();
    const bool isAnchor = truth.value("anchor"_L1).toBool();
    const bool isSpam = truth.value("spam"_L1).toBool();
    ++score.posts;
    score.right += isRight;
    score.hard += isHard;
    score.hardRight += isHard && isRight;
    score.anchors += isAnchor;
    score.anchorsFound += placed.isQuestion;
    score.anchorsRight += isAnchor && placed.isQuestion;
    score.spam += isSpam;
    score.spamHidden += isSpam && placed.isHidden();
    score.others += !isSpam;
    score.othersHidden += !isSpam && placed.isHidden();
    if (isRight && isAnchor == placed.isQuestion && isSpam == placed.isHidden())
        return;
    score.mistakes << u"%1 is %2%3%4, found %5%6%7 (by %8, %9): "_s
                          .arg(post.value("id"_L1).toString(), shown(question),
                              isAnchor ? u" asked"_s : QString(), isSpam ? u" spam"_s : QString(),
                              shown(placed.question), placed.isQuestion ? u" asked"_s : QString(),
                              placed.isHidden() ? u" hidden"_s : QString())
                          .arg(static_cast<int>(placed.by))
                          .arg(placed.confidence)
            + post.value("text"_L1).toString().left(90);
}

} // namespace

QString ChatScore::summary() const
{
    return u"accuracy %1 of %2 (%3), hard %4 of %5 (%6), questions F1 %7, spam %8 of %9 hidden, others "_s
               .arg(right)
               .arg(posts)
               .arg(accuracy(), 0, 'f', 3)
               .arg(hardRight)
               .arg(hard)
               .arg(hardAccuracy(), 0, 'f', 3)
               .arg(anchorF1(), 0, 'f', 3)
               .arg(spamHidden)
               .arg(spam)
        + QString::number(othersHidden);
}

Result<ChatScore> scoreTranscript(const QString& file, const QString& metaFile)
{
    const QByteArray lines = contents(file);
    const auto chat
        = transcript::readTranscript(lines, metaFile.isEmpty() ? QByteArray() : contents(metaFile));
    if (!chat)
        return fail(chat.error());
    const Timestamp begin = timestampFromMs(0);
    ChatRules rules;
    rules.hashtag = chat->hashtag.isEmpty() ? transcript::commonTag(*chat) : chat->hashtag;
    rules.hosts = chat->hosts;
    rules.begin = begin;
    if (chat->duration) {
        rules.end = begin + *chat->duration;
        rules.isSlow = *chat->duration > std::chrono::hours(12);
    }
    ChatSorter sorter(rules);
    QHash<QString, PostId> ids;
    for (const auto& standing : transcript::standingPosts(*chat, begin)) {
        sorter.put(chatPostOf(*standing.post, standing.seen));
        ids.insert(standing.post->id.remote, standing.post->id);
    }
    ChatScore score;
    for (const auto& post : labelledPosts(lines)) {
        // What reached only followers is not among what a reader of the tag has: it is under none.
        const auto* placed = sorter.placement(ids.value(post.value("id"_L1).toString()));
        compare(score, post, placed ? *placed : Placement{});
    }
    return score;
}

} // namespace staffroom::test
