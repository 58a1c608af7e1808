#include "tests/e2e/program/program_run.h"

#include <gtest/gtest.h>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

namespace staffroom::test {
namespace {

using namespace Qt::Literals::StringLiterals;

const QString kTranscript
    = QStringLiteral(STAFFROOM_SOURCE_DIR "/resources/practice/practice-chat.jsonl");

TEST(RecapCommand, WritesQuestionsAndPlacesWithoutADisplay)
{
    ProgramRun program;
    program.setPlatform(u"none"_s); // there is no such platform: a window could not open
    const auto done = program.run(
        {u"recap"_s, kTranscript, u"--format"_s, u"json"_s, u"-o"_s, program.path(u"out.json"_s)});
    EXPECT_EQ(done.code, 0) << done.err.constData();
    const auto json = program.readJson(u"out.json"_s);
    const auto questions = json.value("questions"_L1).toArray();
    ASSERT_EQ(questions.size(), 6);
    const auto first = questions.at(0).toObject();
    EXPECT_EQ(first.value("number"_L1).toInt(), 1);
    EXPECT_EQ(first.value("post_ids"_L1).toArray().size(), 2);
    EXPECT_EQ(first.value("asked_offset_seconds"_L1).toDouble(), 300);
    EXPECT_FALSE(first.value("text"_L1).toString().isEmpty());
    const auto posts = json.value("posts"_L1).toArray();
    EXPECT_GT(posts.size(), 200);
    const auto post = posts.at(0).toObject();
    for (const auto& key : {"id", "question", "anchor", "hidden", "reason", "confidence"})
        EXPECT_TRUE(post.contains(QLatin1StringView(key))) << key;
}

TEST(RecapCommand, WritesEveryFormat)
{
    ProgramRun program;
    for (const auto& format : {u"html"_s, u"md"_s, u"csv"_s}) {
        const auto done = program.run({u"recap"_s, kTranscript, u"--format"_s, format});
        EXPECT_EQ(done.code, 0) << done.err.constData();
        EXPECT_GT(done.out.size(), 1000);
    }
}

/// The beginnings of posts that nobody may take home: deleted, or never quite public.
QList<QByteArray> wordsNotToBeKept()
{
    QFile file(kTranscript);
    EXPECT_TRUE(file.open(QIODevice::ReadOnly));
    QHash<QString, QJsonObject> posts;
    QList<QByteArray> out;
    const auto add = [&out](const QJsonObject& post) {
        out << post.value("text"_L1).toString().left(30).toUtf8();
    };
    for (const QByteArray& line : file.readAll().split('\n')) {
        const QJsonObject event = QJsonDocument::fromJson(line).object();
        if (event.value("type"_L1) == "post"_L1) {
            posts.insert(event.value("id"_L1).toString(), event);
            if (event.value("visibility"_L1) != "public"_L1)
                add(event);
        } else if (event.value("type"_L1) == "delete"_L1) {
            add(posts.value(event.value("target"_L1).toString()));
        }
    }
    return out;
}

TEST(RecapCommand, NoFormatHoldsDeletedOrUnlistedWordsOrLoadsAnything)
{
    const QList<QByteArray> secret = wordsNotToBeKept();
    ASSERT_EQ(secret.size(), 6);
    ProgramRun program;
    for (const auto& format : {u"html"_s, u"md"_s, u"csv"_s, u"json"_s}) {
        const auto done = program.run({u"recap"_s, kTranscript, u"--format"_s, format});
        for (const QByteArray& words : secret)
            EXPECT_FALSE(done.out.contains(words)) << qPrintable(format) << words.constData();
        if (format == u"html"_s) {
            for (const char* loading : {"src=", "url(", "@import", "<link", "<script", "<iframe"})
                EXPECT_FALSE(done.out.contains(loading)) << loading;
        }
    }
}

TEST(RecapCommand, FindsTagAndHostsByItself)
{
    ProgramRun program;
    const QString alone = program.path(u"alone.jsonl"_s);
    ASSERT_TRUE(QFile::copy(kTranscript, alone));
    const auto done = program.run({u"recap"_s, alone, u"--format"_s, u"json"_s});
    EXPECT_EQ(done.code, 0) << done.err.constData();
    EXPECT_GE(QJsonDocument::fromJson(done.out).object().value("questions"_L1).toArray().size(), 5);
}

TEST(RecapCommand, WhatGoesWrongIsOneSentence)
{
    ProgramRun program;
    const auto one = [](const Finished& done) {
        EXPECT_EQ(done.err.count('\n'), 1) << done.err.constData();
        return done.code;
    };
    EXPECT_EQ(one(program.run({u"recap"_s})), 2);
    EXPECT_EQ(one(program.run({u"recap"_s, u"/nowhere.jsonl"_s})), 1);
    EXPECT_EQ(one(program.run({u"recap"_s, kTranscript, u"--meta"_s, u"/nowhere.json"_s})), 1);
    EXPECT_EQ(one(program.run({u"recap"_s, kTranscript, u"--format"_s, u"pdf"_s})), 1);
    const QString file = program.path(u"no/folder/out.html"_s);
    EXPECT_EQ(one(program.run({u"recap"_s, kTranscript, u"-o"_s, file})), 1);
}

} // namespace
} // namespace staffroom::test
