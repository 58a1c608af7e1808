#pragma once

#include "ui/post/post_layout.h"

namespace staffroom {

inline constexpr int kAvatarGap = 8; ///< between the avatar and what stands beside it
inline constexpr int kHitSide = 28; ///< pressing area, at least

/// Builds the layout of one post from top to bottom, in left-to-right coordinates; the result is
/// mirrored as a whole where the application runs right to left. Used by makeLayout only.
class PostBuilder {
public:
    explicit PostBuilder(const LayoutInput& input);
    PostLayout build();

private:
    void hiddenLine();
    void stormLine();
    void marksLine();
    void markCard(); ///< fill of a question, bar of a host
    void reasonLine();
    void avatar();
    int verifiedRoom() const;
    void verifiedSign(const QRect& name);
    QString authorTooltip() const;
    void header();
    void compactHeader();
    void replyLine();
    bool warning();
    void body();
    void paragraphs(const RichText& text, int maxLines, bool* isCut);
    void media();
    void mediaCell(const Media& media, int index, const QRect& box, int hidden);
    bool coversMedia() const;
    void cover(const QRect& box);
    void poll();
    void quote();
    void card();
    void counts(); ///< for readers
    void actions(); ///< the same places, to be pressed
    /// Where the network wants it: the way to the post's own page. `x` is where room begins.
    void viewLink(int x, int height);
    /// Likewise its name, at the card's upper right; returns what it takes.
    int networkMark(int right, int y, int height);
    void delivery();

    // Pieces.
    TextLook look(const QFont& font, int pitch, bool hasTargets = false) const;
    TextLook bodyLook() const;
    TextLook metaLook() const;
    TextLook nameLook() const;
    int add(TextBlock block, QPoint at, Ink ink);
    void fill(Fill::Kind kind, const QRect& rect, int radius, bool isAbove = false);
    void icon(PostIcon icon, QPoint at, Ink ink);
    HitRegion& region(HitRegion::Kind kind, const QRect& rect);
    QRect chip(const QString& words, QPoint at);
    /// A line of words with an icon before it, in the text's column.
    void iconLine(PostIcon which, const QString& words, Ink ink, int maxLines);
    void pollFoot();
    /// A small dark sign over a picture; `at` is its corner farthest from the middle.
    void badge(const QString& words, const QRect& box);
    void addTargets(const TextBlock& block);
    void space(int before);
    int timeRoom(const TextBlock& time) const;
    int placeTime(int y);
    ImageKey key(const QUrl& url, QSize size, ImageKey::Shape shape, int radius) const;

    const LayoutInput& m_in;
    const Style& m_style;
    const FeedEntry& m_entry;
    const Post& m_post;
    PostLayout m_out;
    int m_left = 0; ///< where text begins
    int m_width = 0; ///< of text
    int m_y = 0;
};

/// Names for people: the display name, or the handle where there is none.
RichText shownName(const Author& author);
QString shownHandle(const Author& author);

/// Turns everything around the middle of the row.
void mirror(PostLayout& layout);

} // namespace staffroom
