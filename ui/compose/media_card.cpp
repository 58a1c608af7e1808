#include "ui/compose/media_card.h"

#include "ui/base/form_controls.h"
#include "ui/base/icon_button.h"
#include "ui/base/icons.h"
#include "ui/compose/labels.h"
#include "ui/compose/post_text_edit.h"

#include <QApplication>
#include <QBoxLayout>
#include <QImageReader>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int kSide = 72;
constexpr int kStored = 2 * kSide; ///< sharp on dense screens too
} // namespace

MediaCard::MediaCard(QWidget* parent)
    : QFrame(parent)
    , m_thumbnail(plainLabel({}, this))
    , m_length(plainLabel({}, this))
    , m_trouble(new WrapLabel(this))
    , m_alt(new PostTextEdit(this))
    , m_skip(new TickBox(tr("Send without description"), this))
    , m_earlier(new IconButton("chevron-up"_L1, tr("Move the picture up"), this))
    , m_later(new IconButton("chevron-down"_L1, tr("Move the picture down"), this))
    , m_remove(new IconButton("trash"_L1, tr("Take the picture out"), this))
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
{
    m_thumbnail->setFixedSize(kSide, kSide);
    m_thumbnail->setCursor(Qt::OpenHandCursor);
    m_thumbnail->installEventFilter(this);
    m_alt->setLines(2, 6);
    m_alt->setPlaceholderText(tr("Describe the picture"));
    m_skip->setWraps(true);
    m_trouble->hide();
    auto* tools = new QHBoxLayout;
    tools->setSpacing(0);
    tools->addWidget(m_earlier);
    tools->addWidget(m_later);
    tools->addWidget(m_remove);
    tools->addStretch(1);
    tools->addWidget(m_length);
    auto* right = new QVBoxLayout;
    right->setSpacing(4);
    right->addWidget(m_alt);
    right->addLayout(tools);
    auto* top = new QHBoxLayout;
    top->setSpacing(8);
    top->addWidget(m_thumbnail, 0, Qt::AlignTop);
    top->addLayout(right, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 4);
    column->setSpacing(4);
    column->addLayout(top);
    column->addWidget(m_skip);
    column->addWidget(m_trouble);
    setTabOrder(m_alt, m_earlier);
    setTabOrder(m_earlier, m_later);
    setTabOrder(m_later, m_remove);
    setTabOrder(m_remove, m_skip);
    connect(m_alt, &QPlainTextEdit::textChanged, this, [this] {
        const QString text = m_alt->toPlainText();
        if (text == m_media.alt)
            return;
        m_media.alt = text;
        tellLength();
        Q_EMIT changed(m_index, m_media);
    });
    connect(m_skip, &QCheckBox::toggled, this, [this](bool on) {
        if (on == m_media.skipsAlt)
            return;
        m_media.skipsAlt = on;
        Q_EMIT changed(m_index, m_media);
    });
    connect(m_remove, &IconButton::clicked, this, [this] { Q_EMIT removeWanted(m_index); });
    connect(m_earlier, &IconButton::clicked, this, [this] { Q_EMIT moveWanted(m_index, -1); });
    connect(m_later, &IconButton::clicked, this, [this] { Q_EMIT moveWanted(m_index, 1); });
}

void MediaCard::setMedia(const DraftMedia& media, int index, int count, const PostLimits& limits)
{
    const bool isOther = media.file != m_media.file || media.remoteId != m_media.remoteId;
    m_media = media;
    m_index = index;
    m_maxAlt = limits.maxAlt;
    m_alt->showText(media.alt);
    m_alt->setAccessibleName(tr("Description of picture %1 of %2").arg(index + 1).arg(count));
    setAccessibleName(tr("Picture %1 of %2, %3").arg(index + 1).arg(count).arg(media.name));
    m_thumbnail->setAccessibleName(media.alt.isEmpty() ? media.name : media.alt);
    m_thumbnail->setToolTip(media.name.toHtmlEscaped());
    m_skip->setChecked(media.skipsAlt);
    m_skip->setVisible(media.alt.trimmed().isEmpty());
    m_earlier->setVisible(count > 1);
    m_later->setVisible(count > 1);
    m_earlier->setEnabled(index > 0);
    m_later->setEnabled(index + 1 < count);
    tellLength();
    if (isOther)
        load();
}

