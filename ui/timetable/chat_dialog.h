#pragma once

#include "core/timetable/chat_listing.h"
#include "ui/dialogs/field_rows.h"
#include "ui/dialogs/plain_dialog.h"

class QPlainTextEdit;
class QScrollArea;

namespace staffroom {

class ThinScrollBar;

/// Edits an entry of the directory: a new one, an own one, or a correction.
class ChatDialog : public PlainDialog {
    Q_OBJECT
public:
    ChatDialog(const ChatListing& listing, bool isKnown, int thisYear, const Style& style,
        QWidget* parent);

    void setStyleTokens(const Style& style) override;
    FieldRows* fields() const { return m_fields; }
    ComboField* ruleField() const { return m_rule; }
    ComboField* dayField() const { return m_day; }
    ComboField* zoneField() const { return m_zone; }
    TickBox* nthBox(int nth) const { return m_nth[size_t(nth - 1)]; } ///< 1 to 5
    /// What is typed, right or wrong.
    ChatListing typed() const;
    void press(); ///< as the button does

Q_SIGNALS:
    void done(const staffroom::ChatListing& listing); ///< nothing is wrong with it

private:
    void build();
    QWidget* tickRow(const QStringList& texts, std::vector<TickBox*>& boxes);
    void fill();
    void showFittingFields();
    void tell(ListingProblem problem);
    bool tellUnreadable();

    ChatListing m_listing;
    int m_year;
    FieldRows* m_fields;
    QScrollArea* m_area;
    ThinScrollBar* m_bar;
    ComboField* m_rule;
    ComboField* m_day;
    ComboField* m_zone;
    ComboField* m_status;
    std::vector<TickBox*> m_nth;
    std::vector<TickBox*> m_days;
    std::vector<TickBox*> m_services;
    QPlainTextEdit* m_notes;
};

} // namespace staffroom
