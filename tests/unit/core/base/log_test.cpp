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

TEST(Redactor, CutsWhatItWasToldInAnyPlaceAndSpelling)
{
    keepOutOfLog(Secret("pass word+7"));
    for (const auto& line : {QStringLiteral("odd pass word+7 end"),
             QStringLiteral("x=pass%20word%2B7&y=1"), QStringLiteral("(pass word+7)")}) {
        const QString cut = redact(line);
        EXPECT_FALSE(cut.contains(QStringLiteral("pass"))) << cut.toStdString();
        EXPECT_TRUE(cut.contains(QStringLiteral("[cut]")));
    }
    keepOutOfLog(Secret("a")); // too short to be one: nothing would be left of the lines
    EXPECT_EQ(redact(QStringLiteral("banana")), QStringLiteral("banana"));
}

TEST(Redactor, CutsEveryAuthorizationValueWhole)
{
    for (const auto& line : {QStringLiteral("Authorization: Basic Ym9iOmJvYg=="),
             QStringLiteral("authorization=DPoP eyJ0.eyJz.sig"),
             QStringLiteral("{\"Authorization\":\"Bearer eyJ0.eyJz.sig\"}")}) {
        const QString cut = redact(line);
        EXPECT_FALSE(cut.contains(QStringLiteral("eyJ"))) << cut.toStdString();
        EXPECT_FALSE(cut.contains(QStringLiteral("Ym9i"))) << cut.toStdString();
    }
    // 32 hexadecimal digits are what snac gives.
    EXPECT_FALSE(redact(QStringLiteral("odd 0123456789abcdef0123456789abcdef"))
                     .contains(QStringLiteral("cdef")));
}

TEST(Redactor, LeavesOrdinaryLines)
{
    const QString line = QStringLiteral("net answered status=200 ms=41 host=mastodon.social");
    EXPECT_EQ(redact(line), line);
}

} // namespace
} // namespace staffroom
