#include "core/base/log.h"

#include <gtest/gtest.h>

namespace staffroom {
namespace {

TEST(Redactor, CutsWhatLooksLikeASecret)
{
    const QString secret = QStringLiteral("s3cr3t-VALUE");
    for (const auto& line : {
             QStringLiteral("Authorization: Bearer s3cr3t-VALUE"),
             QStringLiteral("GET /x?access_token=s3cr3t-VALUE&limit=2"),
             QStringLiteral("{\"refresh_token\": \"s3cr3t-VALUE\"}"),
             QStringLiteral("https://bea:s3cr3t-VALUE@server.example/"),
             QStringLiteral("password=s3cr3t-VALUE"),
         }) {
        EXPECT_FALSE(redact(line).contains(secret)) << line.toStdString();
    }
    EXPECT_FALSE(redact(QString(64, u'k')).contains(QString(41, u'k')));
}

TEST(Redactor, LeavesOrdinaryLines)
{
    const QString line = QStringLiteral("net answered status=200 ms=41 host=mastodon.social");
    EXPECT_EQ(redact(line), line);
}

} // namespace
} // namespace staffroom
