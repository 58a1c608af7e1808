#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/model/post.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <optional>

namespace staffroom {

/// Where something was found: the chat, the question it stood under, and the post.
struct FoundIn {
    QString room; ///< id of the room; empty: none
    QString chat; ///< hashtag without '#'
    std::optional<int> question;
    PostId post;
    QUrl page; ///< of the post, http(s) or empty
    QString by; ///< handle of its author
    /// The post's network has terms (Post::terms): `by` and the title of a link go no further.
    /// Not kept itself.
    bool isBare = false;

    bool operator==(const FoundIn&) const = default;
};

/// The part of it that is known from the post.
FoundIn foundIn(const Post& post);

/// A resource on the shelf, and how it did in class.
struct ShelfLink {
    enum class State { ToTry, Tried, Worked, NotForUs }; // written as names
    QString id; ///< made from the address: one page is on the shelf once
    QUrl url; ///< http(s)
    QString title; ///< of the page, or the address
    State state = State::ToTry;
    QString note; ///< the person's own
    FoundIn found;
    Timestamp added{};

    bool operator==(const ShelfLink&) const = default;
};

/// What the person wants to remember of somebody, some place or some thing.
struct Note {
    enum class About { Person, Space, Tool }; // written as names
    QString id; ///< made once
    About about = About::Person;
    QString name; ///< handle, place or thing
    QString text;
    FoundIn found;
    Timestamp changed{};

    bool operator==(const Note&) const = default;
};

/// "What will you try, with whom?", asked once after a chat; comes back in two weeks.
struct Reflection {
    QString id; ///< of the room
    QString chat; ///< hashtag without '#'
    QString text;
    QString withWhom;
    Timestamp written{};
    Timestamp due{};
    bool isClosed = false; ///< it came back and was answered, or is not wanted
    QString outcome; ///< what became of it

    bool operator==(const Reflection&) const = default;
};

/// The id under which a page is on the shelf: without fragment, last slash and campaign marks.
QString shelfIdOf(const QUrl& url);

// As user.db holds them; keys that are not known are skipped. Error::Storage: the bytes are none.
QByteArray encodeKeepsake(const ShelfLink& link);
QByteArray encodeKeepsake(const Note& note);
QByteArray encodeKeepsake(const Reflection& reflection);
Result<ShelfLink> decodeShelfLink(const QByteArray& bytes);
Result<Note> decodeNote(const QByteArray& bytes);
Result<Reflection> decodeReflection(const QByteArray& bytes);

} // namespace staffroom
