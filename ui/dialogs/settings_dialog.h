#pragma once

#include "core/deck/settings.h"
#include "ui/base/style.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QSlider;

namespace staffroom {

class ComboField;
class TickBox;

/// Appearance; every change shows at once.
class SettingsDialog : public QDialog {
    Q_OBJECT
public:
    SettingsDialog(Settings& settings, const Style& style, QWidget* parent = nullptr);
    void setStyleTokens(const Style& style);

private:
    void readSettings();
    void resetAll();

    Settings& m_settings;
    QLabel* m_title;
    ComboField* m_scheme;
    ComboField* m_density;
    QSlider* m_scale;
    QLabel* m_scaleText;
    TickBox* m_motion;
    TickBox* m_images;
    TickBox* m_below;
    TickBox* m_shared;
    QPushButton* m_reset;
    QPushButton* m_close;
};

} // namespace staffroom
