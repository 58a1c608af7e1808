#include "ui/room/room_accounts.h"

#include <algorithm>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

ColumnId roomColumn(const RoomSetup& setup)
{
    return ColumnId{u"room:"_s + setup.id};
}

std::vector<Source> roomAccounts(const RoomSetup& setup, const AccountBook& book)
{
    std::vector<Source> out;
    const auto add = [&out](const Source& source) {
        if (std::find(out.begin(), out.end(), source) == out.end())
            out.push_back(source);
    };
    for (const Source& source : setup.sources) {
        for (const bool isOwnServer : {true, false}) {
            for (const Account& account : book.accounts()) {
                const bool isHere = account.source.service == source.service
                    && (account.source.server == source.server) == isOwnServer;
                if (isHere)
                    add(account.source);
            }
        }
    }
    return out;
}

std::optional<Source> writingAccount(const RoomSetup& setup, const AccountBook& book)
{
    if (setup.answersAs && book.find(*setup.answersAs))
        return setup.answersAs;
    const auto possible = roomAccounts(setup, book);
    return possible.size() == 1 ? std::optional(possible.front()) : std::nullopt;
}

std::optional<Source> answeringAccount(
    const RoomSetup& setup, const AccountBook& book, const ServiceId& service)
{
    if (setup.answersAs && setup.answersAs->service == service && book.find(*setup.answersAs))
        return setup.answersAs;
    std::optional<Source> only;
    for (const Source& one : roomAccounts(setup, book)) {
        if (one.service != service)
            continue;
        if (only)
            return std::nullopt;
        only = one;
    }
    return only;
}

} // namespace staffroom
