#pragma once

#include "core/accounts/account_book.h"
#include "ui/base/style.h"

#include <QAbstractButton>

namespace staffroom {

class ImageRepository;

/// Who this goes out as: picture and full handle, always in view, wrapped where it is narrow. A
/// press lists all accounts; nothing but a choice from the list changes it.
class AccountChooser : public QAbstractButton {
    Q_OBJECT
public:
    AccountChooser(const AccountBook& accounts, ImageRepository* images, QWidget* parent = nullptr);

    void setAccount(const Source& account);
    const Source& account() const { return m_account; }
    void setStyleTokens(const Style& style);
    /// Opens the list.
    void choose();
    /// What the list would offer, in its order.
    std::vector<Source> choices() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {120, sizeHint().height()}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

Q_SIGNALS:
    void chosen(const staffroom::Source& account);
    void signInWanted();

protected:
    void paintEvent(QPaintEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    QString words() const;
    int side() const;
    QSize wordsSize(int width) const;

    const AccountBook& m_accounts;
    ImageRepository* m_images;
    Source m_account;
    Style m_style;
    bool m_showsFocus = false;
};

} // namespace staffroom
