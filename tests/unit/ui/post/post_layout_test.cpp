#include "ui/post/post_hit_test.h"
#include "ui/post/post_layout.h"
#include "ui/post/post_painter.h"

#include "ui/base/icons.h"

#include <QPainter>

#include <gtest/gtest.h>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

const Timestamp kNow = timestampFromMs(1'763'838'000'000);

/// A row over a post that a test changes first.
struct Sample {
    Sample()
    {
        post.id = {ServiceId{u"fake"_s}, u"https://fake.example"_s, u"1"_s};
        post.author.handle = u"beaker_bea@labcoat.example"_s;
        post.author.name.text = u"Bea Lindqvist"_s;
        post.author.avatar = QUrl(u"https://pics.example/bea"_s);
        post.text.text = u"We weigh everything on a ruler balance."_s;
        post.created = kNow - 2min;
    }
    PostLayout make()
    {
        entry.post = std::make_shared<Post>(post);
        row.entry = &entry;
        input.row = &row;
        input.style = &style;
        input.now = kNow;
        input.quietTags = &quiet;
        return makeLayout(input);
    }
    Post post;
    FeedEntry entry;
    FeedRow row;
    Style style = Style::make(Scheme::Light, Density::Comfortable, 1.0, 1);
    QSet<QString> quiet;
    LayoutInput input;
};

bool shows(const PostLayout& layout, const QString& words)
{
    return std::any_of(layout.blocks.begin(), layout.blocks.end(),
        [&](const TextBlock& block) { return block.text && block.text->text().contains(words); });
}

const HitRegion* find(const PostLayout& layout, HitRegion::Kind kind)
{
    for (const HitRegion& region : layout.regions) {
        if (region.kind == kind)
            return &region;
    }
    return nullptr;
}

Media picture(QSize size)
{
    Media m;
    m.kind = Media::Kind::Image;
    m.preview = QUrl(u"https://pics.example/a"_s);
    m.size = size;
    m.alt = u"A ruler"_s;
    return m;
}

void expectInside(const PostLayout& layout)
{
    const QRect all(0, 0, layout.width, layout.height);
    for (const Fill& f : layout.fills)
        EXPECT_TRUE(all.contains(f.rect)) << f.rect.left() << ' ' << f.rect.right();
    for (const PictureBox& p : layout.pictures)
        EXPECT_TRUE(all.contains(p.rect));
    for (const IconBox& i : layout.icons)
        EXPECT_TRUE(all.contains(i.rect));
    for (const TextBlock& b : layout.blocks) {
        EXPECT_GE(b.at.x(), 0);
        EXPECT_LE(b.at.x() + b.width, layout.width);
        EXPECT_LE(b.at.y() + b.height, layout.height);
    }
}

Sample rich()
{
    Sample s;
    s.post.contentWarning = u"Spoilers"_s;
    s.input.unfolded.warning = true;
    s.post.inReplyToHandle = u"sprout@labcoat.example"_s;
    s.post.media = {picture({800, 600}), picture({600, 800}), picture({100, 100})};
    s.post.poll
        = Poll{u"p"_s, {{u"Yes"_s, 3}, {u"No"_s, 1}}, kNow + 1h, false, false, 4, 4, false, {}};
    s.post.counts = {1, 2, 3};
    Quote quote;
    quote.state = Quote::State::Shown;
    quote.post = std::make_shared<Post>(Sample().post);
    s.post.quote = quote;
    Reason boost;
    boost.by.handle = u"ann@fake.example"_s;
    s.entry.reasons = {boost, boost, boost};
    return s;
}

TEST(PostLayout, EverythingStaysInsideTheRow)
{
    for (const int width : {280, 340, 420, 120}) {
        for (const Density density : {Density::Comfortable, Density::Compact, Density::Dense}) {
            for (const double scale : {0.8, 1.0, 2.0}) {
                Sample s = rich();
                s.style = Style::make(Scheme::Light, density, scale, 1);
                s.input.width = width;
                const PostLayout layout = s.make();
                if (width >= 280)
                    expectInside(layout);
                EXPECT_GT(layout.height, 0);
            }
        }
    }
}

