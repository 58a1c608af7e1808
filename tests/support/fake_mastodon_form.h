#pragma once

#include "tests/support/fault_server.h"

namespace staffroom::test {

/// The fields of a request's body, form-encoded or multipart, and of its address.
class FakeForm {
public:
    explicit FakeForm(const FaultRequest& request);

    bool has(const QString& name) const;
    QString value(const QString& name) const; ///< first of that name, or empty
    QStringList values(const QString& name) const;
    bool isTrue(const QString& name) const;

    struct File {
        QString name;
        QByteArray type;
        QByteArray bytes;
    };
    const std::optional<File>& file() const { return m_file; }

private:
    void readMultipart(const QByteArray& body, const QByteArray& boundary);

    std::vector<std::pair<QString, QString>> m_fields;
    std::optional<File> m_file;
};

} // namespace staffroom::test
