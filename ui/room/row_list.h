#pragma once

#include "ui/base/style.h"

#include <QListWidget>

namespace staffroom {

/// A list of rows of one or two lines in the room's look: people, links, questions. One stop of
/// Tab, arrows inside; each row says itself to a screen reader.
class RowList : public QListWidget {
    Q_OBJECT
public:
    struct Row {
        QString key; ///< what it stands for; keeps the selection over changes
        QString lead; ///< in front, semibold: "Q3"; may be empty
        QString title;
        QString detail; ///< second line; may be empty
        QString count; ///< at the end of the first line
        QString spoken; ///< empty: made of the others
        QString tooltip;
        QLatin1StringView icon; ///< before the count; may be empty
        bool isHost = false; ///< a bar and the word
        bool isUnread = false; ///< a dot
        bool isCurrent = false; ///< the question that is on
        bool isSeparated = false; ///< a line above it
        bool operator==(const Row&) const = default;
    };

    explicit RowList(QWidget* parent = nullptr);

    /// Rows of equal keys keep their selection; nothing is told for that.
    void setRows(const std::vector<Row>& rows);
    const std::vector<Row>& rows() const { return m_rows; }
    void setChosen(const QString& key); ///< drawn as the one that is open; tells nothing
    QString chosen() const { return m_chosen; }
    QString currentKey() const; ///< of the keyboard
    /// Only `lead` and the dot: a strip for narrow places.
    void setStrip(bool on);
    bool isStrip() const { return m_isStrip; }
    void setStyleTokens(const Style& style);
    const Style& style() const { return m_style; }
    int rowHeight(const Row& row) const;
    /// As wide as a strip has to be.
    int stripWidth() const;

Q_SIGNALS:
    void picked(const QString& key); ///< by a click or Enter

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

private:
    class Delegate;
    void fill();

    std::vector<Row> m_rows;
    QString m_chosen;
    Style m_style;
    bool m_isStrip = false;
};

} // namespace staffroom
