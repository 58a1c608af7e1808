#include "core/recap/recap_names.h"

#include <algorithm>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Shorter ones are too often words of their own.
constexpr qsizetype kShortestName = 3;

/// Words before a name that are no name: "Ms Quark" is called Quark.
bool isTitle(const QString& word)
{
    static const QSet<QString> titles{u"mr"_s, u"mrs"_s, u"ms"_s, u"miss"_s, u"mx"_s, u"dr"_s,
        u"prof"_s, u"professor"_s, u"sir"_s, u"coach"_s, u"herr"_s, u"frau"_s, u"mme"_s,
        u"madame"_s, u"monsieur"_s, u"profe"_s, u"señor"_s, u"señora"_s, u"the"_s};
    QString bare = word.toLower();
    while (bare.endsWith(u'.'))
        bare.chop(1);
    return titles.contains(bare);
}

/// The words of a display name without emoji, brackets and what stands in them.
QStringList wordsOfName(const QString& name)
{
    static const QRegularExpression bracketed(u"\\([^)]*\\)|\\[[^\\]]*\\]"_s);
    static const QRegularExpression other(
        u"[^\\p{L}\\p{M}\\p{N}'’.\\- ]+"_s, QRegularExpression::UseUnicodePropertiesOption);
    QString plain = name;
    plain.remove(bracketed);
    plain.replace(other, u" "_s);
    return plain.simplified().split(u' ', Qt::SkipEmptyParts);
}

} // namespace

RecapNames::RecapNames(RecapWords words)
    : m_words(std::move(words))
{
}

void RecapNames::meet(const Author& author)
{
    const QString handle = author.handle.toLower();
    if (m_numbers.contains(handle))
        return;
    const int number = int(m_numbers.size()) + 1;
    m_numbers.insert(handle, number);
    const QStringList words = wordsOfName(author.name.text);
    const QString whole = words.join(u' ');
    if (whole.size() >= kShortestName && !m_names.contains(whole))
        m_names.insert(whole, number);
    for (const QString& word : words) {
        if (isTitle(word))
            continue;
        // The name that others use: the first that is no title, and only where it looks like one.
        const bool isName = word.size() >= kShortestName && !word.at(0).isLower();
        if (isName && !m_names.contains(word))
            m_names.insert(word, number);
        break;
    }
    m_pattern.reset();
}

QString RecapNames::nameOf(const QString& handle) const
{
    const int number = m_numbers.value(handle.toLower());
    return number > 0 ? m_words.person.arg(number) : m_words.someone;
}

const QRegularExpression& RecapNames::pattern() const
{
    if (m_pattern)
        return *m_pattern;
    QStringList names = m_names.keys();
    // Longer ones first: "Bea Lindqvist" before "Bea".
    std::sort(names.begin(), names.end(), [](const QString& a, const QString& b) {
        return a.size() != b.size() ? a.size() > b.size() : a < b;
    });
    QStringList choices;
    for (const QString& name : names)
        choices << QRegularExpression::escape(name);
    const QString handle = u"@[\\p{L}\\p{N}_][\\p{L}\\p{N}_.\\-]*(?:@[\\p{L}\\p{N}.\\-]+)?"_s;
    QString all = u"(?<handle>"_s + handle + u')';
    if (!choices.isEmpty())
        all += u"|(?<![\\p{L}\\p{N}])(?<name>"_s + choices.join(u'|') + u")(?![\\p{L}\\p{N}])"_s;
    m_pattern = QRegularExpression(all, QRegularExpression::UseUnicodePropertiesOption);
    return *m_pattern;
}

std::vector<RecapNames::Cut> RecapNames::cutsOf(const QString& text) const
{
    std::vector<Cut> cuts;
    auto matches = pattern().globalMatch(text);
    while (matches.hasNext()) {
        const auto match = matches.next();
        QString found = match.captured(u"handle"_s);
        QString instead;
        if (!found.isEmpty()) {
            while (found.endsWith(u'.') || found.endsWith(u'-')) // the end of a sentence
                found.chop(1);
            const QString handle = found.mid(1);
            instead = nameOf(handle);
            // "@bea" alone: everybody of that name on any server.
            for (auto it = m_numbers.cbegin(); it != m_numbers.cend() && instead == m_words.someone;
                 ++it) {
                if (it.key().section(u'@', 0, 0).compare(handle, Qt::CaseInsensitive) == 0)
                    instead = m_words.person.arg(it.value());
            }
        } else {
            found = match.captured(u"name"_s);
            instead = m_words.person.arg(m_names.value(found));
        }
        cuts.push_back({match.capturedStart(), found.size(), instead});
    }
    return cuts;
}

QString RecapNames::without(const QString& plain) const
{
    return without(RichText{plain, {}}).text;
}

RichText RecapNames::without(const RichText& text) const
{
    std::vector<Cut> cuts = cutsOf(text.text);
    for (const TextSpan& span : text.spans) {
        if (span.kind == TextSpan::Kind::Mention)
            cuts.push_back({span.start, span.length, nameOf(span.label)});
    }
    // A mention is known better by its span than by its words.
    std::stable_sort(cuts.begin(), cuts.end(), [](const Cut& a, const Cut& b) {
        return a.start != b.start ? a.start < b.start : a.length > b.length;
    });
    RichText out;
    qsizetype at = 0;
    std::vector<std::pair<qsizetype, qsizetype>> moved; // old place, new place
    for (const Cut& cut : cuts) {
        if (cut.start < at)
            continue;
        moved.emplace_back(at, out.text.size());
        out.text += text.text.mid(at, cut.start - at) + cut.instead;
        at = cut.start + cut.length;
    }
    moved.emplace_back(at, out.text.size());
    out.text += text.text.mid(at);
    const auto place = [&](int old) {
        const auto it = std::upper_bound(moved.begin(), moved.end(), old,
            [](qsizetype value, const auto& pair) { return value < pair.first; });
        const auto& [from, to] = *std::prev(it);
        return int(to + (old - from));
    };
    for (const TextSpan& span : text.spans) {
        if (span.kind == TextSpan::Kind::Mention)
            continue;
        TextSpan copy = span;
        copy.start = place(span.start);
        copy.length = place(span.end()) - copy.start;
        const bool isWhole = copy.length > 0 && copy.end() <= out.text.size();
        if (isWhole)
            out.spans.push_back(copy);
    }
    return out;
}

PostPtr RecapNames::without(const Post& post) const
{
    Post out = post;
    out.author = {};
    out.author.name.text = nameOf(post.author.handle);
    out.author.isBot = post.author.isBot;
    out.id.remote.clear();
    out.uri.clear();
    out.url.clear();
    out.text = post.terms ? RichText{} : without(post.text); // else it is its address
    out.contentWarning = without(post.contentWarning);
    if (!post.inReplyToHandle.isEmpty())
        out.inReplyToHandle = nameOf(post.inReplyToHandle);
    for (Media& media : out.media) {
        media.alt = without(media.alt);
        media.url.clear();
        media.preview.clear();
    }
    if (out.poll) {
        for (PollOption& option : out.poll->options)
            option.title = without(option.title);
    }
    if (out.card) {
        out.card->title = without(out.card->title);
        out.card->description = without(out.card->description);
    }
    if (out.quote && out.quote->post)
        out.quote->post = without(*out.quote->post);
    return std::make_shared<const Post>(std::move(out));
}

} // namespace staffroom
