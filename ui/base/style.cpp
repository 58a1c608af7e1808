#include "ui/base/style.h"

#include <QFontDatabase>
#include <QFontInfo>

#include <algorithm>
#include <cmath>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

// Meta text is 0.88 of the body and must not fall below 9 pt, so the body starts here.
constexpr double kSmallestBody = 10.5;
constexpr double kMetaScale = 0.88;
constexpr double kLineHeight = 1.38;

QColor hex(unsigned rgb)
{
    return QColor::fromRgb(rgb);
}

double channel(double c)
{
    return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& c)
{
    return 0.2126 * channel(c.redF()) + 0.7152 * channel(c.greenF()) + 0.0722 * channel(c.blueF());
}

/// The interface font of the desktop. A machine that names none says "Sans", behind which is
/// often the widest face it has; then a quieter one is taken when present. Behind it stands the
/// colour emoji face: the system's own search prefers outlines of some symbol font.
QFont interfaceFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    const QStringList known = QFontDatabase::families(); // a long walk: once
    QString text = font.family();
    const bool isUnset = text.isEmpty() || text.startsWith("Sans"_L1)
        || text.compare("DejaVu Sans"_L1, Qt::CaseInsensitive) == 0;
    if (isUnset) {
        const QStringList quieter{u"Inter"_s, u"Noto Sans"_s, u"Cantarell"_s, u"Open Sans"_s};
        const auto present = std::find_if(quieter.begin(), quieter.end(),
            [&known](const QString& family) { return known.contains(family); });
        if (present != quieter.end())
            text = *present;
    }
    QStringList families{text};
    for (const auto& emoji : {u"Noto Color Emoji"_s, u"Apple Color Emoji"_s, u"Segoe UI Emoji"_s}) {
        if (known.contains(emoji))
            families << emoji;
    }
    families << u"sans-serif"_s;
    font.setFamilies(families);
    return font;
}

int pitch(const QFont& font, double factor)
{
    return int(std::lround(QFontInfo(font).pixelSize() * factor));
}

} // namespace

StyleTokens StyleTokens::of(Scheme scheme)
{
    StyleTokens t;
    switch (scheme) {
    case Scheme::Light:
        t.window = hex(0xF3F1EC);
        t.card = hex(0xFFFFFF);
        t.raised = hex(0xFFFFFF);
        t.line = hex(0xE2DED4);
        t.text = hex(0x1E2326);
        t.textSecond = hex(0x59616A);
        t.accent = hex(0x0B6B4F);
        t.accentSoft = hex(0xE2F0EA);
        t.host = hex(0x6B3FA0);
        t.question = hex(0x8A5A00);
        t.questionFill = hex(0xFFF4DC);
        t.danger = hex(0xB3261E);
        t.onAccent = hex(0xFFFFFF);
        t.quietTag = hex(0x5A6B63);
        t.well = hex(0xF0EDE6);
        t.hover = hex(0xFAF9F6);
        break;
    case Scheme::Dark:
        t.window = hex(0x14181A);
        t.card = hex(0x1C2123);
        t.raised = hex(0x232A2C);
        t.line = hex(0x2D3537);
        t.text = hex(0xE7EAE8);
        t.textSecond = hex(0xA5AEAB);
        t.accent = hex(0x62C9A0);
        t.accentSoft = hex(0x1E3830);
        t.host = hex(0xC3A1EC);
        t.question = hex(0xF0C46A);
        t.questionFill = hex(0x362B12);
        t.danger = hex(0xF28B82);
        t.onAccent = hex(0x0C1A14);
        t.quietTag = hex(0x9DB3A9);
        t.well = hex(0x272E30);
        t.hover = hex(0x202628);
        break;
    case Scheme::HighContrast:
        t.window = hex(0x000000);
        t.card = hex(0x000000);
        t.raised = hex(0x000000);
        t.line = hex(0xFFFFFF);
        t.text = hex(0xFFFFFF);
        t.textSecond = hex(0xFFFFFF);
        t.accent = hex(0xFFD400);
        t.accentSoft = hex(0x202000);
        t.host = hex(0xFF9CFF);
        t.question = hex(0xFFD400);
        t.questionFill = hex(0x000000);
        t.danger = hex(0xFF8080);
        t.onAccent = hex(0x000000);
        t.quietTag = hex(0xFFFFFF);
        t.well = hex(0x202020);
        t.hover = hex(0x1A1A1A);
        break;
    }
    return t;
}

double contrastRatio(const QColor& a, const QColor& b)
{
    const double x = luminance(a);
    const double y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

Style Style::make(Scheme scheme, Density density, double textScale, int generation)
{
    Style s;
    s.scheme = scheme;
    s.density = density;
    s.tokens = StyleTokens::of(scheme);
    s.textScale = std::clamp(textScale, 0.8, 2.0);
    s.generation = generation;
    s.body = interfaceFont();
    const double system = s.body.pointSizeF() > 0 ? s.body.pointSizeF() : kSmallestBody;
    s.body.setPointSizeF(std::max(system, kSmallestBody) * s.textScale);
    s.name = s.body;
    s.name.setWeight(QFont::DemiBold);
    s.meta = s.body;
    s.meta.setPointSizeF(s.body.pointSizeF() * kMetaScale);
    return s;
}

QPalette Style::palette() const
{
    QPalette p;
    p.setColor(QPalette::Window, tokens.window);
    p.setColor(QPalette::WindowText, tokens.text);
    p.setColor(QPalette::Base, tokens.card);
    p.setColor(QPalette::AlternateBase, tokens.hover);
    p.setColor(QPalette::Text, tokens.text);
    p.setColor(QPalette::PlaceholderText, tokens.textSecond);
    p.setColor(QPalette::Button, scheme == Scheme::Light ? tokens.hover : tokens.raised);
    p.setColor(QPalette::ButtonText, tokens.text);
    p.setColor(QPalette::BrightText, tokens.danger);
    p.setColor(QPalette::ToolTipBase, tokens.raised);
    p.setColor(QPalette::ToolTipText, tokens.text);
    p.setColor(QPalette::Highlight, tokens.accent);
    p.setColor(QPalette::HighlightedText, tokens.onAccent);
    p.setColor(QPalette::Link, tokens.accent);
    p.setColor(QPalette::LinkVisited, tokens.accent);
    p.setColor(QPalette::Light, tokens.raised);
    p.setColor(QPalette::Midlight, tokens.hover);
    p.setColor(QPalette::Mid, tokens.line);
    p.setColor(QPalette::Dark, tokens.line.darker(115));
    p.setColor(QPalette::Shadow, QColor(0, 0, 0, 90));
    QColor faint = tokens.textSecond;
    if (scheme != Scheme::HighContrast)
        faint.setAlphaF(0.6F);
    for (const auto role :
        {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::PlaceholderText})
        p.setColor(QPalette::Disabled, role, faint);
    p.setColor(QPalette::Disabled, QPalette::Highlight, tokens.line);
    return p;
}

int Style::bodyPitch() const
{
    return pitch(body, kLineHeight);
}

int Style::metaPitch() const
{
    return pitch(meta, kLineHeight);
}

int Style::smallIcon() const
{
    // A multiple of 2, so that strokes stay on whole pixels when centred.
    return std::max(14, int(std::lround(16.0 * textScale / 2.0)) * 2);
}

} // namespace staffroom
