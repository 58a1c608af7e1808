#include "core/deck/deck_file.h"

#include "core/base/whole_file.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto kFormat = "staffroom-deck/1"_L1;
constexpr int kBackups = 9;
constexpr qint64 kBackupEveryMs = 10 * 60 * 1000;
constexpr qint64 kFileLimit = 4 * 1024 * 1024;
constexpr int kMinWidth = 240;
constexpr int kMaxWidth = 1200;

struct KindName {
    FeedSpec::Kind kind;
    QLatin1StringView name;
};
constexpr std::array kKinds = {
    KindName{FeedSpec::Kind::Hashtag, "tag"_L1},
    KindName{FeedSpec::Kind::List, "list"_L1},
    KindName{FeedSpec::Kind::Home, "home"_L1},
    KindName{FeedSpec::Kind::Public, "public"_L1},
    KindName{FeedSpec::Kind::User, "user"_L1},
    KindName{FeedSpec::Kind::Notifications, "notifications"_L1},
    KindName{FeedSpec::Kind::Mentions, "mentions"_L1},
    KindName{FeedSpec::Kind::Bookmarks, "bookmarks"_L1},
    KindName{FeedSpec::Kind::Favourites, "favourites"_L1},
    KindName{FeedSpec::Kind::Scheduled, "scheduled"_L1},
    KindName{FeedSpec::Kind::Received, "received"_L1},
    KindName{FeedSpec::Kind::Search, "search"_L1},
};
constexpr auto kChatOrder = "chat"_L1;
constexpr auto kNewestFirst = "newest-first"_L1;

QJsonObject sourceToJson(const Source& source)
{
    QJsonObject out{{u"service"_s, source.service.value}};
    if (!source.server.isEmpty())
        out[u"server"_s] = source.server;
    if (!source.account.isEmpty())
        out[u"account"_s] = source.account;
    return out;
}

Source sourceFromJson(const QJsonObject& json)
{
    return {{json.value("service"_L1).toString()}, json.value("server"_L1).toString(),
        json.value("account"_L1).toString()};
}

QJsonObject columnToJson(const ColumnConfig& column)
{
    const FeedSpec& spec = column.spec;
    QJsonObject out{{u"id"_s, column.id.value}};
    for (const auto& kind : kKinds) {
        if (kind.kind == spec.kind)
            out[u"kind"_s] = kind.name;
    }
    out[u"source"_s] = sourceToJson(spec.source);
    const auto putTags = [&out](const QString& key, const QStringList& tags) {
        if (!tags.isEmpty())
            out[key] = QJsonArray::fromStringList(tags);
    };
    putTags(u"tags"_s, spec.tags);
    putTags(u"allTags"_s, spec.allTags);
    putTags(u"noneTags"_s, spec.noneTags);
    if (!spec.target.isEmpty())
        out[u"target"_s] = spec.target;
    if (spec.localOnly)
        out[u"localOnly"_s] = true;
    if (!column.title.isEmpty())
        out[u"title"_s] = column.title;
    out[u"width"_s] = column.width;
    out[u"order"_s] = column.order == FeedOrder::ChatOrder ? kChatOrder : kNewestFirst;
    if (column.isCollapsed)
        out[u"collapsed"_s] = true;
    if (column.isPaused)
        out[u"paused"_s] = true;
    putTags(u"people"_s, spec.people);
    if (column.isLocked)
        out[u"locked"_s] = true;
    if (column.answersAs)
        out[u"answersAs"_s] = sourceToJson(*column.answersAs);
    return out;
}

QStringList tagsOf(const QJsonValue& value)
{
    QStringList out;
    for (const auto& tag : value.toArray()) {
        if (!tag.toString().isEmpty())
            out << tag.toString();
    }
    return out;
}

Result<ColumnConfig> columnFromJson(const QJsonObject& json, const QString& path)
{
    ColumnConfig column;
    FeedSpec& spec = column.spec;
    const QString kindText = json.value("kind"_L1).toString();
    const auto* kind = std::find_if(kKinds.begin(), kKinds.end(),
        [&kindText](const KindName& k) { return kindText == k.name; });
    if (kind == kKinds.end())
        return fail(Error::Kind::Protocol, u"unknown column kind \"%1\""_s.arg(kindText),
            path + u".kind"_s);
    const QJsonObject source = json.value("source"_L1).toObject();
    spec.kind = kind->kind;
    spec.source = sourceFromJson(source);
    if (spec.source.service.isEmpty())
        return fail(Error::Kind::Protocol, u"a column without a service"_s, path + u".source"_s);
    spec.tags = tagsOf(json.value("tags"_L1));
    spec.allTags = tagsOf(json.value("allTags"_L1));
    spec.people = tagsOf(json.value("people"_L1));
    column.isLocked = json.value("locked"_L1).toBool();
    if (const auto as = sourceFromJson(json.value("answersAs"_L1).toObject());
        !as.account.isEmpty())
        column.answersAs = as;
    spec.noneTags = tagsOf(json.value("noneTags"_L1));
    spec.target = json.value("target"_L1).toString();
    spec.localOnly = json.value("localOnly"_L1).toBool();
    if (spec.kind == FeedSpec::Kind::Hashtag && spec.tags.isEmpty())
        return fail(
            Error::Kind::Protocol, u"a hashtag column without hashtags"_s, path + u".tags"_s);

    column.id.value = json.value("id"_L1).toString();
    column.title = json.value("title"_L1).toString();
    column.width
        = std::clamp(json.value("width"_L1).toInt(ColumnConfig().width), kMinWidth, kMaxWidth);
    column.order = json.value("order"_L1).toString() == kChatOrder ? FeedOrder::ChatOrder
                                                                   : FeedOrder::NewestFirst;
    column.isCollapsed = json.value("collapsed"_L1).toBool();
    column.isPaused = json.value("paused"_L1).toBool();
    return column;
}

