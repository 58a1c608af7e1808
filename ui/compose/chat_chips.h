#pragma once

#include "core/model/draft.h"
#include "ui/base/style.h"

#include <QWidget>

class QMenu;

namespace staffroom {

class WordsButton;

/// What is added to the words of a chat by itself: the label in front, the hashtag at the end. The
/// hashtag goes only by choosing so from a menu.
class ChatChips : public QWidget {
    Q_OBJECT
public:
    explicit ChatChips(QWidget* parent = nullptr);

    void setDraft(const Draft& draft);
    void setStyleTokens(const Style& style);
    /// Made anew on each call; the caller shows and deletes it.
    QMenu* tagMenu();
    WordsButton* label() const { return m_label; }
    WordsButton* tag() const { return m_tag; }

Q_SIGNALS:
    void labelToggled(bool on);
    void tagKept(bool on);

private:
    Draft m_draft;
    WordsButton* m_label;
    WordsButton* m_tag;
    Style m_style;
};

} // namespace staffroom
