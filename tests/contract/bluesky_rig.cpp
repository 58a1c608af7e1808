#include "core/net/http_client.h"
#include "core/net/rate_limiter.h"
#include "core/services/bluesky/bluesky_service.h"
#include "tests/contract/service_rig.h"
#include "tests/support/fake_bluesky.h"
#include "tests/support/fake_clock.h"
#include "tests/support/signed_in.h"
#include "tests/support/wait_for.h"

#include <QJsonDocument>
#include <QThreadPool>

namespace staffroom::contract {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class BlueskyRig final : public ServiceRig {
public:
    BlueskyRig()
        : m_fake(test::FakeBluesky::Settings())
        , m_source{m_service.id(), m_fake.base(), m_fake.handle()}
        , m_account(m_source)
    {
        // The program's clock stands still, the other side's does not.
        m_clock.setNow(fromDateTime(QDateTime::currentDateTimeUtc()));
        signInAgain();
        m_client = m_service.client(m_source, m_account.session());
    }

    std::map<Ability, QString> cannot() const override
    {
        return {{Ability::Edits, u"posts of this network cannot be edited"_s}};
    }

    ServiceClient& client() override { return *m_client; }
    PostId idOf(const QString& remote) override { return {m_service.id(), {}, remote}; }
    FeedSpec feed() const override { return hashtagFeed(u"alpha"_s); }
    FeedSpec feedOfUnknownTag() const override { return hashtagFeed(u"nobodyusesthis"_s); }

    QString add(const QString& text) override { return addReply(text, {}); }
    QString addReply(const QString& text, const QString& to) override
    {
        test::FakeSkeet draft;
        draft.text = text;
        draft.replyTo = to;
        return m_fake.addPost(draft);
    }
    QString edit(const QString& id, const QString&) override { return id; }
    void remove(const QString& id) override { m_fake.deletePost(id); }

    void breakNext(Fault fault) override
    {
        test::FaultReply reply = brokenReply(fault); // asks the server itself for some
        m_searchesBefore = m_fake.server().requestCount(searchPath());
        m_fake.server().enqueue(searchPath(), std::move(reply));
        if (fault == Fault::Unauthorised)
            m_fake.endSession();
    }
    bool isFaultReached() const override
    {
        return m_fake.server().requestCount(searchPath()) > m_searchesBefore;
    }
    void repeatEntryNext() override
    {
        test::FaultReply reply = soundReply();
        QJsonObject page = QJsonDocument::fromJson(reply.body).object();
        QJsonArray posts = page.value("posts"_L1).toArray();
        posts.prepend(posts.first());
        page[u"posts"_s] = posts;
        reply.body = QJsonDocument(page).toJson();
        m_fake.server().enqueue(searchPath(), reply);
    }
    void passTime(Millis by) override { m_clock.advance(by); }
    void signInAgain() override
    {
        m_fake.startSession();
        Credentials credentials;
        credentials.secrets[u"access"_s] = Secret(m_fake.access());
        credentials.secrets[u"refresh"_s] = Secret(m_fake.refresh());
        credentials.values[u"did"_s] = m_fake.did();
        credentials.values[u"server"_s] = m_fake.base();
        credentials.values[u"auth"_s] = u"password"_s;
        EXPECT_TRUE(test::await(m_account.session()->replace(credentials)));
    }
    QString tag() const override { return u"#alpha"_s; }
    int writeCount() const override { return static_cast<int>(m_fake.writes().size()); }

private:
    static QString searchPath() { return u"/xrpc/app.bsky.feed.searchPosts"_s; }
    FeedSpec hashtagFeed(const QString& tag) const
    {
        FeedSpec spec;
        spec.source = m_source;
        spec.tags = {tag};
        return spec;
    }
    test::FaultReply soundReply()
    {
        test::FaultRequest request;
        request.method = "GET";
        request.target = searchPath().toLatin1() + "?q=%23alpha&limit=40";
        request.headers = {{"Authorization", "Bearer " + m_fake.access()}};
        return m_fake.server().replyTo(request);
    }
    test::FaultReply brokenReply(Fault fault)
    {
        test::FaultReply reply;
        switch (fault) {
        case Fault::Unauthorised:
            return test::jsonReply(
                R"({"error":"ExpiredToken","message":"Token has expired"})", 400);
        case Fault::RateLimited:
            reply = test::jsonReply(
                R"({"error":"RateLimitExceeded","message":"Rate Limit Exceeded"})", 429);
            reply.headers.emplace_back("Retry-After", "30");
            return reply;
        case Fault::ServerError:
            return test::jsonReply(
                R"({"error":"InternalServerError","message":"Internal Server Error"})", 500);
        case Fault::TruncatedBody:
        case Fault::Rubbish:
        case Fault::SlowBody:
            return spoilt(fault, soundReply());
        }
        return reply;
    }

    test::FakeClock m_clock;
    RateLimiter m_limiter{m_clock, [] { return 0.0; }};
    HttpClient m_http{m_clock, m_limiter, {"Staffroom-Test/1", true}};
    QThreadPool m_pool;
    bluesky::BlueskyService m_service{ServiceContext{&m_clock, &m_http, &m_pool, {}}};
    mutable test::FakeBluesky m_fake;
    Source m_source;
    test::SignedInSession m_account;
    std::unique_ptr<ServiceClient> m_client;
    int m_searchesBefore = 0;
};

const bool kBlueskyAdded
    = addRig({u"Bluesky"_s, u"bluesky"_s, [] { return std::make_unique<BlueskyRig>(); }});

} // namespace
} // namespace staffroom::contract
