#include "core/services/x/text_place.h"

#include "core/text/clean_text.h"
#include "core/text/html_to_text.h"

#include <algorithm>
#include <optional>

namespace staffroom::x {

namespace {

/// How far beside its place something is looked for, in UTF-16 units.
constexpr qsizetype kNearby = 600;
/// A text of 25,000 characters, every one of them escaped.
constexpr qsizetype kLongestRaw = 128 * 1024;

struct Found {
    qsizetype start = 0; ///< UTF-16 units of the text as sent
    qsizetype end = 0;
    const Sought* sought = nullptr;
};

bool isSign(QChar c, QChar sign)
{
    // Both may be typed in full width.
    return c == sign || (sign == u'#' && c == u'\uFF03') || (sign == u'@' && c == u'\uFF20');
}

/// Looks for what is said to lie in one text.
class PlaceFinder {
public:
    explicit PlaceFinder(QStringView raw)
        : m_raw(raw)
    {
        for (qsizetype i = 0; i < raw.size();) {
            m_units.push_back(i);
            nextCodePoint(raw, i);
        }
        m_units.push_back(raw.size());
    }

    /// What lies in its place goes first: it must not be taken away by what is out of place.
    std::vector<Found> find(const std::vector<Sought>& all)
    {
        std::vector<const Sought*> others;
        for (const Sought& sought : all) {
            const auto place = toldPlace(sought);
            if (!place)
                others.push_back(&sought);
            else if (isFree(place->start, place->end))
                m_found.push_back(*place);
        }
        for (const Sought* sought : others) {
            if (const auto place = nearest(*sought))
                m_found.push_back(*place);
        }
        std::sort(m_found.begin(), m_found.end(),
            [](const Found& a, const Found& b) { return a.start < b.start; });
        return std::move(m_found);
    }

private:
    bool isFree(qsizetype start, qsizetype end) const
    {
        return std::none_of(m_found.begin(), m_found.end(),
            [&](const Found& one) { return start < one.end && one.start < end; });
    }

    bool standsAt(qsizetype at, const Sought& sought) const
    {
        if (!sought.sign.isNull() && (at >= m_raw.size() || !isSign(m_raw.at(at), sought.sign)))
            return false;
        const qsizetype from = at + (sought.sign.isNull() ? 0 : 1);
        const auto cs = sought.sign.isNull() ? Qt::CaseSensitive : Qt::CaseInsensitive;
        return m_raw.mid(from, sought.words.size()).compare(sought.words, cs) == 0;
    }

    std::optional<Found> toldPlace(const Sought& sought) const
    {
        const auto count = static_cast<qint64>(m_units.size()) - 1;
        if (sought.first < 0 || sought.last <= sought.first || sought.last > count)
            return std::nullopt;
        const qsizetype start = m_units[static_cast<size_t>(sought.first)];
        const qsizetype end = m_units[static_cast<size_t>(sought.last)];
        const qsizetype length = sought.words.size() + (sought.sign.isNull() ? 0 : 1);
        if (end - start != length || !standsAt(start, sought))
            return std::nullopt;
        return Found{start, end, &sought};
    }

    /// Not the beginning of something longer.
    bool endsAt(qsizetype end) const
    {
        if (end >= m_raw.size())
            return true;
        const QChar next = m_raw.at(end);
        return !next.isLetterOrNumber() && next != u'_';
    }

    std::optional<Found> nearest(const Sought& sought) const
    {
        const auto count = static_cast<qint64>(m_units.size()) - 1;
        const qsizetype told
            = m_units[static_cast<size_t>(std::clamp<qint64>(sought.first, 0, count))];
        const qsizetype signs = sought.sign.isNull() ? 0 : 1;
        const auto cs = signs == 0 ? Qt::CaseSensitive : Qt::CaseInsensitive;
        std::optional<Found> best;
        for (qsizetype at = m_raw.indexOf(sought.words, std::max<qsizetype>(told - kNearby, 0), cs);
             at >= 0 && at <= told + kNearby; at = m_raw.indexOf(sought.words, at + 1, cs)) {
            const Found here{at - signs, at + sought.words.size(), &sought};
            if (here.start < 0 || !standsAt(here.start, sought) || !endsAt(here.end)
                || !isFree(here.start, here.end))
                continue;
            if (!best || std::abs(here.start - told) < std::abs(best->start - told))
                best = here;
            if (here.start > told)
                break;
        }
        return best;
    }

    QStringView m_raw;
    std::vector<qsizetype> m_units; ///< where each code point begins, and the end
    std::vector<Found> m_found;
};

char32_t nextUnescaped(QStringView raw, qsizetype& i)
{
    struct Escape {
        QStringView name;
        char32_t meant;
    };
    static constexpr Escape kEscapes[] = {{u"&amp;", U'&'}, {u"&lt;", U'<'}, {u"&gt;", U'>'}};
    if (raw.at(i) == u'&') {
        for (const auto& [name, meant] : kEscapes) {
            if (raw.mid(i, name.size()) == name) {
                i += name.size();
                return meant;
            }
        }
    }
    return nextCodePoint(raw, i);
}

/// The end of the text without what has no use there.
qsizetype usefulEnd(QStringView raw, std::vector<Found>& found)
{
    qsizetype end = raw.size();
    for (;;) {
        qsizetype bare = end;
        while (bare > 0 && raw.at(bare - 1).isSpace())
            --bare;
        if (found.empty() || found.back().end != bare || !found.back().sought->mayGo)
            return end;
        end = found.back().start;
        found.pop_back();
    }
}

} // namespace

RichText laidOut(const QString& text, std::vector<Sought> all)
{
    const QStringView raw = QStringView(text).left(kLongestRaw);
    std::erase_if(all, [](const Sought& sought) { return sought.words.isEmpty(); });
    std::vector<Found> found = PlaceFinder(raw).find(all);
    const qsizetype end = usefulEnd(raw, found);

    RichText out;
    CleanText clean(kMaxTextLength, CleanText::Bidi::KeepIsolates);
    const auto take = [&](QStringView part) {
        for (qsizetype i = 0; i < part.size() && !clean.isFull();)
            clean.append(nextUnescaped(part, i));
    };
    qsizetype done = 0;
    for (const Found& one : found) {
        take(raw.mid(done, one.start - done));
        TextSpan span = one.sought->span;
        span.start = static_cast<int>(clean.length());
        if (one.sought->shown.isEmpty())
            take(raw.mid(one.start, one.end - one.start));
        else
            take(one.sought->shown);
        span.length = static_cast<int>(clean.length()) - span.start;
        done = one.end;
        if (clean.isFull())
            break; // a part of it says nothing
        if (span.length > 0)
            out.spans.push_back(std::move(span));
    }
    take(raw.mid(done, end - done));
    clean.chopSpaces(0);
    out.text = clean.take();
    return out;
}

} // namespace staffroom::x
