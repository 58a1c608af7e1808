// The whole way of somebody who signs in, reads, writes and leaves, over HTTP, against a server
// that we did not write. Runs where these are set, and says so where they are not:
//   STAFFROOM_REAL_SERVER    base address, http on loopback or https
//   STAFFROOM_REAL_USER, STAFFROOM_REAL_PASSWORD    somebody who posts
//   STAFFROOM_REAL_OTHER, STAFFROOM_REAL_OTHER_PASSWORD    somebody who is answered
// The sign-in page is filled in as a browser would: every field of its form as it stands, the name
// and the password put in.
#include "core/net/http_client.h"
#include "core/net/rate_limiter.h"
#include "core/secrets/secret_store.h"
#include "core/services/mastodon/mastodon_service.h"
#include "tests/support/signed_in.h"
#include "tests/support/wait_for.h"

#include <QFile>
#include <QImage>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QThreadPool>
#include <QUrlQuery>
#include <QUuid>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::await;

/// Fills in and sends the one form of a page, then goes where the answer leads.
class FormBrowser : public QObject {
public:
    void agree(const QUrl& page, const QString& user, const QString& password)
    {
        connect(get(page), &QNetworkReply::finished, this, [this, page, user, password] {
            auto* reply = static_cast<QNetworkReply*>(sender());
            const QString html = QString::fromUtf8(reply->readAll());
            static const QRegularExpression form(u"<form[^>]*action=\"([^\"]*)\""_s);
            static const QRegularExpression field(u"<input([^>]*)>"_s);
            static const QRegularExpression name(u"name=\"([^\"]*)\""_s);
            static const QRegularExpression value(u"value=\"([^\"]*)\""_s);
            QUrlQuery body;
            auto fields = field.globalMatch(html);
            while (fields.hasNext()) {
                const QString one = fields.next().captured(1);
                const QString key = name.match(one).captured(1);
                const bool isSecret = one.contains("password"_L1);
                const bool isHidden = one.contains("hidden"_L1);
                if (key.isEmpty())
                    continue;
                body.addQueryItem(key,
                    QString::fromUtf8(QUrl::toPercentEncoding(isSecret ? password
                            : isHidden ? value.match(one).captured(1)
                                       : user)));
            }
            const QUrl target = page.resolved(QUrl(form.match(html).captured(1)));
            QNetworkRequest request(target);
            request.setHeader(
                QNetworkRequest::ContentTypeHeader, u"application/x-www-form-urlencoded"_s);
            request.setAttribute(
                QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
            auto* sent = m_net.post(request, body.toString(QUrl::FullyEncoded).toUtf8());
            connect(sent, &QNetworkReply::finished, this, [this, sent] {
                const QUrl next
                    = sent->attribute(QNetworkRequest::RedirectionTargetAttribute).toUrl();
                if (!next.isEmpty())
                    get(sent->url().resolved(next));
            });
        });
    }

private:
    QNetworkReply* get(const QUrl& url)
    {
        QNetworkRequest request(url);
        request.setRawHeader("User-Agent", "Staffroom-Test/1");
        return m_net.get(request);
    }
    QNetworkAccessManager m_net;
};

class RealServer : public testing::Test {
protected:
    void SetUp() override
    {
        base = qEnvironmentVariable("STAFFROOM_REAL_SERVER");
        if (base.isEmpty())
            GTEST_SKIP() << "no real server is named (STAFFROOM_REAL_SERVER)";
    }
    SignedIn signIn(const char* user, const char* password,
        LoginRequest::Access access = LoginRequest::Access::ReadAndWrite)
    {
        LoginRequest request;
        request.access = access;
        request.source = {service.id(), base, {}};
        const auto login = service.login(request);
        std::optional<SignedIn> who;
        std::optional<Error> error;
        QObject::connect(login.get(), &Login::browserWanted, &browser, [&](const QUrl& page) {
            browser.agree(page, qEnvironmentVariable(user), qEnvironmentVariable(password));
        });
        QObject::connect(
            login.get(), &Login::signedIn, &browser, [&](const SignedIn& one) { who = one; });
        QObject::connect(
            login.get(), &Login::failed, &browser, [&](const Error& one) { error = one; });
        login->start();
        EXPECT_TRUE(test::waitFor([&] { return who || error; }, std::chrono::seconds(20)));
        if (error)
            ADD_FAILURE() << errorName(error->kind).data() << ' ' << qPrintable(error->detail);
        return who.value_or(SignedIn{});
    }
    struct Person {
        SignedIn who;
        std::shared_ptr<AccountSession> session;
        std::unique_ptr<ServiceClient> client;
    };
    Person come(const char* user, const char* password)
    {
        Person person;
        person.who = signIn(user, password);
        person.session = std::make_shared<AccountSession>(
            person.who.source, QString::fromLatin1(user), secrets);
        EXPECT_TRUE(await(person.session->replace(person.who.credentials)));
        person.client = service.client(person.who.source, person.session);
        return person;
    }
    Result<Page> page(ServiceClient& client, FeedSpec::Kind kind, const QString& tag = {})
    {
        PageRequest request;
        request.feed.kind = kind;
        request.feed.source = client.source();
        if (!tag.isEmpty())
            request.feed.tags = {tag};
        return await(client.page(request));
    }
    static Submission words(const QString& text)
    {
        Submission out;
        out.key = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
        out.text = text;
        out.language = u"en"_s;
        out.written = SystemClock().now();
        return out;
    }
    ActOutcome act(Person& person, Act::Kind kind, const PostPtr& post)
    {
        Act one;
        one.kind = kind;
        one.post = post->id;
        one.person = post->author.id;
        const auto done = await(person.client->act(one, open.pass()));
        EXPECT_TRUE(done) << int(kind) << ' ' << qPrintable(done ? QString() : done.error().detail);
        return done.value_or(ActOutcome{});
    }

