#pragma once

#include "core/transcript/transcript.h"

namespace staffroom::transcript {

/// A post as it stands when everything has happened.
struct StandingPost {
    PostPtr post; ///< with times, what it answers and what it quotes
    Timestamp seen{}; ///< when a reader received it
    QString place; ///< its service
};

/// What a reader of the tag and of its threads has at the end: edits done, deleted posts gone, in
/// the order of arrival. What reached only the followers of somebody is not there. `begin` is the
/// moment of offset 0. Pure.
std::vector<StandingPost> standingPosts(const Transcript& transcript, Timestamp begin);

/// The tag that most posts carry, as it is first written; empty: no post has one.
QString commonTag(const Transcript& transcript);

} // namespace staffroom::transcript
