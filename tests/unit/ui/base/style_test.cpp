#include "ui/base/style.h"

#include <QFontInfo>

#include <gtest/gtest.h>

namespace staffroom {
namespace {

class StyleTest : public testing::TestWithParam<Scheme> { };

TEST_P(StyleTest, TextReachesFourAndAHalfOnEveryFillItIsDrawnOn)
{
    const StyleTokens t = StyleTokens::of(GetParam());
    const QColor fills[] = {t.window, t.card, t.raised, t.hover, t.well, t.accentSoft};
    for (const QColor& fill : fills) {
        for (const QColor& text : {t.text, t.textSecond, t.accent, t.quietTag})
            EXPECT_GE(contrastRatio(text, fill), 4.5)
                << text.name().toStdString() << " on " << fill.name().toStdString();
    }
    for (const QColor& fill : {t.window, t.card, t.raised, t.hover}) {
        EXPECT_GE(contrastRatio(t.host, fill), 4.5);
        EXPECT_GE(contrastRatio(t.danger, fill), 4.5);
    }
    EXPECT_GE(contrastRatio(t.question, t.questionFill), 4.5);
    EXPECT_GE(contrastRatio(t.text, t.questionFill), 4.5);
    EXPECT_GE(contrastRatio(t.onAccent, t.accent), 4.5);
}

TEST_P(StyleTest, MarksReachThree)
{
    const StyleTokens t = StyleTokens::of(GetParam());
    for (const QColor& mark : {t.accent, t.host, t.question, t.danger, t.textSecond}) {
        EXPECT_GE(contrastRatio(mark, t.card), 3.0);
        EXPECT_GE(contrastRatio(mark, t.window), 3.0);
    }
}

TEST_P(StyleTest, PaletteKeepsTheContrast)
{
    const QPalette p = Style::make(GetParam(), Density::Comfortable, 1.0, 1).palette();
    EXPECT_GE(contrastRatio(p.color(QPalette::Text), p.color(QPalette::Base)), 4.5);
    EXPECT_GE(contrastRatio(p.color(QPalette::ButtonText), p.color(QPalette::Button)), 4.5);
    EXPECT_GE(contrastRatio(p.color(QPalette::WindowText), p.color(QPalette::Window)), 4.5);
    EXPECT_GE(contrastRatio(p.color(QPalette::ToolTipText), p.color(QPalette::ToolTipBase)), 4.5);
    EXPECT_GE(contrastRatio(p.color(QPalette::HighlightedText), p.color(QPalette::Highlight)), 4.5);
    EXPECT_GE(contrastRatio(p.color(QPalette::PlaceholderText), p.color(QPalette::Base)), 4.5);
}

INSTANTIATE_TEST_SUITE_P(
    All, StyleTest, testing::Values(Scheme::Light, Scheme::Dark, Scheme::HighContrast));

TEST(ContrastRatio, KnowsTheEndsOfTheScale)
{
    EXPECT_NEAR(contrastRatio(Qt::black, Qt::white), 21.0, 0.01);
    EXPECT_NEAR(contrastRatio(Qt::white, Qt::white), 1.0, 0.01);
    EXPECT_NEAR(contrastRatio(QColor(0x767676U), Qt::white), 4.54, 0.02);
}

TEST(Style, TextNeverFallsBelowNinePoints)
{
    const Style s = Style::make(Scheme::Light, Density::Comfortable, 1.0, 1);
    EXPECT_GE(s.meta.pointSizeF(), 9.0);
    EXPECT_GT(s.body.pointSizeF(), s.meta.pointSizeF());
}

TEST(Style, MetricsFollowTheTextScale)
{
    const Style one = Style::make(Scheme::Light, Density::Comfortable, 1.0, 1);
    const Style two = Style::make(Scheme::Light, Density::Comfortable, 2.0, 2);
    EXPECT_NEAR(two.bodyPitch(), 2 * one.bodyPitch(), 2);
    EXPECT_EQ(two.smallIcon(), 2 * one.smallIcon());
    EXPECT_EQ(Style::make(Scheme::Light, Density::Comfortable, 9.0, 1).textScale, 2.0);
}

} // namespace
} // namespace staffroom