    QString base;
    SystemClock clock;
    RateLimiter limiter{clock};
    HttpClient http{clock, limiter, {"Staffroom-Test/1", false}};
    QThreadPool pool;
    MemorySecretStore secrets;
    mastodon::MastodonService service{ServiceContext{&clock, &http, &pool, {}, &secrets}};
    FormBrowser browser;
    test::OpenLock open;
};

TEST_F(RealServer, SignsInReadsWritesAndLeaves)
{
    Person me = come("STAFFROOM_REAL_USER", "STAFFROOM_REAL_PASSWORD");
    Person other = come("STAFFROOM_REAL_OTHER", "STAFFROOM_REAL_OTHER_PASSWORD");
    ASSERT_FALSE(me.who.source.account.isEmpty());
    ASSERT_FALSE(other.who.source.account.isEmpty());
    const QString tag = u"StaffroomTry"_s + QString::number(clock.now().time_since_epoch().count());

    // A host asks; it is read in the tag and answered with the tag.
    const auto question = await(
        other.client->publish(words(u"Q1 What do you weigh first? #%1"_s.arg(tag)), open.pass()));
    ASSERT_TRUE(question) << qPrintable(question.error().detail);
    const auto seen = page(*me.client, FeedSpec::Kind::Hashtag, tag);
    ASSERT_TRUE(seen) << qPrintable(seen.error().detail);
    ASSERT_EQ(seen->items.size(), 1U);
    const PostPtr q1 = seen->items.front().post;

    Submission answer = words(
        u"@%1 A1 Water, on a ruler. #%2"_s.arg(other.who.source.account.section(u'@', 0, 0), tag));
    answer.inReplyTo = q1->id;
    const auto answered = await(me.client->publish(answer, open.pass()));
    ASSERT_TRUE(answered) << qPrintable(answered.error().detail);
    EXPECT_EQ(answered->post->inReplyTo.value_or(PostId{}).remote, q1->id.remote);
    const auto sighted = await(me.client->findOwn(answer));
    ASSERT_TRUE(sighted);
    EXPECT_EQ(sighted->state, Sighting::State::Found);

    // A picture with its description.
    QTemporaryDir folder;
    QImage image(64, 48, QImage::Format_RGB32);
    image.fill(Qt::darkGreen);
    const QString file = folder.filePath(u"scale.png"_s);
    ASSERT_TRUE(image.save(file));
    DraftMedia media;
    media.file = file;
    media.mimeType = u"image/png"_s;
    media.alt = u"A green ruler balance."_s;
    media.size = image.size();
    const auto uploaded = await(me.client->upload(media, open.pass(), nullptr));
    ASSERT_TRUE(uploaded) << qPrintable(uploaded.error().detail);
    media.remoteId = *uploaded;
    Submission picture = words(u"A1 This one. #%1"_s.arg(tag));
    picture.media = {media};
    const auto shown = await(me.client->publish(picture, open.pass()));
    ASSERT_TRUE(shown) << qPrintable(shown.error().detail);
    ASSERT_EQ(shown->post->media.size(), 1U);
    EXPECT_EQ(shown->post->media.front().alt, media.alt);

    // A poll of the other one is voted in.
    Submission poll = words(u"Which is heavier? #%1"_s.arg(tag));
    poll.poll = DraftPoll{{u"iron"_s, u"wool"_s}, std::chrono::hours(1), false};
    const auto asked = await(other.client->publish(poll, open.pass()));
    ASSERT_TRUE(asked) << qPrintable(asked.error().detail);
    ASSERT_TRUE(asked->post->poll);
    Act vote;
    vote.kind = Act::Kind::Vote;
    vote.post = asked->post->id;
    vote.pollId = asked->post->poll->id;
    vote.choices = {1};
    const auto voted = await(me.client->act(vote, open.pass()));
    EXPECT_TRUE(voted) << qPrintable(voted ? QString() : voted.error().detail);

    act(me, Act::Kind::Favourite, q1);
    act(me, Act::Kind::Boost, q1);
    act(me, Act::Kind::Bookmark, q1);
    act(me, Act::Kind::Unbookmark, q1);
    act(me, Act::Kind::Unboost, q1);

    // What the account reads.
    for (const auto kind : {FeedSpec::Kind::Home, FeedSpec::Kind::Notifications,
             FeedSpec::Kind::Mentions, FeedSpec::Kind::Bookmarks, FeedSpec::Kind::Favourites}) {
        const auto own = page(*me.client, kind);
        EXPECT_TRUE(own) << int(kind) << ' ' << qPrintable(own ? QString() : own.error().detail);
    }
    EXPECT_TRUE(await(me.client->lists()));
    // Servers tell the other one in a queue of their own, some seconds later.
    EXPECT_TRUE(test::waitFor(
        [&] {
            const auto told = page(*other.client, FeedSpec::Kind::Notifications);
            return told && !told->items.empty();
        },
        std::chrono::seconds(20)))
        << "the other one was answered and marked";

    act(me, Act::Kind::Delete, shown->post);
    const auto gone = await(me.client->post(shown->post->id, Lane::User));
    EXPECT_FALSE(gone);

    // Leaving: the token is worth nothing afterwards.
    EXPECT_TRUE(await(service.revoke(me.who.source, me.session->credentials())));
    const auto after = page(*me.client, FeedSpec::Kind::Home);
    ASSERT_FALSE(after);
    EXPECT_EQ(after.error().kind, Error::Kind::Unauthorised);
    EXPECT_EQ(me.session->state(), AccountSession::State::Refused);
}

} // namespace
} // namespace staffroom
