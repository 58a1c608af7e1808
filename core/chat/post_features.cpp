#include "core/chat/post_features.h"

#include "core/chat/chat_sorter.h"
#include "core/chat/selling.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

using Kind = TextPart::Kind;

bool isUnspacedAt(const QString& text, qsizetype i)
{
    return isUnspaced(text.at(i).unicode());
}

int countWords(const PlainText& plain, qsizetype from)
{
    int words = 0;
    for (const auto& part : plain.parts) {
        if (part.kind == Kind::Word && part.start >= from)
            words += isUnspacedAt(plain.text, part.start)
                ? std::max(1, static_cast<int>(part.length / 2))
                : 1;
    }
    return words;
}

/// Behind "RT @name:"; 0: it is no text copy.
qsizetype behindCopyFrame(const PlainText& plain)
{
    static const QRegularExpression frame(
        u"^\\W*(?:RT|MT|re-?post|via)\\s*:?\\s*@[\\w.@-]+\\s*:?\\s*"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    const auto match = frame.match(plain.text);
    return match.hasMatch() ? match.capturedEnd() : 0;
}

int partNumber(const PlainText& plain)
{
    static const QRegularExpression parts(
        u"[(\\[]\\s*(\\d)\\s*(?:/|of|von|de|sur|di)\\s*(\\d)\\s*[)\\]]|^\\s*(\\d)/(\\d)\\s|\\s(\\d)/(\\d)\\s*(?:#\\w+\\s*)*$"_s);
    const auto match = parts.match(plain.text);
    if (!match.hasMatch())
        return 0;
    for (int group = 1; group <= 5; group += 2) {
        if (match.capturedLength(group) > 0) {
            const int part = match.captured(group).toInt();
            const int total = match.captured(group + 1).toInt();
            return part <= total && total > 1 && total <= 6 ? part : 0;
        }
    }
    return 0;
}

void readTags(PostFeatures& out, const ChatPost& post, const ChatRules& rules)
{
    const QString own = rules.hashtag.toLower();
    QStringList tags;
    for (const auto& tag : post.tags)
        tags << tag.toLower();
    for (const auto& part : out.plain.parts) {
        if (part.kind == Kind::Tag)
            tags << out.plain.view(part).mid(1).toString().toLower();
    }
    tags.removeDuplicates();
    for (const auto& tag : tags) {
        if (tag == own) {
            out.hasChatTag = true;
            continue;
        }
        const bool isLabel
            = std::any_of(out.labels.begin(), out.labels.end(), [&](const auto& label) {
                  return label.form == ChatLabel::Form::Tag
                      && out.plain.text.mid(label.start, label.end - label.start).mid(1).toLower()
                      == tag;
              });
        if (!isLabel)
            out.otherTags << tag;
    }
    const auto heap = tags.size();
    out.isTagHeap = heap >= 8 || (heap >= 5 && (heap >= out.words || !post.links.isEmpty()));
}

void readSelling(PostFeatures& out, const ChatPost& post, const QString& line)
{
    QString words;
    int weight = sellingWeight(line, out.plain, &words);
    if (weight == 0)
        return;
    const bool hasLink = !post.links.isEmpty()
        || std::any_of(out.plain.parts.begin(), out.plain.parts.end(),
            [](const auto& part) { return part.kind == Kind::Link; });
    if (!hasLink)
        weight -= 2;
    if (out.otherTags.size() >= 3)
        ++weight;
    // What looks like taking part needs more than one such phrase.
    const bool looksLikeAnswer = !out.labels.empty() || post.inReplyTo;
    out.isSelling = weight >= (looksLikeAnswer ? 3 : 2);
    if (!out.isSelling)
        return;
    const QString site = post.links.isEmpty() ? QString() : QUrl(post.links.first()).host();
    out.sells = site.isEmpty() ? words : site;
}

void readAlts(PostFeatures& out, const ChatPost& post, const OwnLabels& own)
{
    for (const auto& alt : post.alts) {
        if (alt.trimmed().isEmpty())
            continue;
        const auto plain = plainText(alt);
        const auto labels = readLabels(plain, own);
        if (!labels.empty() && labels.front().opensSentence)
            out.altLabel = labels.front();
        out.altText = shownText(alt, own);
        return;
    }
}

} // namespace

PostFeatures featuresOf(const ChatPost& post, const ChatRules& rules)
{
    const OwnLabels own{rules.questionLabels, rules.answerLabels};
    PostFeatures out;
    out.plain = plainText(post.text);
    const auto frame = behindCopyFrame(out.plain);
    out.isTextCopy = frame > 0;
    out.labels = readLabels(out.plain, own);
    out.unknown = unknownLabel(out.plain);
    // Behind "RT @name:" a label stands as if it led.
    for (auto& label : out.labels) {
        if (frame > 0 && label.start <= frame + 1)
            label.isLeading = label.opensSentence = true;
    }
    out.content = std::max(contentStart(out.plain, out.labels), frame);
    const QString line = phraseLine(out.plain, out.content);
    out.talks = talksOf(line);
    out.topic = topicWords(out.plain, out.content);
    out.copyText = copyLetters(out.plain, out.content);
    out.words = countWords(out.plain, out.content);
    out.asks = hasQuestionMark(out.plain.text);
    out.part = partNumber(out.plain);
    readTags(out, post, rules);
    readSelling(out, post, phraseLine(out.plain) + post.tags.join(u' ').toLower() + u' ');
    readAlts(out, post, own);
    return out;
}

QString shownText(const QString& text, const OwnLabels& own)
{
    // Labels are found in the folded text; the same count of words from the end is kept of the
    // written one, so that what is shown is what its author wrote.
    const auto plain = plainText(text);
    const auto labels = readLabels(plain, own);
    qsizetype from = contentStart(plain, labels);
    for (const auto& label : labels) {
        // "In words for anyone with images off. Q4: How do you ...?"
        if (!label.isLeading && label.opensSentence && label.isMarked && label.role.asks)
            from = std::max(from, label.end);
    }
    const QString content = plain.text.mid(from).trimmed();
    const auto at = content.isEmpty() ? -1 : text.lastIndexOf(content.left(12));
    QString out = at >= 0 ? text.mid(at).trimmed() : content;
    static const QRegularExpression endTags(
        u"(?:\\s*[#＃][\\w]+)+\\s*$"_s, QRegularExpression::UseUnicodePropertiesOption);
    out.remove(endTags);
    static const QRegularExpression frontMarks(
        u"^[\\s:：.)\\]/|—–\\-👇⬇️]+"_s, QRegularExpression::UseUnicodePropertiesOption);
    out.remove(frontMarks);
    static const QRegularExpression noWords(
        u"^[^\\p{L}\\p{N}]*$"_s, QRegularExpression::UseUnicodePropertiesOption);
    if (noWords.match(out).hasMatch())
        return {};
    return out.trimmed();
}

} // namespace staffroom
