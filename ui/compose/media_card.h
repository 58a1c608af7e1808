#pragma once

#include "core/base/task.h"
#include "core/model/draft.h"
#include "core/services/capabilities.h"
#include "ui/base/style.h"

#include <QFrame>
#include <QImage>

class QLabel;

namespace staffroom {

class IconButton;
class PostTextEdit;
class TickBox;
class WrapLabel;

/// One picture of a post that is being written: small picture to drag it by, description with
/// counter, place in the order, out again.
class MediaCard : public QFrame {
    Q_OBJECT
public:
    explicit MediaCard(QWidget* parent = nullptr);

    void setMedia(const DraftMedia& media, int index, int count, const PostLimits& limits);
    const DraftMedia& media() const { return m_media; }
    int index() const { return m_index; }
    void setTroubleText(const QString& sentence);
    QString troubleText() const;
    void setStyleTokens(const Style& style);
    /// What a screen reader hears of the picture is its description, never its file's name alone.
    PostTextEdit* description() const { return m_alt; }
    TickBox* skipBox() const { return m_skip; }
    IconButton* removeButton() const { return m_remove; }
    IconButton* earlierButton() const { return m_earlier; }
    IconButton* laterButton() const { return m_later; }

Q_SIGNALS:
    void changed(int index, const staffroom::DraftMedia& media);
    void removeWanted(int index);
    void moveWanted(int index, int by);
    void dragged(int index, const QPoint& globalPosition);
    void dropped(int index, const QPoint& globalPosition);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void load();
    void paintThumbnail();
    void tellLength();

    DraftMedia m_media;
    int m_index = 0;
    int m_maxAlt = 1500;
    QImage m_image;
    TaskHandle m_loading;
    QLabel* m_thumbnail;
    QLabel* m_length;
    WrapLabel* m_trouble;
    PostTextEdit* m_alt;
    TickBox* m_skip;
    IconButton* m_earlier;
    IconButton* m_later;
    IconButton* m_remove;
    Style m_style;
    bool m_isDragging = false;
    QPoint m_pressed;
};

} // namespace staffroom
