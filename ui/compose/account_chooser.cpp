#include "ui/compose/account_chooser.h"

#include "core/media/image_repository.h"
#include "ui/base/icons.h"
#include "ui/base/wrapped_text.h"
#include "ui/compose/field_sheet.h"

#include <QFocusEvent>
#include <QMenu>
#include <QPainter>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

AccountChooser::AccountChooser(
    const AccountBook& accounts, ImageRepository* images, QWidget* parent)
    : QAbstractButton(parent)
    , m_accounts(accounts)
    , m_images(images)
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    // Not Fixed: that would hold it at the height of one line.
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(this, &QAbstractButton::clicked, this, &AccountChooser::choose);
    const auto refresh = [this] { setAccount(Source(m_account)); };
    connect(&accounts, &AccountBook::added, this, refresh);
    connect(&accounts, &AccountBook::removed, this, refresh);
    connect(&accounts, &AccountBook::changed, this, refresh);
    if (images != nullptr)
        connect(images, &ImageRepository::arrived, this, qOverload<>(&QWidget::update));
    setAccount({});
}

void AccountChooser::setAccount(const Source& account)
{
    m_account = account;
    setAccessibleName(account.account.isEmpty() ? words() : tr("Writing as %1").arg(words()));
    setAccessibleDescription(tr("Opens the list of your accounts"));
    updateGeometry();
    update();
}

QString AccountChooser::words() const
{
    if (!m_account.account.isEmpty())
        return u'@' + m_account.account;
    return m_accounts.accounts().empty() ? tr("Sign in to post") : tr("Choose an account");
}

std::vector<Source> AccountChooser::choices() const
{
    std::vector<Source> out;
    for (const Account& account : m_accounts.accounts())
        out.push_back(account.source);
    return out;
}

void AccountChooser::choose()
{
    if (m_accounts.accounts().empty()) {
        Q_EMIT signInWanted();
        return;
    }
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setStyleSheet(fieldSheet(m_style));
    menu->setFont(m_style.body);
    for (const Account& account : m_accounts.accounts()) {
        const QString handle = u'@' + account.source.account;
        // An ampersand would become a shortcut.
        QAction* action = menu->addAction(QString(handle).replace(u'&', u"&&"_s));
        action->setCheckable(true);
        action->setChecked(account.source == m_account);
        connect(action, &QAction::triggered, this,
            [this, source = account.source] { Q_EMIT chosen(source); });
    }
    menu->addSeparator();
    connect(menu->addAction(tr("Sign in with another account")), &QAction::triggered, this,
        &AccountChooser::signInWanted);
    menu->popup(mapToGlobal(rect().bottomLeft()));
}

void AccountChooser::setStyleTokens(const Style& style)
{
    m_style = style;
    updateGeometry();
    update();
}

int AccountChooser::side() const
{
    return int(28 * std::min(m_style.textScale, 1.5));
}

QSize AccountChooser::wordsSize(int width) const
{
    const int room = width - 4 - side() - 8 - m_style.smallIcon() - 8;
    return wrappedSize(m_style.name, words(), room);
}

QSize AccountChooser::sizeHint() const
{
    const int width = QFontMetrics(m_style.name).horizontalAdvance(words()) + 2 + 4 + side() + 8
        + m_style.smallIcon() + 8;
    return {width, heightForWidth(width)};
}

int AccountChooser::heightForWidth(int width) const
{
    return std::max(side() + 8, wordsSize(width).height() + 8);
}

void AccountChooser::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto& t = m_style.tokens;
    if (underMouse() || isDown()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.well);
        painter.drawRoundedRect(rect(), 6, 6);
    }
    if (m_showsFocus) {
        painter.setPen(QPen(t.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 6, 6);
    }
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    const auto placed = [&](const QRect& r) {
        return isMirrored ? QRect(width() - r.right() - 1, r.top(), r.width(), r.height()) : r;
    };
    const QRect avatar = placed({4, (height() - side()) / 2, side(), side()});
    const Account* account = m_accounts.find(m_account);
    bool isDrawn = false;
    if (m_images != nullptr && m_style.showImages && account != nullptr
        && !account->avatar.isEmpty()) {
        const auto found = m_images->image({account->avatar, avatar.size() * devicePixelRatioF(),
            ImageKey::Shape::Circle, true, 0});
        if (found.status == ImageRepository::Status::Ready) {
            painter.drawImage(avatar, found.image);
            isDrawn = true;
        }
    }
    if (!isDrawn) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.accentSoft);
        painter.drawEllipse(avatar);
        const int icon = side() * 2 / 3;
        painter.drawPixmap(avatar.center().x() - icon / 2 + 1, avatar.center().y() - icon / 2 + 1,
            iconPixmap("user"_L1, t.accent, icon, devicePixelRatioF()));
    }
    const int start = 4 + side() + 8;
    const int words = wordsSize(width()).width() + 1;
    painter.setPen(t.text);
    drawWrapped(painter, placed({start, 0, words, height()}), m_style.name, this->words(),
        Qt::AlignVCenter | (isMirrored ? Qt::AlignRight : Qt::AlignLeft));
    const int sign = m_style.smallIcon();
    painter.drawPixmap(placed({start + words + 4, (height() - sign) / 2, sign, sign}),
        iconPixmap("chevron-down"_L1, t.textSecond, sign, devicePixelRatioF()));
}

void AccountChooser::focusInEvent(QFocusEvent* event)
{
    m_showsFocus = event->reason() != Qt::MouseFocusReason;
    QAbstractButton::focusInEvent(event);
    update();
}

void AccountChooser::focusOutEvent(QFocusEvent* event)
{
    m_showsFocus = false;
    QAbstractButton::focusOutEvent(event);
    update();
}

} // namespace staffroom
