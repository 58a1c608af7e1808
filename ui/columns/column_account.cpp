#include "ui/columns/column_account.h"

#include <algorithm>

namespace staffroom {

std::vector<Source> accountsFor(const ColumnConfig& column, const AccountBook& book)
{
    const Source& own = column.spec.source;
    std::vector<Source> out;
    for (const Account& account : book.accounts()) {
        if (account.source.service == own.service)
            out.push_back(account.source);
    }
    std::stable_sort(out.begin(), out.end(), [&own](const Source& a, const Source& b) {
        return (a.server == own.server) > (b.server == own.server);
    });
    return out;
}

std::optional<Source> actingAccount(const ColumnConfig& column, const AccountBook& book)
{
    if (!column.spec.source.account.isEmpty())
        return book.find(column.spec.source) ? std::optional(column.spec.source) : std::nullopt;
    if (column.answersAs && book.find(*column.answersAs))
        return column.answersAs;
    const auto possible = accountsFor(column, book);
    return possible.size() == 1 ? std::optional(possible.front()) : std::nullopt;
}

} // namespace staffroom
