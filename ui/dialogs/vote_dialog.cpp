#include "ui/dialogs/vote_dialog.h"

#include <QButtonGroup>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace staffroom {

VoteDialog::VoteDialog(const Poll& poll, const QString& handle, const Style& style, QWidget* parent)
    : PlainDialog(tr("Vote"), style, parent)
{
    auto* group = new QButtonGroup(this);
    group->setExclusive(!poll.isMultiple);
    for (const PollOption& option : poll.options) {
        // A mnemonic would eat the person's own ampersand.
        const QString text = QString(option.title).replace(u'&', QStringLiteral("&&"));
        QAbstractButton* button = poll.isMultiple
            ? static_cast<QAbstractButton*>(new TickBox(text, this))
            : static_cast<QAbstractButton*>(new QRadioButton(text, this));
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
