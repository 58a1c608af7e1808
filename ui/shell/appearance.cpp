#include "ui/shell/appearance.h"

#include <QApplication>
#include <QToolTip>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

Appearance::Appearance(Settings& settings, QObject* parent)
    : QObject(parent)
    , m_settings(settings)
{
    connect(&settings, &Settings::changed, this, [this](Setting setting) {
        if (setting == Setting::Scheme || setting == Setting::Density
            || setting == Setting::TextScale || setting == Setting::ReducedMotion
            || setting == Setting::ShowImages)
            rebuild();
    });
    rebuild();
}

void Appearance::setSystemDark(bool dark)
{
    if (m_isSystemDark == dark)
        return;
    m_isSystemDark = dark;
    if (m_settings.text(Setting::Scheme) == "system"_L1)
        rebuild();
}

void Appearance::rebuild()
{
    const QString wish = m_settings.text(Setting::Scheme);
    const Scheme scheme = wish == "high-contrast"_L1 ? Scheme::HighContrast
        : wish == "dark"_L1                          ? Scheme::Dark
        : wish == "system"_L1 && m_isSystemDark      ? Scheme::Dark
                                                     : Scheme::Light;
    const QString density = m_settings.text(Setting::Density);
    m_style = Style::make(scheme,
        density == "dense"_L1         ? Density::Dense
            : density == "compact"_L1 ? Density::Compact
                                      : Density::Comfortable,
        m_settings.number(Setting::TextScale) / 100.0, ++m_generation);
    m_style.reducedMotion = m_settings.isOn(Setting::ReducedMotion);
    m_style.showImages = m_settings.isOn(Setting::ShowImages);
    Q_EMIT styleChanged(m_style);
}

void Appearance::applyToApplication() const
{
    const QPalette palette = m_style.palette();
    QApplication::setPalette(palette);
    QApplication::setFont(m_style.body);
    QToolTip::setPalette(palette);
    QToolTip::setFont(m_style.meta);
}

void Appearance::stepTextScale(int steps)
{
    if (steps == 0) {
        m_settings.reset(Setting::TextScale);
        return;
    }
    m_settings.set(Setting::TextScale,
        std::clamp(m_settings.number(Setting::TextScale) + steps * 10, Settings::kMinTextScale,
            Settings::kMaxTextScale));
}

} // namespace staffroom