TEST(PostLayout, TheHandleIsNeverHidden)
{
    for (const Density density : {Density::Comfortable, Density::Compact, Density::Dense}) {
        Sample s;
        s.post.author.name.text = u"A very long name that goes on and on and on"_s;
        s.post.author.handle = u"short@a.example"_s;
        s.style = Style::make(Scheme::Light, density, 1.0, 1);
        const PostLayout layout = s.make();
        EXPECT_TRUE(shows(layout, u"@sh"_s));
        EXPECT_TRUE(shows(layout, u"mple"_s));
        EXPECT_EQ(find(layout, HitRegion::Kind::Author)->tooltip, u"@short@a.example"_s);
    }
}

TEST(PostLayout, AVerifiedAuthorHasASignThatTheTooltipSpells)
{
    for (const Density density : {Density::Comfortable, Density::Compact, Density::Dense}) {
        Sample s;
        s.post.author.name.text = u"A very long name that goes on and on and on"_s;
        s.style = Style::make(Scheme::Light, density, 1.0, 1);
        const auto signs = [](const PostLayout& layout) {
            return std::count_if(layout.icons.begin(), layout.icons.end(),
                [](const auto& icon) { return icon.icon == PostIcon::Verified; });
        };
        EXPECT_EQ(signs(s.make()), 0);
        s.post.author.isVerified = true;
        const PostLayout layout = s.make();
        EXPECT_EQ(signs(layout), 1);
        expectInside(layout);
        EXPECT_TRUE(find(layout, HitRegion::Kind::Author)->tooltip.endsWith(u"\nverified"_s));
    }
}

TEST(PostLayout, APostWithTermsNamesItsNetworkAndLeadsThere)
{
    for (const Density density : {Density::Comfortable, Density::Compact, Density::Dense}) {
        for (const bool offers : {false, true}) {
            Sample s;
            s.style = Style::make(Scheme::Light, density, 1.0, 1);
            s.input.offersActions = offers;
            s.post.url = QUrl(u"https://net.example/bea/1"_s);
            s.post.counts = {3, 4, 5};
            const PostLayout plain = s.make();
            EXPECT_FALSE(shows(plain, u"View on"_s));
            s.post.terms = PostTerms{u"Net"_s, kNow + 24h};
            const PostLayout layout = s.make();
            expectInside(layout);
            EXPECT_TRUE(shows(layout, u"View on Net"_s));
            EXPECT_TRUE(layout.timeTooltip.contains(u"from Net"_s));
            const HitRegion* link = find(layout, HitRegion::Kind::Link);
            ASSERT_TRUE(link);
            EXPECT_EQ(link->url, s.post.url);
            EXPECT_EQ(find(layout, HitRegion::Kind::Reply) != nullptr, offers);
        }
    }
}

TEST(PostLayout, AWarningHidesTextAndPictures)
{
    Sample s;
    s.post.contentWarning = u"Spoilers"_s;
    s.post.media = {picture({800, 600})};
    const PostLayout folded = s.make();
    EXPECT_TRUE(folded.isFolded);
    EXPECT_TRUE(shows(folded, u"Spoilers"_s));
    EXPECT_FALSE(shows(folded, u"ruler"_s));
    EXPECT_EQ(find(folded, HitRegion::Kind::Media), nullptr);
    ASSERT_NE(find(folded, HitRegion::Kind::Warning), nullptr);
    s.input.unfolded.warning = true;
    const PostLayout open = s.make();
    EXPECT_TRUE(shows(open, u"ruler"_s));
    EXPECT_NE(find(open, HitRegion::Kind::Media), nullptr);
}

