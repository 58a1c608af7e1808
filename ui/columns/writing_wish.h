#pragma once

#include "core/model/draft.h"
#include "core/services/service.h"

namespace staffroom {

/// Something a person wants to write or decide from a column; the window opens what it needs.
struct WritingWish {
    enum class Kind {
        Reply,
        Quote,
        Edit,
        Redraft, ///< the post has been deleted; `text` is how it was written
        Draft, ///< `draft`, taken back from the outbox
        Vote,
        Report,
        AddToList,
        Translate,
        ChooseAccount, ///< several could act, and none was chosen for this column yet
        SignIn, ///< nobody is signed in there, or not for writing
        Unlock, ///< "Reading only" is on
    };
    Kind kind = Kind::Reply;
    ColumnId column;
    PostPtr post;
    Source as;
    QString text;
    std::optional<Draft> draft;
};

} // namespace staffroom
