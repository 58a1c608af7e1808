#pragma once

#include "core/model/post.h"

#include <QHash>

#include <vector>

namespace staffroom::x {

/// Who was seen in answers of this run: for names that are being typed, for handles that a column
/// asks for, and for answers that leave authors out. Asking X would cost a cent each.
class PeopleMemory {
public:
    void note(const QHash<QString, Author>& people);
    const QHash<QString, Author>& all() const { return m_people; } ///< by user id
    const Author* byHandle(const QString& handle) const; ///< in any case; null: not seen
    /// Names or handles that begin so, shortest handle first.
    std::vector<Author> find(const QString& typed, int limit) const;

private:
    QHash<QString, Author> m_people;
    QHash<QString, QString> m_ids; ///< by lower-case handle
};

} // namespace staffroom::x
