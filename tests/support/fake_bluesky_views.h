#pragma once

#include "tests/support/fake_bluesky_store.h"

#include <QSet>

namespace staffroom::test {

/// The answers of a FakeBluesky in the network's own form, as one reader gets them.
class FakeBlueskyViews {
public:
    struct Reader {
        QString did; ///< empty: nobody is signed in
        const QSet<QString>* bookmarks = nullptr; ///< at-uris
        const QSet<QString>* mutedThreads = nullptr; ///< at-uris of their first posts
    };
    FakeBlueskyViews(const FakeBlueskyStore& store, QString base, Reader reader);

    QJsonObject person(const FakePerson& person) const; ///< profileViewBasic
    QJsonObject profile(const FakePerson& person) const; ///< profileViewDetailed
    QJsonObject post(const FakeRecord& record) const;
    QJsonObject entry(const FakeRecord& post, const FakeRecord* repost) const; ///< feedViewPost
    QJsonObject thread(const QString& uri, int depth, int parents) const;
    QJsonObject list(const FakeRecord& record) const;
    QJsonObject generator(const FakeRecord& record) const;

private:
    QJsonObject viewerOf(const FakePerson& person) const;
    QJsonArray labels(const FakeRecord& record) const;
    QJsonObject embed(const QJsonObject& embed, const QString& did, bool mayQuote) const;
    QJsonObject quoted(const QString& uri) const;

    const FakeBlueskyStore& m_store;
    QString m_base;
    Reader m_reader;
};

} // namespace staffroom::test
