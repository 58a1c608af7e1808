#pragma once

#include "core/store/post_store.h"

#include "tests/support/fake_service.h"
#include "tests/support/wait_for.h"

#include <QTemporaryDir>

namespace staffroom {

/// A store in a temporary folder.
class StoreFixture : public testing::Test {
protected:
    PostStore::Files files() const
    {
        return {m_folder.filePath(QStringLiteral("cache.db")),
            m_folder.filePath(QStringLiteral("user.db"))};
    }
    void open() { m_store = std::make_unique<PostStore>(files()); }
    void close() { m_store.reset(); }
    PostStore& store()
    {
        if (!m_store)
            open();
        return *m_store;
    }
    static Timestamp at(int second)
    {
        return timestampFromMs(1'763'838'000'000) + std::chrono::seconds(second);
    }
    static StoredEntry entry(const PostPtr& post) { return {post, {}, post->created, post->id}; }
    static StoredEntry entry(const QString& remote, int second, const QString& text = {})
    {
        test::MadePost more;
        more.text = text;
        return entry(test::makePost(remote, at(second), more));
    }
    Result<Done> write(const QString& feed, std::vector<StoredEntry> entries)
    {
        FeedWrite write;
        write.feedKey = feed;
        write.entries = std::move(entries);
        return test::await(store().write(std::move(write)));
    }
    static QStringList ids(const std::vector<StoredEntry>& entries)
    {
        QStringList out;
        for (const auto& one : entries)
            out << one.post->id.remote;
        return out;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<PostStore> m_store;
};

} // namespace staffroom
