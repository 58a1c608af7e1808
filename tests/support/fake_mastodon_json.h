#pragma once

#include "tests/support/fake_mastodon_store.h"

namespace staffroom::test {

/// Entities as the flavour writes them.
class FakeJson {
public:
    struct Access {
        QString local = QStringLiteral("public");
        QString remote = QStringLiteral("public");
    };
    FakeJson(Flavour flavour, QString domain, QString base);

    /// `isForOne`: with what the account that signs in has done with it.
    QJsonObject status(FakeStore& store, const FakePost& post, bool isForOne = false) const;
    QJsonObject poll(const FakePost& post, bool isForOne) const;
    QJsonObject relationship(const FakeAuthor& author) const;
    QJsonObject account(const FakeAuthor& author) const;
    QJsonObject instanceV1(const QString& streaming) const;
    QJsonObject instanceV2(
        const QString& streaming, const Access& hashtags, const Access& live) const;
    QJsonObject nodeInfo() const;
    QString acct(const FakeAuthor& author) const;
    QString version() const;

private:
    QJsonObject ownStatus(FakeStore& store, const FakePost& post, bool isForOne) const;
    QString content(FakeStore& store, const FakePost& post) const;
    QString typedContent(FakeStore& store, const FakePost& post) const;

    Flavour m_flavour;
    QString m_domain;
    QString m_base;
};

QString isoTime(qint64 ms, int fractionDigits = 3);

} // namespace staffroom::test
