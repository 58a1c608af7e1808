#pragma once

#include "core/accounts/account_book.h"
#include "core/compose/draft_store.h"
#include "core/compose/outbox.h"
#include "core/feeds/post_actions.h"
#include "core/secrets/secret_store.h"
#include "core/store/post_store.h"
#include "tests/unit/ui/shell_fixture.h"

#include <QTemporaryDir>

namespace staffroom::test {

/// All that writes, over the fake service, with somebody to sign in.
struct WriterFixture : ShellFixture {
    WriterFixture()
        : me{kFakeService, QStringLiteral("https://fake.example"),
            QStringLiteral("me@fake.example")}
        , store({folder.filePath(QStringLiteral("cache.db")),
              folder.filePath(QStringLiteral("user.db"))})
        , accounts({&clock, &services, &secrets, QString()})
        , actions({hub.get(), &lock})
        , drafts(clock, store)
        , outbox({&clock, &store, &lock, [this](const Source& source) -> ServiceClient* {
                      return accounts.find(source) ? hub->client(source) : nullptr;
                  }})
    {
        auto& can = service->fake.mutableCapabilities();
        can.canPublish = true;
        for (const Act::Kind kind : kActKinds)
            can.acts.insert(kind);
        context.accounts = &accounts;
        context.lock = &lock;
        context.actions = &actions;
        context.drafts = &drafts;
        context.outbox = &outbox;
        QObject::connect(&settings, &Settings::changed, &settings,
            [this] { lock.setLocked(settings.isOn(Setting::ReadingOnly)); });
        const auto show = [this](const QString& id) {
            if (const auto* item = outbox.find(id))
                hub->showPending(outbox.pendingPost(*item), item->account);
        };
        QObject::connect(&outbox, &Outbox::added, &outbox, show);
        QObject::connect(&outbox, &Outbox::changed, &outbox, show);
        QObject::connect(
            &outbox, &Outbox::sent, &outbox, [this](const QString& id, const PostPtr& post) {
                hub->pendingSent({me.service, me.server, QStringLiteral("outbox:") + id}, post);
            });
        EXPECT_TRUE(await(drafts.load()));
        EXPECT_TRUE(await(outbox.load()));
    }
    void signIn()
    {
        SignedIn who;
        who.source = me;
        who.author.handle = me.account;
        who.credentials.secrets[QStringLiteral("access")] = Secret("fake-token");
        EXPECT_TRUE(await(accounts.add(who, Keeping::ThisSession)));
    }
    /// Both clocks go on: timers by the fake one, the disk by the real one.
    template <class F>
    [[nodiscard]] bool eventually(F condition)
    {
        return waitFor([&] {
            clock.advance(Millis(20));
            return condition();
        });
    }

    QTemporaryDir folder;
    Source me;
    MemorySecretStore secrets;
    PostStore store;
    AccountBook accounts;
    WriteLock lock;
    PostActions actions;
    DraftStore drafts;
    Outbox outbox;
};

} // namespace staffroom::test
