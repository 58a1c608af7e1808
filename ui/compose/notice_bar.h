#pragma once

#include "ui/base/style.h"

#include <QWidget>

namespace staffroom {

class FlowLayout;
class WordsButton;
class WrapLabel;

/// A calm bar inside the panel: an icon, one or more sentences, up to two buttons. Never a box of
/// its own, never in the way of the text.
class NoticeBar : public QWidget {
    Q_OBJECT
public:
    enum class Tone { Calm, Asking, Trouble };
    NoticeBar(QLatin1StringView icon, Tone tone, QWidget* parent = nullptr);

    void setSentences(const QStringList& sentences);
    QStringList sentences() const { return m_sentences; }
    /// Empty: no such button.
    void setButtons(const QString& first, const QString& second = {});
    WordsButton* first() const { return m_first; }
    WordsButton* second() const { return m_second; }
    void setStyleTokens(const Style& style);
    /// Shows it and tells a screen reader.
    void announce();

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QLatin1StringView m_icon;
    Tone m_tone;
    WrapLabel* m_words;
    QWidget* m_buttons;
    WordsButton* m_first;
    WordsButton* m_second;
    QStringList m_sentences;
    Style m_style;
};

} // namespace staffroom
