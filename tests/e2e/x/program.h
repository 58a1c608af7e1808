#pragma once

#include "core/accounts/account_book.h"
#include "core/compose/outbox.h"
#include "core/feeds/feed_hub.h"
#include "core/feeds/post_actions.h"
#include "core/net/http_client.h"
#include "core/net/rate_limiter.h"
#include "core/services/x/vocabulary.h"
#include "core/services/x/x_service.h"
#include "core/store/post_store.h"
#include "tests/e2e/x/rig.h"
#include "tests/support/cutting_proxy.h"
#include "tests/support/fake_clock.h"
#include "tests/support/wait_for.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QThreadPool>

#include <gtest/gtest.h>

namespace staffroom::x {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using test::await;
using test::CuttingProxy;

/// The parts of the program that have to do with X, put together as the program does it, signed in
/// at a Rig. The network is real; time goes by as `goesOnUntil` says.
class XProgram : public testing::Test {
protected:
    void begin(Rig* server, const Face& face);
    /// X would have taken everything that was sent.
    void TearDown() override;

    // Signing in.
    LoginRequest loginRequest(const QString& dailyLimit) const;
    /// Through the browser, where the person agrees at once.
    Result<SignedIn> signIn(const LoginRequest& request);
    void comeIn(const QString& dailyLimit = u"100"_s);
    AccountSession& session() const { return *accounts->session(source); }
    ServiceClient& client() const { return *hub->client(source); }
    /// What a token is changed to in the session, without a sign-in.
    void useToken(const QByteArray& access);

    // Columns.
    FeedSpec spec(FeedSpec::Kind kind, const QString& what = {}) const;
    std::shared_ptr<Feed> column(FeedSpec::Kind kind, const QString& what = {});
    std::shared_ptr<Feed> tagColumn(const QString& tag);
    /// Ids of the posts in a column, newest first.
    static QStringList ids(const Feed& feed);
    static bool hasAll(const Feed& feed, const QStringList& wanted);
    static bool isPolling(const Feed& feed);
    /// Every post once, and no hole.
    static void expectWhole(const Feed& feed, const std::string& name);

    // Writing.
    Draft draft(const QString& text) const;
    /// Its first item is on the disk and on its way.
    QString submit(const Draft& draft);
    /// What the server has of it, once it has; null: it failed.
    PostPtr send(const Draft& draft);
    PostId idOf(const QString& remote) const { return {serviceId(), {}, remote}; }

    // Time.
    static Timestamp realTime();
    /// The program's clock shows the real time again, which the server goes by.
    void setClockRight();
    /// Lets time and the network go on until it holds. While anything is on its way, time goes five
    /// times as fast as on the wall: the network has the machine's own pace, and its deadlines must
    /// not come first. While nothing is, a minute passes in a moment.
    template <class F>
    bool goesOnUntil(F condition, std::chrono::milliseconds limit = 40s)
    {
        const QDeadlineTimer deadline(limit);
        while (!condition()) {
            if (deadline.hasExpired())
                return false;
            turn();
        }
        return true;
    }
    template <class T>
    Result<T> answerOf(Task<T> task)
    {
        std::optional<Result<T>> answer;
        QObject life;
        const auto handle
            = std::move(task).then(&life, [&answer](Result<T> r) { answer = std::move(r); });
        if (!goesOnUntil([&] { return answer.has_value(); })) {
            ADD_FAILURE() << "no answer in time";
            return fail(Error::Kind::Timeout, u"test"_s);
        }
        return std::move(*answer);
    }
    void pass(Millis time);
    /// Until nothing is on its way; the clock stands still.
    void settle();

    // What was asked for and what it cost.
    struct Exchange {
        QByteArray verb;
        QByteArray path;
        int status = 0;
    };
    int asked(QByteArrayView path, int status = 0) const; ///< begins so; 0: any status
    FeedCost cost() const; ///< as any column shows it
    /// What the program has counted beyond posts and people that the server's meter knows.
    qint64 chargedOtherwise(int postsWithLink) const;
    /// The server's meter knows posts and people, each once, and nothing that is charged otherwise:
    /// counts (by the request), lists, people that were looked up, and everything written. Without
    /// those, what columns show is the same amount to the millionth of a dollar.
    void expectCostIsMetered(int postsWithLink = 0);
    qint64 metered();
    void print(const std::string& what);

    Rig* rig = nullptr;
    Face face;
    Source source;
    test::FakeClock clock;
    RateLimiter limiter{clock, [] { return 0.0; }};
    HttpClient http{clock, limiter, {"Staffroom-Test/1", true}};
    QThreadPool pool;
    QTemporaryDir folder;
    std::unique_ptr<CuttingProxy> proxy; ///< everything but the browser goes through it
    std::vector<Exchange> exchanges;
    ServiceRegistry services;
    XService* service = nullptr;
    std::unique_ptr<AccountBook> accounts;
    std::unique_ptr<PostStore> store;
    std::unique_ptr<FeedHub> hub;
    WriteLock lock;
    std::unique_ptr<Outbox> outbox;
    std::unique_ptr<PostActions> actions;
    QHash<QString, PostPtr> sent; ///< by outbox id

private:
    void turn();
    bool isBusy();
    void putTogether();
    void showsOwnPosts();

    QNetworkAccessManager m_browser;
    std::vector<std::shared_ptr<Feed>> m_columns;
    QHash<QString, PostId> m_pending;
    Millis m_ahead{0};
    QElapsedTimer m_turned;
    QElapsedTimer m_traffic;
    qint64 m_sentBefore = 0;
    qint64 m_refused = 0; ///< requests that never came to the proxy, less those that came twice
};

/// The same against each face of X.
class XProgramAt : public XProgram, public testing::WithParamInterface<Face> {
protected:
    void SetUp() override;
};

inline std::string nameOfFace(const testing::TestParamInfo<Face>& at)
{
    return std::string(at.param.vocabulary) + '_' + at.param.tier;
}

} // namespace staffroom::x
