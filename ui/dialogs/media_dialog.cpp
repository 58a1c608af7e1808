#include "ui/dialogs/media_dialog.h"

#include "ui/columns/icon_button.h"
#include "ui/columns/open_external.h"
#include "ui/dialogs/form_parts.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QScreen>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

MediaDialog::MediaDialog(const ShellContext& context, const Style& style, const PostPtr& post,
    int index, QWidget* parent)
    : QDialog(parent)
    , m_context(context)
    , m_style(style)
    , m_post(post)
    , m_index(std::clamp(index, 0, std::max(0, int(post->media.size()) - 1)))
    , m_picture(plainLabel({}, this))
    , m_alt(plainLabel({}, this))
    , m_count(plainLabel({}, this))
    , m_previous(new IconButton("chevron-left"_L1, tr("Previous picture"), this))
    , m_next(new IconButton("chevron-right"_L1, tr("Next picture"), this))
    , m_outside(new QPushButton(tr("Open in browser"), this))
    , m_close(new QPushButton(tr("Close"), this))
{
    setWindowTitle(tr("Picture"));
    setAttribute(Qt::WA_DeleteOnClose);
    setPalette(style.palette());
    setStyleSheet(controlSheet(style));
    setFont(style.body);
    m_picture->setAlignment(Qt::AlignCenter);
    m_picture->setMinimumSize(240, 160);
    m_picture->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored);
    m_alt->setWordWrap(true);
    m_alt->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QPalette second = style.palette();
    second.setColor(QPalette::WindowText, style.tokens.textSecond);
    m_count->setPalette(second);
    for (auto* button : {m_previous, m_next})
        button->setStyleTokens(style);
    for (auto* button : {m_outside, m_close})
        button->setAccessibleName(button->text());
    m_outside->setAutoDefault(false);
    m_close->setDefault(true);

    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_previous);
    buttons->addWidget(m_next);
    buttons->addWidget(m_count);
    buttons->addStretch(1);
    buttons->addWidget(m_outside);
    buttons->addWidget(m_close);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    column->addWidget(m_picture, 1);
    column->addWidget(m_alt);
    column->addLayout(buttons);
    connect(m_previous, &IconButton::clicked, this, [this] { step(-1); });
    connect(m_next, &IconButton::clicked, this, [this] { step(1); });
    connect(m_close, &QPushButton::clicked, this, &QDialog::accept);
    connect(m_outside, &QPushButton::clicked, this, [this] {
        if (!m_post->media.empty())
            openExternal(media().url);
    });
    if (m_context.images) {
        connect(m_context.images, &ImageRepository::arrived, this, [this](const ImageKey& key) {
            if (key == m_key)
                showPicture();
        });
    }
    resize(900, 700);
    showPicture();
}

MediaDialog::~MediaDialog()
{
    if (m_context.images)
        m_context.images->setPinned(this, {});
}

void MediaDialog::step(int by)
{
    const int count = int(m_post->media.size());
    m_index = std::clamp(m_index + by, 0, std::max(0, count - 1));
    showPicture();
}

void MediaDialog::showPicture()
{
    const int count = int(m_post->media.size());
    m_previous->setEnabled(m_index > 0);
    m_next->setEnabled(m_index + 1 < count);
    m_previous->setVisible(count > 1);
    m_next->setVisible(count > 1);
    m_count->setText(count > 1 ? tr("%1 of %2").arg(m_index + 1).arg(count) : QString());
    if (count == 0)
        return;
    m_alt->setText(media().alt.isEmpty() ? tr("The author wrote no description.") : media().alt);
    m_picture->setAccessibleName(m_alt->text());
    const bool isPicture = media().kind == Media::Kind::Image;
    if (!m_context.images) {
        m_picture->setText(tr("Pictures are switched off."));
        return;
    }
    const qreal ratio = devicePixelRatioF();
    m_key = {isPicture ? media().url : media().preview, m_picture->size() * ratio,
        ImageKey::Shape::Rectangle, false, 0};
    m_context.images->setPinned(this, {m_key});
    const auto found = m_context.images->image(m_key);
    if (found.status == ImageRepository::Status::Ready) {
        QPixmap pixmap = QPixmap::fromImage(found.image);
        pixmap.setDevicePixelRatio(ratio);
        m_picture->setPixmap(pixmap);
    } else {
        m_picture->setText(found.status == ImageRepository::Status::Loading
                ? tr("Loading the picture …")
                : tr("The picture could not be loaded."));
    }
}

void MediaDialog::keyPressEvent(QKeyEvent* event)
{
    const int forward = layoutDirection() == Qt::RightToLeft ? -1 : 1;
    if (event->key() == Qt::Key_Right)
        step(forward);
    else if (event->key() == Qt::Key_Left)
        step(-forward);
    else
        QDialog::keyPressEvent(event);
}

void MediaDialog::resizeEvent(QResizeEvent* event)
{
    QDialog::resizeEvent(event);
    showPicture();
}

} // namespace staffroom