TEST(PostLayout, ALongTextIsFoldedAndOpens)
{
    Sample s;
    s.post.text.text = u"word "_s.repeated(4000);
    const PostLayout folded = s.make();
    EXPECT_TRUE(folded.isCut);
    EXPECT_LT(folded.height, 30 * s.style.bodyPitch());
    ASSERT_NE(find(folded, HitRegion::Kind::More), nullptr);
    s.input.unfolded.more = true;
    EXPECT_GT(s.make().height, 3 * folded.height);
}

TEST(PostLayout, ATextALittleTooLongIsNotFolded)
{
    Sample s;
    s.post.text.text = QStringList(26, u"line"_s).join(u'\n');
    EXPECT_FALSE(s.make().isCut);
}

TEST(PostLayout, PicturesKeepTheirShapeAndStayLow)
{
    for (const QSize size :
        {QSize(1600, 900), QSize(800, 800), QSize(900, 1600), QSize(50, 4000)}) {
        Sample s;
        s.post.media = {picture(size)};
        const PostLayout layout = s.make();
        const QRect box = find(layout, HitRegion::Kind::Media)->bounds();
        EXPECT_LE(box.height(), int(layout.width * 0.6));
        if (size.height() < 2 * size.width()) {
            EXPECT_NEAR(
                double(box.width()) / box.height(), double(size.width()) / size.height(), 0.05);
        }
    }
}

TEST(PostLayout, SensitivePicturesAreCoveredUntilAsked)
{
    Sample s;
    s.post.isSensitive = true;
    s.post.media = {picture({800, 600})};
    const PostLayout covered = s.make();
    EXPECT_NE(find(covered, HitRegion::Kind::MediaCover), nullptr);
    std::vector<ImageKey> keys;
    covered.appendKeys(keys, 1.0);
    for (const ImageKey& key : keys)
        EXPECT_NE(key.url, s.post.media[0].preview) << "a covered picture is not even fetched";
    s.input.unfolded.media = true;
    const PostLayout open = s.make();
    EXPECT_NE(find(open, HitRegion::Kind::Media), nullptr);
    EXPECT_EQ(open.height, covered.height);
}

TEST(PostLayout, TheAltTextIsTheTooltip)
{
    Sample s;
    s.post.media = {picture({800, 600})};
    const PostLayout layout = s.make();
    const QPoint middle = find(layout, HitRegion::Kind::Media)->bounds().center();
    EXPECT_EQ(tooltipAt(layout, middle), u"A ruler"_s);
    EXPECT_TRUE(shows(layout, u"ALT"_s));
    EXPECT_FALSE(tooltipAt(layout, layout.timeBox.center()).isEmpty());
}

TEST(PostLayout, LinksAreHitOnEveryLineTheyRunOver)
{
    Sample s;
    s.post.text.text = u"see https://a.example/"_s + QString(90, u'x') + u" there"_s;
    s.post.text.spans = {{TextSpan::Kind::Link, 4, 108, QUrl(u"https://a.example/"_s), {}}};
    const PostLayout layout = s.make();
    const HitRegion* link = find(layout, HitRegion::Kind::Link);
    ASSERT_NE(link, nullptr);
    EXPECT_GE(link->rects.size(), 2U);
    for (const QRect& rect : link->rects)
        EXPECT_EQ(&layout.regions[size_t(regionAt(layout, rect.center()))], link);
    EXPECT_EQ(regionAt(layout, QPoint(layout.width - 2, layout.height - 2)), -1);
}

TEST(PostLayout, CustomEmojiKeepABoxFree)
{
    Sample s;
    s.post.text.text = u"hi :wave: there"_s;
    s.post.text.spans
        = {{TextSpan::Kind::CustomEmoji, 3, 6, QUrl(u"https://pics.example/wave"_s), u":wave:"_s}};
    const PostLayout layout = s.make();
    EXPECT_FALSE(shows(layout, u":wave:"_s));
    int found = 0;
    for (const TextBlock& block : layout.blocks)
        found += int(block.pictures.size());
    EXPECT_EQ(found, 1);
    std::vector<ImageKey> keys;
    layout.appendKeys(keys, 2.0);
    EXPECT_TRUE(std::any_of(keys.begin(), keys.end(),
        [](const ImageKey& key) { return key.url.path() == u"/wave"_s; }));
}

