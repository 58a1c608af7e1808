#pragma once

#include "core/text/html_to_text.h"

#include "tests/support/fake_mastodon_posts.h"

#include "core/model/post.h"

namespace staffroom::bench {

/// Posts as a real chat has them, without a server: the fake server's texts through our own reader.
class MadePosts {
public:
    MadePosts(QString server, QStringList tags)
        : m_server(std::move(server))
        , m_maker(1, std::move(tags), m_server, true)
    {
    }

    PostPtr next(Timestamp created)
    {
        const auto draft = m_maker.next();
        const QString number = QString::number(++m_count);
        Post post;
        post.id = {{QStringLiteral("mastodon")}, m_server, number};
        post.uri = m_server + QStringLiteral("/posts/") + number;
        post.url = QUrl(post.uri);
        post.author.handle = QStringLiteral("person%1@example.org").arg(m_count % 60);
        post.author.id = {post.id.service, m_server, post.author.handle};
        post.author.name = plainToRichText(QStringLiteral("Person %1").arg(m_count % 60), {}, 100);
        post.created = created;
        post.text = htmlToRichText(draft.text, {});
        post.tags = draft.tags;
        post.language = draft.language;
        post.contentWarning = draft.warning;
        return std::make_shared<const Post>(std::move(post));
    }

private:
    QString m_server;
    test::FakePostMaker m_maker;
    int m_count = 0;
};

} // namespace staffroom::bench
