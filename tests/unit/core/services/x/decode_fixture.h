#pragma once

#include "core/services/x/decode.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <gtest/gtest.h>

namespace staffroom::x {

using namespace Qt::Literals::StringLiterals;

// Answers of people of our own, as X's description has them, in either vocabulary.

inline QByteArray invented(const QString& name)
{
    QFile file(QStringLiteral(STAFFROOM_SOURCE_DIR "/tests/fixtures/x/") + name);
    EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << name.toStdString();
    return file.readAll();
}

inline constexpr auto kBeaId = "1790000000000002101"_L1;
inline constexpr auto kCemId = "1790000000000002102"_L1;
inline constexpr auto kDoraId = "1790000000000002103"_L1;
inline constexpr auto kItoId = "1790000000000002105"_L1;

/// 2026-11-28 18:20:33.250 UTC; Bea reads.
inline DecodeContext beaReads()
{
    DecodeContext context;
    context.ownId = kBeaId;
    context.ownHandle = u"bea"_s;
    context.now = timestampFromMs(1'795'890'033'250);
    return context;
}

inline DecodeContext nobodyReads()
{
    DecodeContext context = beaReads();
    context.ownId.clear();
    context.ownHandle.clear();
    return context;
}

inline QJsonObject jsonOf(const QByteArray& text)
{
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(text, &error);
    EXPECT_EQ(error.error, QJsonParseError::NoError) << text.constData();
    return document.object();
}

inline QByteArray bytesOf(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

/// A post of Cem's, made by hand; `more` is put over it.
inline QJsonObject madePost(const QJsonObject& more = {})
{
    QJsonObject post = jsonOf(R"({"id":"2126738139509686274","author_id":"1790000000000002102",
        "created_at":"2026-11-28T18:01:00.000Z","text":"Hello"})");
    for (auto it = more.begin(); it != more.end(); ++it)
        post.insert(it.key(), it.value());
    return post;
}

/// An answer of these posts, with Bea, Cem and Dora and whatever else is included.
inline QJsonObject madeAnswer(const QJsonArray& posts, QJsonObject includes = {})
{
    QJsonArray users = jsonOf(R"({"users":[
        {"id":"1790000000000002101","name":"Bea","username":"bea"},
        {"id":"1790000000000002102","name":"Cem","username":"cem_aydin"},
        {"id":"1790000000000002103","name":"Dora","username":"dora_lang","protected":true}]})")
                           .value("users"_L1)
                           .toArray();
    if (!includes.contains("users"_L1))
        includes.insert("users"_L1, users);
    return {{"data"_L1, posts}, {"includes"_L1, includes}};
}

inline RawPage pageOf(const QJsonObject& answer, const DecodeContext& context = beaReads())
{
    auto page = decodePosts(bytesOf(answer), context, u"/p"_s);
    EXPECT_TRUE(page) << (page ? "" : page.error().detail.toStdString());
    return page ? std::move(*page) : RawPage{};
}

/// The one post of an answer with one.
inline Post onlyPost(const QJsonObject& answer, const DecodeContext& context = beaReads())
{
    const RawPage page = pageOf(answer, context);
    EXPECT_EQ(page.items.size(), 1u);
    EXPECT_EQ(page.skipped, 0);
    return page.items.size() == 1 ? *page.items.front().post : Post{};
}

inline Post readMade(const QJsonObject& more, const DecodeContext& context = beaReads())
{
    return onlyPost(madeAnswer({madePost(more)}), context);
}

/// "[kind]text" of each span, for one look.
inline QStringList spansOf(const RichText& text)
{
    QStringList all;
    for (const auto& span : text.spans) {
        const QString kind = span.kind == TextSpan::Kind::Link ? u"link"_s
            : span.kind == TextSpan::Kind::Mention             ? u"mention"_s
            : span.kind == TextSpan::Kind::Tag                 ? u"tag"_s
                                                               : u"?"_s;
        all << u'[' + kind + u']' + text.text.mid(span.start, span.length);
    }
    return all;
}

} // namespace staffroom::x
