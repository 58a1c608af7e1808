#include "ui/compose/media_strip.h"

#include "ui/base/icon_button.h"
#include "ui/compose/labels.h"
#include "ui/compose/media_card.h"
#include "ui/compose/post_text_edit.h"

#include <QPainter>
#include <QVBoxLayout>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

MediaStrip::MediaStrip(QWidget* parent)
    : QWidget(parent)
    , m_cardsBox(new QVBoxLayout)
    , m_reminder(new WrapLabel(this))
    , m_waiting(new WrapLabel(this))
    , m_trouble(new WrapLabel(this))
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
{
    m_reminder->setText(tr("Describe the picture; check that no pupil's name or face is in it."));
    m_cardsBox->setSpacing(4);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_reminder);
    column->addLayout(m_cardsBox);
    column->addWidget(m_waiting);
    column->addWidget(m_trouble);
    m_waiting->hide();
    m_trouble->hide();
    sync();
}

void MediaStrip::setMedia(const std::vector<DraftMedia>& media, const PostLimits& limits)
{
    m_media = media;
    m_limits = limits;
    sync();
}

void MediaStrip::sync()
{
    while (m_cards.size() < m_media.size()) {
        auto* card = new MediaCard(this);
        card->setStyleTokens(m_style);
        connect(card, &MediaCard::changed, this, [this](int index, const DraftMedia& media) {
            m_media[size_t(index)] = media;
            Q_EMIT changed(m_media);
        });
        connect(card, &MediaCard::removeWanted, this, [this](int index) {
            m_media.erase(m_media.begin() + index);
            sync();
            if (!m_cards.empty()) {
                m_cards[size_t(std::min(index, cardCount() - 1))]->description()->setFocus(
                    Qt::TabFocusReason);
            }
            Q_EMIT changed(m_media);
        });
        connect(card, &MediaCard::moveWanted, this, [this](int index, int by) {
            const int to = index + by;
            if (to < 0 || to >= cardCount())
                return;
            const bool wasWriting = m_cards[size_t(index)]->description()->hasFocus();
            move(index, to);
            // The focus goes with the picture.
            MediaCard* moved = m_cards[size_t(to)];
            QWidget* next = moved->description();
            if (!wasWriting) {
                auto* button = by < 0 ? moved->earlierButton() : moved->laterButton();
                if (button->isEnabled())
                    next = button;
            }
            next->setFocus(Qt::TabFocusReason);
        });
        connect(card, &MediaCard::dragged, this, [this](int, const QPoint& at) {
            m_gap = gapAt(at);
            update();
        });
        connect(card, &MediaCard::dropped, this, [this](int index, const QPoint& at) {
            const int gap = gapAt(at);
            m_gap = -1;
            update();
            move(index, gap > index ? gap - 1 : gap);
        });
        m_cardsBox->addWidget(card);
        m_cards.push_back(card);
    }
    while (m_cards.size() > m_media.size()) {
        // It may be the sender of the signal that leads here.
        m_cards.back()->hide();
        m_cards.back()->deleteLater();
        m_cards.pop_back();
    }
    for (int i = 0; i < cardCount(); ++i)
        m_cards[size_t(i)]->setMedia(m_media[size_t(i)], i, cardCount(), m_limits);
    m_reminder->setVisible(!m_media.empty());
}

void MediaStrip::move(int from, int to)
{
    if (from == to || from < 0 || to < 0 || from >= cardCount() || to >= cardCount())
        return;
    const DraftMedia moved = m_media[size_t(from)];
    m_media.erase(m_media.begin() + from);
    m_media.insert(m_media.begin() + to, moved);
    sync();
    Q_EMIT changed(m_media);
}

int MediaStrip::gapAt(const QPoint& globalPosition) const
{
    const int y = mapFromGlobal(globalPosition).y();
    int gap = 0;
    for (const MediaCard* card : m_cards) {
        if (y > card->geometry().center().y())
            ++gap;
    }
    return gap;
}

void MediaStrip::setWaiting(int count)
{
    m_waiting->setText(count == 1
            ? tr("Making the picture ready: without place and camera data, in a size that the "
                 "server takes.")
            : tr("Making %1 pictures ready: without place and camera data, in a size that the "
                 "server takes.")
                  .arg(count));
    m_waiting->setVisible(count > 0);
}

void MediaStrip::setTroubleText(int index, const QString& sentence)
{
    if (index >= 0 && index < cardCount()) {
        m_cards[size_t(index)]->setTroubleText(sentence);
        return;
    }
    m_trouble->setText(sentence);
    m_trouble->setVisible(!sentence.isEmpty());
}

QString MediaStrip::troubleText(int index) const
{
    return index >= 0 && index < cardCount() ? m_cards[size_t(index)]->troubleText()
                                             : m_trouble->text();
}

void MediaStrip::clearTroubles()
{
    for (MediaCard* card : m_cards)
        card->setTroubleText({});
    setTroubleText(-1, {});
}

QString MediaStrip::reminder() const
{
    return m_reminder->isHidden() ? QString() : m_reminder->text();
}

void MediaStrip::setStyleTokens(const Style& style)
{
    m_style = style;
    for (MediaCard* card : m_cards)
        card->setStyleTokens(style);
    for (WrapLabel* label : {m_reminder, m_waiting, m_trouble}) {
        label->setFont(style.meta);
        label->setInk(label == m_trouble ? style.tokens.danger : style.tokens.textSecond);
    }
}

void MediaStrip::paintEvent(QPaintEvent*)
{
    if (m_gap < 0 || m_cards.empty())
        return;
    QPainter painter(this);
    const int y = m_gap < cardCount() ? m_cards[size_t(m_gap)]->y() - 3
                                      : m_cards.back()->geometry().bottom() + 1;
    painter.fillRect(QRect(0, y, width(), 3), m_style.tokens.accent);
}

} // namespace staffroom
