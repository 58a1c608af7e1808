#pragma once

#include "core/services/service.h"
#include "tests/support/fault_server.h"

#include <functional>
#include <map>
#include <memory>

namespace staffroom::contract {

/// What a case needs of a rig.
enum class Ability {
    Backlog, ///< posts can be put into the feed before and between calls
    Edits,
    Deletions,
    SinglePosts, ///< one post can be asked for by id
    Threads,
    UnknownTags,
    NetworkFaults, ///< the other side can misbehave
    RepeatedEntries, ///< a page can hold one entry twice
    Uploads, ///< takes pictures
    Acts, ///< posts can be favourited and that be taken back
    RepeatedKeys, ///< a submission can be sent again with its key
};

enum class Fault {
    Unauthorised,
    RateLimited, ///< for 30 s
    ServerError,
    TruncatedBody,
    Rubbish, ///< whole, but no answer of this API
    SlowBody, ///< never gets to its end
};

/// One service with something behind it that a test can steer. Made anew for every case.
class ServiceRig {
public:
    virtual ~ServiceRig() = default;

    /// Cases this rig cannot play, each with the reason. They are skipped aloud.
    virtual std::map<Ability, QString> cannot() const { return {}; }

    virtual ServiceClient& client() = 0;
    virtual FeedSpec feed() const = 0; ///< a hashtag feed, empty at first
    virtual FeedSpec feedOfUnknownTag() const = 0;

    /// The id of a post as this client gives it. Where a post is one wherever it is read, no server
    /// is named in it.
    virtual PostId idOf(const QString& remote)
    {
        return {client().source().service, client().source().server, remote};
    }

    /// Is a handle of use beyond its network? Elsewhere "bea" is somebody else.
    virtual bool handlesNameHosts() const { return true; }

    /// A new public post of the feed; its remote id.
    virtual QString add(const QString& text) = 0;
    /// A reply; whether the feed shows it too is the service's own affair.
    virtual QString addReply(const QString& text, const QString& to) = 0;
    /// The id afterwards: some servers give a new one.
    virtual QString edit(const QString& id, const QString& text) = 0;
    virtual void remove(const QString& id) = 0;

    /// The feed's next call goes wrong.
    virtual void breakNext(Fault) { }
    /// The broken call has come in.
    virtual bool isFaultReached() const { return true; }
    /// The feed's next page has its newest entry twice.
    virtual void repeatEntryNext() { }
    virtual void passTime(Millis by) = 0;
    /// After Fault::Unauthorised: the person has signed in again.
    virtual void signInAgain() { }

    // Writing. The account writes in `feed()` when the text has its tag.
    virtual QString tag() const = 0; ///< with '#'
    /// Requests that were to change something, as the other side counts them.
    virtual int writeCount() const = 0;
};

/// What does not depend on the network: a sound answer that is cut, too slow, or somebody else's.
test::FaultReply spoilt(Fault fault, test::FaultReply sound);

struct RigMaker {
    QString name; ///< letters and digits: it becomes part of the test's name
    QString service;
    std::function<std::unique_ptr<ServiceRig>()> make;
};

/// Called at start-up by each rig file: `const bool kAdded = addRig({...});`
bool addRig(RigMaker maker);
const std::vector<RigMaker>& allRigs();

} // namespace staffroom::contract
