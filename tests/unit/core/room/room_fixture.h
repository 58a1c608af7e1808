#pragma once

#include "core/feeds/feed_hub.h"
#include "core/room/room.h"
#include "core/room/room_book.h"
#include "core/room/room_model.h"
#include "core/store/post_store.h"

#include "tests/support/fake_clock.h"
#include "tests/support/fake_service.h"
#include "tests/support/wait_for.h"

#include <QSet>
#include <QTemporaryDir>

#include <algorithm>
#include <array>

namespace staffroom {

/// A room over scripted servers of two networks, with time standing still.
class RoomFixture : public testing::Test {
protected:
    static constexpr const char* kNames[]
        = {"https://one.example", "https://two.example", "https://three.example"};

    RoomFixture()
    {
        auto fake = std::make_unique<test::FakeService>();
        auto other = std::make_unique<test::FakeService>(kOther);
        m_fake = fake.get();
        m_other = other.get();
        m_registry.add(std::move(fake));
        m_registry.add(std::move(other));
        m_setup.id = QStringLiteral("room");
        m_setup.hashtag = QStringLiteral("EdChat");
        m_setup.title = QStringLiteral("EdChat");
        m_setup.sources = {source(0)};
    }
    ~RoomFixture() override { m_room.reset(); }

    static QString name(int server) { return QString::fromLatin1(kNames[server]); }
    static Source source(int server) { return {test::kFakeService, name(server), {}}; }
    static Source otherSource() { return {kOther, QStringLiteral("https://other.example"), {}}; }
    test::FakeServer& server(int index = 0) { return m_fake->server(name(index)); }
    test::FakeServer& otherServer() { return m_other->server(otherSource().server); }
    FeedHub& hub()
    {
        if (!m_hub) {
            m_hub = std::make_unique<FeedHub>(
                FeedHub::Context{&m_clock, &m_registry, m_store.get(), {}});
        }
        return *m_hub;
    }
    void useStore()
    {
        m_store = std::make_unique<PostStore>(
            PostStore::Files{m_folder.filePath(QStringLiteral("cache.db")),
                m_folder.filePath(QStringLiteral("user.db"))});
        ASSERT_TRUE(test::await(m_store->ready()));
    }
    Room& room()
    {
        if (!m_room) {
            RoomRecord record;
            record.setup = m_setup;
            m_room = std::make_unique<Room>(
                Room::Context{&m_clock, &hub(), m_store.get(), m_ownHandles}, record);
            QObject::connect(m_room.get(), &Room::postsChanged, m_room.get(),
                [this](const std::vector<quint64>& added, const std::vector<quint64>& changed,
                    const std::vector<quint64>& removed) { note(added, changed, removed); });
        }
        return *m_room;
    }
    void run(std::chrono::milliseconds time) { m_clock.advance(time); }
    Timestamp now() const { return m_clock.now(); }

    /// A post that one server knows under its own id; `uri` says what it is a copy of.
    PostPtr made(const QString& id, const QString& text, Timestamp at, int server = 0,
        const QString& handle = QStringLiteral("bea@one.example"), const QString& uri = {})
    {
        test::MadePost more;
        more.text = text;
        more.server = name(server);
        more.handle = handle;
        more.uri = uri;
        return test::makePost(id, at, more);
    }
    PostPtr madeElsewhere(
        const QString& id, const QString& text, Timestamp at, const QString& handle)
    {
        test::MadePost more;
        more.text = text;
        more.server = otherSource().server;
        more.handle = handle;
        auto post = std::make_shared<Post>(*test::makePost(id, at, more));
        post->id.service = kOther;
        post->author.id.service = kOther;
        post->uri = QStringLiteral("at://") + id;
        return post;
    }
    static PostPtr with(const PostPtr& post, const std::function<void(Post&)>& change)
    {
        auto next = std::make_shared<Post>(*post);
        change(*next);
        return next;
    }
    static PostPtr replyTo(const PostPtr& parent, const PostPtr& reply, bool hasTag = true)
    {
        return with(reply, [&](Post& post) {
            post.inReplyTo = parent->id;
            post.inReplyToHandle = parent->author.handle;
            if (!hasTag)
                post.tags.clear();
        });
    }
    QStringList texts()
    {
        QStringList out;
        for (const auto* post : room().posts())
            out << post->entry.post->text.text;
        return out;
    }
    static QStringList rows(const RoomModel& model)
    {
        QStringList out;
        for (int i = 0; i < model.rowCount(); ++i) {
            const auto& row = model.row(i);
            if (row.kind == FeedRow::Kind::Post)
                out << row.entry->post->text.text;
            else if (row.kind == FeedRow::Kind::Heading && row.heading->day)
                out << row.heading->day->toString(Qt::ISODate);
        }
        return out;
    }
    /// Every key told must be new when added and there when changed or removed.
    void note(const std::vector<quint64>& added, const std::vector<quint64>& changed,
        const std::vector<quint64>& removed)
    {
        for (const quint64 key : removed) {
            EXPECT_TRUE(m_told.remove(key));
            EXPECT_EQ(m_room->find(key), nullptr);
        }
        for (const quint64 key : added) {
            EXPECT_FALSE(m_told.contains(key));
            EXPECT_NE(m_room->find(key), nullptr);
            m_told.insert(key);
        }
        for (const quint64 key : changed)
            EXPECT_TRUE(m_told.contains(key));
    }

    static inline const ServiceId kOther{QStringLiteral("other")};
    QTemporaryDir m_folder;
    test::FakeClock m_clock;
    ServiceRegistry m_registry;
    test::FakeService* m_fake = nullptr;
    test::FakeService* m_other = nullptr;
    std::unique_ptr<PostStore> m_store;
    std::unique_ptr<FeedHub> m_hub;
    RoomSetup m_setup;
    QStringList m_ownHandles;
    std::unique_ptr<Room> m_room;
    QSet<quint64> m_told;
};

} // namespace staffroom
