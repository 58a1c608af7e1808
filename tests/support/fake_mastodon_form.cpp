#include "tests/support/fake_mastodon_form.h"

#include <algorithm>

namespace staffroom::test {

using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray quotedAfter(const QByteArray& head, const QByteArray& name)
{
    const auto at = head.indexOf(name + "=\"");
    if (at < 0)
        return {};
    const auto start = at + name.size() + 2;
    return head.mid(start, head.indexOf('"', start) - start);
}

} // namespace

FakeForm::FakeForm(const FaultRequest& request)
{
    const auto take = [this](const QUrlQuery& query) {
        for (const auto& [name, value] : query.queryItems(QUrl::FullyDecoded))
            m_fields.emplace_back(name, value);
    };
    take(request.query());
    const QByteArray type = request.header("content-type");
    if (type.startsWith("multipart/form-data")) {
        QByteArray boundary = type.mid(type.indexOf("boundary=") + 9).trimmed();
        if (boundary.startsWith('"'))
            boundary = boundary.mid(1, boundary.size() - 2);
        readMultipart(request.body, boundary);
        return;
    }
    QByteArray body = request.body;
    body.replace('+', "%20");
    take(QUrlQuery(QString::fromLatin1(body)));
}

void FakeForm::readMultipart(const QByteArray& body, const QByteArray& boundary)
{
    const QByteArray mark = "--" + boundary;
    auto at = body.indexOf(mark);
    while (at >= 0) {
        at += mark.size();
        const auto next = body.indexOf("\r\n" + mark, at);
        if (next < 0)
            return;
        const auto headEnd = body.indexOf("\r\n\r\n", at);
        const QByteArray head = body.mid(at, headEnd - at);
        const QByteArray content = body.mid(headEnd + 4, next - headEnd - 4);
        const QString name = QString::fromUtf8(quotedAfter(head, " name"));
        if (head.contains("filename=")) {
            const auto type = head.indexOf("Content-Type: ");
            const auto lineEnd = head.indexOf("\r\n", type);
            m_file = File{QString::fromUtf8(quotedAfter(head, "filename")),
                type < 0 ? QByteArray()
                         : head.mid(type + 14, lineEnd < 0 ? -1 : lineEnd - type - 14),
                content};
        } else {
            m_fields.emplace_back(name, QString::fromUtf8(content));
        }
        at = next + 2;
    }
}

bool FakeForm::has(const QString& name) const
{
    return std::any_of(
        m_fields.begin(), m_fields.end(), [&](const auto& field) { return field.first == name; });
}

QString FakeForm::value(const QString& name) const
{
    const auto found = std::find_if(
        m_fields.begin(), m_fields.end(), [&](const auto& field) { return field.first == name; });
    return found == m_fields.end() ? QString() : found->second;
}

QStringList FakeForm::values(const QString& name) const
{
    QStringList all;
    for (const auto& [field, value] : m_fields) {
        if (field == name)
            all << value;
    }
    return all;
}

bool FakeForm::isTrue(const QString& name) const
{
    return value(name) == "true"_L1 || value(name) == "1"_L1;
}

} // namespace staffroom::test
