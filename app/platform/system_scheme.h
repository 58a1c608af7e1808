#pragma once

#include <QDBusVariant>
#include <QObject>

namespace staffroom {

/// Whether the desktop prefers dark, as its settings portal says (org.freedesktop.appearance,
/// color-scheme). Asked without waiting; light until there is an answer, and where there is no
/// portal.
class SystemScheme : public QObject {
    Q_OBJECT
public:
    explicit SystemScheme(QObject* parent = nullptr);

    bool isDark() const { return m_isDark; }

    /// 1 prefers dark; 0 says nothing, 2 prefers light. Newer portals wrap the value once, older
    /// ones twice.
    static bool meansDark(const QVariant& value);

Q_SIGNALS:
    void changed(bool isDark);

private Q_SLOTS:
    void onSettingChanged(const QString& nameSpace, const QString& key, const QDBusVariant& value);

private:
    void set(bool isDark);

    bool m_isDark = false;
};

} // namespace staffroom
