#pragma once

#include "core/chat/author_signs.h"
#include "core/chat/chat_sorter.h"
#include "core/chat/found_questions.h"
#include "core/chat/storms.h"

#include <QSet>

namespace staffroom {

/// What was found so far, and what must be judged again after a change. A judgement looks only at
/// what was written before, so posts are judged in that order and each at most once a change; the
/// end is the same whatever the order of changes.
struct ChatSorter::Private {
    /// What one change concerns besides the post itself.
    struct Concern {
        QStringList copyKeys;
        QStringList authors; ///< whose other posts may be judged otherwise
        bool questions = false; ///< what is asked may have changed
        bool labels = false; ///< what the chat labels with may have changed
    };

    ChatRules rules; ///< as given
    ChatRules reading; ///< with what the chat's posts label with besides
    ChatBook book;
    FoundQuestions found;
    QHash<QString, AuthorSigns> signs;
    StormFinder storms;

    QHash<PostId, std::optional<int>> moves;
    QSet<PostId> hidden;
    QSet<PostId> shown;
    QSet<QString> shownAuthors;

    std::vector<ChatQuestion> questions; ///< as told
    QHash<int, int> answers;
    QSet<int> pendingNumbers; ///< asked by somebody who may turn out to host
    QSet<PostId> pendingPosts;

    ItemSet dirty;
    Changes changes;
    QSet<PostId> changed; ///< what `changes` holds already
    qint64 judgements = 0;

    void takeOut(const ChatItem& item, Concern& concern);
    void putIn(ChatItem* item, Concern& concern);
    void follow(const Concern& concern);
    void settle();

    void findAgain();
    void readAgain();
    void learnAgain(); ///< what the chat labels with
    void dirtyAll();
    void dirtyOne(const PostId& id);
    void uncount(const ChatItem& item);
    void forget(const PostId& id);

private:
    bool concernsQuestions(const ChatItem& item) const;
    void countSigns(const ChatItem& item, int by, Concern& concern);
    void dirtyFrom(Timestamp time);
    void dirtyPointing(const ChatItem& item);
    void dirtyDependents(const ChatItem& item);
    void dirtyOtherChat(const ChatItem& item);
    void compareQuestions(const FoundQuestions& old);
    void findPending();
    Placement judge(const ChatItem& item) const;
    void tell(const ChatItem& item);
    void showQuestions();
};

} // namespace staffroom
