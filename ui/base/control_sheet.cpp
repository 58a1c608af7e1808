#include "ui/base/icon_button.h"

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

QString controlSheet(const Style& style)
{
    const auto& t = style.tokens;
    const bool isLight = style.scheme == Scheme::Light;
    // A field's border carries meaning, so it is stronger than the quiet line between cards.
    const QColor border = style.scheme == Scheme::HighContrast ? t.line : t.textSecond;
    QColor softBorder = border;
    softBorder.setAlphaF(style.scheme == Scheme::HighContrast ? 1.0F : 0.55F);
    const auto rgba = [](const QColor& c) {
        return u"rgba(%1,%2,%3,%4)"_s.arg(c.red()).arg(c.green()).arg(c.blue()).arg(c.alpha());
    };
    QString sheet = uR"(
QPushButton { background: %well; color: %text; border: 1px solid %soft; border-radius: 6px;
  padding: 6px 14px; min-height: 18px; }
QPushButton:hover { border-color: %border; }
QPushButton:pressed { background: %line; }
QPushButton:focus { border: 2px solid %accent; padding: 5px 13px; }
QPushButton:disabled { color: %second; background: transparent; border-color: %line; }
QPushButton:default, QPushButton[primary="true"] { background: %accent; color: %onAccent;
  border: 1px solid %accent; }
QPushButton[primary="true"]:focus, QPushButton:default:focus { border: 2px solid %text; }
QPushButton[primary="true"]:disabled, QPushButton:default:disabled { background: %line;
  color: %second; border-color: %line; }
QLineEdit, QComboBox, QSpinBox { background: %card; color: %text; border: 1px solid %soft;
  border-radius: 6px; padding: 6px 10px; min-height: 18px; selection-background-color: %accent;
  selection-color: %onAccent; }
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QComboBox:on { border: 2px solid %accent;
  padding: 5px 9px; }
QLineEdit[trouble="true"], QComboBox[trouble="true"] { border-color: %danger; }
QComboBox QLineEdit, QComboBox QLineEdit:focus { border: none; padding: 0px; min-height: 0px;
  background: transparent; }
QComboBox::drop-down { border: none; width: 26px; }
QComboBox::down-arrow { image: none; }
QSlider { min-height: 28px; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: %soft; }
QSlider::sub-page:horizontal { border-radius: 2px; background: %accent; }
QSlider::handle:horizontal { width: 16px; margin: -6px 0px; border-radius: 8px;
  background: %accent; }
QSlider::handle:horizontal:focus { width: 14px; border: 2px solid %text; margin: -7px 0px; border-radius: 9px; }
QComboBox QAbstractItemView { background: %raised; color: %text; border: 1px solid %line;
  selection-background-color: %accentSoft; selection-color: %text; padding: 4px; }
)"_s;
    sheet.replace("%accentSoft"_L1, rgba(t.accentSoft));
    sheet.replace("%onAccent"_L1, rgba(t.onAccent));
    sheet.replace("%accent"_L1, rgba(t.accent));
    sheet.replace("%danger"_L1, rgba(t.danger));
    sheet.replace("%raised"_L1, rgba(t.raised));
    sheet.replace("%second"_L1, rgba(t.textSecond));
    sheet.replace("%border"_L1, rgba(border));
    sheet.replace("%soft"_L1, rgba(softBorder));
    sheet.replace("%text"_L1, rgba(t.text));
    sheet.replace("%well"_L1, rgba(isLight ? t.card : t.well));
    sheet.replace("%line"_L1, rgba(t.line));
    sheet.replace("%card"_L1, rgba(t.card));
    return sheet;
}

} // namespace staffroom
