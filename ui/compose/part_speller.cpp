#include "ui/compose/part_speller.h"

#include "ui/compose/post_text_edit.h"

#include <algorithm>

namespace staffroom {

namespace {
constexpr Millis kSpellRest{300};
}

PartSpeller::PartSpeller(SpellChecker& checker, Clock& clock, QObject* parent)
    : QObject(parent)
    , m_checker(checker)
    , m_rest(clock.createTimer([this] { next(); }))
{
    connect(&checker, &SpellChecker::checked, this, &PartSpeller::answer);
}

void PartSpeller::setLanguage(const QString& language)
{
    if (m_language == language)
        return;
    m_language = language;
    lookAgain();
}

void PartSpeller::look(PostTextEdit* edit)
{
    const auto hold = [edit](std::vector<QPointer<PostTextEdit>>& list) {
        if (std::find(list.begin(), list.end(), edit) == list.end())
            list.emplace_back(edit);
    };
    hold(m_known);
    hold(m_waiting);
    m_rest->start(kSpellRest);
}

void PartSpeller::forget(PostTextEdit* edit)
{
    std::erase(m_known, edit);
    std::erase(m_waiting, edit);
}

void PartSpeller::lookAgain()
{
    m_waiting = m_known;
    if (!m_waiting.empty())
        m_rest->start(kSpellRest);
}

void PartSpeller::next()
{
    std::erase_if(m_waiting, [](const auto& edit) { return edit.isNull(); });
    if (m_isAsking || m_waiting.empty())
        return;
    PostTextEdit* edit = m_waiting.front();
    m_waiting.erase(m_waiting.begin());
    edit->setLanguage(m_language);
    if (!m_checker.canCheck(m_language)) {
        edit->setMisspellings({});
        next();
        return;
    }
    m_asked = edit;
    m_askedText = edit->toPlainText();
    m_isAsking = true;
    m_request = m_checker.check(m_askedText, m_language);
}

void PartSpeller::answer(int request, const std::vector<Misspelling>& wrong)
{
    if (!m_isAsking || request < m_request)
        return;
    m_isAsking = false;
    if (request > m_request) {
        // Somebody else's question came after ours, which will not be answered now.
        if (m_asked)
            m_waiting.insert(m_waiting.begin(), m_asked);
    } else if (m_asked && m_asked->toPlainText() == m_askedText) {
        m_asked->setMisspellings(wrong);
    }
    next();
}

} // namespace staffroom
