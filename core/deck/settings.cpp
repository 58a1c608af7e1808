#include "core/deck/settings.h"

#include "core/base/whole_file.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto kSettingsFormat = "staffroom-settings/1"_L1;
constexpr qint64 kSettingsLimit = 1024 * 1024;
constexpr qsizetype kServersKept = 12;

struct Row {
    Setting setting;
    QLatin1StringView key;
    QJsonValue standard;
    QStringList choices = {}; ///< of a text; empty: any
};

const std::array<Row, 16>& table()
{
    static const std::array<Row, 16> rows = {
        Row{Setting::Scheme, "scheme"_L1, u"system"_s,
            {u"system"_s, u"light"_s, u"dark"_s, u"high-contrast"_s}},
        Row{Setting::Density, "density"_L1, u"comfortable"_s,
            {u"comfortable"_s, u"compact"_s, u"dense"_s}},
        Row{Setting::TextScale, "textScale"_L1, 100},
        Row{Setting::ReducedMotion, "reducedMotion"_L1, false},
        Row{Setting::ShowImages, "showImages"_L1, true},
        Row{Setting::SidebarExpanded, "sidebarExpanded"_L1, false},
        Row{Setting::WindowGeometry, "windowGeometry"_L1, u""_s},
        Row{Setting::RememberedServers, "rememberedServers"_L1, QJsonArray()},
        Row{Setting::ReadingOnly, "readingOnly"_L1, true},
        Row{Setting::SharedComputer, "sharedComputer"_L1, false},
        Row{Setting::ComposerShown, "composerShown"_L1, false},
        Row{Setting::ComposerAtBottom, "composerAtBottom"_L1, false},
        Row{Setting::RecentEmoji, "recentEmoji"_L1, QJsonArray()},
        Row{Setting::RoomSummarySeconds, "roomSummarySeconds"_L1, 15},
        Row{Setting::RoomNewestFirst, "roomNewestFirst"_L1, false},
        Row{Setting::AsksAfterChat, "asksAfterChat"_L1, true},
    };
    return rows;
}

const Row& rowOf(Setting setting)
{
    const auto& rows = table();
    return *std::find_if(
        rows.begin(), rows.end(), [setting](const Row& row) { return row.setting == setting; });
}

bool fits(const Row& row, const QJsonValue& value)
{
    if (value.type() != row.standard.type())
        return false;
    if (!row.choices.isEmpty())
        return row.choices.contains(value.toString());
    if (row.setting == Setting::TextScale)
        return value.toInt() >= Settings::kMinTextScale && value.toInt() <= Settings::kMaxTextScale;
    return true;
}

} // namespace

Settings::Settings(const QString& path, QObject* parent)
    : QObject(parent)
    , m_path(path)
{
    connect(&m_writer, &LatestWriter::failed, this, &Settings::failed);
    if (path.isEmpty())
        return;
    // A file that cannot be read means the defaults: settings are never worth a refused start.
    if (const auto bytes = readWholeFile(path, kSettingsLimit)) {
        const QJsonObject root = QJsonDocument::fromJson(*bytes).object();
        if (root.value("format"_L1).toString() == kSettingsFormat)
            m_values = root;
    }
}

Settings::~Settings() = default;

QJsonValue Settings::value(Setting setting) const
{
    const Row& row = rowOf(setting);
    const QJsonValue stored = m_values.value(row.key);
    return fits(row, stored) ? stored : row.standard;
}

QString Settings::text(Setting setting) const
{
    return value(setting).toString();
}

int Settings::number(Setting setting) const
{
    return value(setting).toInt();
}

bool Settings::isOn(Setting setting) const
{
    return value(setting).toBool();
}

QStringList Settings::texts(Setting setting) const
{
    QStringList out;
    for (const auto& item : value(setting).toArray()) {
        if (!item.toString().isEmpty())
            out << item.toString();
    }
    return out;
}

void Settings::set(Setting setting, const QJsonValue& newValue)
{
    const Row& row = rowOf(setting);
    if (!fits(row, newValue) || value(setting) == newValue)
        return;
    m_values[row.key] = newValue;
    save();
    Q_EMIT changed(setting);
}

void Settings::reset(Setting setting)
{
    set(setting, rowOf(setting).standard);
}

void Settings::rememberServer(const QString& server)
{
    if (server.isEmpty())
        return;
    QStringList servers = texts(Setting::RememberedServers);
    servers.removeAll(server);
    servers.prepend(server);
    set(Setting::RememberedServers, QJsonArray::fromStringList(servers.mid(0, kServersKept)));
}

void Settings::finish()
{
    m_writer.finish();
}

void Settings::save()
{
    if (m_path.isEmpty())
        return;
    QJsonObject root = m_values;
    root[u"format"_s] = kSettingsFormat;
    m_writer.submit([path = m_path, bytes = QJsonDocument(root).toJson()] {
        return writeWholeFile(path, bytes);
    });
}

} // namespace staffroom
