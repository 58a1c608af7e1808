#include "core/net/http_client.h"
#include "core/net/rate_limiter.h"
#include "core/services/x/x_service.h"
#include "tests/contract/service_rig.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fake_x.h"
#include "tests/support/signed_in.h"
#include "tests/support/wait_for.h"

#include <QJsonDocument>
#include <QThreadPool>

namespace staffroom::contract {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class XRig final : public ServiceRig {
public:
    XRig()
        : m_source{m_service.id(), m_fake.base(), m_fake.handle()}
        , m_account(m_source)
    {
        // The program's clock stands still, the other side's does not.
        m_clock.setNow(fromDateTime(QDateTime::currentDateTimeUtc()));
        signInAgain();
        m_client = m_service.client(m_source, m_account.session());
    }

    ServiceClient& client() override { return *m_client; }
    PostId idOf(const QString& remote) override { return {m_service.id(), {}, remote}; }
    bool handlesNameHosts() const override { return false; }
    FeedSpec feed() const override { return hashtagFeed(u"alpha"_s); }
    FeedSpec feedOfUnknownTag() const override { return hashtagFeed(u"nobodyusesthis"_s); }

    QString add(const QString& text) override { return addReply(text, {}); }
    QString addReply(const QString& text, const QString& to) override
    {
        test::FakeXPost draft;
        draft.text = text;
        draft.replyTo = to;
        return m_fake.addPost(draft);
    }
    QString edit(const QString& id, const QString& text) override { return m_fake.edit(id, text); }
    void remove(const QString& id) override { m_fake.remove(id); }

    void breakNext(Fault fault) override
    {
        test::FaultReply reply = brokenReply(fault); // asks the server itself for some
        m_searchesBefore = m_fake.asked(searchPath());
        m_fake.server().enqueue(searchPath(), std::move(reply));
        if (fault == Fault::Unauthorised)
            m_fake.endSession();
    }
    bool isFaultReached() const override { return m_fake.asked(searchPath()) > m_searchesBefore; }
    void repeatEntryNext() override
    {
        test::FaultReply reply = soundReply();
        QJsonObject page = QJsonDocument::fromJson(reply.body).object();
        QJsonArray posts = page.value("data"_L1).toArray();
        posts.prepend(posts.first());
        page[u"data"_s] = posts;
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
        credentials.values[u"client_id"_s] = u"client"_s;
        credentials.values[u"user_id"_s] = m_fake.userId();
        EXPECT_TRUE(test::await(m_account.session()->replace(credentials)));
    }
    QString tag() const override { return u"#alpha"_s; }
    int writeCount() const override { return static_cast<int>(m_fake.writes().size()); }

private:
    static QString searchPath() { return u"/2/tweets/search/recent"_s; }
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
        request.target = searchPath().toLatin1() + "?query=%23alpha&max_results=20";
        request.headers = {{"Authorization", "Bearer " + m_fake.access()}};
        return m_fake.server().replyTo(request);
    }
    test::FaultReply brokenReply(Fault fault)
    {
        const auto problem = [](int status, const QString& title) {
            return test::jsonReply(QJsonObject{{u"title"_s, title}, {u"detail"_s, title},
                                       {u"status"_s, status}, {u"type"_s, u"about:blank"_s}},
                status);
        };
        test::FaultReply reply;
        switch (fault) {
        case Fault::Unauthorised:
            return problem(401, u"Unauthorized"_s);
        case Fault::RateLimited:
            reply = problem(429, u"Too Many Requests"_s);
            reply.headers.emplace_back("x-rate-limit-limit", "300");
            reply.headers.emplace_back("x-rate-limit-remaining", "0");
            reply.headers.emplace_back(
                "x-rate-limit-reset", QByteArray::number(toMs(m_clock.now()) / 1000 + 30));
            reply.headers.emplace_back("Date",
                toDateTime(m_clock.now()).toString(u"ddd, dd MMM yyyy hh:mm:ss"_s).toLatin1()
                    + " GMT");
            return reply;
        case Fault::ServerError:
            return problem(503, u"Service Unavailable"_s);
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
    x::XService m_service{ServiceContext{&m_clock, &m_http, &m_pool, {}}};
    mutable test::FakeX m_fake;
    Source m_source;
    test::SignedInSession m_account;
    std::unique_ptr<ServiceClient> m_client;
    int m_searchesBefore = 0;
};

const bool kXAdded = addRig({u"X"_s, u"x"_s, [] { return std::make_unique<XRig>(); }});

} // namespace
} // namespace staffroom::contract
