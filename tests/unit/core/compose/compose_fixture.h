#pragma once

#include "core/compose/composer.h"
#include "core/compose/outbox.h"
#include "core/services/service_registry.h"
#include "core/store/post_store.h"

#include "tests/support/fake_clock.h"
#include "tests/support/fake_service.h"
#include "tests/support/signed_in.h"
#include "tests/support/wait_for.h"

#include <QTemporaryDir>

namespace staffroom {

/// A store in a temporary folder, a fake service with a signed-in account, time that stands still,
/// and everything that writes, which can be killed and started again.
class ComposeFixture : public testing::Test {
protected:
    ComposeFixture()
        : m_fake(new test::FakeService)
    {
        m_fake->mutableCapabilities().hasContentWarning = true;
        m_fake->mutableCapabilities().hasVisibility = true;
        m_services.add(std::unique_ptr<Service>(m_fake));
        m_lock.setLocked(false);
        start();
    }
    ~ComposeFixture() override { end(); }

    PostStore::Files files() const
    {
        return {m_folder.filePath(QStringLiteral("cache.db")),
            m_folder.filePath(QStringLiteral("user.db"))};
    }
    void start()
    {
        m_store = std::make_unique<PostStore>(files());
        m_drafts = std::make_unique<DraftStore>(m_clock, *m_store);
        m_outbox = std::make_unique<Outbox>(outboxContext());
        QObject::connect(
            m_outbox.get(), &Outbox::sent, [this](const QString& id, const PostPtr& post) {
                m_sent.push_back({id, post});
            });
        QObject::connect(
            m_outbox.get(), &Outbox::removed, [this](const QString& id) { m_removed << id; });
        QObject::connect(
            m_outbox.get(), &Outbox::failed, [this](const Error& error) { m_failed = error; });
    }
    /// In the order of the program's end.
    void end()
    {
        m_composer.reset();
        m_outbox.reset();
        m_drafts.reset();
        m_store.reset();
    }
    void restart()
    {
        end();
        start();
        EXPECT_TRUE(test::await(m_drafts->load()));
        EXPECT_TRUE(test::await(m_outbox->load()));
    }
    Outbox::Context outboxContext()
    {
        Outbox::Context context;
        context.clock = &m_clock;
        context.store = m_store.get();
        context.lock = &m_lock;
        context.client = [this](const Source& source) { return client(source); };
        return context;
    }
    ServiceClient* client(const Source& source)
    {
        if (source.account.isEmpty() || m_signedOut.contains(source.account))
            return nullptr;
        auto& made = m_clients[source.account];
        if (!made)
            made = m_fake->client(source, nullptr);
        return made.get();
    }
    Composer& composer()
    {
        if (!m_composer) {
            Composer::Context context;
            context.clock = &m_clock;
            context.drafts = m_drafts.get();
            context.outbox = m_outbox.get();
            context.services = &m_services;
            context.client = [this](const Source& source) { return client(source); };
            m_composer = std::make_unique<Composer>(context);
        }
        return *m_composer;
    }
    test::FakeServer& server() { return m_fake->server(); }
    static Source bea()
    {
        return {test::kFakeService, QStringLiteral("https://fake.example"),
            QStringLiteral("bea@fake.example")};
    }
    static Source ann()
    {
        return {test::kFakeService, QStringLiteral("https://fake.example"),
            QStringLiteral("ann@fake.example")};
    }
    /// A draft that passes the check.
    Draft draft(const QString& text, const Source& account = bea())
    {
        Draft out;
        out.id = QStringLiteral("draft%1").arg(++m_lastDraft);
        out.account = account;
        out.column = {QStringLiteral("c1")};
        out.chat.hashtag = QStringLiteral("EdChat");
        out.parts.front().text = text;
        out.language = QStringLiteral("en");
        out.changed = m_clock.now();
        return out;
    }
    /// Submits and answers the first item's id.
    QString submit(const Draft& what)
    {
        const auto ids = test::await(m_outbox->submit(what));
        EXPECT_TRUE(ids);
        return ids && !ids->isEmpty() ? ids->front() : QString();
    }
    QString submit(const QString& text) { return submit(draft(text)); }
    /// Lets all that can happen now happen; timers stand still.
    void settle()
    {
        for (int i = 0; i < 3; ++i) {
            std::ignore = test::await(m_store->flush());
            for (int turn = 0; turn < 10; ++turn)
                QCoreApplication::processEvents();
        }
    }
    /// Time passes until `condition` holds.
    template <class F>
    [[nodiscard]] bool passUntil(F condition, Millis atMost = std::chrono::minutes(5))
    {
        for (Millis passed{0}; passed <= atMost; passed += Millis(250)) {
            settle();
            if (condition())
                return true;
            m_clock.advance(Millis(250));
        }
        return false;
    }
    Delivery::State stateOf(const QString& id) const
    {
        const auto* item = m_outbox->find(id);
        EXPECT_NE(item, nullptr);
        return item ? item->delivery.state : Delivery::State::Sending;
    }
    std::optional<Error::Kind> errorOf(const QString& id) const
    {
        const auto* item = m_outbox->find(id);
        if (!item || !item->delivery.error)
            return std::nullopt;
        return item->delivery.error->kind;
    }
    QStringList posted()
    {
        QStringList out;
        for (const auto& one : server().ledger)
            out << one.text;
        return out;
    }
    static Error error(Error::Kind kind)
    {
        Error out;
        out.kind = kind;
        return out;
    }

    struct Sent {
        QString id;
        PostPtr post;
    };
    QTemporaryDir m_folder;
    test::FakeClock m_clock;
    ServiceRegistry m_services;
    test::FakeService* m_fake;
    WriteLock m_lock;
    std::map<QString, std::unique_ptr<ServiceClient>> m_clients;
    QStringList m_signedOut;
    std::unique_ptr<PostStore> m_store;
    std::unique_ptr<DraftStore> m_drafts;
    std::unique_ptr<Outbox> m_outbox;
    std::unique_ptr<Composer> m_composer;
    std::vector<Sent> m_sent;
    QStringList m_removed;
    std::optional<Error> m_failed;
    int m_lastDraft = 0;
};

} // namespace staffroom
