#pragma once

#include "ui/base/style.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>

namespace staffroom {

/// A combo box with our own arrow, since sheets cannot colour one.
class ComboField : public QComboBox {
    Q_OBJECT
public:
    explicit ComboField(QWidget* parent = nullptr);
    void setStyleTokens(const Style& style);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Style m_style;
};

/// A check box whose empty box is seen in every scheme.
class TickBox : public QCheckBox {
    Q_OBJECT
public:
    explicit TickBox(const QString& text, QWidget* parent = nullptr);
    void setStyleTokens(const Style& style);
    /// The words may take several lines; for narrow places.
    void setWraps(bool wraps);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool hitButton(const QPoint& at) const override { return rect().contains(at); }

private:
    Style m_style;
    bool m_wraps = false;
};

/// Plain text that wraps; `setTrouble` shows it in the danger colour with the word in front.
class SentenceLabel : public QLabel {
    Q_OBJECT
public:
    explicit SentenceLabel(QWidget* parent = nullptr);
    void say(const QString& sentence, bool isTrouble);
    bool isTrouble() const { return m_isTrouble; }
    void setStyleTokens(const Style& style);

private:
    void recolour();
    bool m_isTrouble = false;
    Style m_style;
};

/// A plain label in one of the style's fonts.
QLabel* plainLabel(const QString& text, QWidget* parent);
/// The sheet's property that reddens a field's border.
void setTrouble(QWidget& field, bool isTrouble);

} // namespace staffroom
