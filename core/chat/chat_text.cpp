#include "core/chat/chat_text.h"

#include "core/chat/small_words.h"
#include "core/text/clean_text.h"

#include <algorithm>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr char32_t kKeycap = 0x20e3;
constexpr char32_t kKeycapTen = 0x1f51f;
constexpr char32_t kSquaredA = 0x1f170;

bool isInvisible(char32_t c)
{
    return c == 0xfe0e || c == 0xfe0f || c == 0xfeff || c == 0x00ad || c == 0x0640
        || (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2060 && c <= 0x2069);
}

bool isWordCharacter(char32_t c)
{
    return QChar::isLetter(c) || QChar::category(c) == QChar::Mark_NonSpacing
        || QChar::category(c) == QChar::Mark_SpacingCombining;
}

bool isTagPart(char32_t c)
{
    return QChar::isLetterOrNumber(c) || QChar::isMark(c) || c == U'_';
}

bool isHandlePart(char32_t c)
{
    return QChar::isLetterOrNumber(c) || c == U'_' || c == U'.' || c == U'-' || c == U'@';
}

/// Words of different kinds of script do not belong together: "A3を".
int scriptKind(char32_t c)
{
    if (isUnspaced(c))
        return 2;
    return QChar::toUpper(c) != QChar::toLower(c) ? 1 : 3;
}

char32_t at(const QString& text, qsizetype i)
{
    return i < text.size() ? nextCodePoint(text, i) : U'\0';
}

template <class Fits>
qsizetype endOf(const QString& text, qsizetype i, Fits fits)
{
    while (i < text.size()) {
        qsizetype next = i;
        if (!fits(nextCodePoint(text, next)))
            break;
        i = next;
    }
    return i;
}

qsizetype endOfWord(const QString& text, qsizetype i)
{
    const int kind = scriptKind(at(text, i));
    while (i < text.size()) {
        qsizetype next = i;
        const char32_t c = nextCodePoint(text, next);
        const bool isApostrophe = (c == U'\'' || c == U'’') && isWordCharacter(at(text, next));
        if (!isApostrophe && (!isWordCharacter(c) || (!QChar::isMark(c) && scriptKind(c) != kind)))
            break;
        i = next;
    }
    return i;
}

bool startsLink(const QString& text, qsizetype i)
{
    const auto rest = QStringView(text).mid(i, 8);
    return rest.startsWith("https://"_L1, Qt::CaseInsensitive)
        || rest.startsWith("http://"_L1, Qt::CaseInsensitive)
        || rest.startsWith("www."_L1, Qt::CaseInsensitive);
}

TextPart partAt(const QString& text, qsizetype i)
{
    TextPart part;
    part.start = i;
    qsizetype next = i;
    const char32_t c = nextCodePoint(text, next);
    qsizetype end = next;
    if (startsLink(text, i)) {
        part.kind = TextPart::Kind::Link;
        end = endOf(text, i, [](char32_t x) { return !QChar::isSpace(x); });
    } else if (c == U'#' && isTagPart(at(text, next))) {
        part.kind = TextPart::Kind::Tag;
        end = endOf(text, next, isTagPart);
    } else if (c == U'@' && isTagPart(at(text, next))) {
        part.kind = TextPart::Kind::Mention;
        end = endOf(text, next, isHandlePart);
        while (end > next && (text.at(end - 1) == u'.' || text.at(end - 1) == u'-'))
            --end;
    } else if (c >= U'0' && c <= U'9') {
        part.kind = TextPart::Kind::Number;
        end = endOf(text, next, [](char32_t x) { return x >= U'0' && x <= U'9'; });
    } else if (isWordCharacter(c)) {
        part.kind = TextPart::Kind::Word;
        end = endOfWord(text, i);
    } else {
        part.kind = c > 0x2190 && QChar::category(c) == QChar::Symbol_Other
            ? TextPart::Kind::Picture
            : TextPart::Kind::Mark;
    }
    part.length = std::max(end, next) - i;
    return part;
}

bool isTopic(const TextPart& part)
{
    return part.kind == TextPart::Kind::Word;
}

/// Forms of one word mostly share their beginning.
QString stem(QStringView word)
{
    constexpr qsizetype kStem = 5;
    QString lower = word.toString().toLower();
    lower.remove(u'\'').remove(u'’');
    if (lower.size() > 3 && lower.endsWith(u's'))
        lower.chop(1);
    return lower.left(kStem);
}

} // namespace

