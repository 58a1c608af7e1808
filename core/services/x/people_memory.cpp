#include "core/services/x/people_memory.h"

#include <algorithm>

namespace staffroom::x {

namespace {

constexpr qsizetype kMostPeople = 5'000;

} // namespace

void PeopleMemory::note(const QHash<QString, Author>& people)
{
    if (m_people.size() > kMostPeople) {
        m_people.clear();
        m_ids.clear();
    }
    for (auto it = people.begin(); it != people.end(); ++it) {
        m_people.insert(it.key(), it.value());
        m_ids.insert(it->handle.toLower(), it.key());
    }
}

const Author* PeopleMemory::byHandle(const QString& handle) const
{
    const auto id = m_ids.constFind(handle.toLower());
    if (id == m_ids.constEnd())
        return nullptr;
    const auto known = m_people.constFind(*id);
    return known == m_people.constEnd() ? nullptr : &*known;
}

std::vector<Author> PeopleMemory::find(const QString& typed, int limit) const
{
    std::vector<Author> found;
    if (typed.isEmpty())
        return found;
    for (const auto& person : m_people) {
        if (person.handle.startsWith(typed, Qt::CaseInsensitive)
            || person.name.text.startsWith(typed, Qt::CaseInsensitive))
            found.push_back(person);
    }
    std::sort(found.begin(), found.end(), [](const Author& a, const Author& b) {
        return a.handle.size() != b.handle.size() ? a.handle.size() < b.handle.size()
                                                  : a.handle < b.handle;
    });
    if (found.size() > size_t(limit))
        found.resize(size_t(limit));
    return found;
}

} // namespace staffroom::x
