#pragma once

#include "core/model/draft.h"
#include "core/services/capabilities.h"
#include "ui/base/style.h"

#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace staffroom {

class MediaCard;
class WrapLabel;

/// The pictures of one post: a card for each, the order by dragging or by Alt+Up and Alt+Down, one
/// reminder about pupils.
class MediaStrip : public QWidget {
    Q_OBJECT
public:
    explicit MediaStrip(QWidget* parent = nullptr);

    void setMedia(const std::vector<DraftMedia>& media, const PostLimits& limits);
    const std::vector<DraftMedia>& media() const { return m_media; }
    /// How many pictures are being made ready; 0: none.
    void setWaiting(int count);
    /// A sentence for one picture, or with -1 for all; empty takes it away.
    void setTroubleText(int index, const QString& sentence);
    QString troubleText(int index) const;
    void clearTroubles();
    MediaCard* card(int index) const { return m_cards[size_t(index)]; }
    int cardCount() const { return int(m_cards.size()); }
    QString reminder() const;
    void setStyleTokens(const Style& style);

Q_SIGNALS:
    void changed(const std::vector<staffroom::DraftMedia>& media);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void move(int from, int to);
    int gapAt(const QPoint& globalPosition) const; ///< before which card
    void sync();

    std::vector<DraftMedia> m_media;
    PostLimits m_limits;
    std::vector<MediaCard*> m_cards;
    QVBoxLayout* m_cardsBox;
    WrapLabel* m_reminder;
    WrapLabel* m_waiting;
    WrapLabel* m_trouble;
    Style m_style;
    int m_gap = -1; ///< where a dragged card would fall
};

} // namespace staffroom
