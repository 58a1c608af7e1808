#pragma once

#include "ui/base/scroll_page.h"

#include <functional>

class QVBoxLayout;

namespace staffroom {

class WordsButton;

/// Cards below each other that scroll; made as they are needed, fifty at a time, so that a long
/// list opens at once.
class CardList : public ScrollPage {
    Q_OBJECT
public:
    explicit CardList(QWidget* parent = nullptr);

    using MakeCard = std::function<QWidget*(int index, QWidget* parent)>;
    /// Replaces what is there. `empty` is said where there is none.
    void setCards(int count, MakeCard make, const QString& empty);
    void setStyleTokens(const Style& style); ///< of the page itself; cards are made with theirs
    int made() const { return m_made; }
    void showMore();

private:
    void clear();

    QVBoxLayout* m_column;
    WordsButton* m_more;
    class QLabel* m_empty;
    MakeCard m_make;
    int m_count = 0;
    int m_made = 0;
};

} // namespace staffroom
