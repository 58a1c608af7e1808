#pragma once

#include "core/deck/deck_model.h"
#include "core/deck/settings.h"
#include "core/feeds/feed_hub.h"
#include "core/services/service_registry.h"
#include "ui/base/icons.h"
#include "ui/columns/column_registry.h"
#include "ui/columns/shell_context.h"

#include "tests/support/fake_clock.h"
#include "tests/support/fake_service.h"
#include "tests/support/test_main.h"
#include "tests/support/wait_for.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>

#include <QCoreApplication>

#include <map>

namespace staffroom::test {

/// A sign-in that takes a name and nothing else.
class NamedLogin final : public Login {
public:
    explicit NamedLogin(LoginRequest request)
        : m_request(std::move(request))
    {
    }
    void start() override
    {
        QMetaObject::invokeMethod(
            this, [this] { answer(); }, Qt::QueuedConnection);
    }

private:
    void answer()
    {
        const QString name
            = QString::fromUtf8(m_request.fields.at(QStringLiteral("name")).reveal());
        SignedIn who;
        who.source = m_request.source;
        who.source.account = name.toLower() + QStringLiteral("@fake.example");
        who.author.handle = who.source.account;
        Q_EMIT signedIn(who);
    }
    LoginRequest m_request;
};

/// The fake service behind addresses as people type them, with a scripted answer to "who is there".
class TypedService final : public Service {
public:
    FakeService fake;
    std::map<QString, Result<ServerInfo>> answers; ///< by address; others are open
    std::vector<QString> asked;
    bool joinsByName = false;
    QStringList hosts; ///< of the starter chat
    QUrl webPage; ///< where people do what programs may not

    QUrl actPage(Act::Kind, const Post&) const override { return webPage; }
    LoginSpec loginSpec() const override
    {
        LoginSpec spec;
        if (joinsByName)
            spec.fields = {{QStringLiteral("name"), QStringLiteral("Name"), false}};
        return spec;
    }
    std::unique_ptr<Login> login(const LoginRequest& request) override
    {
        return std::make_unique<NamedLogin>(request);
    }
    ServiceId id() const override { return fake.id(); }
    QString name() const override { return fake.name(); }
    const Capabilities& capabilities() const override { return fake.capabilities(); }
    std::vector<FeedSpec> starterFeeds() const override
    {
        FeedSpec everything = fakeSpec();
        everything.kind = FeedSpec::Kind::Public;
        everything.tags.clear();
        everything.people = hosts;
        return {fakeSpec(), everything};
    }
    std::optional<Result<Source>> sourceFromText(const QString& text) const override
    {
        if (!text.contains(u'.') || text.contains(u'@'))
            return std::nullopt;
        const bool isWhole = text.startsWith(QStringLiteral("https://"));
        return Source{id(), isWhole ? text : QStringLiteral("https://") + text, {}};
    }
    Task<ServerInfo> discover(const Source& source) override
    {
        asked.push_back(source.server);
        if (const auto it = answers.find(source.server); it != answers.end())
            return readyTask<ServerInfo>(it->second);
        return fake.discover(source);
    }
    std::unique_ptr<ServiceClient> client(
        const Source& source, std::shared_ptr<AccountSession> session) override
    {
        return fake.client(source, std::move(session));
    }
};

/// All that a window needs, over a fake service and a fake clock.
struct ShellFixture {
    ShellFixture()
    {
        initIcons();
        auto owned = std::make_unique<TypedService>();
        service = owned.get();
        services.add(std::move(owned));
        registerBuiltinColumns(columns);
        hub = std::make_unique<FeedHub>(FeedHub::Context{&clock, &services, nullptr, {}});
        context = {hub.get(), &services, &columns, &deck, &settings, &clock, nullptr};
    }

    FakeServer& server() { return service->fake.server(); }
    /// Posts of the last minutes, oldest first: p1, p2, ...
    void addPosts(int count, const QString& tag = QStringLiteral("edchat"))
    {
        for (int i = 0; i < count; ++i) {
            MadePost more;
            more.text = QStringLiteral("Post number %1 #%2").arg(i + 1).arg(tag);
            more.tags = {tag};
            ++m_made;
            server().add(makePost(QStringLiteral("p%1").arg(m_made),
                clock.now() - std::chrono::seconds(600 - m_made), more));
        }
    }
    /// Ten seconds go by.
    void timePasses()
    {
        for (int turn = 0; turn < 200; ++turn) {
            clock.advance(Millis(50));
            QCoreApplication::processEvents();
        }
    }
    /// Like waitFor, with the clock going on for ten seconds: feeds are asked and arrivals applied
    /// by timers. Other threads have the machine's own time on top of that.
    template <class F>
    [[nodiscard]] bool soon(F condition)
    {
        for (int turn = 0; turn < 200 && !condition(); ++turn) {
            clock.advance(Millis(50));
            QCoreApplication::processEvents();
        }
        return waitFor(condition);
    }
    ColumnId addColumn(const QString& tag = QStringLiteral("edchat"))
    {
        return deck.add(fakeSpec(tag));
    }

    FakeClock clock;
    TypedService* service = nullptr;
    ServiceRegistry services;
    ColumnRegistry columns;
    std::unique_ptr<FeedHub> hub;
    DeckModel deck;
    Settings settings{QString()};
    ShellContext context;

private:
    int m_made = 0;
};

/// Every control says what it is, and no label reads its text as markup.
inline void expectAccessible(const QWidget& window)
{
    for (const QWidget* widget : window.findChildren<QWidget*>()) {
        const bool isInner = widget->parentWidget()
            && (widget->objectName().startsWith(QStringLiteral("qt_"))
                || qobject_cast<const QComboBox*>(widget->parentWidget()));
        if (const auto* label = qobject_cast<const QLabel*>(widget)) {
            EXPECT_EQ(label->textFormat(), Qt::PlainText) << qPrintable(
                label->text()) << " in " << widget->parent()->metaObject()->className();
            continue;
        }
        const bool isControl = qobject_cast<const QAbstractButton*>(widget)
            || qobject_cast<const QLineEdit*>(widget) || qobject_cast<const QComboBox*>(widget)
            || qobject_cast<const QAbstractItemView*>(widget)
            || (qobject_cast<const QAbstractSlider*>(widget)
                && widget->focusPolicy() != Qt::NoFocus);
        // What has nothing to say at the moment is not there for anybody.
        if (!isControl || isInner || !widget->isVisibleTo(&window))
            continue;
        // What stands on a button is its name.
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        EXPECT_FALSE(widget->accessibleName().isEmpty() && (!button || button->text().isEmpty()))
            << "nameless " << widget->metaObject()->className() << " in "
            << widget->parent()->metaObject()->className();
        if (button) {
            EXPECT_NE(widget->focusPolicy() & Qt::TabFocus, 0)
                << "not reached by Tab: " << qPrintable(widget->accessibleName());
        }
    }
}

} // namespace staffroom::test