Result<Deck> readDeck(const QString& path)
{
    auto bytes = readWholeFile(path, kFileLimit);
    if (!bytes)
        return fail(std::move(bytes.error()));
    return deckFromJson(*bytes);
}

QString backupPath(const QString& path, int number)
{
    return path + u'.' + QString::number(number);
}

// Every step is a rename or a whole write, so a kill in between costs at most one backup.
Result<Done> makeBackup(const QString& path)
{
    auto bytes = readWholeFile(path, kFileLimit);
    if (!bytes || !deckFromJson(*bytes))
        return Done{}; // nothing there, or nothing worth keeping
    if (readWholeFile(backupPath(path, 1), kFileLimit) == bytes)
        return Done{};
    QFile::remove(backupPath(path, kBackups));
    for (int number = kBackups - 1; number >= 1; --number) {
        if (QFile::exists(backupPath(path, number)))
            QFile::rename(backupPath(path, number), backupPath(path, number + 1));
    }
    return writeWholeFile(backupPath(path, 1), *bytes);
}

} // namespace

QByteArray deckToJson(const Deck& deck)
{
    QJsonArray columns;
    for (const auto& column : deck.columns)
        columns.append(columnToJson(column));
    const QJsonObject out{{u"format"_s, kFormat}, {u"name"_s, deck.name}, {u"columns"_s, columns}};
    return QJsonDocument(out).toJson(QJsonDocument::Indented);
}

Result<Deck> deckFromJson(const QByteArray& json)
{
    QJsonParseError parseError;
    const auto document = QJsonDocument::fromJson(json, &parseError);
    if (parseError.error != QJsonParseError::NoError)
        return fail(Error::Kind::Protocol, parseError.errorString());
    const QJsonObject root = document.object();
    const QString format = root.value("format"_L1).toString();
    if (format != kFormat) {
        const bool isOurs = format.startsWith("staffroom-deck/"_L1);
        return fail(isOurs ? Error::Kind::Unsupported : Error::Kind::Protocol,
            isOurs ? u"the file is of another version: %1"_s.arg(format) : u"not a deck file"_s,
            u"format"_s);
    }
    if (!root.value("columns"_L1).isArray())
        return fail(Error::Kind::Protocol, u"not a list"_s, u"columns"_s);

    Deck deck;
    deck.name = root.value("name"_L1).toString();
    const QJsonArray columns = root.value("columns"_L1).toArray();
    for (qsizetype i = 0; i < columns.size(); ++i) {
        auto column = columnFromJson(columns.at(i).toObject(), u"columns[%1]"_s.arg(i));
        if (!column)
            return fail(std::move(column.error()));
        deck.columns.push_back(std::move(*column));
    }
    return deck;
}

DeckFile::DeckFile(QString path)
    : m_path(std::move(path))
{
}

Result<DeckFile::Loaded> DeckFile::load() const
{
    auto deck = readDeck(m_path);
    if (deck)
        return Loaded{std::move(*deck), false};
    const bool isMissing = deck.error().kind == Error::Kind::NotFound;
    if (!isMissing) {
        // Copied, not moved: the file may be one that the person only pointed at.
        QFile::remove(m_path + u".bad"_s);
        QFile::copy(m_path, m_path + u".bad"_s);
    }
    for (int number = 1; number <= kBackups; ++number) {
        if (auto backup = readDeck(backupPath(m_path, number)))
            return Loaded{std::move(*backup), true};
    }
    return fail(std::move(deck.error()));
}

Result<Done> DeckFile::save(const Deck& deck, qint64 nowMs)
{
    const bool isDue
        = m_lastBackupMs == 0 || nowMs < m_lastBackupMs || nowMs - m_lastBackupMs >= kBackupEveryMs;
    if (isDue) {
        if (auto made = makeBackup(m_path); !made)
            return made;
        m_lastBackupMs = nowMs;
    }
    return writeWholeFile(m_path, deckToJson(deck));
}

} // namespace staffroom
