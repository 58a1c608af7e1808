#pragma once

#include "core/base/result.h"
#include "core/model/post.h"

#include <QByteArray>
#include <QStringList>

#include <chrono>
#include <optional>
#include <variant>
#include <vector>

namespace staffroom::transcript {

using Offset = std::chrono::milliseconds; ///< since the chat's scheduled start

/// How a post reaches a reader.
enum class SeenVia { Tag, Thread, Home };

struct SaidPost {
    Post post; ///< `created` and the poll's end are filled when it happens
    Offset created{0};
    std::optional<Offset> pollCloses;
    std::vector<int> pollVotes;
    QString inReplyTo; ///< transcript ids, empty: none
    QString quoteOf;
    SeenVia seenVia = SeenVia::Tag;
    QString service; ///< where it was posted: "mastodon", "bluesky", "x"
};
struct SaidEdit {
    QString target;
    RichText text;
    QStringList tags;
    std::optional<std::vector<Media>> media;
};
struct SaidDelete {
    QString target;
};
struct SaidBoost {
    QString target;
    Author by;
};
struct SaidFavourite {
    QString target;
    std::optional<Author> by; ///< told where it matters: to the author
};

struct Event {
    Offset at{0}; ///< when a reader receives it
    QString id;
    std::variant<SaidPost, SaidEdit, SaidDelete, SaidBoost, SaidFavourite> what;
};

struct Transcript {
    QString hashtag;
    QString title;
    QStringList hosts; ///< handles
    std::optional<Offset> duration; ///< as scheduled; absent: not told
    std::vector<Event> events; ///< by `at`
    int skipped = 0;
};

/// Somebody of a chat that is replayed here, or who signs in to it.
Author person(const QString& handle, const QString& name);
/// A picture that is drawn here instead of fetched.
QUrl picture(const QString& seed);

/// Reads the transcript format (one JSON object a line) and its description. Labels that only say
/// the truth for scoring are not read. Pure; any thread. Protocol when nothing can be read.
Result<Transcript> readTranscript(const QByteArray& lines, const QByteArray& meta);

} // namespace staffroom::transcript
