#include "ui/compose/field_sheet.h"

#include "ui/base/icon_button.h"

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

QString fieldSheet(const Style& style)
{
    const auto& t = style.tokens;
    QColor border = style.scheme == Scheme::HighContrast ? t.line : t.textSecond;
    border.setAlphaF(style.scheme == Scheme::HighContrast ? 1.0F : 0.55F);
    const auto rgba = [](const QColor& c) {
        return u"rgba(%1,%2,%3,%4)"_s.arg(c.red()).arg(c.green()).arg(c.blue()).arg(c.alpha());
    };
    QString sheet = uR"(
QPlainTextEdit { background: %card; color: %text; border: 1px solid %border; border-radius: 6px;
  padding: 1px; selection-background-color: %accent; selection-color: %onAccent; }
QPlainTextEdit:focus { border: 2px solid %accent; padding: 0px; }
QDateTimeEdit { background: %card; color: %text; border: 1px solid %border; border-radius: 6px;
  padding: 6px 10px; min-height: 18px; selection-background-color: %accent;
  selection-color: %onAccent; }
QDateTimeEdit:focus { border: 2px solid %accent; padding: 5px 9px; }
QDateTimeEdit::up-button, QDateTimeEdit::down-button { width: 0px; border: none; }
QMenu { background: %raised; color: %text; border: 1px solid %border; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::icon { padding-left: 8px; }
QMenu::item:selected { background: %accentSoft; color: %text; }
QMenu::item:disabled { color: %second; }
QMenu::separator { height: 1px; background: %line; margin: 4px 8px; }
)"_s;
    sheet.replace("%accentSoft"_L1, rgba(t.accentSoft));
    sheet.replace("%onAccent"_L1, rgba(t.onAccent));
    sheet.replace("%accent"_L1, rgba(t.accent));
    sheet.replace("%raised"_L1, rgba(t.raised));
    sheet.replace("%second"_L1, rgba(t.textSecond));
    sheet.replace("%border"_L1, rgba(border));
    sheet.replace("%text"_L1, rgba(t.text));
    sheet.replace("%line"_L1, rgba(t.line));
    sheet.replace("%card"_L1, rgba(t.card));
    return controlSheet(style) + sheet;
}

} // namespace staffroom
