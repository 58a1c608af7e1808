#include "core/timetable/builtin_chats.h"

#include "core/base/log.h"

#include <QFile>

// Q_INIT_RESOURCE must stand outside every namespace.
static void initChatsResource()
{
    Q_INIT_RESOURCE(chats);
}

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

void initBuiltinChats()
{
    initChatsResource();
}

std::vector<ChatListing> builtinChats()
{
    QFile file(u":/chats/education-chats.json"_s);
    auto read = file.open(QIODevice::ReadOnly) ? chatsFromJson(file.readAll())
                                               : Result<ChatFile>(fail(Error::Kind::NotFound));
    if (!read) {
        logLine(LogLevel::Error, "timetable"_L1, "built-in-unreadable"_L1);
        return {};
    }
    return std::move(read->listings);
}

} // namespace staffroom
