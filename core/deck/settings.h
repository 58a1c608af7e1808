#pragma once

#include "core/deck/latest_writer.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QStringList>

namespace staffroom {

/// Every setting there is; `kSettings` in settings.cpp gives each its key and default.
enum class Setting {
    Scheme, ///< "system", "light", "dark", "high-contrast"
    Density, ///< "comfortable", "compact", "dense"
    TextScale, ///< per cent, 80 to 200
    ReducedMotion,
    ShowImages,
    SidebarExpanded,
    WindowGeometry, ///< as QWidget::saveGeometry has it, base64; empty: never closed yet
    RememberedServers, ///< base addresses, last used first
    ReadingOnly, ///< the lock of the whole program; on until the person opens it
    SharedComputer, ///< nothing of this run stays on the disk
    ComposerShown,
    ComposerAtBottom, ///< else at the left
    RecentEmoji, ///< last used first
    RoomSummarySeconds, ///< how often a room says what is new; 0: never
    RoomNewestFirst, ///< else the newest is at the bottom
    AsksAfterChat, ///< what will you try, with whom?
};

/// The person's settings: "settings.json" in the profile folder, written at once on every change.
/// An empty path keeps them in memory only. Unknown keys of a newer program are kept as they are.
class Settings : public QObject {
    Q_OBJECT
public:
    explicit Settings(const QString& path, QObject* parent = nullptr);
    ~Settings() override;

    QString text(Setting setting) const;
    int number(Setting setting) const;
    bool isOn(Setting setting) const;
    QStringList texts(Setting setting) const;

    /// Values of the wrong type or out of range are refused silently, as they are when read.
    void set(Setting setting, const QJsonValue& value);
    void reset(Setting setting);
    /// Puts a server in front of the remembered ones; twelve are kept.
    void rememberServer(const QString& server);

    static constexpr int kMinTextScale = 80;
    static constexpr int kMaxTextScale = 200;

    void finish(); ///< blocks until all is on disk

Q_SIGNALS:
    void changed(staffroom::Setting setting);
    void failed(const staffroom::Error& error);

private:
    QJsonValue value(Setting setting) const;
    void save();

    QString m_path;
    QJsonObject m_values;
    LatestWriter m_writer;
};

} // namespace staffroom
