#pragma once

#include "core/compose/spell_checker.h"

#include <QObject>

#include <atomic>
#include <memory>
#include <vector>

namespace staffroom {

/// A dictionary of this computer.
struct DictionaryFile {
    QString language; ///< BCP 47, e.g. "en-GB"
    QString path; ///< without ".dic"
};

/// Reads dictionaries and asks them, on the thread it was moved to.
class SpellWorker : public QObject {
    Q_OBJECT
public:
    /// `newest`: the number of the newest request; older ones are not worth an answer.
    SpellWorker(QString ownWords, const std::atomic<int>& newest);
    ~SpellWorker() override;

    void check(int request, const QString& text, const DictionaryFile& file);
    void suggest(const QString& word, const DictionaryFile& file);
    void addWord(const QString& word);

Q_SIGNALS:
    void checked(int request, const std::vector<staffroom::Misspelling>& wrong);
    void suggested(const QString& word, const QStringList& better);

private:
    class Dictionary;
    Dictionary& dictionary(const DictionaryFile& file);
    void readOwnWords();

    QString m_ownFile;
    const std::atomic<int>& m_newest;
    QStringList m_own;
    bool m_hasOwn = false; ///< the file was read
    std::vector<std::unique_ptr<Dictionary>> m_dictionaries; ///< last used first
};

} // namespace staffroom
