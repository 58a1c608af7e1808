#include "core/net/http_client_body.h"

#include <algorithm>
#include <cstring>

namespace staffroom {

Result<std::unique_ptr<HttpClientBody>> HttpClientBody::of(const HttpRequest& request)
{
    std::unique_ptr<HttpClientBody> body(new HttpClientBody); // its constructor is private
    if (request.fileBody) {
        body->m_before = request.fileBody->before;
        body->m_after = request.fileBody->after;
        body->m_file.setFileName(request.fileBody->file);
        if (!body->m_file.open(QIODevice::ReadOnly))
            return fail(Error::Kind::Storage, body->m_file.errorString(), request.fileBody->file);
        body->m_fileSize = body->m_file.size();
    } else {
        body->m_before = request.body;
    }
    body->open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    return body;
}

qint64 HttpClientBody::size() const
{
    return m_before.size() + m_fileSize + m_after.size();
}

bool HttpClientBody::reset()
{
    return m_taken == 0;
}

bool HttpClientBody::seek(qint64 position)
{
    return position == m_taken && QIODevice::seek(position);
}

qint64 HttpClientBody::readData(char* data, qint64 most)
{
    qint64 given = 0;
    const auto copy = [&](const QByteArray& part, qint64 offset) {
        const qint64 size = std::min(most - given, part.size() - offset);
        std::memcpy(data + given, part.constData() + offset, static_cast<size_t>(size));
        given += size;
        m_taken += size;
    };
    if (m_taken < m_before.size())
        copy(m_before, m_taken);
    const qint64 fileEnd = m_before.size() + m_fileSize;
    while (given < most && m_taken >= m_before.size() && m_taken < fileEnd) {
        const qint64 read = m_file.read(data + given, std::min(most - given, fileEnd - m_taken));
        // A file that became shorter would leave the server waiting for the rest.
        if (read <= 0)
            return -1;
        given += read;
        m_taken += read;
    }
    if (given < most && m_taken >= fileEnd && m_taken < size())
        copy(m_after, m_taken - fileEnd);
    return given;
}

} // namespace staffroom
