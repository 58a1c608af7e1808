// What a chat room's marks add to a card: badge, host, oddities, star, hidden line, storm.
#include "ui/post/post_layout.h"
#include "ui/post/row_heading.h"

#include "core/chat/placement.h"
#include "ui/base/mark_text.h"
#include "ui/base/spoken_text.h"

#include <gtest/gtest.h>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

const Timestamp kMarksNow = timestampFromMs(1'763'838'000'000);

struct MarkedRow {
    MarkedRow()
    {
        post.id = {ServiceId{u"fake"_s}, u"https://fake.example"_s, u"1"_s};
        post.author.handle = u"bea@labcoat.example"_s;
        post.author.name.text = u"Bea Lindqvist"_s;
        post.text.text = u"We weigh everything on a ruler balance."_s;
        post.created = kMarksNow - 2min;
    }
    PostLayout make()
    {
        entry.post = std::make_shared<Post>(post);
        row.entry = &entry;
        row.marks = &marks;
        input.row = &row;
        input.style = &style;
        input.now = kMarksNow;
        return makeLayout(input);
    }
    Post post;
    FeedEntry entry;
    FeedRow row;
    RowMarks marks;
    Style style = Style::make(Scheme::Light, Density::Comfortable, 1.0, 1);
    LayoutInput input;
};

QStringList words(const PostLayout& layout)
{
    QStringList out;
    for (const TextBlock& block : layout.blocks)
        out << block.text->text();
    return out;
}

bool has(const PostLayout& layout, Fill::Kind kind)
{
    return std::any_of(layout.fills.begin(), layout.fills.end(),
        [kind](const Fill& fill) { return fill.kind == kind; });
}

const HitRegion* findRegion(const PostLayout& layout, HitRegion::Kind kind)
{
    for (const HitRegion& region : layout.regions) {
        if (region.kind == kind)
            return &region;
    }
    return nullptr;
}

TEST(PostMarks, OnAPostWithTermsThereIsNothingOfOursToPress)
{
    MarkedRow row;
    const PostLayout before = row.make();
    EXPECT_TRUE(findRegion(before, HitRegion::Kind::Star));
    EXPECT_TRUE(findRegion(before, HitRegion::Kind::Place));
    row.post.terms = PostTerms{u"Net"_s, kMarksNow + 24h};
    const PostLayout layout = row.make();
    EXPECT_FALSE(findRegion(layout, HitRegion::Kind::Star));
    EXPECT_FALSE(findRegion(layout, HitRegion::Kind::Place));
    EXPECT_TRUE(words(layout).contains(u"no question"_s)) << "where it stands is told all the same";
}

TEST(PostMarks, AHostsQuestionHasItsBarItsWordItsFillAndItsNumber)
{
    MarkedRow row;
    row.marks.isHost = true;
    row.marks.isQuestion = true;
    row.marks.question = 3;
    const PostLayout layout = row.make();
    EXPECT_TRUE(words(layout).contains(u"Q3"_s));
    EXPECT_TRUE(words(layout).contains(u"host"_s));
    EXPECT_TRUE(has(layout, Fill::Kind::Question));
    ASSERT_TRUE(has(layout, Fill::Kind::HostBar));
    const auto bar = std::find_if(layout.fills.begin(), layout.fills.end(),
        [](const Fill& fill) { return fill.kind == Fill::Kind::HostBar; });
    EXPECT_EQ(bar->rect, QRect(0, 0, 3, layout.height - 1));
}

TEST(PostMarks, AnAnswerSaysWhetherItsPlaceIsSure)
{
    MarkedRow row;
    row.marks.question = 3;
    row.marks.isSure = true;
    EXPECT_TRUE(words(row.make()).contains(u"A3"_s));
    row.marks.isSure = false;
    EXPECT_TRUE(words(row.make()).contains(u"A3?"_s));
    row.marks.question = std::nullopt;
    EXPECT_TRUE(words(row.make()).contains(u"no question"_s));
}

TEST(PostMarks, TheBadgeTellsWhyThePostStandsThere)
{
    MarkedRow row;
    row.marks.question = 3;
    row.marks.placedBy = int(PlacedBy::Reply);
    row.marks.confidence = 0.55;
    const PostLayout layout = row.make();
    const HitRegion* place = findRegion(layout, HitRegion::Kind::Place);
    ASSERT_TRUE(place);
    EXPECT_EQ(place->tooltip,
        u"Under question 3: it answers a post there. Not sure: 55 %. Press to move it."_s);
}

TEST(PostMarks, OdditiesAndSourcesStandInWords)
{
    MarkedRow row;
    row.input.width = 600;
    row.marks.hasNoTag = true;
    row.marks.isLate = true;
    row.marks.isToMe = true;
    row.marks.textCopies = 2;
    row.marks.sources = QStringList{u"mastodon.social"_s, u"Bluesky"_s};
    EXPECT_TRUE(
        words(row.make())
            .contains(u"to you · no tag · arrived late · +2 copies · mastodon.social · Bluesky"_s))
        << qPrintable(words(row.make()).join(u'|'));
}

TEST(PostMarks, AStormIsOneRowWithAWayToSeeAll)
{
    MarkedRow row;
    row.marks.stormPosts = 37;
    row.marks.stormAccounts = 30;
    const PostLayout layout = row.make();
    EXPECT_TRUE(words(layout).contains(u"37 near-identical posts from 30 accounts"_s));
    EXPECT_TRUE(findRegion(layout, HitRegion::Kind::Show));
}