TEST(PostLayout, ARightToLeftTextStandsRightInALeftToRightCard)
{
    Sample s;
    s.post.text.text = u"مرحبا بالجميع\nhello"_s;
    const PostLayout layout = s.make();
    double arabic = 0;
    double latin = 0;
    for (const TextBlock& block : layout.blocks) {
        if (block.text->text().startsWith(QChar(0x0645)))
            arabic = block.at.x() + block.text->lineAt(0).naturalTextRect().left();
        else if (block.text->text() == u"hello"_s)
            latin = block.at.x() + block.text->lineAt(0).naturalTextRect().left();
    }
    EXPECT_GT(arabic, layout.width / 2.0);
    EXPECT_LT(latin, layout.width / 2.0);
}

TEST(PostLayout, ARightToLeftApplicationMirrorsTheCard)
{
    Sample s = rich();
    const PostLayout ltr = s.make();
    s.input.isRightToLeft = true;
    const PostLayout rtl = s.make();
    EXPECT_EQ(rtl.height, ltr.height);
    EXPECT_EQ(rtl.avatar.right(), rtl.width - 1 - ltr.avatar.left());
    ASSERT_EQ(rtl.blocks.size(), ltr.blocks.size());
    for (size_t i = 0; i < ltr.blocks.size(); ++i)
        EXPECT_EQ(rtl.blocks[i].at.x() + rtl.blocks[i].width, rtl.width - ltr.blocks[i].at.x());
    for (size_t i = 0; i + 1 < ltr.regions.size(); ++i) {
        if (ltr.regions[i].kind == HitRegion::Kind::Media) {
            EXPECT_EQ(
                rtl.regions[i].bounds().left(), rtl.width - ltr.regions[i].bounds().right() - 1);
        }
    }
    expectInside(rtl);
}

TEST(PostLayout, ForeignNamesCannotTurnASentenceAround)
{
    Sample s;
    Reason boost;
    boost.by.name.text = u"\u202Eevil"_s;
    boost.by.handle = u"e@evil.example"_s;
    s.entry.reasons = {boost};
    const PostLayout layout = s.make();
    EXPECT_TRUE(shows(layout, QString(QChar(0x2068))));
    EXPECT_TRUE(shows(layout, QString(QChar(0x2069))));
}

