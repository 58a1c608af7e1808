#pragma once

#include "core/recap/recap.h"

#include <QFont>
#include <QSizeF>
#include <QTextLayout>

#include <memory>
#include <vector>

class QPagedPaintDevice;
class QPainter;

namespace staffroom {

/// A recap on paper: laid out once for a page size, painted page by page (printer, PDF, preview).
/// Black on white. Text of posts is laid out as plain text.
class RecapPages {
public:
    static constexpr int kAllPages = 100'000;
    /// `page` and all lengths are pixels of a device of `dpi`. No more than `most` pages are laid
    /// out: a preview needs the first.
    RecapPages(
        const Recap& recap, const RecapWords& words, QSizeF page, qreal dpi, int most = kAllPages);

    int count() const { return m_count; } ///< of pages that were laid out
    void paint(QPainter& painter, int page) const;

private:
    struct Block {
        std::unique_ptr<QTextLayout> text;
        qreal indent = 0;
        qreal gap = 0; ///< before it, not at the top of a page
        bool isQuestion = false;
        bool keepsWithNext = false;
    };
    struct Placed {
        size_t block = 0;
        int line = 0;
        int page = 0;
        qreal y = 0;
    };

    void build(const Recap& recap, const RecapWords& words);
    void addPost(const Recap& recap, const RecapPost& post, const RecapWords& words);
    Block& add(const QString& text, qreal size, bool isBold, qreal gap);
    void place(int most);

    QSizeF m_page;
    qreal m_dpi;
    qreal m_margin;
    std::vector<Block> m_blocks;
    std::vector<Placed> m_lines;
    int m_count = 1;
};

/// The whole recap on a printer or into a PDF file. False: the device could not begin.
bool paintRecap(QPagedPaintDevice& device, const Recap& recap, const RecapWords& words);

/// For one sheet of paper: the questions, of their answers the starred ones or else the most
/// favourited, as many as fit, and the links.
Recap onOneSheet(const Recap& recap, const RecapWords& words, QSizeF page, qreal dpi);

} // namespace staffroom