TEST(PostMarks, PicturesOfStrangersAreCoveredUntilAskedFor)
{
    MarkedRow row;
    row.post.media.push_back({Media::Kind::Image, QUrl(u"https://one.example/p.png"_s), {},
        u"A jar"_s, QSize(100, 80), {}});
    EXPECT_FALSE(findRegion(row.make(), HitRegion::Kind::MediaCover));
    row.marks.coversMedia = true;
    EXPECT_TRUE(findRegion(row.make(), HitRegion::Kind::MediaCover));
    EXPECT_FALSE(findRegion(row.make(), HitRegion::Kind::Media));
    row.input.unfolded.media = true;
    EXPECT_FALSE(findRegion(row.make(), HitRegion::Kind::MediaCover));
}

TEST(PostMarks, AHiddenPostSaysWhyAndComesBackByOnePress)
{
    MarkedRow row;
    row.marks.hidden = int(HiddenBecause::Promotion);
    row.marks.hiddenDetail = u"shop.example"_s;
    const PostLayout layout = row.make();
    EXPECT_TRUE(words(layout).join(u'|').contains(u"it sells something and takes no part"_s));
    EXPECT_TRUE(words(layout).join(u'|').contains(u"shop.example"_s));
    EXPECT_TRUE(findRegion(layout, HitRegion::Kind::Show));
    row.input.width = 600;
    EXPECT_TRUE(findRegion(row.make(), HitRegion::Kind::ShowAuthor));
}

TEST(PostMarks, TheStarIsAsLargeAsAFingerAndSaysWhatItDoes)
{
    MarkedRow row;
    const PostLayout off = row.make();
    const HitRegion* star = findRegion(off, HitRegion::Kind::Star);
    ASSERT_TRUE(star);
    EXPECT_GE(star->bounds().width(), 28);
    EXPECT_GE(star->bounds().height(), 28);
    row.marks.isStarred = true;
    const PostLayout on = row.make();
    EXPECT_NE(star->tooltip, findRegion(on, HitRegion::Kind::Star)->tooltip);
}

TEST(PostMarks, EverythingStaysInsideTheRowInAllSizes)
{
    for (const int width : {280, 340, 640}) {
        for (const double scale : {0.8, 1.0, 2.0}) {
            for (const bool isMirrored : {false, true}) {
                MarkedRow row;
                row.input.width = width;
                row.input.isRightToLeft = isMirrored;
                row.style = Style::make(Scheme::Light, Density::Comfortable, scale, 1);
                row.marks.isHost = true;
                row.marks.question = 12;
                row.marks.hasNoTag = true;
                row.marks.isLate = true;
                row.marks.hidden = int(HiddenBecause::Repeated);
                row.marks.stormPosts = 200;
                row.marks.stormAccounts = 120;
                row.marks.sources = QStringList{u"a-rather-long-server.example"_s, u"Bluesky"_s};
                const PostLayout layout = row.make();
                const QRect all(0, 0, layout.width, layout.height);
                for (const Fill& fill : layout.fills)
                    EXPECT_TRUE(all.contains(fill.rect)) << width << ' ' << scale;
                for (const TextBlock& block : layout.blocks) {
                    EXPECT_GE(block.at.x(), 0);
                    EXPECT_LE(block.at.x() + block.width, width) << qPrintable(block.text->text());
                }
            }
        }
    }
}

TEST(PostMarks, EstimatesAreNearWhatIsLaidOut)
{
    MarkedRow row;
    row.marks.question = 3;
    const int made = row.make().height;
    EXPECT_NEAR(estimateHeight(row.input), made, made / 4);
}

TEST(PostMarks, AScreenReaderHearsThemBeforeThePost)
{
    MarkedRow row;
    row.make();
    row.marks.isHost = true;
    row.marks.isQuestion = true;
    row.marks.question = 3;
    EXPECT_TRUE(spokenText(row.row, kMarksNow).startsWith(u"Host asks question 3."_s));
    row.marks = {};
    row.marks.question = 3;
    EXPECT_TRUE(spokenText(row.row, kMarksNow).startsWith(u"Answer to question 3, not sure."_s));
    row.marks.isSure = true;
    row.marks.hasNoTag = true;
    EXPECT_TRUE(spokenText(row.row, kMarksNow).startsWith(u"Answer to question 3. no tag."_s));
}

TEST(RowHeading, AQuestionShowsItsNumberAndItsWords)
{
    MarkedRow row;
    FeedRow::Heading heading;
    heading.question = 2;
    heading.text = u"How do you let pupils fail safely?"_s;
    row.row.kind = FeedRow::Kind::Heading;
    row.row.heading = &heading;
    row.input.row = &row.row;
    row.input.style = &row.style;
    const PostLayout layout = makeLayout(row.input);
    EXPECT_EQ(words(layout), (QStringList{u"Q2"_s, heading.text}));
    EXPECT_EQ(spokenText(row.row, kMarksNow), u"Question 2: How do you let pupils fail safely?"_s);
    EXPECT_NEAR(estimateHeight(row.input), layout.height, layout.height / 3);
}

TEST(RowHeading, ADayStandsInTheMiddle)
{
    MarkedRow row;
    FeedRow::Heading heading;
    heading.day = QDate(2026, 11, 28);
    row.row.kind = FeedRow::Kind::Heading;
    row.row.heading = &heading;
    row.input.row = &row.row;
    row.input.style = &row.style;
    const PostLayout layout = makeLayout(row.input);
    ASSERT_EQ(layout.blocks.size(), 1U);
    EXPECT_TRUE(words(layout).first().contains(u"2026"_s));
    EXPECT_NEAR(layout.blocks[0].at.x() + layout.blocks[0].width / 2, layout.width / 2, 2);
}

} // namespace
} // namespace staffroom
