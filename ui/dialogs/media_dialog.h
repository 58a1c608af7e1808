#pragma once

#include "core/media/image_repository.h"
#include "core/model/post.h"
#include "ui/base/style.h"
#include "ui/columns/shell_context.h"

#include <QDialog>

class QLabel;
class QPushButton;

namespace staffroom {

class IconButton;

/// A post's pictures one at a time, each with its alt text. Arrow keys leaf, Escape closes.
class MediaDialog : public QDialog {
    Q_OBJECT
public:
    MediaDialog(const ShellContext& context, const Style& style, const PostPtr& post, int index,
        QWidget* parent = nullptr);
    ~MediaDialog() override;

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void step(int by);
    void showPicture();
    const Media& media() const { return m_post->media[size_t(m_index)]; }

    ShellContext m_context;
    Style m_style;
    PostPtr m_post;
    int m_index = 0;
    QLabel* m_picture;
    QLabel* m_alt;
    QLabel* m_count;
    IconButton* m_previous;
    IconButton* m_next;
    QPushButton* m_outside;
    QPushButton* m_close;
    ImageKey m_key;
};

} // namespace staffroom
