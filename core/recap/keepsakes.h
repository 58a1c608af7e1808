#pragma once

#include "core/base/task.h"
#include "core/recap/keepsake.h"

#include <QObject>

#include <functional>
#include <memory>
#include <vector>

namespace staffroom {

class Clock;
class PostStore;

/// What a teacher keeps of chats: the shelf of resources, notes, and what was to be tried. On this
/// disk only, in user.db. Every change is written at once. Of a post whose network has terms its id
/// and address are kept, beside the person's own words. Main thread.
class Keepsakes : public QObject {
    Q_OBJECT
public:
    /// `store` may be null: kept while the program runs.
    Keepsakes(Clock& clock, PostStore* store, QObject* parent = nullptr);
    ~Keepsakes() override;

    /// Answers when what was kept by earlier runs is here.
    Task<Done> load();

    const std::vector<ShelfLink>& shelf() const; ///< newest first
    const ShelfLink* onShelf(const QUrl& url) const; ///< null: is not
    /// Puts it there, or changes what is there under its id. `added` is set when it is new.
    void put(ShelfLink link);
    void removeLink(QString id);

    const std::vector<Note>& notes() const; ///< changed last first
    void put(Note note); ///< an empty id makes a new one
    void removeNote(QString id);

    const std::vector<Reflection>& reflections() const; ///< newest first
    const Reflection* reflection(const QString& room) const;
    /// `due` becomes two weeks from now where it is not set.
    void put(Reflection reflection);
    /// Those whose two weeks are over and that nobody has answered, oldest first.
    std::vector<Reflection> due() const;

    /// All of it as a file for people. `words` are the headings, in the reader's language.
    struct ExportWords {
        QString shelf = QStringLiteral("Shelf");
        QString notes = QStringLiteral("Notes");
        QString tries = QStringLiteral("To try");
        QString toTry = QStringLiteral("to try");
        QString tried = QStringLiteral("tried");
        QString worked = QStringLiteral("worked");
        QString notForUs = QStringLiteral("not for us");
        QString person = QStringLiteral("person");
        QString space = QStringLiteral("space");
        QString tool = QStringLiteral("tool");
    };
    QByteArray toMarkdown(const ExportWords& words) const;
    QByteArray toCsv(const ExportWords& words) const;

Q_SIGNALS:
    void changed();
    void failed(const staffroom::Error& error); ///< could not be written; it is kept meanwhile

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace staffroom
