#include "core/services/bluesky/identifiers.h"

#include <QDate>

#include <algorithm>

namespace staffroom::bluesky {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kLongestDid = 2'048;
constexpr qsizetype kLongestHandle = 253;
constexpr qsizetype kLongestNsid = 317;
constexpr qsizetype kLongestDomainLabel = 63;
constexpr qsizetype kLongestRecordKey = 512;
constexpr qsizetype kLongestAtUri = 8'192;
constexpr qsizetype kLongestDatetime = 64;
constexpr qsizetype kLongestLanguage = 128;

bool isLowerAscii(QChar c)
{
    return c >= u'a' && c <= u'z';
}

bool isLetterAscii(QChar c)
{
    return isLowerAscii(c) || (c >= u'A' && c <= u'Z');
}

bool isDigitAscii(QChar c)
{
    return c >= u'0' && c <= u'9';
}

bool isAlnumAscii(QChar c)
{
    return isLetterAscii(c) || isDigitAscii(c);
}

template <class Test>
bool isEvery(QStringView text, Test test)
{
    return std::all_of(text.begin(), text.end(), test);
}

/// A label of a domain name.
bool isDomainLabel(QStringView label)
{
    return !label.isEmpty() && label.size() <= kLongestDomainLabel && isAlnumAscii(label.front())
        && isAlnumAscii(label.back())
        && isEvery(label, [](QChar c) { return isAlnumAscii(c) || c == u'-'; });
}

int numberAt(QStringView text, qsizetype at, qsizetype length)
{
    int value = 0;
    for (const QChar c : text.mid(at, length))
        value = value * 10 + (c.unicode() - u'0');
    return value;
}

/// Digits where the pattern has '0', the pattern's own character elsewhere.
bool hasPattern(QStringView text, QStringView pattern)
{
    if (text.size() != pattern.size())
        return false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (pattern.at(i) == u'0' ? !isDigitAscii(text.at(i)) : text.at(i) != pattern.at(i))
            return false;
    }
    return true;
}

/// Subtags of a language tag, read from the left by the grammar of RFC 5646.
class SubtagReader {
public:
    explicit SubtagReader(QStringView text)
        : m_tags(text.split(u'-'))
    {
    }
    bool isAtEnd() const { return m_at >= m_tags.size(); }
    /// Takes the next one when it is made of `test` and of a length between the two.
    template <class Test>
    bool take(qsizetype least, qsizetype most, Test test)
    {
        if (isAtEnd())
            return false;
        const QStringView tag = m_tags.at(m_at);
        if (tag.size() < least || tag.size() > most || !isEvery(tag, test))
            return false;
        ++m_at;
        return true;
    }
    bool takeVariant()
    {
        return take(5, 8, isAlnumAscii)
            || (!isAtEnd() && isDigitAscii(m_tags.at(m_at).isEmpty() ? QChar() : m_tags.at(m_at)[0])
                && take(4, 4, isAlnumAscii));
    }
    /// A singleton and at least one subtag behind it; nothing is taken otherwise.
    template <class Test>
    bool takeGroup(Test singleton, qsizetype leastLength)
    {
        const qsizetype before = m_at;
        if (!take(1, 1, singleton))
            return false;
        if (!take(leastLength, 8, isAlnumAscii)) {
            m_at = before;
            return false;
        }
        while (take(leastLength, 8, isAlnumAscii)) { }
        return true;
    }

private:
    QList<QStringView> m_tags;
    qsizetype m_at = 0;
};

bool isPrivateSingleton(QChar c)
{
    return c == u'x' || c == u'X';
}

/// Registered before there was a grammar, and against it.
bool isIrregularLanguage(QStringView text)
{
    static constexpr QLatin1StringView known[]
        = {"en-GB-oed"_L1, "i-ami"_L1, "i-bnn"_L1, "i-default"_L1, "i-enochian"_L1, "i-hak"_L1,
            "i-klingon"_L1, "i-lux"_L1, "i-mingo"_L1, "i-navajo"_L1, "i-pwn"_L1, "i-tao"_L1,
            "i-tay"_L1, "i-tsu"_L1, "sgn-BE-FR"_L1, "sgn-BE-NL"_L1, "sgn-CH-DE"_L1};
    return std::any_of(std::begin(known), std::end(known),
        [&](QLatin1StringView name) { return text.compare(name, Qt::CaseInsensitive) == 0; });
}

} // namespace

bool isDid(QStringView text)
{
    if (text.size() > kLongestDid || !text.startsWith("did:"_L1))
        return false;
    const qsizetype colon = text.indexOf(u':', 4);
    if (colon <= 4 || !isEvery(text.mid(4, colon - 4), isLowerAscii))
        return false;
    const QStringView name = text.mid(colon + 1);
    const auto isPart
        = [](QChar c) { return isAlnumAscii(c) || QStringView(u"._:%-").contains(c); };
    return !name.isEmpty() && isEvery(name, isPart) && name.back() != u':' && name.back() != u'%';
}

