#include "ui/columns/column_registry.h"

#include <QCoreApplication>

#include <algorithm>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

void ColumnRegistry::add(ColumnType type)
{
    m_types.push_back(std::move(type));
    std::stable_sort(m_types.begin(), m_types.end(),
        [](const ColumnType& a, const ColumnType& b) { return a.place < b.place; });
}

const ColumnType* ColumnRegistry::find(FeedSpec::Kind kind) const
{
    const auto it = std::find_if(m_types.begin(), m_types.end(),
        [kind](const ColumnType& type) { return type.kind == kind; });
    return it == m_types.end() ? nullptr : &*it;
}

QString ColumnRegistry::titleOf(const FeedSpec& spec) const
{
    const ColumnType* type = find(spec.kind);
    return type ? type->titleOf(spec) : spec.text();
}

QLatin1StringView ColumnRegistry::iconOf(const FeedSpec& spec) const
{
    const ColumnType* type = find(spec.kind);
    return type ? type->icon : "columns"_L1;
}

QString sourceLabel(const Source& source)
{
    if (source.server.isEmpty() && source.account.isEmpty()
        && source.service.value == "practice"_L1)
        return QCoreApplication::translate("SourceLabel", "practice chat");
    return source.label();
}

} // namespace staffroom
