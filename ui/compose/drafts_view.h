#pragma once

#include "core/compose/draft_store.h"
#include "ui/base/style.h"

#include <QScrollArea>

class QVBoxLayout;

namespace staffroom {

class WordsButton;
class WrapLabel;

/// What was begun and not sent, and older states of the last seven days. A press opens one; nothing
/// here is lost without being kept for a week.
class DraftsView : public QScrollArea {
    Q_OBJECT
public:
    DraftsView(DraftStore& store, const Clock& clock, QWidget* parent = nullptr);

    /// Reads the list and the copies; `present` is the draft in the panel and is left out.
    void refresh(const QString& present, const QString& hashtag);
    void setStyleTokens(const Style& style);
    void focusFirst();

    int draftCount() const { return int(m_drafts.size()); }
    int copyCount() const { return int(m_copies.size()); }
    WordsButton* draftButton(int i) const { return m_drafts[size_t(i)]; }
    WordsButton* copyButton(int i) const { return m_copies[size_t(i)]; }
    WordsButton* preparedButton() const { return m_prepared; }

Q_SIGNALS:
    void openWanted(const staffroom::Draft& draft);
    void preparedWanted(const QString& hashtag);
    void closeWanted();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void fill();
    void showCopies(const std::vector<DraftCopy>& copies);
    QString lineOf(const Draft& draft, Timestamp at) const;
    WrapLabel* heading(const QString& words);
    WordsButton* row(const Draft& draft, Timestamp at, bool canThrowAway);

    DraftStore& m_store;
    const Clock& m_clock;
    QString m_present;
    QString m_hashtag;
    QWidget* m_page;
    QVBoxLayout* m_column;
    QVBoxLayout* m_draftBox;
    QVBoxLayout* m_copyBox;
    WrapLabel* m_draftHead;
    WrapLabel* m_copyHead;
    WordsButton* m_prepared;
    WordsButton* m_back;
    std::vector<WordsButton*> m_drafts;
    std::vector<WordsButton*> m_copies;
    TaskHandle m_asking;
    Style m_style;
};

} // namespace staffroom