void MediaCard::load()
{
    m_image = {};
    paintThumbnail();
    if (m_media.file.isEmpty())
        return;
    m_loading = runInPool(
        *QThreadPool::globalInstance(), [file = m_media.file]() -> Result<QImage> {
            // Our own copy: already checked, upright and of a size the server takes.
            QImageReader reader(file);
            const QSize full = reader.size();
            if (full.isValid())
                reader.setScaledSize(full.scaled(kStored, kStored, Qt::KeepAspectRatioByExpanding));
            QImage image = reader.read();
            if (image.isNull())
                return fail(Error::Kind::Storage, reader.errorString());
            return image.convertToFormat(QImage::Format_ARGB32_Premultiplied);
        }).then(this, [this](Result<QImage> image) {
        if (!image)
            return;
        m_image = std::move(*image);
        paintThumbnail();
    });
}

void MediaCard::paintThumbnail()
{
    const qreal ratio = devicePixelRatioF();
    QPixmap picture((QSizeF(kSide, kSide) * ratio).toSize());
    picture.setDevicePixelRatio(ratio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    QPainterPath path;
    path.addRoundedRect(QRectF(0, 0, kSide, kSide), 6, 6);
    painter.fillPath(path, m_style.tokens.well);
    if (m_image.isNull()) {
        painter.drawPixmap((kSide - 24) / 2, (kSide - 24) / 2,
            iconPixmap("image"_L1, m_style.tokens.textSecond, 24, ratio));
    } else {
        painter.setClipPath(path);
        QSizeF size = m_image.size();
        size.scale(kSide, kSide, Qt::KeepAspectRatioByExpanding);
        QRectF at(QPointF(0, 0), size);
        at.moveCenter(QPointF(kSide / 2.0, kSide / 2.0));
        painter.drawImage(at, m_image);
    }
    painter.end();
    m_thumbnail->setPixmap(picture);
}

void MediaCard::tellLength()
{
    const int left = m_maxAlt - int(m_media.alt.size());
    m_length->setText(QLocale().toString(left));
    m_length->setAccessibleName(left >= 0
            ? tr("%n characters left for the description", nullptr, left)
            : tr("%n characters too long", nullptr, -left));
    QPalette palette = m_style.palette();
    palette.setColor(
        QPalette::WindowText, left < 0 ? m_style.tokens.danger : m_style.tokens.textSecond);
    m_length->setPalette(palette);
    // Shown once it may matter.
    m_length->setVisible(!m_media.alt.isEmpty());
}

void MediaCard::setTroubleText(const QString& sentence)
{
    m_trouble->setText(sentence);
    m_trouble->setVisible(!sentence.isEmpty());
}

QString MediaCard::troubleText() const
{
    return m_trouble->text();
}

void MediaCard::setStyleTokens(const Style& style)
{
    m_style = style;
    m_alt->setStyleTokens(style);
    m_skip->setStyleTokens(style);
    m_length->setFont(style.meta);
    m_trouble->setFont(style.meta);
    m_trouble->setInk(style.tokens.danger);
    for (IconButton* button : {m_earlier, m_later, m_remove})
        button->setStyleTokens(style);
    tellLength();
    paintThumbnail();
}

void MediaCard::keyPressEvent(QKeyEvent* event)
{
    if (event->modifiers() == Qt::AltModifier
        && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)) {
        Q_EMIT moveWanted(m_index, event->key() == Qt::Key_Up ? -1 : 1);
        return;
    }
    QFrame::keyPressEvent(event);
}

bool MediaCard::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_thumbnail)
        return QFrame::eventFilter(watched, event);
    // Only the kinds below are mouse events.
    const auto place
        = [event] { return static_cast<QMouseEvent*>(event)->globalPosition().toPoint(); };
    switch (event->type()) {
    case QEvent::MouseButtonPress:
        m_pressed = place();
        return true;
    case QEvent::MouseMove: {
        const QPoint at = place();
        if ((at - m_pressed).manhattanLength() >= QApplication::startDragDistance())
            m_isDragging = true;
        if (m_isDragging)
            Q_EMIT dragged(m_index, at);
        return true;
    }
    case QEvent::MouseButtonRelease:
        if (std::exchange(m_isDragging, false))
            Q_EMIT dropped(m_index, place());
        return true;
    default:
        return QFrame::eventFilter(watched, event);
    }
}

} // namespace staffroom
