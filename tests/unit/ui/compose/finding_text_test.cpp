#include "ui/compose/finding_text.h"

#include <QSet>

#include <gtest/gtest.h>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;

TEST(FindingText, EveryKindHasASentenceOfItsOwn)
{
    const FindingWords words{u"EdChat"_s, u"bea@school.example"_s, 1, {}};
    QSet<QString> seen;
    for (int kind = 0; kind <= int(Finding::Kind::AltMissing); ++kind) {
        Finding finding;
        finding.kind = Finding::Kind(kind);
        finding.count = 4;
        finding.number = 3;
        finding.media = 0;
        const QString sentence = findingText(finding, words);
        EXPECT_TRUE(sentence.endsWith(u'.')) << kind << qPrintable(sentence);
        EXPECT_FALSE(sentence.contains(u'%')) << qPrintable(sentence);
        EXPECT_FALSE(sentence.contains(u'!')) << qPrintable(sentence);
        seen << sentence;
    }
    EXPECT_EQ(seen.size(), int(Finding::Kind::AltMissing) + 1);
}

TEST(FindingText, NamesWhatItIsAbout)
{
    const FindingWords words{u"EdChat"_s, u"bea@school.example"_s, 3, {}};
    Finding finding;
    finding.kind = Finding::Kind::LabelMismatch;
    finding.number = 3;
    finding.count = 4;
    EXPECT_TRUE(findingText(finding, words).contains(u"A3"_s));
    EXPECT_TRUE(findingText(finding, words).contains(u"Q4"_s));
    finding.kind = Finding::Kind::TagMissing;
    EXPECT_TRUE(findingText(finding, words).contains(u"#EdChat"_s));
    finding.kind = Finding::Kind::TooLong;
    finding.part = 1;
    EXPECT_TRUE(findingText(finding, words).contains(u"Part 2"_s));
    finding.kind = Finding::Kind::OtherAccount;
    EXPECT_TRUE(findingText(finding, words).contains(u"@bea@school.example"_s));
}

} // namespace
} // namespace staffroom