TEST(PostLayout, HostileTextIsBounded)
{
    for (const QString& text : {QString(20'000, u'x'),
             QString(u"a"_s + QString(3000, QChar(0x0301))), QString(20'000, u'\n'),
             QString(5000, QChar(0x202E)), QString(u"\U0001F468\u200D"_s.repeated(2000)),
             QString(QChar(0xD800)), QString(5000, QChar(0xFFFC))}) {
        Sample s;
        s.post.text.text = text;
        s.post.author.name.text = text;
        s.post.author.handle = text;
        s.post.contentWarning = text;
        s.input.unfolded.warning = true;
        const PostLayout layout = s.make();
        EXPECT_LT(layout.height, 60 * s.style.bodyPitch());
    }
}

TEST(PostLayout, WrongSpansDoNoHarm)
{
    Sample s;
    s.post.text.spans = {{TextSpan::Kind::Link, 30, 5000, QUrl(u"https://a.example"_s), {}},
        {TextSpan::Kind::CustomEmoji, 38, 90, {}, {}}, {TextSpan::Kind::Bold, 5, -3, {}, {}},
        {TextSpan::Kind::Tag, 900, 4, {}, u"x"_s}};
    EXPECT_GT(s.make().height, 0);
}

TEST(PostLayout, PollBarsFollowTheShares)
{
    Sample s;
    s.post.poll = Poll{u"p"_s, {{u"Yes"_s, 3}, {u"No"_s, 1}, {u"Neither"_s, 0}}, std::nullopt, true,
        false, 4, {}, false, {}};
    const PostLayout layout = s.make();
    EXPECT_TRUE(shows(layout, u"75 %"_s));
    EXPECT_TRUE(shows(layout, u"25 %"_s));
    EXPECT_TRUE(shows(layout, u"closed"_s));
    s.post.poll->options[1].votes = std::nullopt;
    EXPECT_FALSE(shows(s.make(), u" %"_s)) << "hidden votes show no share";
}

TEST(PostLayout, TheReadLineRunsOnTheOlderSide)
{
    Sample s;
    const int height = s.make().height;
    s.row.hasReadLine = true;
    const PostLayout below = s.make();
    EXPECT_GT(below.height, height);
    EXPECT_EQ(below.card.top(), 0);
    s.input.olderIsAbove = true;
    const PostLayout above = s.make();
    EXPECT_EQ(above.card.bottom(), above.height - 1);
    EXPECT_TRUE(shows(above, u"read to here"_s));
}

TEST(PostLayout, GapAndEndRowsSayWhatTheyAre)
{
    FeedGap gap;
    gap.newer = kNow;
    gap.older = kNow - 9min;
    Sample s;
    s.make();
    s.row.kind = FeedRow::Kind::Gap;
    s.row.gap = &gap;
    const PostLayout layout = makeLayout(s.input);
    EXPECT_TRUE(shows(layout, u"9 min not loaded"_s));
    EXPECT_NE(find(layout, HitRegion::Kind::GapLoad), nullptr);
    gap.isLoading = true;
    EXPECT_EQ(find(makeLayout(s.input), HitRegion::Kind::GapLoad), nullptr);
    s.row.kind = FeedRow::Kind::End;
    s.row.end = FeedEnd::Reached;
    EXPECT_TRUE(shows(makeLayout(s.input), u"That is everything"_s));
    s.row.end = FeedEnd::MayHaveMore;
    EXPECT_NE(find(makeLayout(s.input), HitRegion::Kind::EndLoad), nullptr);
}

TEST(PostLayout, TabOrderGoesThroughAllRegionsAndEnds)
{
    const PostLayout layout = rich().make();
    int region = -1;
    int steps = 0;
    while ((region = nextRegion(layout, region, 1)) >= 0)
        ++steps;
    EXPECT_EQ(steps, int(layout.regions.size()));
    EXPECT_EQ(nextRegion(layout, 0, -1), -1);
}

TEST(PostLayout, TimeIsSetAnewInPlace)
{
    Sample s;
    PostLayout layout = s.make();
    EXPECT_FALSE(refreshTime(layout, s.input));
    const QRect before = layout.blocks[size_t(layout.timeBlock)].box();
    s.input.now = kNow + 10min;
    EXPECT_TRUE(refreshTime(layout, s.input));
    EXPECT_EQ(layout.timeText, u"12 min"_s);
    EXPECT_EQ(layout.blocks[size_t(layout.timeBlock)].box().right(), before.right());
}

TEST(PostLayout, EstimatesAreOfTheRightSize)
{
    for (const int letters : {20, 140, 500}) {
        Sample s;
        s.post.text.text = u"some words of a text "_s.repeated(30).left(letters);
        s.post.counts = {1, 0, 0};
        const int height = s.make().height;
        EXPECT_NEAR(estimateHeight(s.input), height, height / 3);
    }
}

TEST(PostPainter, DrawsOverNothingOutsideItsRow)
{
    initIcons();
    Sample s = rich();
    const PostLayout layout = s.make();
    QImage image(layout.width, layout.height, QImage::Format_RGB32);
    image.fill(Qt::magenta);
    QPainter painter(&image);
    const PostIcons icons(s.style, 1.0);
    PostPaint paint;
    paint.style = &s.style;
    paint.icons = &icons;
    paintPost(painter, layout, paint);
    painter.end();
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            ASSERT_NE(image.pixelColor(x, y), QColor(Qt::magenta)) << "the row is opaque";
    }
}

} // namespace
} // namespace staffroom
