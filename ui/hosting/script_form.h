#pragma once

#include "core/hosting/host_script.h"
#include "ui/base/style.h"

#include <QWidget>

class QDateTimeEdit;
class QLineEdit;
class QSpinBox;

namespace staffroom {

class AccountBook;
class AccountChooser;
class FieldRows;
class ImageRepository;
class TickBox;

/// What holds for a whole script: title, tag, who asks, who mirrors it, start and spacing.
class ScriptForm : public QWidget {
    Q_OBJECT
public:
    ScriptForm(const AccountBook& accounts, ImageRepository* images, QWidget* parent = nullptr);

    void setScript(const HostScript& script);
    /// Fills what the form says into `script`; false: the sentence below a field says what is
    /// wrong.
    bool fill(HostScript& script);
    void setStyleTokens(const Style& style);

    QLineEdit* title() const { return m_title; }
    QLineEdit* tag() const { return m_tag; }
    QSpinBox* spacing() const { return m_spacing; }
    QDateTimeEdit* begin() const { return m_begin; }
    AccountChooser* account() const { return m_account; }
    FieldRows* rows() const { return m_rows; }
    std::vector<std::pair<Source, TickBox*>> mirrors() const { return m_mirrors; }

Q_SIGNALS:
    void changed();
    void signInWanted();

private:
    void makeMirrors(const HostScript& script);

    const AccountBook& m_accounts;
    FieldRows* m_rows;
    QLineEdit* m_title;
    QLineEdit* m_tag;
    AccountChooser* m_account;
    QWidget* m_mirrorBox;
    std::vector<std::pair<Source, TickBox*>> m_mirrors;
    QDateTimeEdit* m_begin;
    QSpinBox* m_spacing;
    TickBox* m_fromZero;
    Style m_style;
    bool m_isShowing = false;
};

} // namespace staffroom
