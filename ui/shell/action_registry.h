#pragma once

#include <QAction>
#include <QHash>
#include <QKeySequence>

#include <functional>
#include <vector>

namespace staffroom {

/// One thing the window can do from the keyboard. `id` never changes: settings and tests use it.
struct ActionSpec {
    QLatin1StringView id;
    QString group; ///< heading in the list of keys
    QString text;
    QList<QKeySequence> keys;
    /// Part of the row above it in the list of keys ("1 to 9"), not listed by itself.
    bool isQuiet = false;
};

/// All actions of the window in one table. Keys are those that TweetDeck, Mastodon and Phanpy
/// share.
class ActionRegistry : public QObject {
    Q_OBJECT
public:
    /// Actions are added to `window` and work wherever the focus is in it.
    explicit ActionRegistry(QWidget* window);

    static std::vector<ActionSpec> table();
    QAction* action(QLatin1StringView id) const; ///< null for an unknown id
    void bind(QLatin1StringView id, std::function<void()> run);
    /// Asked before whatever is bound: true, and the action is done. Null: nobody is.
    void setFirst(std::function<bool(QLatin1StringView id)> first) { m_first = std::move(first); }
    QStringList unbound() const; ///< ids nobody has bound; for tests

private:
    QHash<QString, QAction*> m_actions;
    QStringList m_bound;
    std::function<bool(QLatin1StringView)> m_first;
};

} // namespace staffroom
