#include "ui/dialogs/form_parts.h"

#include "core/model/feed_spec.h"
#include "ui/base/icons.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QStyle>
#include <QUrl>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

ComboField::ComboField(QWidget* parent)
    : QComboBox(parent)
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
{
    view()->setAccessibleName(tr("Choices"));
}

void ComboField::setStyleTokens(const Style& style)
{
    m_style = style;
    update();
}

void ComboField::paintEvent(QPaintEvent* event)
{
    QComboBox::paintEvent(event);
    QPainter painter(this);
    constexpr int side = 16;
    const int x = layoutDirection() == Qt::RightToLeft ? 8 : width() - side - 8;
    painter.drawPixmap(x, (height() - side) / 2,
        iconPixmap("chevron-down"_L1, m_style.tokens.textSecond, side, devicePixelRatioF()));
}

SentenceLabel::SentenceLabel(QWidget* parent)
    : QLabel(parent)
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setAlignment(Qt::AlignLeading | Qt::AlignTop);
}

void SentenceLabel::say(const QString& sentence, bool isTrouble)
{
    m_isTrouble = isTrouble;
    setText(sentence);
    recolour();
}

void SentenceLabel::setStyleTokens(const Style& style)
{
    m_style = style;
    setFont(style.meta);
    // Room for two lines, so that a sentence coming or going moves nothing else.
    setMinimumHeight(2 * QFontMetrics(style.meta).lineSpacing());
    recolour();
}

void SentenceLabel::recolour()
{
    QPalette palette = m_style.palette();
    palette.setColor(
        QPalette::WindowText, m_isTrouble ? m_style.tokens.danger : m_style.tokens.textSecond);
    setPalette(palette);
}

QLabel* plainLabel(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    return label;
}

QString serverText(const Source& source)
{
    const QUrl url(source.server);
    // http and unusual ports are for the machine's own servers: shown in full.
    const bool isPlain = url.scheme() == "https"_L1 && url.port() < 0;
    return isPlain ? url.host() : source.text();
}

void fillServers(QComboBox& combo, const QStringList& remembered)
{
    QStringList shown;
    const auto add = [&shown](const QString& server) {
        const QString text = serverText({{}, server, {}});
        if (!text.isEmpty() && !shown.contains(text))
            shown << text;
    };
    for (const QString& server : remembered)
        add(server);
    for (const auto& server :
        {u"https://mastodon.social"_s, u"https://mastodon.online"_s, u"https://mstdn.social"_s})
        add(server);
    shown << u"practice"_s;
    const QString typed = combo.currentText();
    combo.clear();
    combo.addItems(shown);
    combo.setEditText(typed);
}

void setTrouble(QWidget& field, bool isTrouble)
{
    if (field.property("trouble").toBool() == isTrouble)
        return;
    field.setProperty("trouble", isTrouble);
    field.style()->unpolish(&field);
    field.style()->polish(&field);
}

} // namespace staffroom
