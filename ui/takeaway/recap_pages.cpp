#include "ui/takeaway/recap_pages.h"

#include "core/recap/recap_writers.h"

#include <QPagedPaintDevice>
#include <QPainter>

#include <algorithm>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qreal kMarginPoints = 40;
constexpr qreal kBodyPoints = 9.5;
const QColor kInk(0x1e, 0x23, 0x26);
const QColor kQuestionFill(0xff, 0xf4, 0xdc);
const QColor kQuestionBar(0x8a, 0x5a, 0x00);

} // namespace

RecapPages::RecapPages(
    const Recap& recap, const RecapWords& words, QSizeF page, qreal dpi, int most)
    : m_page(page)
    , m_dpi(dpi)
    , m_margin(kMarginPoints * dpi / 72)
{
    build(recap, words);
    place(most);
}

RecapPages::Block& RecapPages::add(const QString& text, qreal size, bool isBold, qreal gap)
{
    QFont font;
    font.setPixelSize(std::max(1, int(size * kBodyPoints * m_dpi / 72)));
    font.setBold(isBold);
    Block block;
    QString oneLine = text;
    block.text
        = std::make_unique<QTextLayout>(oneLine.replace(u'\n', QChar(QChar::LineSeparator)), font);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    block.text->setTextOption(option);
    block.gap = gap * kBodyPoints * m_dpi / 72;
    m_blocks.push_back(std::move(block));
    return m_blocks.back();
}

void RecapPages::addPost(const Recap& recap, const RecapPost& entry, const RecapWords& words)
{
    const Post& post = *entry.post;
    QString head = recapAuthor(recap, entry);
    if (!recap.choice.withoutNames && !post.author.name.isEmpty())
        head += u" @"_s + post.author.handle;
    if (entry.isHost)
        head += u" · "_s + words.host;
    head += u" · "_s + recapClock(recap, post.created);
    Block& title = add(head, 0.82, false, 0.55);
    title.keepsWithNext = true;
    QString text = post.text.text;
    if (!post.contentWarning.isEmpty())
        text = words.warning.arg(post.contentWarning) + u'\n' + text;
    for (const Media& media : post.media) {
        text += u'\n'
            + (media.alt.isEmpty() ? words.pictureUndescribed : words.picture.arg(media.alt));
    }
    if (post.poll) {
        for (const PollOption& option : post.poll->options)
            text += u"\n– "_s
                + (option.votes ? words.votes.arg(option.title).arg(*option.votes) : option.title);
    }
    add(text, 1.0, false, 0.05);
}

void RecapPages::build(const Recap& recap, const RecapWords& words)
{
    add(recap.title, 1.7, true, 0);
    QString about = u'#' + recap.hashtag;
    if (!recap.posts.empty())
        about += u" · "_s + recapSpan(recap);
    add(about, 0.85, false, 0.2);
    const auto heading
        = [this](const QString& text) { add(text, 1.2, true, 1.4).keepsWithNext = true; };
    if (!recap.starred.empty() && !recap.choice.onlyStarred) {
        heading(words.starred);
        for (const size_t place : recap.starred)
            addPost(recap, recap.posts[place], words);
    }
    for (const RecapQuestion& question : recap.questions) {
        const ChatQuestion& asked = question.question;
        Block& block = add(words.question.arg(asked.number) + u"  "_s
                + (asked.hasText ? asked.text : words.questionUndescribed),
            1.1, true, 1.4);
        block.isQuestion = true;
        block.keepsWithNext = true;
        block.indent = 8 * m_dpi / 72;
        for (const size_t place : question.answers)
            addPost(recap, recap.posts[place], words);
    }
    if (!recap.others.empty()) {
        heading(words.others);
        for (const size_t place : recap.others)
            addPost(recap, recap.posts[place], words);
    }
    if (!recap.links.empty()) {
        heading(words.links);
        for (const RecapLink& link : recap.links) {
            const QString address = link.url.toDisplayString();
            add((link.title == address ? QString() : link.title + u" – "_s) + address, 0.9, false,
                0.25);
        }
    }
    if (!recap.people.empty() && !recap.choice.withoutNames) {
        heading(words.people);
        QStringList names;
        for (const RecapPerson& person : recap.people)
            names << (person.name.isEmpty() ? QString() : person.name + u' ') + u'@'
                    + person.handle;
        add(names.join(u" · "_s), 0.85, false, 0.25);
    }
    add(words.credit, 0.8, false, 1.2);
}

