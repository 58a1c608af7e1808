#pragma once

#include "core/timetable/chat_directory.h"
#include "core/timetable/recurrence.h"

#include <QAbstractListModel>
#include <QTimeZone>

#include <optional>

namespace staffroom {

class Clock;

/// The entries that a search found. Next starts are reckoned when a row is first shown.
class ChatListModel : public QAbstractListModel {
    Q_OBJECT
public:
    /// What a row says, in words.
    struct Words {
        QString name, tag, next, slot, alive, confidence;
        bool hasNext = false;
        bool isDoubtful = false;
        bool isOwn = false;
    };

    ChatListModel(const Clock& clock, const QTimeZone& readerZone, QObject* parent = nullptr);

    void setListings(const std::vector<const ChatListing*>& listings);
    const ChatListing* at(int row) const; ///< null outside
    int rowOf(const QString& id) const; ///< -1: not there
    const Words& words(int row) const;
    /// Time has passed: next starts are reckoned anew.
    void refreshTimes();

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    const Clock& m_clock;
    QTimeZone m_zone;
    std::vector<ChatListing> m_listings;
    mutable std::vector<std::optional<Words>> m_words; ///< beside them, as far as needed
};

} // namespace staffroom
