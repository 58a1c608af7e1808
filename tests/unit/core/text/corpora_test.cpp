// Hostile texts of others, read from beside the checkout: whatever comes in, what goes out is text
// with harmless spans.
#include "core/text/html_to_text.h"

#include "tests/support/shared_data.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <gtest/gtest.h>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;

QByteArray fileBytes(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void expectHarmless(const RichText& text, const QString& from)
{
    const std::string where = from.left(200).toStdString();
    EXPECT_LE(text.text.size(), kMaxTextLength) << where;
    for (const QChar c : text.text) {
        const bool isControl = c < QChar(0x20) && c != u'\n';
        const bool isOverride = c >= QChar(0x202A) && c <= QChar(0x202E);
        EXPECT_FALSE(isControl || isOverride || c == QChar(0xFFFC)) << where;
    }
    int last = 0;
    for (const auto& span : text.spans) {
        EXPECT_GE(span.start, last) << where;
        last = span.start;
        EXPECT_GT(span.length, 0) << where;
        EXPECT_LE(span.end(), text.text.size()) << where;
        if (!span.target.isEmpty()) {
            EXPECT_TRUE(span.target.scheme() == "http"_L1 || span.target.scheme() == "https"_L1)
                << where;
        }
    }
}

int checkAll(const QStringList& vectors)
{
    const QUrl url(u"https://a.example/x"_s);
    const HtmlContext context{{{u"x"_s, url}}, {{u"x@a.example"_s, url}}, {{u"x"_s, url}}, false};
    for (const auto& vector : vectors) {
        expectHarmless(htmlToRichText(vector, context), vector);
        expectHarmless(plainToRichText(vector, context.emojis, 500), vector);
        expectHarmless(linkify(vector), vector);
    }
    return static_cast<int>(vectors.size());
}

TEST(Corpora, SanitiserFixturesEndAsText)
{
    STAFFROOM_NEED_SHARED(path, "corpora/dompurify-xss/expect.json");
    QStringList vectors;
    for (const auto value : QJsonDocument::fromJson(fileBytes(path)).array())
        vectors << value.toObject().value(u"payload"_s).toString();
    EXPECT_EQ(checkAll(vectors), 223);
    EXPECT_FALSE(vectors.first().isEmpty());
}

TEST(Corpora, BleachFilesEndAsText)
{
    STAFFROOM_NEED_SHARED(path, "corpora/bleach-sanitizer/data");
    QStringList vectors;
    for (const auto& entry : QDir(path).entryInfoList({u"*.test"_s}, QDir::Files))
        vectors << QString::fromUtf8(fileBytes(entry.absoluteFilePath()));
    EXPECT_EQ(checkAll(vectors), 20);
}

TEST(Corpora, NaughtyStringsEndAsText)
{
    STAFFROOM_NEED_SHARED(path, "corpora/naughty-strings/blns.json");
    QStringList vectors;
    for (const auto value : QJsonDocument::fromJson(fileBytes(path)).array())
        vectors << value.toString();
    EXPECT_EQ(checkAll(vectors), 515);
}

TEST(Corpora, TokenizerAndTreeInputsEndAsText)
{
    STAFFROOM_NEED_SHARED(path, "corpora/html5lib-tests");
    QStringList vectors;
    for (const auto& entry :
        QDir(path + u"/tokenizer"_s).entryInfoList({u"*.test"_s}, QDir::Files)) {
        const auto tests = QJsonDocument::fromJson(fileBytes(entry.absoluteFilePath())).object();
        for (const auto value : tests.value(u"tests"_s).toArray())
            vectors << value.toObject().value(u"input"_s).toString();
    }
    for (const auto& entry :
        QDir(path + u"/tree-construction"_s).entryInfoList({u"*.dat"_s}, QDir::Files)) {
        for (const auto& test :
            QString::fromUtf8(fileBytes(entry.absoluteFilePath())).split(u"#data\n"_s))
            vectors << test.section(u"\n#errors"_s, 0, 0);
    }
    EXPECT_GT(checkAll(vectors), 5000);
}

TEST(Corpora, EntitiesOfHtml4AreRead)
{
    STAFFROOM_NEED_SHARED(path, "corpora/html5lib-tests/tokenizer/entities.test");
    // Sanity of numeric references by the tests of others: every "&#...;" of them.
    int checked = 0;
    const auto tests
        = QJsonDocument::fromJson(fileBytes(path)).object().value(u"tests"_s).toArray();
    for (const auto value : tests) {
        const auto test = value.toObject();
        const QString input = test.value(u"input"_s).toString();
        const auto output = test.value(u"output"_s).toArray();
        if (!input.startsWith(u"&#"_s) || output.size() != 1)
            continue;
        const QString expected = output.at(0).toArray().at(1).toString();
        if (expected.isEmpty() || expected.at(0) < QChar(0xA1))
            continue; // spaces and controls are cleaned afterwards
        EXPECT_EQ(htmlToRichText(input, {}).text, expected) << input.toStdString();
        ++checked;
    }
    EXPECT_GT(checked, 20);
}

} // namespace
} // namespace staffroom
