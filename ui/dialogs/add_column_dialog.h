#pragma once

#include "core/feeds/feed_hub.h"
#include "ui/columns/column_registry.h"
#include "ui/columns/shell_context.h"
#include "ui/dialogs/server_check.h"
#include "ui/feed/feed_view.h"

#include <QDialog>

class QButtonGroup;
class QCheckBox;
class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace staffroom {

class ColumnNotice;
class ComboField;
class IconButton;
class SentenceLabel;
class ThinScrollBar;

/// Asks what a new column shall follow, and shows its newest posts while one types.
class AddColumnDialog : public QDialog {
    Q_OBJECT
public:
    AddColumnDialog(const ShellContext& context, const Style& style, QWidget* parent = nullptr);
    ~AddColumnDialog() override;

    /// Fills the form in.
    void setSpec(const FeedSpec& spec);
    void setStyleTokens(const Style& style);

    // For tests; what a person sees.
    QString sentenceOf(const QString& field) const; ///< a FieldSpec::id or "server"
    bool canAdd() const;
    FeedView* preview() const { return m_view; }
    void choose(FeedSpec::Kind kind);
    QLineEdit* field(const QString& id) const;
    QComboBox* serverField() const;

Q_SIGNALS:
    /// `title` is empty unless the column has a better one than its spec says (a list's name).
    void chosen(const staffroom::FeedSpec& spec, const QString& title);

private:
    struct FieldRow {
        FieldSpec spec;
        QLineEdit* edit = nullptr;
        ComboField* list = nullptr; ///< of an OwnList; `edit` is its line
        QCheckBox* check = nullptr;
        SentenceLabel* sentence = nullptr;
        bool isTouched = false;
    };
    void drawForm();
    void look(); ///< at all fields again
    void showPreview(const std::optional<FeedSpec>& spec);
    void showPreviewState();
    void press();
    void askLists(const Source& source);
    bool needsAccount() const;
    FieldValues values() const;

    ShellContext m_context;
    Style m_style;
    const ColumnType* m_type = nullptr;
    ServerCheck* m_check;
    std::vector<IconButton*> m_kinds;
    QLabel* m_title;
    QLabel* m_hint;
    QVBoxLayout* m_form;
    QWidget* m_fieldsBox = nullptr;
    std::vector<FieldRow> m_rows;
    QLabel* m_serverLabel;
    ComboField* m_server;
    SentenceLabel* m_serverSentence;
    QPushButton* m_add;
    QPushButton* m_cancel;
    QLabel* m_previewTitle;
    FeedView* m_view;
    ThinScrollBar* m_bar;
    ColumnNotice* m_notice;
    std::shared_ptr<Feed> m_feed;
    std::unique_ptr<FeedModel> m_model;
    std::unique_ptr<Timer> m_pause;
    std::optional<FeedSpec> m_spec; ///< what would be added
    std::optional<FeedSpec> m_wished; ///< to be previewed after the pause
    bool m_addWhenChecked = false;
    TaskHandle m_askingLists;
    Source m_listsOf;
    bool m_isServerTouched = false;
};

} // namespace staffroom
