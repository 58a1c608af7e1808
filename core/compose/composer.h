#pragma once

#include "core/compose/compose_text.h"
#include "core/compose/draft_store.h"
#include "core/compose/preflight.h"
#include "core/services/service.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>

namespace staffroom {

class Clock;
class Outbox;
class ServiceRegistry;

/// What a column knows about the chat it shows, for the composer.
struct ChatFacts {
    QString hashtag; ///< readable case, without '#'; empty: no chat
    int currentQuestion = 0; ///< 0: none known
};

/// One draft while it is written: the model behind the panel and behind an inline reply. No
/// widgets. Every change is saved; limits and lengths are those of the draft's account. Main
/// thread.
class Composer : public QObject {
    Q_OBJECT
public:
    struct Context {
        Clock* clock = nullptr; ///< never null
        DraftStore* drafts = nullptr; ///< never null
        Outbox* outbox = nullptr; ///< never null
        const ServiceRegistry* services = nullptr; ///< never null
        std::function<ServiceClient*(const Source&)> client; ///< null: nobody of that name
    };
    explicit Composer(Context context, QObject* parent = nullptr);
    ~Composer() override;

    const Draft& draft() const;
    const PostLimits& limits() const;
    /// What the service can do at all; null without an account.
    const Capabilities* capabilities() const;
    ServiceClient* client() const; ///< of the draft's account; null: nobody

    /// Puts the present draft aside (it stays in the list) and begins another.
    void begin(const Draft& draft);
    /// A new post in a column: account and chat are the column's own.
    void beginPost(const ColumnId& column, const Source& account, const ChatFacts& chat);
    /// An answer: who is named in the post is named again, the chat's tag is kept, "A3" is offered
    /// when the post asks Q3 or answers it.
    void beginReply(
        const ColumnId& column, const Source& account, const PostPtr& post, const ChatFacts& chat);
    void beginQuote(
        const ColumnId& column, const Source& account, const PostPtr& post, const ChatFacts& chat);
    /// An existing own post, to be changed in place.
    void beginEdit(const ColumnId& column, const Source& account, const PostPtr& post,
        const PostSource& source);
    void setChatFacts(const ChatFacts& chat); ///< the question changed meanwhile
    const ChatFacts& chatFacts() const;

    /// One change; `edit` gets the draft. Saved within a second.
    void change(const std::function<void(Draft&)>& edit);
    void splitIntoParts(); ///< of a text that is too long

    // About the draft as it is now.
    int remaining(int part) const; ///< characters left, below 0: too long
    int reserved(int part) const; ///< of those used, for label and tag
    std::vector<Finding> findings() const; ///< the check before sending
    bool canSend() const; ///< nothing blocks; it may still ask
    /// The prepared answer for the question that is on, unless it was used.
    std::optional<PreparedAnswer> offeredAnswer() const;
    void takeOfferedAnswer();

    /// Hands it to the outbox; answers when it is on disk, then the composer holds a new empty
    /// draft for the same place. A second call before that answers Error::Conflict: Enter pressed
    /// twice is one post.
    Task<Done> send();
    void discard(); ///< throws the draft away (its copies stay a week)

Q_SIGNALS:
    void changed(); ///< anything of the draft, limits, findings
    void begun(); ///< another draft
    void sent();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace staffroom
