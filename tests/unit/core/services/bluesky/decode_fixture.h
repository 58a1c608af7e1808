#pragma once

#include "core/services/bluesky/decode.h"

#include <QFile>
#include <QJsonDocument>

#include <gtest/gtest.h>

namespace staffroom::bluesky {

using namespace Qt::Literals::StringLiterals;

/// Recorded from the published servers with people of our own; only addresses of pictures changed.
inline QByteArray recorded(const QString& name)
{
    QFile file(QStringLiteral(STAFFROOM_SOURCE_DIR "/tests/fixtures/bluesky/") + name);
    EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << name.toStdString();
    return file.readAll();
}

inline constexpr auto kBeaDid = "did:plc:7o7n5nfze4pkfrb5iaufc3ix"_L1;
inline constexpr auto kCemDid = "did:plc:m44taptrchdgo5rloyty77bh"_L1;
inline constexpr auto kDoraDid = "did:plc:svaplaprdhynboohkuagxkrz"_L1;

/// Bea reads, a minute after the recording.
inline DecodeContext beaReads(Preferences preferences = {})
{
    return {kBeaDid, u"bea.test"_s, std::make_shared<const Preferences>(std::move(preferences)),
        timestampFromMs(1'795'858'800'000)};
}

inline DecodeContext nobodyReads()
{
    DecodeContext context = beaReads();
    context.reader.clear();
    context.readerHandle.clear();
    return context;
}

inline QJsonObject jsonOf(const QByteArray& text)
{
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(text, &error);
    EXPECT_EQ(error.error, QJsonParseError::NoError) << text.constData();
    return document.object();
}

/// A post view of Cem's, made by hand; `change` may spoil it.
template <class F>
QJsonObject madeView(F change)
{
    QJsonObject view
        = jsonOf(R"({"uri":"at://did:plc:m44taptrchdgo5rloyty77bh/app.bsky.feed.post/3n3eciabuzs24",
        "cid":"bafyreiec4lldszq2m4buqtfz7zj4mxcgofixrgtlcxcvu2oyugj7ihwcee",
        "author":{"did":"did:plc:m44taptrchdgo5rloyty77bh","handle":"cem.test"},
        "record":{"$type":"app.bsky.feed.post","text":"Hello","createdAt":"2026-11-28T08:00:00.000Z"},
        "indexedAt":"2026-11-28T08:00:01.000Z"})");
    change(view);
    return view;
}

inline QJsonObject madeView()
{
    return madeView([](QJsonObject&) {});
}

inline QByteArray bytesOf(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace staffroom::bluesky
