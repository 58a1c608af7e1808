// The layers of the project: who may include whom. CMake could not enforce it, because all folders
// share one include root. A new folder must be named here, with what it may see.
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QMap>
#include <QRegularExpression>

#include <gtest/gtest.h>

namespace {

using namespace Qt::Literals::StringLiterals;

/// Folder -> folders it may include, itself apart. Only direct edges; the closure is not implied.
const QMap<QString, QStringList> kAllowed{
    {u"core/base"_s, {}},
    {u"core/model"_s, {u"core/base"_s}},
    {u"core/text"_s, {u"core/base"_s, u"core/model"_s}},
    {u"core/net"_s, {u"core/base"_s}},
    {u"core/store"_s, {u"core/base"_s, u"core/model"_s}},
    {u"core/secrets"_s, {u"core/base"_s}},
    {u"core/services"_s,
        {u"core/base"_s, u"core/model"_s, u"core/text"_s, u"core/net"_s, u"core/secrets"_s,
            u"core/transcript"_s}},
    {u"core/feeds"_s,
        {u"core/base"_s, u"core/model"_s, u"core/services"_s, u"core/net"_s, u"core/store"_s}},
    {u"core/accounts"_s, {u"core/base"_s, u"core/model"_s, u"core/services"_s, u"core/secrets"_s}},
    {u"core/compose"_s,
        {u"core/base"_s, u"core/model"_s, u"core/text"_s, u"core/services"_s, u"core/store"_s}},
    {u"core/media"_s, {u"core/base"_s, u"core/net"_s}},
    {u"core/deck"_s, {u"core/base"_s, u"core/model"_s}},
    {u"core/archive"_s, {u"core/base"_s, u"core/model"_s, u"core/text"_s, u"core/services"_s}},
    {u"core/transcript"_s, {u"core/base"_s, u"core/model"_s, u"core/text"_s}},
    {u"core/chat"_s, {u"core/base"_s, u"core/model"_s, u"core/text"_s}},
    {u"core/room"_s,
        {u"core/base"_s, u"core/model"_s, u"core/text"_s, u"core/services"_s, u"core/store"_s,
            u"core/feeds"_s, u"core/chat"_s}},
    {u"core/recap"_s,
        {u"core/base"_s, u"core/model"_s, u"core/text"_s, u"core/store"_s, u"core/chat"_s}},
    {u"core/timetable"_s, {u"core/base"_s, u"core/model"_s, u"core/store"_s}},
    {u"core/hosting"_s,
        {u"core/base"_s, u"core/model"_s, u"core/text"_s, u"core/services"_s, u"core/store"_s,
            u"core/compose"_s, u"core/chat"_s}},
    {u"ui/base"_s, {u"core/base"_s, u"core/model"_s, u"core/feeds"_s, u"core/chat"_s}},
    {u"ui/post"_s,
        {u"core/base"_s, u"core/model"_s, u"core/feeds"_s, u"core/media"_s, u"ui/base"_s}},
    {u"ui/feed"_s,
        {u"core/base"_s, u"core/model"_s, u"core/feeds"_s, u"core/media"_s, u"core/services"_s,
            u"ui/base"_s, u"ui/post"_s}},
    {u"ui/compose"_s,
        {u"core/base"_s, u"core/model"_s, u"core/feeds"_s, u"core/media"_s, u"core/services"_s,
            u"core/accounts"_s, u"core/compose"_s, u"ui/base"_s, u"ui/post"_s}},
    {u"ui/columns"_s,
        {u"core/base"_s, u"core/model"_s, u"core/feeds"_s, u"core/media"_s, u"core/deck"_s,
            u"core/services"_s, u"core/accounts"_s, u"core/compose"_s, u"ui/compose"_s,
            u"ui/base"_s, u"ui/post"_s, u"ui/feed"_s}},
    {u"ui/dialogs"_s,
        {u"core/base"_s, u"core/model"_s, u"core/feeds"_s, u"core/media"_s, u"core/deck"_s,
            u"core/services"_s, u"core/accounts"_s, u"core/compose"_s, u"ui/compose"_s,
            u"ui/base"_s, u"ui/post"_s, u"ui/feed"_s, u"ui/columns"_s}},
    {u"ui/timetable"_s,
        {u"core/base"_s, u"core/model"_s, u"core/deck"_s, u"core/services"_s, u"core/timetable"_s,
            u"ui/base"_s, u"ui/columns"_s, u"ui/compose"_s, u"ui/dialogs"_s}},
    {u"ui/room"_s,
        {u"core/base"_s, u"core/model"_s, u"core/feeds"_s, u"core/media"_s, u"core/deck"_s,
            u"core/services"_s, u"core/accounts"_s, u"core/compose"_s, u"ui/compose"_s,
            u"ui/base"_s, u"ui/post"_s, u"ui/feed"_s, u"ui/columns"_s, u"ui/dialogs"_s,
            u"core/chat"_s, u"core/room"_s, u"core/timetable"_s, u"core/recap"_s}},
    {u"ui/takeaway"_s,
        {u"core/base"_s, u"core/model"_s, u"core/feeds"_s, u"core/media"_s, u"core/deck"_s,
            u"core/services"_s, u"core/accounts"_s, u"core/compose"_s, u"ui/compose"_s,
            u"ui/base"_s, u"ui/post"_s, u"ui/feed"_s, u"ui/columns"_s, u"ui/dialogs"_s,
            u"core/chat"_s, u"core/room"_s, u"core/recap"_s}},
    {u"ui/hosting"_s,
        {u"core/base"_s, u"core/model"_s, u"core/feeds"_s, u"core/media"_s, u"core/deck"_s,
            u"core/services"_s, u"core/accounts"_s, u"core/compose"_s, u"ui/compose"_s,
            u"ui/base"_s, u"ui/post"_s, u"ui/feed"_s, u"ui/columns"_s, u"ui/dialogs"_s,
            u"core/chat"_s, u"core/room"_s, u"core/hosting"_s}},
    {u"ui/shell"_s,
        {u"core/base"_s, u"core/model"_s, u"core/feeds"_s, u"core/media"_s, u"core/deck"_s,
            u"core/services"_s, u"core/accounts"_s, u"core/compose"_s, u"ui/compose"_s,
            u"ui/base"_s, u"ui/post"_s, u"ui/feed"_s, u"ui/columns"_s, u"ui/dialogs"_s,
            u"core/chat"_s, u"core/room"_s, u"core/timetable"_s, u"core/recap"_s, u"core/hosting"_s,
            u"ui/room"_s, u"ui/timetable"_s, u"ui/takeaway"_s, u"ui/hosting"_s}},
};

struct Include {
    QString file;
    QString target; ///< "core/net/http_client.h"
    bool isOurs = false;
};

/// "core/net/http_client.h" -> "core/net"; a folder below core/services is a layer of its own.
QString layerOf(const QString& file)
{
    return file.section(u'/', 0, 1);
}

QString serviceOf(const QString& file)
{
    return file.startsWith(u"core/services/"_s) && file.count(u'/') >= 3 ? file.section(u'/', 2, 2)
                                                                         : QString();
}

QList<Include> includesBelow(const QString& top)
{
    static const QRegularExpression line(
        u"^\\s*#\\s*include\\s*([<\"])([^>\"]+)[>\"]"_s, QRegularExpression::MultilineOption);
    const QDir root(QStringLiteral(STAFFROOM_SOURCE_DIR));
    QList<Include> out;
    QDirIterator it(
        root.filePath(top), {u"*.h"_s, u"*.cpp"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        QFile file(it.next());
        if (!file.open(QIODevice::ReadOnly))
            ADD_FAILURE() << "unreadable: " << qPrintable(file.fileName());
        const QString text = QString::fromUtf8(file.readAll());
        auto matches = line.globalMatch(text);
        while (matches.hasNext()) {
            const auto match = matches.next();
            out.append({root.relativeFilePath(file.fileName()), match.captured(2),
                match.captured(1) == u"\""_s});
        }
    }
    return out;
}

TEST(Architecture, DependenciesGoOneWay)
{
    int edges = 0;
    for (const auto& include : includesBelow(u"core"_s) + includesBelow(u"ui"_s)) {
        if (!include.isOurs || include.target.endsWith(u".inc"_s))
            continue;
        const QString from = layerOf(include.file);
        const QString to = layerOf(include.target);
        ++edges;
        ASSERT_TRUE(kAllowed.contains(from)) << "no rule for " << qPrintable(from);
        EXPECT_TRUE(from == to || kAllowed.value(from).contains(to))
            << qPrintable(include.file) << " must not include " << qPrintable(include.target);
    }
    EXPECT_GT(edges, 100);
}

TEST(Architecture, ServicesKnowNothingOfEachOtherAndNobodyKnowsThem)
{
    for (const auto& include :
        includesBelow(u"core"_s) + includesBelow(u"ui"_s) + includesBelow(u"app"_s)) {
        const QString service = serviceOf(include.target);
        if (!include.isOurs || service.isEmpty())
            continue;
        EXPECT_EQ(serviceOf(include.file), service)
            << qPrintable(include.file) << " must not include " << qPrintable(include.target);
    }
}

TEST(Architecture, UiSeesOnlyTheValuesOfTheNetworkLayers)
{
    // feeds and services hand these through; what works on sockets, disk or keys stays away.
    for (const auto& include : includesBelow(u"ui"_s)) {
        for (const auto& closed :
            {u"core/net/"_s, u"core/store/"_s, u"core/secrets/"_s, u"core/archive/"_s}) {
            EXPECT_FALSE(include.isOurs && include.target.startsWith(closed))
                << qPrintable(include.file) << " must not include " << qPrintable(include.target);
        }
    }
}

TEST(Architecture, CoreKnowsNoWidgets)
{
    static const QRegularExpression widgets(
        u"^(QtWidgets|QApplication|QWidget|QLabel|QListView|QStyle|QDialog|QMenu|QAction|QToolTip|QMessageBox)"_s);
    static const QRegularExpression gui(
        u"^(QtGui|QImage|QPainter|QPixmap|QColor|QFont|QTextDocument|QTextLayout|QIcon)"_s);
    for (const auto& include : includesBelow(u"core"_s)) {
        if (include.isOurs)
            continue;
        EXPECT_FALSE(widgets.match(include.target).hasMatch())
            << qPrintable(include.file) << " includes " << qPrintable(include.target);
        // Pictures that are shown, and those a person sends.
        const bool isOfPictures = include.file.startsWith(u"core/media/"_s)
            || include.file.startsWith(u"core/compose/media_intake"_s)
            || include.file.startsWith(u"core/compose/picture_"_s);
        if (!isOfPictures) {
            EXPECT_FALSE(gui.match(include.target).hasMatch())
                << qPrintable(include.file) << " includes " << qPrintable(include.target);
        }
    }
}

/// Files below `top` in which `pattern` occurs.
QStringList filesWith(const QString& top, const QRegularExpression& pattern)
{
    const QDir root(QStringLiteral(STAFFROOM_SOURCE_DIR));
    QStringList out;
    QDirIterator it(
        root.filePath(top), {u"*.h"_s, u"*.cpp"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        QFile file(it.next());
        if (file.open(QIODevice::ReadOnly)
            && pattern.match(QString::fromUtf8(file.readAll())).hasMatch())
            out << root.relativeFilePath(file.fileName());
    }
    return out;
}

TEST(Architecture, MarkupClassesOfQtAreNotUsed)
{
    const QRegularExpression rich(
        u"\\b(QTextDocument|QTextBrowser|QTextEdit|QXmlStreamReader|QDomDocument|setHtml)\\b"_s);
    for (const auto& top : {u"core"_s, u"ui"_s, u"app"_s})
        EXPECT_EQ(filesWith(top, rich), QStringList()) << qPrintable(top);
}

TEST(Architecture, LinksLeaveThroughOneFunction)
{
    EXPECT_EQ(filesWith(u"ui"_s, QRegularExpression(u"QDesktopServices::openUrl"_s)),
        QStringList{u"ui/columns/open_external.cpp"_s});
    EXPECT_EQ(filesWith(u"app"_s, QRegularExpression(u"openUrl"_s)), QStringList());
}

TEST(Architecture, SocketsBelongToNet)
{
    const QRegularExpression sockets(
        u"\\b(QNetworkAccessManager|QTcpSocket|QWebSocket|QSslSocket)\\b"_s);
    for (const auto& file : filesWith(u"core"_s, sockets) + filesWith(u"ui"_s, sockets)
            + filesWith(u"app"_s, sockets)) {
        EXPECT_TRUE(file.startsWith(u"core/net/"_s)) << qPrintable(file);
    }
}

TEST(Architecture, SecretsAreNeverStoredInTheOpen)
{
    // Written in two pieces, so that this file does not find itself.
    const QRegularExpression insecure(u"setInsecure"_s + u"Fallback\\s*\\(\\s*true"_s);
    for (const auto& top : {u"core"_s, u"ui"_s, u"app"_s, u"tests"_s})
        EXPECT_EQ(filesWith(top, insecure), QStringList());
    EXPECT_EQ(
        filesWith(u"core/net"_s, QRegularExpression(u"ignoreSsl"_s + u"Errors"_s)), QStringList());
}

TEST(Architecture, MainThreadNeverWaitsInside)
{
    const QRegularExpression waits(
        u"\\b(processEvents|BlockingQueuedConnection|waitForFinished|QThread::(m|u)?sleep)\\b"_s);
    for (const auto& top : {u"core"_s, u"ui"_s, u"app"_s})
        EXPECT_EQ(filesWith(top, waits), QStringList());
}

} // namespace
