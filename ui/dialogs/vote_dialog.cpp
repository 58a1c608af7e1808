#include "ui/dialogs/vote_dialog.h"

#include "ui/base/wrapped_text.h"

#include <QButtonGroup>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

#include <algorithm>

namespace staffroom {

namespace {

constexpr int kDotSide = 18;
constexpr int kDotGap = 8;

/// One of several answers, drawn like a TickBox, since the desktop's own may be unseen on a dark
/// ground and cuts long words. Its colours are the dialog's palette.
class ChoiceDot final : public QRadioButton {
public:
    using QRadioButton::QRadioButton;

    QSize sizeHint() const override
    {
        const QSize words = QFontMetrics(font()).size(0, text());
        return {kDotSide + kDotGap + words.width() + 4, std::max(28, words.height() + 8)};
    }
    QSize minimumSizeHint() const override
    {
        return {kDotSide + kDotGap + 8 * QFontMetrics(font()).averageCharWidth(), 28};
    }
    int heightForWidth(int width) const override
    {
        const int room = std::max(20, width - kDotSide - kDotGap - 1);
        return std::max(28, wrappedSize(font(), text(), room).height() + 8);
    }

protected:
    bool hitButton(const QPoint& at) const override { return rect().contains(at); }
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const bool isMirrored = layoutDirection() == Qt::RightToLeft;
        const QRect dot(
            isMirrored ? width() - kDotSide - 2 : 2, (height() - kDotSide) / 2, kDotSide, kDotSide);
        const QColor accent = palette().color(QPalette::Highlight);
        const QColor text = palette().color(QPalette::WindowText);
        painter.setPen(QPen(isChecked() ? accent : text, 1.5));
        painter.setBrush(palette().color(QPalette::Base));
        painter.drawEllipse(QRectF(dot).adjusted(1, 1, -1, -1));
        if (isChecked()) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(accent);
            painter.drawEllipse(QRectF(dot).adjusted(5, 5, -5, -5));
        }
        if (hasFocus()) {
            painter.setPen(QPen(accent, 2));
            painter.setBrush(Qt::NoBrush);
            painter.drawEllipse(QRectF(dot).adjusted(-1, -1, 1, 1));
        }
        painter.setPen(text);
        const QRect words = isMirrored
            ? QRect(0, 0, dot.left() - kDotGap, height())
            : QRect(dot.right() + kDotGap + 1, 0, width() - dot.right() - kDotGap - 1, height());
        drawWrapped(painter, words, font(), this->text(),
            Qt::AlignVCenter | (isMirrored ? Qt::AlignRight : Qt::AlignLeft));
    }
};

QAbstractButton* makeOption(bool isMultiple, QWidget* parent)
{
    if (isMultiple) {
        auto* tick = new TickBox({}, parent);
        tick->setWraps(true);
        return tick;
    }
    auto* dot = new ChoiceDot(parent);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    dot->setSizePolicy(policy);
    return dot;
}

} // namespace

VoteDialog::VoteDialog(const Poll& poll, const QString& handle, const Style& style, QWidget* parent)
    : PlainDialog(tr("Vote"), style, parent)
{
    auto* group = new QButtonGroup(this);
    group->setExclusive(!poll.isMultiple);
    for (const PollOption& option : poll.options) {
        QAbstractButton* button = makeOption(poll.isMultiple, this);
        button->setText(option.title);
        button->setShortcut({}); // the person's own ampersand is no mnemonic
        button->setAccessibleName(option.title);
        group->addButton(button);
        body()->addWidget(button);
        m_options.push_back(button);
        connect(button, &QAbstractButton::toggled, this, &VoteDialog::look);
    }
    addText(tr("A vote counts once and cannot be taken back."));
    body()->addStretch(1);
    auto* cancel = addButton(tr("Cancel"), false);
    m_vote = addButton(tr("Vote as @%1", "%1 is a handle").arg(handle), true);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_vote, &QPushButton::clicked, this, [this] {
        Q_EMIT chosen(choices());
        accept();
    });
    look();
    setStyleTokens(style);
}

std::vector<int> VoteDialog::choices() const
{
    std::vector<int> out;
    for (size_t i = 0; i < m_options.size(); ++i) {
        if (m_options[i]->isChecked())
            out.push_back(int(i));
    }
    return out;
}

void VoteDialog::look()
{
    m_vote->setEnabled(!choices().empty());
}

ReportDialog::ReportDialog(
    const PostPtr& post, const QString& server, const Style& style, QWidget* parent)
    : PlainDialog(tr("Report @%1", "%1 is a handle").arg(post->author.handle), style, parent)
{
    addText(tr("The people who run %1 read this, with the post.").arg(server));
    auto* words = new QPlainTextEdit(this);
    words->setAccessibleName(tr("What is wrong with it"));
    words->setPlaceholderText(tr("What is wrong with it"));
    words->setTabChangesFocus(true);
    words->setMinimumHeight(96);
    body()->addWidget(words, 1);
    auto* forward = new TickBox(tr("Tell the person's own server too"), this);
    forward->setAccessibleName(forward->text());
    body()->addWidget(forward);
    auto* cancel = addButton(tr("Cancel"), false);
    auto* send = addButton(tr("Report"), true);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(send, &QPushButton::clicked, this, [this, words, forward] {
        Q_EMIT chosen(words->toPlainText().trimmed(), forward->isChecked());
        accept();
    });
    setStyleTokens(style);
}

TranslationDialog::TranslationDialog(
    const PostPtr& post, const Translation& made, const Style& style, QWidget* parent)
    : PlainDialog(
        tr("Translation of @%1", "%1 is a handle").arg(post->author.handle), style, parent)
{
    if (!made.contentWarning.isEmpty())
        addText(tr("Content warning: %1").arg(made.contentWarning));
    auto* text = addText(made.text.text);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    if (!made.provider.isEmpty())
        addText(tr("Translated by %1. A machine did this; the post itself is unchanged.")
                    .arg(made.provider));
    body()->addStretch(1);
    auto* close = addButton(tr("Close"), true);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    setStyleTokens(style);
}

} // namespace staffroom