void RecapPages::place(int most)
{
    const qreal bottom = m_page.height() - m_margin;
    qreal y = m_margin;
    int page = 0;
    for (size_t i = 0; i < m_blocks.size() && page < most; ++i) {
        Block& block = m_blocks[i];
        QTextLayout& text = *block.text;
        const qreal width = m_page.width() - 2 * m_margin - block.indent;
        text.beginLayout();
        qreal height = 0;
        for (QTextLine line = text.createLine(); line.isValid(); line = text.createLine()) {
            line.setLineWidth(width);
            line.setPosition({0, height});
            height += line.height() * 1.15;
        }
        text.endLayout();
        if (y > m_margin)
            y += block.gap;
        // A heading at the foot of a page is of no use there.
        const qreal wanted = block.keepsWithNext ? height + 4 * kBodyPoints * m_dpi / 72 : 0;
        if (y > m_margin && y + wanted > bottom) {
            ++page;
            y = m_margin;
        }
        for (int l = 0; l < text.lineCount(); ++l) {
            const qreal high = text.lineAt(l).height() * 1.15;
            if (y + high > bottom && y > m_margin) {
                ++page;
                y = m_margin;
            }
            m_lines.push_back({i, l, page, y});
            y += high;
        }
    }
    m_count = std::min(page + 1, most);
}

void RecapPages::paint(QPainter& painter, int page) const
{
    const bool isRightToLeft = painter.layoutDirection() == Qt::RightToLeft;
    for (const Placed& placed : m_lines) {
        if (placed.page != page)
            continue;
        const Block& block = m_blocks[placed.block];
        const QTextLine line = block.text->lineAt(placed.line);
        if (block.isQuestion) {
            const QRectF box(
                m_margin, placed.y, m_page.width() - 2 * m_margin, line.height() * 1.15);
            painter.fillRect(box, kQuestionFill);
            const qreal bar = 2 * m_dpi / 72;
            painter.fillRect(QRectF(isRightToLeft ? box.right() - bar : box.left(), box.top(), bar,
                                 box.height()),
                kQuestionBar);
        }
        painter.setPen(kInk);
        const qreal x = m_margin + (isRightToLeft ? 0 : block.indent);
        line.draw(&painter, {x - line.position().x(), placed.y - line.position().y()});
    }
    QFont font;
    font.setPixelSize(std::max(1, int(7.5 * m_dpi / 72)));
    painter.setFont(font);
    painter.setPen(kInk);
    painter.drawText(QRectF(m_margin, m_page.height() - m_margin * 0.8,
                         m_page.width() - 2 * m_margin, m_margin * 0.6),
        Qt::AlignTrailing | Qt::AlignVCenter,
        QString::number(page + 1) + u" / "_s + QString::number(m_count));
}

bool paintRecap(QPagedPaintDevice& device, const Recap& recap, const RecapWords& words)
{
    QPainter painter;
    if (!painter.begin(&device))
        return false;
    if (words.isRightToLeft)
        painter.setLayoutDirection(Qt::RightToLeft);
    const RecapPages pages(recap, words,
        QSizeF(painter.device()->width(), painter.device()->height()),
        painter.device()->logicalDpiY());
    for (int page = 0; page < pages.count(); ++page) {
        if (page > 0 && !device.newPage())
            return false;
        pages.paint(painter, page);
    }
    return painter.end();
}

Recap onOneSheet(const Recap& recap, const RecapWords& words, QSizeF page, qreal dpi)
{
    Recap out = recap;
    out.others.clear();
    out.starred.clear();
    out.people.clear();
    for (RecapQuestion& question : out.questions) {
        std::stable_sort(question.answers.begin(), question.answers.end(), [&](size_t a, size_t b) {
            const RecapPost& one = recap.posts[a];
            const RecapPost& other = recap.posts[b];
            if (one.isStarred != other.isStarred)
                return one.isStarred;
            return one.post->counts.favourites > other.post->counts.favourites;
        });
    }
    // The best of each question, fewer until it fits; then without links.
    const Recap sorted = out;
    for (size_t most = 6;; --most) {
        for (size_t i = 0; i < out.questions.size(); ++i) {
            out.questions[i].answers = sorted.questions[i].answers;
            if (out.questions[i].answers.size() > most)
                out.questions[i].answers.resize(most);
            std::sort(out.questions[i].answers.begin(), out.questions[i].answers.end());
        }
        if (most == 0)
            out.links.clear();
        if (most == 0 || RecapPages(out, words, page, dpi, 2).count() == 1)
            return out;
    }
}

} // namespace staffroom
