#include "core/compose/spell_checker.h"

#include "core/compose/spell_worker.h"

#include <QDir>
#include <QFile>
#include <QThread>

#include <algorithm>
#include <atomic>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

/// "en_GB" -> "en-GB", "de_DE_frami" -> "de-DE", "sr_Latn_RS" -> "sr-Latn-RS"; empty: no language.
QString languageOf(const QString& fileName)
{
    const QStringList parts = QString(fileName).replace(u'-', u'_').split(u'_');
    const QString& first = parts.front();
    const bool isLanguage = (first.size() == 2 || first.size() == 3)
        && std::all_of(first.begin(), first.end(), [](QChar c) { return c.isLower(); });
    if (!isLanguage)
        return {};
    QStringList out{first};
    for (const auto& part : parts.mid(1)) {
        const bool isPlace = part.size() == 2 && part == part.toUpper();
        const bool isScript = part.size() == 4 && part.at(0).isUpper();
        if (isPlace || isScript)
            out << part;
    }
    return out.join(u'-');
}

std::vector<DictionaryFile> findDictionaries(const QStringList& folders)
{
    std::vector<DictionaryFile> out;
    for (const auto& path : folders) {
        const QDir folder(path);
        const auto names = folder.entryList({u"*.dic"_s}, QDir::Files, QDir::Name);
        for (const auto& name : names) {
            const QString base = name.chopped(4);
            const QString language = languageOf(base);
            const bool isKnown = std::any_of(out.begin(), out.end(),
                [&](const DictionaryFile& one) { return one.language == language; });
            // Files of hyphenation have no .aff beside them.
            if (!language.isEmpty() && !isKnown && QFile::exists(folder.filePath(base + u".aff"_s)))
                out.push_back({language, folder.filePath(base)});
        }
    }
    std::sort(out.begin(), out.end(),
        [](const auto& a, const auto& b) { return a.language < b.language; });
    return out;
}

} // namespace

struct SpellChecker::Private {
    const DictionaryFile* find(const QString& language) const
    {
        const auto exact = std::find_if(files.begin(), files.end(), [&](const auto& one) {
            return one.language.compare(language, Qt::CaseInsensitive) == 0;
        });
        if (exact != files.end())
            return &*exact;
        const QString wanted = language.section(u'-', 0, 0).toLower();
        const auto near = std::find_if(files.begin(), files.end(),
            [&](const auto& one) { return one.language.section(u'-', 0, 0).toLower() == wanted; });
        return near == files.end() || wanted.isEmpty() ? nullptr : &*near;
    }

    std::vector<DictionaryFile> files;
    std::atomic<int> newest{0};
    std::unique_ptr<SpellWorker> worker; // lives on the thread
    QThread thread;
};

SpellChecker::SpellChecker(Places places, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    d->files = findDictionaries(places.dictionaryFolders);
    d->worker = std::make_unique<SpellWorker>(std::move(places.ownWords), d->newest);
    d->worker->moveToThread(&d->thread);
    qRegisterMetaType<std::vector<Misspelling>>();
    connect(d->worker.get(), &SpellWorker::checked, this,
        [this](int request, const std::vector<Misspelling>& wrong) {
            if (request == d->newest)
                Q_EMIT checked(request, wrong);
        });
    connect(d->worker.get(), &SpellWorker::suggested, this, &SpellChecker::suggested);
    d->thread.setObjectName(u"spelling"_s);
    d->thread.start(QThread::LowPriority);
}

SpellChecker::~SpellChecker()
{
    ++d->newest;
    d->thread.quit();
    d->thread.wait();
}

QStringList SpellChecker::usualFolders()
{
    QStringList folders = {u"/usr/share/hunspell"_s, u"/usr/share/myspell"_s,
        u"/usr/share/myspell/dicts"_s, u"/usr/local/share/hunspell"_s};
    folders.prepend(QDir::home().filePath(u".local/share/hunspell"_s));
    return folders;
}

QStringList SpellChecker::languages() const
{
    QStringList out;
    for (const auto& file : d->files)
        out << file.language;
    return out;
}

bool SpellChecker::canCheck(const QString& language) const
{
    return d->find(language) != nullptr;
}

int SpellChecker::check(const QString& text, const QString& language)
{
    const int request = ++d->newest;
    if (const auto* file = d->find(language)) {
        QMetaObject::invokeMethod(
            d->worker.get(), [worker = d->worker.get(), request, text, file = *file] {
                worker->check(request, text, file);
            });
    } else {
        // Nothing to say about it, said later like everything.
        QMetaObject::invokeMethod(
            this,
            [this, request] {
                if (request == d->newest)
                    Q_EMIT checked(request, {});
            },
            Qt::QueuedConnection);
    }
    return request;
}

void SpellChecker::suggest(const QString& word, const QString& language)
{
    if (const auto* file = d->find(language)) {
        QMetaObject::invokeMethod(d->worker.get(),
            [worker = d->worker.get(), word, file = *file] { worker->suggest(word, file); });
    } else {
        QMetaObject::invokeMethod(
            this, [this, word] { Q_EMIT suggested(word, {}); }, Qt::QueuedConnection);
    }
}

void SpellChecker::addWord(const QString& word)
{
    QMetaObject::invokeMethod(
        d->worker.get(), [worker = d->worker.get(), word] { worker->addWord(word); });
}

} // namespace staffroom
