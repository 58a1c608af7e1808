#pragma once

#include "core/base/task.h"
#include "core/services/mastodon/api_calls.h"
#include "core/services/mastodon/tag_calls.h"

#include <QObject>

namespace staffroom::mastodon {

/// Runs the calls of one page side by side and answers when all are there; the first error ends
/// it. Deletes itself after the answer.
class PageFetch : public QObject {
    Q_OBJECT
public:
    using Decode = Result<RawPage> (*)(
        const QByteArray& bytes, const DecodeContext& context, const QString& path);
    struct Call {
        HttpRequest request;
        CallCursor cursor; ///< at its end: not asked
        Decode decode = decodePage;
    };
    struct Reader {
        ApiCalls& calls;
        QThreadPool& pool;
        DecodeContext context;
        /// GoToSocial says 404 for a tag it does not know; others give an empty page.
        bool notFoundIsEmpty = false;
    };

    static Task<std::vector<CallAnswer>> run(
        const Reader& reader, std::vector<Call> calls, QObject* parent);

private:
    explicit PageFetch(QObject* parent);
    void onAnswer(size_t index, bool notFoundIsEmpty, Result<RawPage> page);
    void finish(Result<std::vector<CallAnswer>> result);

    Promise<std::vector<CallAnswer>> m_promise;
    std::vector<CallAnswer> m_answers;
    std::vector<TaskHandle> m_handles;
    size_t m_open = 0;
};

} // namespace staffroom::mastodon
