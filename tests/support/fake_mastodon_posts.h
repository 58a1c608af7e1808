#pragma once

#include "tests/support/fake_mastodon_store.h"

#include <QRandomGenerator>

namespace staffroom::test {

/// Makes up chat posts: lengths, scripts, pictures, polls, cards and custom emoji in a mix like a
/// real chat's. The same seed gives the same posts.
class FakePostMaker {
public:
    FakePostMaker(quint32 seed, QStringList tags, QString base, bool hasPictures);

    FakeDraft next();

private:
    QString words(int count);
    QJsonArray pictures();

    QRandomGenerator m_random;
    QStringList m_tags;
    QString m_base;
    bool m_hasPictures;
    int m_made = 0;
};

} // namespace staffroom::test
