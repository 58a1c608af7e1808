#include "core/services/x/decode_parts.h"
#include "core/services/x/vocabulary.h"
#include "core/text/clean_text.h"

#include <algorithm>

namespace staffroom::x {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLongestXName = 200;
constexpr qsizetype kLongestUsername = 50; // 15 today, some old ones are longer

/// The address is of a picture of 48 pixels, which is too coarse for a card.
QUrl largerPicture(const QUrl& address)
{
    QString path = address.path(QUrl::FullyEncoded);
    const qsizetype at = path.lastIndexOf("_normal"_L1);
    if (at < 0 || at < path.lastIndexOf(u'/'))
        return address;
    path.replace(at, 7, "_bigger"_L1);
    QUrl larger = address;
    larger.setPath(path, QUrl::StrictMode);
    return larger.isValid() ? larger : address;
}

} // namespace

bool isUsername(QStringView name)
{
    return !name.isEmpty() && name.size() <= kLongestUsername
        && std::all_of(name.begin(), name.end(),
            [](QChar c) { return c == u'_' || (c.unicode() < 0x80 && c.isLetterOrNumber()); });
}

QUrl profilePage(const QString& username)
{
    return QUrl(webAddress() + u'/' + username);
}

std::optional<Author> authorOf(const QJsonObject& user)
{
    Author author;
    author.id = {serviceId(), {}, idField(user, "id"_L1)};
    author.handle = user.value("username"_L1).toString();
    if (author.id.remote.isEmpty() || !isUsername(author.handle))
        return std::nullopt;
    author.name.text = cleanLine(textOf(user, "name"_L1), kLongestXName).trimmed();
    if (author.name.text.isEmpty())
        author.name.text = author.handle;
    author.avatar = largerPicture(urlOf(user.value("profile_image_url"_L1)));
    author.url = profilePage(author.handle);
    author.isLocked = user.value("protected"_L1).toBool();
    author.isVerified = user.value("verified"_L1).toBool();
    return author;
}

Result<RawUser> decodeUser(const QByteArray& bytes, const DecodeContext&, const QString& path)
{
    const auto data = readOne(bytes, path);
    if (!data)
        return fail(data.error());
    auto author = authorOf(*data);
    if (!author)
        return fail(Error::Kind::Protocol, u"not a person"_s, path);
    RawUser user;
    user.bill.users << author->id.remote;
    user.author = std::move(*author);
    return user;
}

Result<RawPeople> decodePeople(const QByteArray& bytes, const DecodeContext&, const QString& path)
{
    const auto answer = readAnswer(bytes, path);
    if (!answer)
        return fail(answer.error());
    RawPeople read;
    const QJsonArray errors = answer->value("errors"_L1).toArray();
    const bool areGone = std::any_of(errors.begin(), errors.end(),
        [](const QJsonValue& error) { return meansGone(error.toObject()); });
    if (areGone && !answer->value("data"_L1).isArray())
        return read; // none of them is there
    const auto entries = listIn(*answer, path);
    if (!entries)
        return fail(entries.error());
    addIds(*entries, read.bill.users);
    for (qsizetype i = 0; i < std::min(entries->size(), kMostInAnswer); ++i) {
        auto author = authorOf(entries->at(i).toObject());
        if (!author)
            continue;
        const QString id = author->id.remote;
        read.people.insert(id, std::move(*author));
    }
    return read;
}

} // namespace staffroom::x
