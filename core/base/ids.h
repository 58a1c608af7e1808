#pragma once

#include <QHashFunctions>
#include <QString>

#include <functional>

namespace staffroom {

/// A text that names one kind of thing; two kinds never mix. Opaque: never parsed, never ordered
/// to mean time (Mastodon API guidelines, "IDs are opaque").
template <class Tag>
struct Id {
    QString value;

    bool isEmpty() const { return value.isEmpty(); }
    bool operator==(const Id&) const = default;
    /// For ordered containers and stable tie-breaks only; says nothing about age.
    bool operator<(const Id& other) const { return value < other.value; }
    friend size_t qHash(const Id& id, size_t seed = 0) { return qHash(id.value, seed); }
};

using ColumnId = Id<struct ColumnIdTag>;
using ServiceId = Id<struct ServiceIdTag>; ///< folder name of the service: "mastodon", "practice"

/// One post as one server knows it.
struct PostId {
    ServiceId service;
    QString server; ///< base address of the API server, e.g. "https://mastodon.social"
    QString remote; ///< the server's own id, case-sensitive

    bool isEmpty() const { return remote.isEmpty(); }
    bool operator==(const PostId&) const = default;
    friend size_t qHash(const PostId& id, size_t seed = 0)
    {
        return qHashMulti(seed, id.service.value, id.server, id.remote);
    }
};

/// One account as one server knows it; the same parts as a PostId, never mixed with it.
struct AccountId {
    ServiceId service;
    QString server;
    QString remote;

    bool operator==(const AccountId&) const = default;
    friend size_t qHash(const AccountId& id, size_t seed = 0)
    {
        return qHashMulti(seed, id.service.value, id.server, id.remote);
    }
};

} // namespace staffroom

template <class Tag>
struct std::hash<staffroom::Id<Tag>> {
    size_t operator()(const staffroom::Id<Tag>& id) const { return qHash(id); }
};
template <>
struct std::hash<staffroom::PostId> {
    size_t operator()(const staffroom::PostId& id) const { return qHash(id); }
};
template <>
struct std::hash<staffroom::AccountId> {
    size_t operator()(const staffroom::AccountId& id) const { return qHash(id); }
};
