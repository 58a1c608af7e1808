#pragma once

#include "core/chat/placement.h"
#include "ui/base/style.h"

#include <QWidget>

#include <optional>

class QLabel;
class QScrollArea;

namespace staffroom {

class FlowLayout;
class IconButton;
class ThinScrollBar;
class WordsButton;
class WrapLabel;

/// The question that is looked at, always in view: its number and time, its words, the way to the
/// ones before and after it, and where it can be answered.
class QuestionPanel : public QWidget {
    Q_OBJECT
public:
    /// A copy of the question that can be answered.
    struct Target {
        PostId post;
        QString where; ///< "mastodon.social"
        bool operator==(const Target&) const = default;
    };
    struct Shown {
        std::optional<ChatQuestion> question; ///< absent: none was asked yet
        int last = 0; ///< greatest number asked
        bool hasHosts = true; ///< false: nobody is known who could ask
        bool hasPrevious = false;
        bool hasNext = false;
        std::optional<int> now; ///< the question that is on, when it is another one
        std::vector<Target> targets;
        bool operator==(const Shown&) const = default;
    };

    explicit QuestionPanel(QWidget* parent = nullptr);

    void showQuestion(const Shown& shown, Timestamp now);
    void refreshTime(Timestamp now);
    /// How high it is in a room this wide: as its words ask for, at most `most`, then they scroll.
    int fitTo(int width, int most);
    void setStyleTokens(const Style& style);

    QString line() const;
    QString words() const;
    IconButton* previousButton() const { return m_previous; }
    IconButton* nextButton() const { return m_next; }
    WordsButton* nowButton() const { return m_now; }

Q_SIGNALS:
    void previousWanted();
    void nextWanted();
    void currentWanted();
    void hostsWanted(); ///< to name them
    void answerWanted(const staffroom::PostId& post);

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void align();

    Shown m_shown;
    Style m_style;
    QLabel* m_line;
    WrapLabel* m_words;
    QScrollArea* m_area;
    ThinScrollBar* m_bar;
    IconButton* m_previous;
    IconButton* m_next;
    WordsButton* m_now;
    QWidget* m_targets;
    FlowLayout* m_flow;
    std::vector<WordsButton*> m_buttons;
};

} // namespace staffroom
