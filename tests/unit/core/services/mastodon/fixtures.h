#pragma once

#include "core/services/mastodon/decode.h"

#include <QDir>
#include <QFile>

#include <gtest/gtest.h>

namespace staffroom::mastodon {

inline QByteArray fixture(const QString& name)
{
    QFile file(QStringLiteral(STAFFROOM_SOURCE_DIR "/tests/fixtures/mastodon/") + name);
    EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << name.toStdString();
    return file.readAll();
}

inline DecodeContext schoolContext()
{
    return {QStringLiteral("https://school.example"), QStringLiteral("school.example")};
}

} // namespace staffroom::mastodon
