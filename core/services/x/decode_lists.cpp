#include "core/services/x/decode_parts.h"
#include "core/text/clean_text.h"

#include <algorithm>

namespace staffroom::x {

using namespace Qt::Literals::StringLiterals;

Result<RawLists> decodeLists(const QByteArray& bytes, const DecodeContext&, const QString& path)
{
    const auto answer = readAnswer(bytes, path);
    if (!answer)
        return fail(answer.error());
    const auto entries = listIn(*answer, path);
    if (!entries)
        return fail(entries.error());
    RawLists lists;
    lists.nextToken = textOf(answer->value("meta"_L1).toObject(), "next_token"_L1);
    addIds(*entries, lists.bill.lists);
    addIds(answer->value("includes"_L1).toObject().value("users"_L1).toArray(), lists.bill.users);
    for (qsizetype i = 0; i < std::min(entries->size(), kMostInAnswer); ++i) {
        const QJsonObject entry = entries->at(i).toObject();
        const QString id = idField(entry, "id"_L1);
        if (id.isEmpty())
            continue;
        const QString name = cleanLine(textOf(entry, "name"_L1), 200).trimmed();
        lists.lists.push_back({id, name.isEmpty() ? id : name});
    }
    return lists;
}

} // namespace staffroom::x
