#pragma once

#include "core/base/clock.h"
#include "core/compose/spell_checker.h"

#include <QObject>
#include <QPointer>

#include <memory>
#include <vector>

namespace staffroom {

class PostTextEdit;

/// Has several texts checked one after the other, a moment after the last key. The checker answers
/// its newest question only, so one question is on its way at a time, and one that another panel
/// has overtaken is asked again. Main thread.
class PartSpeller : public QObject {
    Q_OBJECT
public:
    PartSpeller(SpellChecker& checker, Clock& clock, QObject* parent = nullptr);

    void setLanguage(const QString& language);
    /// The text changed, or was opened.
    void look(PostTextEdit* edit);
    void forget(PostTextEdit* edit);
    void lookAgain(); ///< at all that were looked at: words were added

private:
    void next();
    void answer(int request, const std::vector<Misspelling>& wrong);

    SpellChecker& m_checker;
    std::unique_ptr<Timer> m_rest;
    QString m_language;
    std::vector<QPointer<PostTextEdit>> m_known;
    std::vector<QPointer<PostTextEdit>> m_waiting;
    QPointer<PostTextEdit> m_asked;
    QString m_askedText;
    int m_request = 0;
    bool m_isAsking = false;
};

} // namespace staffroom
