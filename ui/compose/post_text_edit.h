#pragma once

#include "core/compose/spell_checker.h"
#include "ui/base/style.h"

#include <QImage>
#include <QPlainTextEdit>

#include <functional>

class QMenu;

namespace staffroom {

class TextHighlighter;

/// Where the words of one post are written: plain text only, grows with its lines, Tab leaves it,
/// Ctrl+Enter sends. Pictures that are pasted or dropped are handed on instead of going into the
/// text.
class PostTextEdit : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit PostTextEdit(QWidget* parent = nullptr);
    ~PostTextEdit() override;

    void setStyleTokens(const Style& style);
    /// Fewest and most lines before it scrolls.
    void setLines(int fewest, int most);
    /// Replaces the text where it differs; the caret keeps its place as well as it can.
    void showText(const QString& text);

    /// Null: no spelling in the context menu. Outlives this.
    void setSpelling(SpellChecker* checker);
    void setLanguage(const QString& language) { m_language = language; }
    void setMisspellings(std::vector<Misspelling> wrong);
    const std::vector<Misspelling>& misspellings() const;
    /// The misspelt word at a place in the text; length 0: none.
    Misspelling misspellingAt(int position) const;
    /// The menu of a place in the text; the caller shows and deletes it.
    QMenu* menuAt(int position);

    /// Sees keys before the text does (the completion list); true: it took the key.
    void setKeyTaker(std::function<bool(QKeyEvent*)> taker) { m_keyTaker = std::move(taker); }
    /// Replaces part of the text by what was chosen; one step to undo.
    void replace(int start, int length, const QString& by);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void sendWanted();
    void filesGiven(const QStringList& paths);
    void imageGiven(const QImage& image);
    void ownWordAdded();

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    bool canInsertFromMimeData(const QMimeData* source) const override;
    void insertFromMimeData(const QMimeData* source) override;
    void resizeEvent(QResizeEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void grow();

    TextHighlighter* m_highlighter;
    SpellChecker* m_checker = nullptr;
    QString m_language;
    Style m_style;
    std::function<bool(QKeyEvent*)> m_keyTaker;
    int m_fewest = 3;
    int m_most = 12;
    int m_height = 0;
};

} // namespace staffroom
