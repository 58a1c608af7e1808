#include "ui/compose/emoji_table.h"

#include <QFile>

#include <algorithm>

// Q_INIT_RESOURCE must stand outside every namespace.
static void initEmojiResource()
{
    Q_INIT_RESOURCE(emoji);
}

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Table {
    std::vector<EmojiEntry> entries;
    QStringList groups;
};

const Table& table()
{
    static const Table made = [] {
        initEmojiResource();
        Table t;
        QFile file(u":/emoji/emoji.txt"_s);
        if (!file.open(QIODevice::ReadOnly))
            return t;
        const auto lines = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
        for (const QString& line : lines) {
            const qsizetype space = line.indexOf(u' ');
            if (space <= 0 || line.startsWith(u"! "))
                continue;
            if (line.startsWith(u"@ "))
                t.groups << line.mid(2);
            else
                t.entries.push_back(
                    {line.left(space), line.mid(space + 1), int(t.groups.size()) - 1});
        }
        return t;
    }();
    return made;
}

QStringList wordsOf(const QString& text)
{
    QString plain = text.toCaseFolded();
    for (QChar& c : plain) {
        if (!c.isLetterOrNumber())
            c = u' ';
    }
    return plain.split(u' ', Qt::SkipEmptyParts);
}

} // namespace

const std::vector<EmojiEntry>& emojiTable()
{
    return table().entries;
}

const QStringList& emojiGroups()
{
    return table().groups;
}

bool matchesEmoji(const EmojiEntry& entry, const QString& typed)
{
    const QStringList names = wordsOf(entry.name);
    const QStringList wanted = wordsOf(typed);
    return std::all_of(wanted.begin(), wanted.end(), [&](const QString& word) {
        return std::any_of(
            names.begin(), names.end(), [&](const QString& name) { return name.startsWith(word); });
    });
}

std::vector<EmojiEntry> findEmoji(
    const std::vector<EmojiEntry>& own, const QString& typed, int limit)
{
    std::vector<EmojiEntry> first;
    std::vector<EmojiEntry> rest;
    const QString folded = typed.toCaseFolded();
    const auto look = [&](const EmojiEntry& entry) {
        if (!matchesEmoji(entry, typed))
            return;
        (entry.name.toCaseFolded().startsWith(folded) ? first : rest).push_back(entry);
    };
    for (const auto& entry : own)
        look(entry);
    for (const auto& entry : emojiTable())
        look(entry);
    first.insert(first.end(), rest.begin(), rest.end());
    if (int(first.size()) > limit)
        first.resize(size_t(limit));
    return first;
}

} // namespace staffroom
