#include "ui/shell/window_notice.h"

#include "ui/columns/icon_button.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr Millis kShownFor = std::chrono::seconds(10);
constexpr int kShadow = 4;
} // namespace

WindowNotice::WindowNotice(Clock& clock, QWidget* parent)
    : QWidget(parent)
    , m_text(new QLabel(this))
    , m_button(new QPushButton(this))
    , m_close(new IconButton("close"_L1, tr("Dismiss"), this))
    , m_timer(clock.createTimer([this] {
        if (underMouse() || isAncestorOf(focusWidget()))
            m_timer->start(kShownFor);
        else
            hide();
    }))
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
{
    m_text->setTextFormat(Qt::PlainText);
    m_button->setAccessibleName(tr("Undo"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(kShadow + 14, kShadow + 8, kShadow + 14, kShadow + 8);
    row->setSpacing(12);
    row->addWidget(m_text);
    row->addWidget(m_button);
    row->addWidget(m_close);
    connect(m_button, &QPushButton::clicked, this, [this] {
        const auto run = std::exchange(m_run, nullptr);
        dismiss();
        if (run)
            run();
    });
    connect(m_close, &IconButton::clicked, this, &WindowNotice::dismiss);
    hide();
}

void WindowNotice::tell(const QString& text, const QString& button, std::function<void()> run)
{
    m_text->setText(text);
    setAccessibleName(text);
    m_button->setText(button);
    if (!button.isEmpty())
        m_button->setAccessibleName(button);
    m_button->setVisible(!button.isEmpty());
    m_run = std::move(run);
    show();
    placeIn(m_area);
    m_timer->start(kShownFor);
}

void WindowNotice::dismiss()
{
    m_timer->stop();
    hide();
}

QString WindowNotice::text() const
{
    return m_text->text();
}

void WindowNotice::setStyleTokens(const Style& style)
{
    m_style = style;
    setStyleSheet(controlSheet(style));
    m_text->setFont(style.body);
    m_button->setFont(style.body);
    m_text->setPalette(style.palette());
    m_close->setStyleTokens(style);
    placeIn(m_area);
    update();
}

void WindowNotice::placeIn(const QRect& area)
{
    m_area = area;
    const QSize size = sizeHint().boundedTo(area.size());
    setGeometry(area.center().x() - size.width() / 2, area.bottom() - size.height() - 20,
        size.width(), size.height());
    raise();
}

void WindowNotice::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(kShadow, kShadow, -kShadow, -kShadow);
    painter.setPen(Qt::NoPen);
    for (int i = kShadow; i > 0; --i) {
        painter.setBrush(QColor(0, 0, 0, 12));
        painter.drawRoundedRect(box.adjusted(-i, -i + 1, i, i), 8 + i, 8 + i);
    }
    painter.setPen(m_style.tokens.line);
    painter.setBrush(m_style.tokens.raised);
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
}

} // namespace staffroom