bool isUnspaced(char32_t c)
{
    switch (QChar::script(c)) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Hangul:
    case QChar::Script_Thai:
        return true;
    default:
        return c == 0x30fc; // prolongs a vowel in Kana
    }
}

bool hasQuestionMark(QStringView text)
{
    for (const auto c : text) {
        if (c == u'?' || c == u'？' || c == u'؟' || c == u'\u037e' || c == u'՞' || c == u'፧')
            return true;
    }
    return text.endsWith(u"か。"_s) || text.contains(u"か。"_s) || text.contains(u"ですか"_s)
        || text.contains(u"ますか"_s);
}

PlainText plainText(const QString& text)
{
    PlainText out;
    const QString folded = text.normalized(QString::NormalizationForm_KC);
    QString& plain = out.text;
    plain.reserve(folded.size());
    std::vector<qsizetype> keycaps;
    for (qsizetype i = 0; i < folded.size();) {
        const char32_t c = nextCodePoint(folded, i);
        if (c == kKeycap && !plain.isEmpty()) {
            keycaps.push_back(plain.size() - 1);
        } else if (c == kKeycapTen) {
            plain += u"10"_s;
            keycaps.push_back(plain.size() - 1);
        } else if (c == kSquaredA) {
            plain += u'A';
        } else if (const int digit = QChar::digitValue(c); digit >= 0) {
            plain += QChar(u'0' + digit);
        } else if (!isInvisible(c)) {
            plain.append(QStringView(QChar::fromUcs4(c)));
        }
    }
    bool isSpaceBefore = false;
    bool isLineStart = true;
    for (qsizetype i = 0; i < plain.size();) {
        if (plain.at(i).isSpace()) {
            isLineStart = isLineStart || plain.at(i) == u'\n';
            isSpaceBefore = true;
            ++i;
            continue;
        }
        TextPart part = partAt(plain, i);
        part.isSpaceBefore = isSpaceBefore;
        part.isLineStart = isLineStart;
        part.isKeycap = part.kind == TextPart::Kind::Number
            && std::any_of(keycaps.begin(), keycaps.end(),
                [&](qsizetype at) { return at >= part.start && at < part.end(); });
        isSpaceBefore = false;
        isLineStart = false;
        i = part.end();
        out.parts.push_back(part);
    }
    return out;
}

std::vector<QString> topicWords(const PlainText& plain, qsizetype from)
{
    std::vector<QString> out;
    for (const auto& part : plain.parts) {
        if (part.start < from || !isTopic(part))
            continue;
        const auto word = plain.view(part);
        if (isUnspaced(at(plain.text, part.start))) {
            // Two characters of Kana alone are mostly grammar.
            for (qsizetype i = 0; i + 1 < word.size(); ++i) {
                if (QChar::script(word.at(i).unicode()) != QChar::Script_Hiragana
                    || QChar::script(word.at(i + 1).unicode()) != QChar::Script_Hiragana)
                    out.push_back(word.mid(i, 2).toString());
            }
            continue;
        }
        if (word.size() < 3 || isSmallWord(word))
            continue;
        out.push_back(stem(word));
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

QString copyLetters(const PlainText& plain, qsizetype from)
{
    QString out;
    for (const auto& part : plain.parts) {
        if (part.start >= from && part.kind == TextPart::Kind::Word)
            out += plain.view(part).toString().toLower();
    }
    return out;
}

QString phraseLine(const PlainText& plain, qsizetype from)
{
    QString out(1, u' ');
    for (const auto& part : plain.parts) {
        if (part.start < from || part.kind == TextPart::Kind::Link
            || part.kind == TextPart::Kind::Tag || part.kind == TextPart::Kind::Mention)
            continue;
        if (part.kind == TextPart::Kind::Word || part.kind == TextPart::Kind::Number)
            out += plain.view(part).toString().toLower().remove(u'\'').remove(u'’') + u' ';
    }
    return out;
}

int common(const std::vector<QString>& a, const std::vector<QString>& b)
{
    int count = 0;
    for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
        if (*i < *j) {
            ++i;
        } else if (*j < *i) {
            ++j;
        } else {
            ++count;
            ++i;
            ++j;
        }
    }
    return count;
}

double overlap(const std::vector<QString>& a, const std::vector<QString>& b)
{
    const auto shorter = std::min(a.size(), b.size());
    return shorter == 0 ? 0 : static_cast<double>(common(a, b)) / static_cast<double>(shorter);
}

} // namespace staffroom
