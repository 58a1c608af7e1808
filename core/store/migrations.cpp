#include "core/store/migrations.h"

#include <array>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

// Revision 1 of the cache.
// - posts.body is the CBOR of post_codec.h; servers are named once.
// - entries are the places of feeds; `place` is the id text that breaks ties of time.
// - posts_fts has no content of its own: to take a row out, the words that went in are given
//   again (indexWords() of cache_writer.cpp). A change there needs a step that fills it anew.
constexpr const char* kCache1 = R"(
CREATE TABLE servers (
    id INTEGER PRIMARY KEY,
    service TEXT NOT NULL,
    server TEXT NOT NULL,
    UNIQUE (service, server)
);
CREATE TABLE posts (
    id INTEGER PRIMARY KEY,
    server INTEGER NOT NULL,
    remote TEXT NOT NULL,
    created INTEGER NOT NULL,
    body BLOB NOT NULL,
    UNIQUE (server, remote)
);
CREATE TABLE feeds (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE
);
CREATE TABLE entries (
    feed INTEGER NOT NULL,
    place TEXT NOT NULL,
    server INTEGER NOT NULL,
    time INTEGER NOT NULL,
    post INTEGER NOT NULL,
    boosts BLOB,
    PRIMARY KEY (feed, place, server)
) WITHOUT ROWID;
CREATE INDEX entries_in_order ON entries (feed, time, place);
CREATE INDEX entries_of_post ON entries (post);
CREATE VIRTUAL TABLE posts_fts USING fts5 (
    text, author, handle, tags, content = '', tokenize = 'unicode61 remove_diacritics 2'
);
)";

// Revision 2: holes of a feed and what is known about its old end.
constexpr const char* kCache2 = R"(
ALTER TABLE feeds ADD COLUMN older_cursor TEXT NOT NULL DEFAULT '';
ALTER TABLE feeds ADD COLUMN reached_end INTEGER NOT NULL DEFAULT 0;
CREATE TABLE gaps (
    feed INTEGER NOT NULL,
    newer INTEGER NOT NULL,
    older INTEGER NOT NULL,
    cursor TEXT NOT NULL
);
CREATE INDEX gaps_of_feed ON gaps (feed, newer);
)";

// Revision 3: a post has one place in a feed, also after a crash between two programs' ideas of
// where that is; the newest place stays.
constexpr const char* kCache3 = R"(
DELETE FROM entries WHERE EXISTS (
    SELECT 1 FROM entries AS other WHERE other.feed = entries.feed AND other.post = entries.post
        AND (other.time > entries.time
            OR (other.time = entries.time AND other.place > entries.place)));
DROP INDEX entries_of_post;
CREATE UNIQUE INDEX entries_of_post ON entries (post, feed);
)";

// Revision 4: until when a network lets a post be kept; most let it for ever. Rows of before are
// of those.
constexpr const char* kCache4 = R"(
ALTER TABLE posts ADD COLUMN keep_until INTEGER;
CREATE INDEX posts_to_drop ON posts (keep_until) WHERE keep_until IS NOT NULL;
)";

constexpr std::array kCacheSteps{
    SchemaStep{1, kCache1}, SchemaStep{2, kCache2}, SchemaStep{3, kCache3}, SchemaStep{4, kCache4}};

constexpr const char* kUser1 = R"(
CREATE TABLE read_markers (
    feed TEXT PRIMARY KEY,
    service TEXT NOT NULL,
    server TEXT NOT NULL,
    remote TEXT NOT NULL
) WITHOUT ROWID;
)";

// Revision 2: where a feed begins for its reader, who cleared all before.
constexpr const char* kUser2 = R"(
CREATE TABLE floors (
    feed TEXT PRIMARY KEY,
    time INTEGER NOT NULL
) WITHOUT ROWID;
)";

// Revision 3: the person's own words. records.kind is RecordKind; the bytes are their owner's
// business.
constexpr const char* kUser3 = R"(
CREATE TABLE records (
    kind INTEGER NOT NULL,
    id TEXT NOT NULL,
    place INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (kind, id)
) WITHOUT ROWID;
CREATE TABLE draft_copies (
    draft TEXT NOT NULL,
    day INTEGER NOT NULL,
    length INTEGER NOT NULL,
    saved INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (draft, day)
) WITHOUT ROWID;
)";

constexpr std::array kUserSteps{
    SchemaStep{1, kUser1}, SchemaStep{2, kUser2}, SchemaStep{3, kUser3}};

} // namespace

std::span<const SchemaStep> cacheSchema()
{
    return kCacheSteps;
}

std::span<const SchemaStep> userSchema()
{
    return kUserSteps;
}

Result<Done> migrate(Database& db, std::span<const SchemaStep> steps, int upTo)
{
    const int newest = steps.back().to;
    if (upTo < 0)
        upTo = newest;
    const auto version = db.userVersion();
    if (!version)
        return fail(version.error());
    if (*version > newest) {
        return fail(Error::Kind::Storage,
            u"the file was written by a newer version of this program (revision %1; this one "
            "knows revision %2) and was left as it is"_s.arg(*version)
                .arg(newest),
            u"schema"_s);
    }
    if (*version >= upTo)
        return Done{};

    Transaction transaction(db);
    if (auto done = transaction.begin(); !done)
        return done;
    for (const auto& step : steps) {
        if (step.to <= *version || step.to > upTo)
            continue;
        if (auto done = db.execute(step.sql); !done)
            return done;
    }
    const auto pragma = QByteArrayLiteral("PRAGMA user_version = ") + QByteArray::number(upTo);
    if (auto done = db.execute(pragma.constData()); !done)
        return done;
    return transaction.commit();
}

bool isNewerSchema(const Error& error)
{
    return error.kind == Error::Kind::Storage && error.path == "schema"_L1;
}

} // namespace staffroom
