#include "core/net/http_client.h"
#include "core/net/rate_limiter.h"
#include "core/services/mastodon/mastodon_service.h"
#include "tests/contract/service_rig.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fake_mastodon.h"
#include "tests/support/signed_in.h"
#include "tests/support/wait_for.h"

#include <QJsonDocument>
#include <QThreadPool>

namespace staffroom::contract {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class MastodonRig final : public ServiceRig {
public:
    explicit MastodonRig(test::Flavour flavour)
        : m_fake(settingsOf(flavour))
        , m_source{m_service.id(), m_fake.base(), m_fake.handle()}
        , m_account(m_source, m_fake.token())
        // Signed in: not every flavour shows everything to strangers.
        , m_client(m_service.client(m_source, m_account.session()))
    {
        // GoToSocial says 404 for a tag nobody ever used.
        test::FakeDraft first;
        first.visibility = u"unlisted"_s;
        m_fake.addPost(first);
    }

    ServiceClient& client() override { return *m_client; }
    FeedSpec feed() const override { return tagFeed(u"alpha"_s); }
    FeedSpec feedOfUnknownTag() const override { return tagFeed(u"nobodyusesthis"_s); }

    QString add(const QString& text) override
    {
        test::FakeDraft draft;
        draft.text = text;
        return m_fake.addPost(draft);
    }
    QString addReply(const QString& text, const QString& to) override
    {
        test::FakeDraft draft;
        draft.text = text;
        draft.replyTo = to;
        return m_fake.addPost(draft);
    }
    QString edit(const QString& id, const QString& text) override
    {
        return m_fake.editPost(id, text);
    }
    void remove(const QString& id) override { m_fake.deletePost(id); }

    void breakNext(Fault fault) override
    {
        test::FaultReply reply = faultyReply(fault); // asks the server itself for some
        m_callsBefore = m_fake.server().requestCount(path());
        m_fake.server().enqueue(path(), std::move(reply));
        // One refused call alone says nothing about the account.
        if (fault == Fault::Unauthorised)
            m_fake.server().enqueue(u"/api/v1/accounts/verify_credentials"_s, faultyReply(fault));
    }
    bool isFaultReached() const override
    {
        return m_fake.server().requestCount(path()) > m_callsBefore;
    }
    void repeatEntryNext() override
    {
        test::FaultReply reply = realReply();
        QJsonArray page = QJsonDocument::fromJson(reply.body).array();
        page.prepend(page.first());
        reply.body = QJsonDocument(page).toJson();
        m_fake.server().enqueue(path(), reply);
    }
    void passTime(Millis by) override { m_clock.advance(by); }
    void signInAgain() override
    {
        Credentials credentials;
        credentials.secrets[u"access"_s] = Secret(m_fake.token());
        const auto done = test::await(m_account.session()->replace(credentials));
        EXPECT_TRUE(done);
    }
    QString tag() const override { return u"#alpha"_s; }
    int writeCount() const override { return static_cast<int>(m_fake.writes().size()); }

private:
    static test::FakeMastodon::Settings settingsOf(test::Flavour flavour)
    {
        test::FakeMastodon::Settings settings;
        settings.flavour = flavour;
        return settings;
    }
    static QString path() { return u"/api/v1/timelines/tag/alpha"_s; }
    FeedSpec tagFeed(const QString& tag) const
    {
        FeedSpec spec;
        spec.source = m_source;
        spec.tags = {tag};
        return spec;
    }
    test::FaultReply realReply()
    {
        test::FaultRequest request;
        request.method = "GET";
        request.target = path().toLatin1() + "?limit=40";
        request.headers = {{"Authorization", "Bearer " + m_fake.token()}, {"User-Agent", "rig"}};
        return m_fake.server().replyTo(request);
    }
    test::FaultReply faultyReply(Fault fault)
    {
        test::FaultReply reply;
        switch (fault) {
        case Fault::Unauthorised:
            return test::errorReply(401, "The access token is invalid");
        case Fault::RateLimited:
            reply = test::errorReply(429, "Too many requests");
            reply.headers.emplace_back("Retry-After", "30");
            return reply;
        case Fault::ServerError:
            reply = test::errorReply(500);
            reply.contentType = "text/html";
            reply.body = "<h1>We are sorry</h1>";
            return reply;
        case Fault::TruncatedBody:
        case Fault::Rubbish:
        case Fault::SlowBody:
            return spoilt(fault, realReply());
        }
        return reply;
    }

    test::FakeClock m_clock;
    RateLimiter m_limiter{m_clock, [] { return 0.0; }};
    HttpClient m_http{m_clock, m_limiter, {"Staffroom-Test/1", true}};
    QThreadPool m_pool;
    mastodon::MastodonService m_service{ServiceContext{&m_clock, &m_http, &m_pool, {}}};
    mutable test::FakeMastodon m_fake;
    Source m_source;
    test::SignedInSession m_account;
    std::unique_ptr<ServiceClient> m_client;
    int m_callsBefore = 0;
};

bool addFlavour(const QString& name, test::Flavour flavour)
{
    return addRig(
        {name, u"mastodon"_s, [flavour] { return std::make_unique<MastodonRig>(flavour); }});
}

const bool kMastodonAdded = addFlavour(u"Mastodon"_s, test::Flavour::Mastodon)
    && addFlavour(u"GoToSocial"_s, test::Flavour::GoToSocial)
    && addFlavour(u"Snac"_s, test::Flavour::Snac) && addFlavour(u"Akkoma"_s, test::Flavour::Akkoma);

} // namespace
} // namespace staffroom::contract
