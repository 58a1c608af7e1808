#include "core/services/bluesky/identity.h"

#include "tests/unit/core/services/bluesky/account_fixture.h"

namespace staffroom::bluesky {
namespace {

class IdentityTest : public AccountTest {
protected:
    Result<Identity> ask(const QString& typed, const QString& server = {})
    {
        return test::await(resolveIdentity(context, typed, server, &receiver));
    }
    Error errorOf(const QString& typed)
    {
        const auto answer = ask(typed);
        EXPECT_FALSE(answer) << typed.toStdString();
        return answer ? Error() : answer.error();
    }
    QString didPath() const { return u'/' + fake.settings.did; }
    QObject receiver;
};

const QString kResolvePath = u"/xrpc/com.atproto.identity.resolveHandle"_s;

TEST_F(IdentityTest, FindsAHandlesAccountAndItsServer)
{
    for (const auto& typed :
        {u"bea.school.test"_s, u"@Bea.School.test"_s, u" at://bea.school.test "_s}) {
        const auto found = ask(typed);
        ASSERT_TRUE(found) << found.error().detail.toStdString();
        EXPECT_EQ(found->did, fake.settings.did);
        EXPECT_EQ(found->handle, fake.settings.handle);
        EXPECT_EQ(found->server, fake.base());
    }
}

TEST_F(IdentityTest, FindsTheHandleOfADidWhereItPointsBack)
{
    EXPECT_EQ(ask(fake.settings.did)->handle, fake.settings.handle);
    fake.settings.claimedHandle = u"famous.test"_s; // says so, but the name says nothing of it
    const auto found = ask(fake.settings.did);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->handle, u"handle.invalid"_s);
    EXPECT_EQ(found->server, fake.base());
}

TEST_F(IdentityTest, AHandleWhoseAccountGoesByAnotherNameIsNobodys)
{
    fake.settings.claimedHandle = u"other.test"_s;
    EXPECT_EQ(errorOf(fake.settings.handle).kind, Error::Kind::NotFound);
}

TEST_F(IdentityTest, SaysWhatIsNoIdentifierBeforeAskingAnybody)
{
    for (const auto& typed :
        {u""_s, u"bea"_s, u"bea@school.test"_s, u"handle.invalid"_s, u"a b.test"_s})
        EXPECT_EQ(errorOf(typed).kind, Error::Kind::Invalid);
    EXPECT_EQ(errorOf(u"did:key:zDnaeTiq1PdzvZXUaMdezchcMJQpBdH2VN4pgrrEhMCCbmwSb"_s).kind,
        Error::Kind::Invalid);
    EXPECT_TRUE(fake.server.requests().empty());
}

TEST_F(IdentityTest, NobodyOfThatNameIsNotFound)
{
    EXPECT_EQ(errorOf(u"nobody.test"_s).kind, Error::Kind::NotFound);
    EXPECT_EQ(errorOf(u"did:plc:aaaaaaaaaaaaaaaaaaaaaaaa"_s).kind, Error::Kind::NotFound);
}

TEST_F(IdentityTest, AsksTheServerThatIsNamedFirst)
{
    test::FaultServer own;
    own.enqueue(
        kResolvePath, test::jsonReply("{\"did\":\"" + fake.settings.did.toLatin1() + "\"}"));
    const auto found
        = ask(u"bea.school.test"_s, u"http://127.0.0.1:"_s + QString::number(own.port()));
    ASSERT_TRUE(found);
    EXPECT_EQ(own.requestCount(kResolvePath), 1);
    EXPECT_EQ(fake.asked(kResolvePath), 0);
}

TEST_F(IdentityTest, ADocumentThatIsAnothersOrNamesNoServerIsNotUsed)
{
    for (const QByteArray& body : {QByteArray(R"({"id":"did:plc:other"})"), QByteArray("[]"),
             QByteArray("<html>"), "{\"id\":\"" + fake.settings.did.toLatin1() + "\"}"}) {
        fake.server.enqueue(didPath(), test::jsonReply(body));
        EXPECT_EQ(errorOf(fake.settings.handle).kind, Error::Kind::Protocol) << body.toStdString();
    }
    for (const auto& place : {u"http://plain.example"_s, u"ftp://x.example"_s, u"javascript:x"_s,
             u"https://name@x.example"_s, u"nothing"_s}) {
        fake.settings.documentServer = place;
        EXPECT_EQ(errorOf(fake.settings.handle).kind, Error::Kind::Protocol) << place.toStdString();
    }
}

TEST_F(IdentityTest, AServerInTroubleIsNotTakenForNobody)
{
    fake.server.enqueue(kResolvePath, test::errorReply(502, "UpstreamFailure"));
    EXPECT_EQ(errorOf(fake.settings.handle).kind, Error::Kind::Server);
    fake.server.enqueue(didPath(), test::errorReply(500));
    EXPECT_EQ(errorOf(fake.settings.handle).kind, Error::Kind::Server);
    fake.server.startOutage();
    EXPECT_EQ(errorOf(fake.settings.handle).kind, Error::Kind::Offline);
}

TEST_F(IdentityTest, ReadsADocumentOfTheWebFromItsOwnHost)
{
    fake.settings.did = u"did:web:localhost%3A"_s + QString::number(fake.server.port());
    const QByteArray document = R"({"id":")" + fake.settings.did.toLatin1()
        + R"(","alsoKnownAs":["at://bea.school.test"],"service":[{"id":"#atproto_pds",)"
          R"("type":"AtprotoPersonalDataServer","serviceEndpoint":"https://pds.example/"}]})";
    fake.server.enqueue(u"/.well-known/did.json"_s, test::jsonReply(document));
    const auto found = ask(fake.settings.did);
    ASSERT_TRUE(found) << found.error().detail.toStdString();
    EXPECT_EQ(found->server, u"https://pds.example"_s);
    EXPECT_EQ(found->handle, fake.settings.handle);
}

TEST(BlueskyHosts, AreTheNetworksOwnUnlessSet)
{
    ServiceContext context;
    EXPECT_EQ(publicHosts(context).view, u"https://public.api.bsky.app"_s);
    EXPECT_EQ(publicHosts(context).directory, u"https://plc.directory"_s);
    context.options.insert(u"bluesky.view"_s, u"http://127.0.0.1:2584/"_s);
    context.options.insert(u"bluesky.directory"_s, u"http://plain.example"_s); // not safe
    EXPECT_EQ(publicHosts(context).view, u"http://127.0.0.1:2584"_s);
    EXPECT_EQ(publicHosts(context).directory, u"https://plc.directory"_s);
}

TEST(BlueskyHosts, ServersAreReadAsPeopleTypeThem)
{
    EXPECT_EQ(serverBaseOf(u" pds.example.org "_s), u"https://pds.example.org"_s);
    EXPECT_EQ(serverBaseOf(u"https://PDS.example.org/xrpc/x?y"_s), u"https://pds.example.org"_s);
    EXPECT_EQ(serverBaseOf(u"https://pds.example.org:8443"_s), u"https://pds.example.org:8443"_s);
    EXPECT_EQ(serverBaseOf(u"localhost:2583"_s), u"http://localhost:2583"_s);
    for (const auto& typed : {u""_s, u"http://pds.example.org"_s, u"https://a@b.example"_s,
             u"file:///etc/passwd"_s, u"two words"_s})
        EXPECT_TRUE(serverBaseOf(typed).isEmpty()) << typed.toStdString();
}

} // namespace
} // namespace staffroom::bluesky
