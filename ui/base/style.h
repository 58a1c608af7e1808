#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>

namespace staffroom {

enum class Scheme { Light, Dark, HighContrast };
enum class Density { Comfortable, Compact, Dense };

/// The colours of the design, one set per scheme. A test computes the contrasts.
struct StyleTokens {
    QColor window, card, raised, line, text, textSecond, accent, accentSoft, host, question,
        questionFill, danger;
    QColor onAccent; ///< text and icons on the accent
    QColor quietTag; ///< the column's own hashtag in a post
    QColor well; ///< ground of media boxes, poll bars and code before anything is drawn on it
    QColor hover; ///< a card or a row under the pointer

    static StyleTokens of(Scheme scheme);
};

/// Ratio of two opaque colours as WCAG 2 defines it, 1 to 21.
double contrastRatio(const QColor& a, const QColor& b);

/// Everything that decides how a post looks, in one value that is passed down. `generation`
/// grows with every change, so that layouts know they are stale. Lengths are device-independent.
struct Style {
    Scheme scheme = Scheme::Light;
    Density density = Density::Comfortable;
    StyleTokens tokens;
    QFont body, name, meta;
    double textScale = 1.0; ///< 0.8 to 2.0
    bool reducedMotion = false;
    bool showImages = true; ///< off: pictures and avatars are not fetched, emoji are
    int generation = 1;

    static Style make(Scheme scheme, Density density, double textScale, int generation);
    /// Palette for QApplication on the Fusion style.
    QPalette palette() const;

    // Space: the 4 px grid.
    int padX() const { return 12; }
    int padY() const { return density == Density::Dense ? 6 : 10; }
    int avatar() const
    {
        return density == Density::Comfortable ? 40 : density == Density::Compact ? 28 : 0;
    }
    /// Distance of two baselines of body text: 1.38 of the letter size.
    int bodyPitch() const;
    int metaPitch() const;
    /// Side of a small icon beside meta text.
    int smallIcon() const;
};

} // namespace staffroom
