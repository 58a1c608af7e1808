#include "ui/compose/part_editor.h"

#include "ui/base/form_controls.h"
#include "ui/base/icon_button.h"
#include "ui/compose/labels.h"
#include "ui/compose/media_strip.h"
#include "ui/compose/poll_editor.h"
#include "ui/compose/post_text_edit.h"

#include <QBoxLayout>
#include <QLocale>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

PartEditor::PartEditor(QWidget* parent)
    : QWidget(parent)
    , m_text(new PostTextEdit(this))
    , m_head(new QWidget(this))
    , m_title(plainLabel({}, m_head))
    , m_remove(new IconButton("trash"_L1, tr("Take this part out"), m_head))
    , m_foot(new QHBoxLayout)
    , m_counter(plainLabel({}, this))
    , m_trouble(new WrapLabel(this))
    , m_media(new MediaStrip(this))
    , m_poll(new PollEditor(this))
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
{
    m_text->setPlaceholderText(tr("Write here"));
    m_trouble->hide();
    m_poll->hide();
    m_media->hide();
    auto* head = new QHBoxLayout(m_head);
    head->setContentsMargins(0, 0, 0, 0);
    head->addWidget(m_title, 1);
    head->addWidget(m_remove);
    m_foot->setSpacing(8);
    m_foot->addWidget(m_counter, 0, Qt::AlignTop | Qt::AlignTrailing);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_head);
    column->addWidget(m_text);
    column->addLayout(m_foot);
    column->addWidget(m_trouble);
    column->addWidget(m_media);
    column->addWidget(m_poll);
    setTabOrder(m_text, m_remove);
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
        if (!m_isShowing)
            Q_EMIT textChanged(m_text->toPlainText());
    });
    connect(m_media, &MediaStrip::changed, this, &PartEditor::mediaChanged);
    connect(m_poll, &PollEditor::changed, this, &PartEditor::pollChanged);
    connect(m_poll, &PollEditor::removeWanted, this, &PartEditor::pollRemoved);
    connect(m_remove, &IconButton::clicked, this, &PartEditor::removeWanted);
}

void PartEditor::setPart(const DraftPart& part, int index, int count, const PostLimits& limits)
{
    m_isShowing = true;
    m_text->showText(part.text);
    m_isShowing = false;
    const QString place = tr("Part %1 of %2").arg(index + 1).arg(count);
    m_head->setVisible(count > 1);
    m_title->setText(place);
    m_remove->setName(tr("Take part %1 out").arg(index + 1));
    m_text->setAccessibleName(count > 1 ? tr("Text, %1").arg(place) : tr("Text of the post"));
    m_media->setMedia(part.media, limits);
    m_media->setVisible(!part.media.empty() || !m_mediaTrouble.isEmpty());
    if (part.poll)
        m_poll->setPoll(*part.poll, limits);
    m_poll->setVisible(part.poll.has_value());
}

void PartEditor::setLength(int remaining, int reserved)
{
    m_remaining = remaining;
    m_reserved = reserved;
    const QLocale locale;
    m_counter->setText(locale.toString(remaining));
    QString spoken = remaining >= 0 ? tr("%1 characters left").arg(locale.toString(remaining))
                                    : tr("%1 characters too many").arg(locale.toString(-remaining));
    if (reserved > 0)
        spoken += u", "_s + tr("%1 kept for label and hashtag").arg(locale.toString(reserved));
    m_counter->setAccessibleName(spoken);
    m_counter->setToolTip(spoken.toHtmlEscaped());
    QPalette palette = m_style.palette();
    palette.setColor(
        QPalette::WindowText, remaining < 0 ? m_style.tokens.danger : m_style.tokens.textSecond);
    m_counter->setPalette(palette);
    QFont font = m_style.meta;
    if (remaining < 0)
        font.setWeight(QFont::DemiBold);
    m_counter->setFont(font);
    m_counter->setMinimumHeight(28); // in one line with the chips
}

void PartEditor::setFindings(
    const std::vector<Finding>& findings, const std::function<QString(const Finding&)>& words)
{
    QStringList text;
    QStringList poll;
    QStringList media;
    m_media->clearTroubles();
    for (const Finding& finding : findings) {
        switch (finding.kind) {
        case Finding::Kind::PollIncomplete:
            poll << words(finding);
            break;
        case Finding::Kind::TooManyMedia:
        case Finding::Kind::PollWithMedia:
            media << words(finding);
            break;
        case Finding::Kind::AltTooLong:
            m_media->setTroubleText(finding.media, words(finding));
            break;
        default:
            text << words(finding);
        }
    }
    if (!m_mediaTrouble.isEmpty())
        media << m_mediaTrouble;
    m_trouble->setText(text.join(u'\n'));
    m_trouble->setVisible(!text.isEmpty());
    m_poll->setTroubleText(poll.join(u'\n'));
    m_media->setTroubleText(-1, media.join(u'\n'));
}

void PartEditor::clear()
{
    m_isShowing = true;
    m_text->setPlainText({});
    m_isShowing = false;
}

void PartEditor::setWaiting(int pictures)
{
    m_media->setWaiting(pictures);
    if (pictures > 0)
        m_media->show();
}

void PartEditor::setMediaTrouble(const QString& sentence)
{
    m_mediaTrouble = sentence;
    m_media->setTroubleText(-1, sentence);
    m_media->setVisible(!sentence.isEmpty() || m_media->cardCount() > 0);
}

void PartEditor::setChips(QWidget* chips)
{
    chips->setParent(this);
    m_foot->insertWidget(0, chips, 1);
    chips->show();
    setTabOrder(m_text, chips);
}

void PartEditor::setStyleTokens(const Style& style)
{
    m_style = style;
    m_text->setStyleTokens(style);
    m_remove->setStyleTokens(style);
    m_media->setStyleTokens(style);
    m_poll->setStyleTokens(style);
    m_title->setFont(style.name);
    m_trouble->setFont(style.meta);
    m_title->setPalette(style.palette());
    m_trouble->setInk(style.tokens.danger);
    setLength(m_remaining, m_reserved);
}

} // namespace staffroom
