#include "ui/compose/completer.h"

#include <QLocale>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr Millis kRest{200};
constexpr int kOffered = 6;

bool isWordChar(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c.isMark() || c.isSurrogate();
}

Completion ofEmoji(const EmojiEntry& entry, const QHash<QString, QUrl>& pictures)
{
    const bool isOwn = entry.group < 0;
    return {entry.text, entry.name, {}, pictures.value(entry.text), isOwn ? u":"_s : entry.text};
}

} // namespace

std::optional<TypedWord> typedWordAt(const QString& text, int caret)
{
    int start = std::min(caret, int(text.size()));
    const auto belongs = [&](int i) {
        const QChar c = text[i];
        return isWordChar(c) || c == u'.' || c == u'-' || c == u'@' || c == u'+';
    };
    while (start > 0 && belongs(start - 1))
        --start;
    // A mention has an '@' inside it; the sign is the first one of the run.
    if (start < caret && text[start] == u'@') {
        const QString typed = text.mid(start + 1, caret - start - 1);
        if (typed.isEmpty() || typed.count(u'@') > 1)
            return std::nullopt;
        return TypedWord{u'@', typed, start, caret - start};
    }
    if (start == 0)
        return std::nullopt;
    const QChar sign = text[start - 1];
    const QString typed = text.mid(start, caret - start);
    const bool isPlain = std::all_of(typed.begin(), typed.end(),
        [](QChar c) { return isWordChar(c) || c == u'-' || c == u'+'; });
    const bool isFree = start < 2
        || !(isWordChar(text[start - 2]) || text[start - 2] == u':' || text[start - 2] == u'/');
    if (!isPlain || !isFree)
        return std::nullopt;
    if (sign == u'#' && typed.size() >= 1 && !typed.contains(u'-') && !typed.contains(u'+'))
        return TypedWord{sign, typed, start - 1, caret - start + 1};
    if (sign == u':' && typed.size() >= 2)
        return TypedWord{sign, typed, start - 1, caret - start + 1};
    return std::nullopt;
}

Completer::Completer(Clock& clock, QObject* parent)
    : QObject(parent)
    , m_rest(clock.createTimer([this] { ask(); }))
{
}

void Completer::setOwnEmoji(std::vector<EmojiInfo> emoji)
{
    m_ownEmoji.clear();
    m_ownPictures.clear();
    for (const auto& info : emoji) {
        const QString code = u':' + info.shortcode + u':';
        m_ownEmoji.push_back({code, info.shortcode, -1});
        m_ownPictures.insert(code, info.picture);
    }
}

void Completer::look(const TypedWord& word)
{
    if (m_word == word)
        return;
    m_word = word;
    m_asking = {};
    m_rest->stop();
    Q_EMIT found(known());
    if (word.sign != u':' && m_client != nullptr)
        m_rest->start(kRest);
}

void Completer::stop()
{
    m_word.reset();
    m_asking = {};
    m_rest->stop();
}

std::vector<Completion> Completer::known() const
{
    std::vector<Completion> out;
    if (m_word->sign == u':') {
        for (const auto& entry : findEmoji(m_ownEmoji, m_word->typed, kOffered))
            out.push_back(ofEmoji(entry, m_ownPictures));
    } else if (m_word->sign == u'#') {
        for (const QString& tag : m_knownTags) {
            if (tag.startsWith(m_word->typed, Qt::CaseInsensitive))
                out.push_back({u'#' + tag, u'#' + tag, tr("this chat"), {}, u"#"_s});
        }
    }
    return out;
}

void Completer::ask()
{
    if (!m_word || m_client == nullptr)
        return;
    if (m_word->sign == u'@') {
        m_asking = m_client->findPeople(m_word->typed, kOffered)
                       .then(this, [this](Result<std::vector<Author>> people) {
                           std::vector<Completion> out;
                           if (people) {
                               for (const Author& a : *people) {
                                   const QString handle = u'@' + a.handle;
                                   const QString name = a.name.text.trimmed();
                                   out.push_back({handle, name.isEmpty() ? handle : name, handle,
                                       a.avatar, {}});
                               }
                           }
                           answer(std::move(out));
                       });
        return;
    }
    m_asking = m_client->findTags(m_word->typed, kOffered)
                   .then(this, [this](Result<std::vector<TagInfo>> tags) {
                       std::vector<Completion> out = known();
                       if (tags) {
                           for (const TagInfo& tag : *tags) {
                               if (m_knownTags.contains(tag.name, Qt::CaseInsensitive))
                                   continue;
                               const QString uses = tag.usesLately > 0
                                   ? tr("%n uses lately", nullptr, tag.usesLately)
                                   : QString();
                               out.push_back({u'#' + tag.name, u'#' + tag.name, uses, {}, u"#"_s});
                           }
                       }
                       answer(std::move(out));
                   });
}

void Completer::answer(std::vector<Completion> completions)
{
    if (!m_word)
        return;
    if (int(completions.size()) > kOffered)
        completions.resize(kOffered);
    Q_EMIT found(completions);
}

} // namespace staffroom
