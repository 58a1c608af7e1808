#pragma once

#include "core/base/task.h"
#include "core/timetable/chat_search.h"
#include "core/timetable/listing_json.h"

#include <QObject>

#include <memory>
#include <vector>

class QThreadPool;

namespace staffroom {

class Clock;
class PostStore;

/// The directory of education chats: the entries that come with the program, and over them what
/// the person added, corrected or took out, kept as records of user.db. Every change can be
/// undone. Main thread.
class ChatDirectory : public QObject {
    Q_OBJECT
public:
    struct Context {
        Clock* clock = nullptr; ///< never null
        PostStore* store = nullptr; ///< null: nothing is kept
        QThreadPool* pool = nullptr; ///< never null: files are read and written there
    };
    explicit ChatDirectory(Context context, QObject* parent = nullptr);
    ~ChatDirectory() override;

    /// Reads what is built in and what is kept; `changed` follows. Call once.
    Task<Done> load();
    bool isLoaded() const;

    /// Likely alive first, then by year, then by tag. Pointers are good until `changed`.
    const std::vector<ChatListing>& listings() const;
    const ChatListing* find(const QString& id) const; ///< null: not there, or taken out
    /// In the same order, those found by tag or name first.
    std::vector<const ChatListing*> search(const ChatQuery& query) const;
    /// What there is to choose from, sorted.
    QStringList subjects() const;
    QStringList languages() const;
    QStringList services() const;

    /// Adds an own entry (its id may be empty), or puts it in place of the one with this id: a
    /// built-in one counts as corrected from then on. Returns its id.
    QString put(ChatListing listing);
    /// An own entry goes, a built-in one is no longer shown.
    void remove(const QString& id);
    /// A corrected entry becomes what it was.
    void restoreBuiltIn(const QString& id);
    int removedBuiltIns() const;
    void restoreRemoved(); ///< all built-in ones that were taken out

    bool canUndo() const;
    void undo(); ///< the last change, however many entries it had

    struct Imported {
        int added = 0;
        int updated = 0; ///< there was one with this id, and it was another
        int same = 0; ///< there already
        std::vector<std::pair<FileNote, int>> notes;
    };
    /// JSON or iCalendar, told by what is in it. One change for `undo`. Storage, NotFound,
    /// TooLarge, Protocol.
    Task<Imported> importFile(const QString& path, const QString& readerZone);
    enum class Format { Json, Calendar };
    struct Exported {
        int written = 0;
        int leftOut = 0; ///< Calendar: chats without a timetable
    };
    Task<Exported> exportFile(
        const QString& path, Format format, const std::vector<ChatListing>& listings);

Q_SIGNALS:
    void changed();
    void failed(const staffroom::Error& error); ///< a change could not be kept

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace staffroom
