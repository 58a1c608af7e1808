#include "core/services/mastodon/page_fetch.h"

#include "core/net/paging_link.h"

#include <QPointer>

namespace staffroom::mastodon {

PageFetch::PageFetch(QObject* parent)
    : QObject(parent)
{
}

Task<std::vector<CallAnswer>> PageFetch::run(
    const Reader& reader, std::vector<Call> calls, QObject* parent)
{
    auto* self = new PageFetch(parent); // see class comment
    auto task = self->m_promise.task();
    self->m_promise.onCancel([p = QPointer(self)] {
        if (p)
            p->finish(fail(Error::Kind::Cancelled));
    });
    for (const auto& call : calls) {
        self->m_answers.push_back({call.cursor, {}});
        self->m_open += call.cursor.isAtEnd ? 0 : 1;
    }
    if (self->m_open == 0)
        self->finish(std::move(self->m_answers));
    for (size_t i = 0; i < calls.size(); ++i) {
        if (calls[i].cursor.isAtEnd)
            continue;
        auto& pool = reader.pool;
        self->m_handles.push_back(
            reader.calls.send(std::move(calls[i].request))
                .andThen(self,
                    [&pool, context = reader.context, decode = calls[i].decode](HttpReply reply) {
                        return runInPool(pool,
                            [context, decode, bytes = std::move(reply.body),
                                path = reply.url.path(), isPartial = reply.status == 206,
                                next = pagingCursor(
                                    reply.header("link"), "next", QStringLiteral("max_id"))] {
                                auto page = decode(bytes, context, path);
                                if (page) {
                                    page->isPartial = isPartial;
                                    page->nextCursor = next;
                                }
                                return page;
                            });
                    })
                .then(self, [self, i, empty = reader.notFoundIsEmpty](Result<RawPage> page) {
                    self->onAnswer(i, empty, std::move(page));
                }));
    }
    return task;
}

void PageFetch::onAnswer(size_t index, bool notFoundIsEmpty, Result<RawPage> page)
{
    if (m_promise.isAnswered())
        return;
    if (!page && !(notFoundIsEmpty && page.error().kind == Error::Kind::NotFound)) {
        finish(fail(std::move(page.error())));
        return;
    }
    if (page)
        m_answers[index].page = std::move(*page);
    if (--m_open == 0)
        finish(std::move(m_answers));
}

void PageFetch::finish(Result<std::vector<CallAnswer>> result)
{
    if (m_promise.isAnswered())
        return;
    m_promise.finish(std::move(result));
    m_handles.clear(); // silences what is still under way
    deleteLater();
}

} // namespace staffroom::mastodon
