#include "tests/support/test_main.h"

#include <QMutex>
#include <QStringList>

#include <gtest/gtest.h>

namespace staffroom::test {

namespace {

QMutex g_mutex; // messages come from any thread
QStringList g_announced;
QStringList g_unannounced;

void onMessage(QtMsgType type, const QMessageLogContext&, const QString& text)
{
    if (type == QtDebugMsg || type == QtInfoMsg)
        return;
    const QMutexLocker lock(&g_mutex);
    for (qsizetype i = 0; i < g_announced.size(); ++i) {
        if (text.contains(g_announced.at(i))) {
            g_announced.removeAt(i);
            return;
        }
    }
    // A font without an emoji face or a missing session bus says nothing about our code.
    if (text.startsWith(QLatin1StringView("QFont")) || text.contains(QLatin1StringView("dbus"))
        || text.contains(QLatin1StringView("propagateSizeHints")))
        return;
    // Qt's own race between a connection that drops and its request being given up.
    if (text.startsWith(QLatin1StringView("QNetworkReplyImplPrivate::error: Internal problem")))
        return;
    g_unannounced << text;
}

class WarningsFail : public testing::EmptyTestEventListener {
    void OnTestStart(const testing::TestInfo&) override
    {
        const QMutexLocker lock(&g_mutex);
        g_announced.clear();
        g_unannounced.clear();
    }
    void OnTestEnd(const testing::TestInfo&) override
    {
        const QMutexLocker lock(&g_mutex);
        for (const auto& text : std::as_const(g_unannounced))
            ADD_FAILURE() << "unannounced warning: " << text.toStdString();
        for (const auto& text : std::as_const(g_announced))
            ADD_FAILURE() << "announced warning did not come: " << text.toStdString();
    }
};

} // namespace

void expectWarning(const char* part)
{
    const QMutexLocker lock(&g_mutex);
    g_announced << QString::fromUtf8(part);
}

int runAll(int argc, char** argv)
{
    testing::InitGoogleTest(&argc, argv);
    qInstallMessageHandler(onMessage);
    testing::UnitTest::GetInstance()->listeners().Append(new WarningsFail); // owned by gtest
    return RUN_ALL_TESTS();
}

} // namespace staffroom::test
