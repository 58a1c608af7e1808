#include "core/feeds/post_actions.h"

namespace staffroom {

struct PostActions::Private {
    Context context;
};

PostActions::PostActions(Context context, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(Private{context}))
{
}

PostActions::~PostActions() = default;

Task<ActOutcome> PostActions::run(const Act& act, const Source& as, const ColumnId& column)
{
    auto* client = d->context.hub->client(as);
    if (!client)
        return readyTask<ActOutcome>(fail(Error::Kind::Unsupported));
    return client->act(act, d->context.lock->pass(column));
}

bool PostActions::isRunning(const Act&, const Source&) const
{
    return false;
}

} // namespace staffroom
