#pragma once

#include "core/model/draft.h"
#include "core/services/capabilities.h"
#include "ui/base/style.h"

#include <QWidget>

#include <vector>

class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace staffroom {

class ComboField;
class IconButton;
class TickBox;
class WordsButton;
class WrapLabel;

/// The options of a poll, how long it lasts, one answer or several.
class PollEditor : public QWidget {
    Q_OBJECT
public:
    explicit PollEditor(QWidget* parent = nullptr);

    void setPoll(const DraftPoll& poll, const PostLimits& limits);
    const DraftPoll& poll() const { return m_poll; }
    void setTroubleText(const QString& sentence); ///< empty: none
    QString troubleText() const;
    void setStyleTokens(const Style& style);
    void focusFirst();

    QLineEdit* option(int i) const { return m_rows[size_t(i)].field; }
    int optionCount() const { return int(m_rows.size()); }
    WordsButton* addButton() const { return m_add; }
    IconButton* removeButton() const { return m_remove; }
    ComboField* lastsField() const { return m_lasts; }
    TickBox* multipleBox() const { return m_multiple; }

Q_SIGNALS:
    void changed(const staffroom::DraftPoll& poll);
    void removeWanted();

private:
    struct Row {
        QWidget* box;
        QLineEdit* field;
        IconButton* remove;
    };
    void addRow();
    void sync();
    void fillLasts();
    void edited();

    DraftPoll m_poll;
    PostLimits m_limits;
    QVBoxLayout* m_optionsBox;
    std::vector<Row> m_rows;
    WordsButton* m_add;
    ComboField* m_lasts;
    TickBox* m_multiple;
    IconButton* m_remove;
    QLabel* m_title;
    WrapLabel* m_trouble;
    Style m_style;
    bool m_isShowing = false;
};

} // namespace staffroom
