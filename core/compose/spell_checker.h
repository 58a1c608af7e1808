#pragma once

#include <QObject>
#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

namespace staffroom {

/// A word that is not in the dictionary: position and length in the text that was asked about.
struct Misspelling {
    int start = 0;
    int length = 0;
    bool operator==(const Misspelling&) const = default;
};

/// Spelling by the dictionaries of this computer (hunspell), on a thread of its own. Links,
/// mentions, hashtags, emoji, numbers and "A3" are left alone.
class SpellChecker : public QObject {
    Q_OBJECT
public:
    struct Places {
        QStringList dictionaryFolders; ///< searched in order; usual: /usr/share/hunspell
        QString ownWords; ///< file of the person's own words; empty: kept in memory
    };
    explicit SpellChecker(Places places, QObject* parent = nullptr);
    ~SpellChecker() override;

    static QStringList usualFolders();
    /// BCP 47, e.g. "en-GB", "de".
    QStringList languages() const;
    /// Whether there is a dictionary for it ("en" takes any English one).
    bool canCheck(const QString& language) const;

    /// Answers by `checked`, with the same number; only the newest request is answered.
    int check(const QString& text, const QString& language);
    /// Answers by `suggested`.
    void suggest(const QString& word, const QString& language);
    void addWord(const QString& word);

Q_SIGNALS:
    void checked(int request, const std::vector<staffroom::Misspelling>& wrong);
    void suggested(const QString& word, const QStringList& better);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace staffroom
