#pragma once

#include "ui/base/style.h"

#include <QAbstractButton>

namespace staffroom {

/// A button whose words wrap instead of being cut, for narrow panels and large text.
class WordsButton : public QAbstractButton {
    Q_OBJECT
public:
    enum class Look {
        Primary, ///< filled with the accent
        Plain, ///< with a border
        Quiet, ///< words only
        Listed, ///< a row of a list: words from the edge on, several lines
        Chip, ///< a pill; checked: filled softly
        Warned, ///< a pill in the colour of questions
    };
    WordsButton(const QString& words, Look look, QWidget* parent = nullptr);

    /// Text and accessible name at once; `setAccessibleName` afterwards tells more.
    void setWords(const QString& words);
    void setIconName(QLatin1StringView name); ///< empty: none
    void setLook(Look look);
    Look look() const { return m_look; }
    /// Primary only: drawn calmer while a press would only say what is missing.
    void setMuted(bool muted);
    void setMenuSign(bool on); ///< a small arrow: it opens something
    void setStyleTokens(const Style& style);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool event(QEvent* event) override;

private:
    QFont wordsFont() const;
    int padding() const;
    int iconSpace() const;
    QSize wordsSize(int width) const; ///< of the words in a button this wide

    QLatin1StringView m_icon;
    Style m_style;
    Look m_look;
    bool m_isMuted = false;
    bool m_hasMenuSign = false;
    bool m_showsFocus = false;
};

} // namespace staffroom
