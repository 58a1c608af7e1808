#include "core/compose/spell_worker.h"

#include "core/base/log.h"
#include "core/compose/spell_words.h"

#include <QFile>
#include <QSaveFile>
#include <QStringConverter>

#include <hunspell/hunspell.hxx>

#include <algorithm>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A dictionary takes some 10 MB; nobody writes in more languages at once.
constexpr size_t kMostDictionaries = 2;
constexpr int kMostSuggestions = 6;

/// Typographic apostrophes are not in most dictionaries.
QString plainWord(const QString& word)
{
    QString out = word;
    return out.replace(u'\u2019', u'\'').replace(u'\u02bc', u'\'');
}

} // namespace

class SpellWorker::Dictionary {
public:
    explicit Dictionary(const DictionaryFile& file)
        : m_language(file.language)
        , m_hunspell(QFile::encodeName(file.path + u".aff"_s).constData(),
              QFile::encodeName(file.path + u".dic"_s).constData())
        , m_encoder(m_hunspell.get_dict_encoding().c_str())
        , m_decoder(m_hunspell.get_dict_encoding().c_str())
    {
        if (!m_encoder.isValid() || !m_decoder.isValid()) {
            logLine(LogLevel::Warning, "compose"_L1, "dictionary-encoding"_L1,
                {{"language"_L1, m_language}});
        }
    }
    const QString& language() const { return m_language; }

    bool isRight(const QString& word)
    {
        const auto bytes = encode(word);
        // What the dictionary cannot even write down it knows nothing about.
        return !bytes || m_hunspell.spell(*bytes);
    }
    QStringList suggest(const QString& word)
    {
        const auto bytes = encode(word);
        QStringList out;
        if (!bytes)
            return out;
        for (const auto& one : m_hunspell.suggest(*bytes)) {
            out << m_decoder.decode(QByteArrayView(one.data(), qsizetype(one.size())));
            if (out.size() == kMostSuggestions)
                break;
        }
        return out;
    }
    void add(const QString& word)
    {
        if (const auto bytes = encode(word))
            m_hunspell.add(*bytes);
    }

private:
    std::optional<std::string> encode(const QString& word)
    {
        if (!m_encoder.isValid() || !m_decoder.isValid())
            return std::nullopt;
        m_encoder.resetState();
        const QByteArray bytes = m_encoder.encode(plainWord(word));
        if (m_encoder.hasError())
            return std::nullopt;
        return bytes.toStdString();
    }

    QString m_language;
    Hunspell m_hunspell;
    QStringEncoder m_encoder;
    QStringDecoder m_decoder;
};

SpellWorker::SpellWorker(QString ownWords, const std::atomic<int>& newest)
    : m_ownFile(std::move(ownWords))
    , m_newest(newest)
{
}

SpellWorker::~SpellWorker() = default;

SpellWorker::Dictionary& SpellWorker::dictionary(const DictionaryFile& file)
{
    readOwnWords();
    const auto found = std::find_if(m_dictionaries.begin(), m_dictionaries.end(),
        [&](const auto& one) { return one->language() == file.language; });
    if (found != m_dictionaries.end()) {
        std::rotate(m_dictionaries.begin(), found, found + 1);
        return *m_dictionaries.front();
    }
    if (m_dictionaries.size() == kMostDictionaries)
        m_dictionaries.pop_back();
    auto made = std::make_unique<Dictionary>(file);
    for (const auto& word : std::as_const(m_own))
        made->add(word);
    m_dictionaries.insert(m_dictionaries.begin(), std::move(made));
    return *m_dictionaries.front();
}

void SpellWorker::readOwnWords()
{
    if (std::exchange(m_hasOwn, true) || m_ownFile.isEmpty())
        return;
    QFile file(m_ownFile);
    if (!file.open(QIODevice::ReadOnly))
        return; // there are none yet
    const auto lines = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
    m_own << lines;
}

void SpellWorker::check(int request, const QString& text, const DictionaryFile& file)
{
    if (request != m_newest)
        return;
    auto& used = dictionary(file);
    std::vector<Misspelling> wrong;
    for (const auto& word : wordsToCheck(text)) {
        if (request != m_newest)
            return;
        if (!used.isRight(text.mid(word.start, word.length)))
            wrong.push_back(word);
    }
    Q_EMIT checked(request, wrong);
}

void SpellWorker::suggest(const QString& word, const DictionaryFile& file)
{
    Q_EMIT suggested(word, dictionary(file).suggest(word));
}

void SpellWorker::addWord(const QString& word)
{
    readOwnWords();
    const QString plain = plainWord(word.simplified());
    if (plain.isEmpty() || m_own.contains(plain))
        return;
    m_own << plain;
    for (const auto& one : m_dictionaries)
        one->add(plain);
    if (m_ownFile.isEmpty())
        return;
    QSaveFile file(m_ownFile);
    const bool isSaved = file.open(QIODevice::WriteOnly)
        && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        && file.write((m_own.join(u'\n') + u'\n').toUtf8()) >= 0 && file.commit();
    if (!isSaved) {
        logLine(LogLevel::Warning, "compose"_L1, "own-words"_L1, {{"why"_L1, file.errorString()}});
    }
}

} // namespace staffroom
