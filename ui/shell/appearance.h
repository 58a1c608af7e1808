#pragma once

#include "core/deck/settings.h"
#include "ui/base/style.h"

namespace staffroom {

/// Turns the settings and the desktop's wish for dark into a Style, live.
class Appearance : public QObject {
    Q_OBJECT
public:
    explicit Appearance(Settings& settings, QObject* parent = nullptr);

    const Style& style() const { return m_style; }
    /// What the desktop prefers; counts while the setting is "system".
    void setSystemDark(bool dark);
    /// Palette and font of the whole program.
    void applyToApplication() const;
    void stepTextScale(int steps); ///< of ten per cent; 0: back to normal

Q_SIGNALS:
    void styleChanged(const staffroom::Style& style);

private:
    void rebuild();

    Settings& m_settings;
    bool m_isSystemDark = false;
    int m_generation = 0;
    Style m_style;
};

} // namespace staffroom
