#pragma once

#include "core/base/result.h"
#include "core/net/http_client.h"

#include <QFile>
#include <QIODevice>

#include <memory>

namespace staffroom {

/// The body of one request on its way out, from memory or read from a file piece by piece.
///
/// Once a byte of it has been taken it cannot be read again: QNetworkAccessManager repeats a
/// request of its own accord when a connection ends before the answer, also one that writes, and
/// a post whose answer was lost would be there twice. What cannot be rewound it gives up.
class HttpClientBody final : public QIODevice {
public:
    /// Storage when the file cannot be read.
    static Result<std::unique_ptr<HttpClientBody>> of(const HttpRequest& request);

    bool isSequential() const override { return false; }
    qint64 size() const override;
    bool reset() override;
    bool seek(qint64 position) override;

protected:
    qint64 readData(char* data, qint64 most) override;
    qint64 writeData(const char*, qint64) override { return -1; }

private:
    HttpClientBody() = default;

    QByteArray m_before;
    QByteArray m_after;
    QFile m_file;
    qint64 m_fileSize = 0;
    qint64 m_taken = 0;
};

} // namespace staffroom