bool isHandle(QStringView text)
{
    if (text.size() > kLongestHandle)
        return false;
    const QList<QStringView> labels = text.split(u'.');
    return labels.size() >= 2 && std::all_of(labels.begin(), labels.end(), isDomainLabel)
        && isLetterAscii(labels.back().front());
}

bool isAtIdentifier(QStringView text)
{
    return isDid(text) || isHandle(text);
}

bool isNsid(QStringView text)
{
    if (text.size() > kLongestNsid)
        return false;
    const QList<QStringView> parts = text.split(u'.');
    if (parts.size() < 3 || !std::all_of(parts.begin(), parts.end(), isDomainLabel))
        return false;
    const QStringView name = parts.back();
    return isLetterAscii(parts.front().front()) && isLetterAscii(name.front())
        && isEvery(name, isAlnumAscii);
}

bool isRecordKey(QStringView text)
{
    const auto isPart
        = [](QChar c) { return isAlnumAscii(c) || QStringView(u".-_:~").contains(c); };
    return !text.isEmpty() && text.size() <= kLongestRecordKey && text != u"." && text != u".."
        && isEvery(text, isPart);
}

bool isTid(QStringView text)
{
    return text.size() == 13 && text.front() <= u'j'
        && isEvery(text, [](QChar c) { return isLowerAscii(c) || (c >= u'2' && c <= u'7'); });
}

bool isDatetime(QStringView text)
{
    if (text.size() > kLongestDatetime || text.size() < 20
        || !hasPattern(text.left(19), u"0000-00-00T00:00:00"))
        return false;
    qsizetype i = 19;
    if (text.at(i) == u'.') {
        const qsizetype first = ++i;
        while (i < text.size() && isDigitAscii(text.at(i)))
            ++i;
        if (i == first)
            return false;
    }
    const QStringView zone = text.mid(i);
    int offset = 0;
    if (zone != u"Z") {
        if (zone == u"-00:00" || (!hasPattern(zone, u"+00:00") && !hasPattern(zone, u"-00:00"))
            || numberAt(zone, 1, 2) > 23 || numberAt(zone, 4, 2) > 59)
            return false;
        offset = (numberAt(zone, 1, 2) * 60 + numberAt(zone, 4, 2)) * (zone.at(0) == u'-' ? -1 : 1);
    }
    const int year = numberAt(text, 0, 4);
    const int month = numberAt(text, 5, 2);
    const int day = numberAt(text, 8, 2);
    const int hour = numberAt(text, 11, 2);
    const int minute = numberAt(text, 14, 2);
    if (hour > 23 || minute > 59 || numberAt(text, 17, 2) > 59)
        return false;
    // Qt knows no year 0; it has the calendar of the year 4.
    if (!QDate::isValid(year == 0 ? 4 : year, month, day))
        return false;
    // In UTC it must stay between the years 0000 and 9999.
    const int minutes = hour * 60 + minute - offset;
    const bool isBefore = year == 0 && month == 1 && day == 1 && minutes < 0;
    const bool isAfter = year == 9'999 && month == 12 && day == 31 && minutes >= 24 * 60;
    return !isBefore && !isAfter;
}

bool isLanguage(QStringView text)
{
    if (text.isEmpty() || text.size() > kLongestLanguage)
        return false;
    if (isIrregularLanguage(text))
        return true;
    SubtagReader tags(text);
    if (tags.takeGroup(isPrivateSingleton, 1))
        return tags.isAtEnd();
    if (tags.take(2, 3, isLetterAscii)) {
        for (int i = 0; i < 3 && tags.take(3, 3, isLetterAscii); ++i) { }
    } else if (!tags.take(4, 8, isLetterAscii)) {
        return false;
    }
    tags.take(4, 4, isLetterAscii); // script
    if (!tags.take(2, 2, isLetterAscii)) // region
        tags.take(3, 3, isDigitAscii);
    while (tags.takeVariant()) { }
    const auto isExtension = [](QChar c) { return isAlnumAscii(c) && !isPrivateSingleton(c); };
    while (tags.takeGroup(isExtension, 2)) { }
    tags.takeGroup(isPrivateSingleton, 1);
    return tags.isAtEnd();
}

QString AtUri::text() const
{
    QString out = u"at://"_s + authority;
    if (!collection.isEmpty())
        out += u'/' + collection;
    if (!key.isEmpty())
        out += u'/' + key;
    return out;
}

std::optional<AtUri> parseAtUri(QStringView text)
{
    if (text.size() > kLongestAtUri || !text.startsWith("at://"_L1))
        return std::nullopt;
    const QList<QStringView> parts = text.mid(5).split(u'/');
    if (parts.size() > 3 || !isAtIdentifier(parts.at(0))
        || (parts.size() > 1 && !isNsid(parts.at(1)))
        || (parts.size() > 2 && !isRecordKey(parts.at(2))))
        return std::nullopt;
    AtUri out;
    out.authority = parts.at(0).toString();
    if (parts.size() > 1)
        out.collection = parts.at(1).toString();
    if (parts.size() > 2)
        out.key = parts.at(2).toString();
    return out;
}

} // namespace staffroom::bluesky
