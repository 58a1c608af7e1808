#include "tests/unit/core/services/x/decode_fixture.h"

namespace staffroom::x {
namespace {

using namespace std::chrono_literals;

Result<RawPage> postsIn(const QByteArray& bytes)
{
    return decodePosts(bytes, beaReads(), u"/2/tweets"_s);
}

QByteArray problemIn(const QByteArray& type, const QByteArray& more = {})
{
    return R"({"errors":[{"title":"T","detail":"Words of X","type":")" + type + "\"" + more + "}]}";
}

TEST(XDecodePageTest, NothingNewIsAPageWithoutItems)
{
    for (const char* bytes : {R"({"meta":{"result_count":0}})",
             R"({"data":null,"includes":null,"errors":null,"meta":{"result_count":0}})",
             R"({"data":[],"meta":{}})", R"({"data":null})", R"({"meta":null,"errors":[]})"}) {
        const auto page = postsIn(bytes);
        ASSERT_TRUE(page) << bytes;
        EXPECT_TRUE(page->items.empty());
        EXPECT_EQ(page->skipped, 0);
        EXPECT_TRUE(page->nextToken.isEmpty());
        EXPECT_TRUE(page->newestId.isEmpty());
        EXPECT_TRUE(page->gone.isEmpty());
        EXPECT_TRUE(page->bill.isEmpty());
    }
}

TEST(XDecodePageTest, DataMayBeOneObject)
{
    QJsonObject answer = madeAnswer({});
    answer["data"_L1] = madePost();
    EXPECT_EQ(onlyPost(answer).text.text, u"Hello"_s);
}

TEST(XDecodePageTest, WhatIsNoAnswerOfXIsSaidSo)
{
    for (const char* bytes : {"", "null", "7", "[]", "{}", "{\"posts\":[]}", "<html>busy</html>",
             "{\"data\":7}", "{\"data\":\"x\"}", "{\"data\":[", "{\"meta\":{}} trailing"}) {
        const auto page = postsIn(bytes);
        ASSERT_FALSE(page) << bytes;
        EXPECT_EQ(page.error().kind, Error::Kind::Protocol) << bytes;
        EXPECT_EQ(page.error().path, u"/2/tweets"_s);
    }
}

TEST(XDecodePageTest, WhatIsTooDeepOrTooLargeIsRefused)
{
    const QByteArray deep = "{\"data\":" + QByteArray(100, '[') + QByteArray(100, ']') + "}";
    EXPECT_EQ(postsIn(deep).error().kind, Error::Kind::TooLarge);
    const QByteArray large = "{\"data\":[\"" + QByteArray(9 * 1024 * 1024, 'x') + "\"]}";
    EXPECT_EQ(postsIn(large).error().kind, Error::Kind::TooLarge);
}

TEST(XDecodePageTest, ReadsNoMoreThanAPageCanHave)
{
    QJsonArray posts;
    for (int i = 0; i < 1'200; ++i)
        posts.append(madePost({{"id"_L1, QString::number(9'000'000'000'000'000'000 + i)}}));
    EXPECT_EQ(pageOf(madeAnswer(posts)).items.size(), 1'000u);
}

TEST(XDecodePageTest, ADeletedPostIsAPageThatSaysSo)
{
    for (const char* base :
        {"https://api.twitter.com/2/problems/", "https://api.x.com/2/problems/"}) {
        for (const char* type : {"resource-not-found", "not-authorized-for-resource",
                 "resource-unavailable", "disallowed-resource", "resource-withheld"}) {
            const auto page = postsIn(problemIn(QByteArray(base) + type,
                R"(,"resource_type":"tweet","resource_id":"12","value":"12")"));
            ASSERT_TRUE(page) << type;
            EXPECT_TRUE(page->items.empty());
            EXPECT_EQ(page->gone, QStringList{u"12"_s});
        }
    }
}

TEST(XDecodePageTest, WhatIsGoneIsToldByValueAndParameterToo)
{
    const auto gone = [](const QByteArray& more) {
        const auto page = postsIn(
            R"({"data":[],"errors":[{"type":"https://api.x.com/2/problems/resource-not-found",)"
            + more + "}]}");
        EXPECT_TRUE(page);
        return page ? page->gone : QStringList();
    };
    EXPECT_EQ(gone(R"("value":"12","parameter":"ids")"), QStringList{u"12"_s});
    EXPECT_EQ(gone(R"("value":"12","parameter":"id")"), QStringList{u"12"_s});
    EXPECT_EQ(gone(R"("value":"12","parameter":"referenced_posts")"), QStringList{u"12"_s});
    EXPECT_EQ(gone(R"("value":"12","resource_type":"post")"), QStringList{u"12"_s});
    EXPECT_TRUE(gone(R"("value":"12","parameter":"referenced_tweets.id.author_id")").isEmpty());
    EXPECT_TRUE(gone(R"("value":"12","resource_type":"user","parameter":"ids")").isEmpty());
    EXPECT_TRUE(gone(R"("value":"bea","resource_type":"tweet")").isEmpty());
    EXPECT_TRUE(gone(R"("value":12,"resource_type":"tweet")").isEmpty());
}

TEST(XDecodePageTest, AnotherErrorWithoutDataIsTheAnswer)
{
    const auto kind = [](const QByteArray& type, const QByteArray& more = {}) {
        const auto page = postsIn(problemIn("https://api.x.com/2/problems/" + type, more));
        EXPECT_FALSE(page) << type.constData();
        return page ? Error{} : page.error();
    };
    EXPECT_EQ(kind("resource-not-found", R"(,"resource_type":"list")").kind, Error::Kind::NotFound);
    EXPECT_EQ(kind("not-authorized-for-resource", R"(,"resource_type":"user")").kind,
        Error::Kind::Forbidden);
    EXPECT_EQ(kind("invalid-request").kind, Error::Kind::Invalid);
    EXPECT_EQ(kind("internal-error").kind, Error::Kind::Server);
    EXPECT_EQ(kind("never-heard-of").kind, Error::Kind::Protocol);
    EXPECT_EQ(kind("never-heard-of", ",\"status\":503").kind, Error::Kind::Server);
    EXPECT_EQ(kind("never-heard-of").detail, u"Words of X"_s);
    EXPECT_EQ(kind("never-heard-of").path, u"/2/tweets"_s);
    EXPECT_EQ(kind("usage-capped").path, kNoCredit);
    EXPECT_EQ(kind("client-forbidden").path, kOnlyOnWeb);
    const auto old = postsIn(R"({"errors":[{"code":88,"message":"Rate limit exceeded"}]})");
    ASSERT_FALSE(old);
    EXPECT_EQ(old.error().kind, Error::Kind::RateLimited);
    const auto whole = postsIn(R"({"title":"Forbidden","type":"about:blank","status":403})");
    ASSERT_FALSE(whole);
    EXPECT_EQ(whole.error().kind, Error::Kind::Forbidden);
}

TEST(XDecodePageTest, ErrorsBesideDataDoNotSpoilIt)
{
    QJsonObject answer = madeAnswer({madePost()});
    answer["errors"_L1]
        = QJsonArray{jsonOf(R"({"type":"https://api.x.com/2/problems/field-hydration-failure"})"),
            QJsonValue::Null, u"x"_s};
    EXPECT_EQ(pageOf(answer).items.size(), 1u);
    EXPECT_TRUE(pageOf(answer).gone.isEmpty());
}

TEST(XDecodePageTest, FindsNewestAndOldestByNumberWhereMetaDoesNotSay)
{
    const RawPage page = pageOf(madeAnswer({madePost({{"id"_L1, u"999"_s}}),
        madePost({{"id"_L1, u"10000000000000000000"_s}}), madePost({{"id"_L1, u"1000"_s}})}));
    EXPECT_EQ(page.newestId, u"10000000000000000000"_s);
    EXPECT_EQ(page.oldestId, u"999"_s);
}

TEST(XDecodePageTest, BillsWhatCannotBeReadToo)
{
    QJsonObject answer = madeAnswer({madePost(), madePost({{"id"_L1, u"77"_s}, {"text"_L1, 7}})});
    EXPECT_EQ(pageOf(answer).skipped, 1);
    EXPECT_EQ(pageOf(answer).bill.posts, (QStringList{u"2126738139509686274"_s, u"77"_s}));
    EXPECT_EQ(pageOf(answer).bill.users, (QStringList{kBeaId, kCemId, kDoraId}));
}

TEST(XDecodePeopleTest, ReadsOnePerson)
{
    const auto user = decodeUser(invented(u"person.json"_s), nobodyReads(), u"/2/users/me"_s);
    ASSERT_TRUE(user);
    EXPECT_EQ(user->author.handle, u"cem_aydin"_s);
    EXPECT_EQ(user->author.name.text, u"Cem Aydın 🔬"_s);
    EXPECT_TRUE(user->author.isVerified);
    EXPECT_EQ(user->bill.users, QStringList{kCemId});
    EXPECT_TRUE(user->bill.posts.isEmpty());
}

TEST(XDecodePeopleTest, WhoIsNotThereIsNotFound)
{
    const auto user = decodeUser(problemIn("https://api.twitter.com/2/problems/resource-not-found",
                                     R"(,"resource_type":"user")"),
        nobodyReads(), u"/2/users"_s);
    ASSERT_FALSE(user);
    EXPECT_EQ(user.error().kind, Error::Kind::NotFound);
}

TEST(XDecodePeopleTest, SomebodyWithoutIdOrUsernameIsNobody)
{
    for (const char* data : {"{}", "null", "[]", R"({"id":"1"})", R"({"username":"bea"})",
             R"({"id":7,"username":"bea"})", R"({"id":"1","username":"../../bea"})",
             R"({"id":"1","username":""})", R"({"id":"1","username":"bea lindgren"})"}) {
        const auto user = decodeUser(QByteArray("{\"data\":") + data + "}", nobodyReads(), u"/p"_s);
        ASSERT_FALSE(user) << data;
        EXPECT_EQ(user.error().kind, Error::Kind::Protocol) << data;
    }
}

TEST(XDecodePeopleTest, CleansNamesAndPictures)
{
    const auto author = [](const QByteArray& more) {
        const auto user = decodeUser(
            R"({"data":{"id":"1","username":"bea",)" + more + "}}", nobodyReads(), u"/p"_s);
        EXPECT_TRUE(user);
        return user ? user->author : Author{};
    };
    EXPECT_EQ(author(R"("name":"  A\n\u202Eb ")").name.text, u"A b"_s);
    EXPECT_EQ(author(R"("name":" ")").name.text, u"bea"_s);
    EXPECT_EQ(author(R"("name":null)").name.text, u"bea"_s);
    const auto picture = [&](const QByteArray& address) {
        return author("\"profile_image_url\":\"" + address + "\"").avatar.toString();
    };
    EXPECT_EQ(picture("https://pbs.example.invalid/a_normal/b_normal.jpg?x=_normal"),
        u"https://pbs.example.invalid/a_normal/b_bigger.jpg?x=_normal"_s);
    EXPECT_EQ(picture("https://pbs.example.invalid/a_normal/b.jpg"),
        u"https://pbs.example.invalid/a_normal/b.jpg"_s);
    EXPECT_EQ(picture("file:///etc/passwd_normal"), QString());
}

TEST(XDecodePeopleTest, ReadsThoseThatAreThere)
{
    const auto read = decodePeople(invented(u"people.json"_s), nobodyReads(), u"/2/users"_s);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->people.size(), 4);
    EXPECT_EQ(read->people.value(kDoraId).handle, u"dora_lang"_s);
    EXPECT_TRUE(read->people.value(kDoraId).isLocked);
    EXPECT_EQ(read->bill.users.size(), 4);
}

TEST(XDecodePeopleTest, NoneOfThemIsNoError)
{
    const auto none = decodePeople(problemIn("https://api.x.com/2/problems/resource-not-found",
                                       R"(,"resource_type":"user","resource_id":"5")"),
        nobodyReads(), u"/2/users"_s);
    ASSERT_TRUE(none);
    EXPECT_TRUE(none->people.isEmpty());
    const auto trouble = decodePeople(
        problemIn("https://api.x.com/2/problems/internal-error"), nobodyReads(), u"/2/users"_s);
    ASSERT_FALSE(trouble);
    EXPECT_EQ(trouble.error().kind, Error::Kind::Server);
    EXPECT_FALSE(decodePeople("{\"data\":7}", nobodyReads(), u"/p"_s));
}

TEST(XDecodeListsTest, ReadsListsAndWhatTheyCost)
{
    const auto lists = decodeLists(invented(u"lists.json"_s), beaReads(), u"/2/lists"_s);
    ASSERT_TRUE(lists);
    EXPECT_EQ(lists->lists,
        (std::vector<ListInfo>{
            {u"84839422"_s, u"#labcoatchat regulars"_s}, {u"84839423"_s, u"Physics voices"_s}}));
    EXPECT_EQ(lists->nextToken, u"7140dibdnow9c7btw4827n"_s);
    EXPECT_EQ(lists->bill.lists, (QStringList{u"84839422"_s, u"84839423"_s}));
    EXPECT_TRUE(lists->bill.posts.isEmpty());
}

TEST(XDecodeListsTest, SkipsWhatIsNoListAndNamesWhatHasNoName)
{
    const auto lists = decodeLists(
        R"({"data":[null,7,{"name":"x"},{"id":"5","name":null}],"includes":{"users":[{"id":"9"}]}})",
        beaReads(), u"/p"_s);
    ASSERT_TRUE(lists);
    EXPECT_EQ(lists->lists, (std::vector<ListInfo>{{u"5"_s, u"5"_s}}));
    EXPECT_EQ(lists->bill.users, QStringList{u"9"_s});
    const auto none = decodeLists(R"({"meta":{"result_count":0}})", beaReads(), u"/p"_s);
    ASSERT_TRUE(none);
    EXPECT_TRUE(none->lists.empty());
    EXPECT_FALSE(decodeLists("{\"data\":{}}", beaReads(), u"/p"_s));
}

TEST(XDecodeCountsTest, ReadsHoursInBothVocabularies)
{
    for (const auto& name : {u"counts_tweets.json"_s, u"counts_posts.json"_s}) {
        const auto counts = decodeCounts(invented(name), beaReads(), u"/p"_s);
        ASSERT_TRUE(counts) << name.toStdString();
        EXPECT_EQ(counts->hours, (std::vector<int>{4, 212, 0}));
        EXPECT_EQ(counts->total, 216);
        EXPECT_EQ(counts->busiest(), 212);
    }
}

TEST(XDecodeCountsTest, SortsHoursAndAddsThemUpWhereNoSumIsTold)
{
    const auto counts = decodeCounts(
        R"({"data":[{"start":"2026-11-28T18:00:00.000Z","post_count":5},null,{"post_count":9},
            {"start":"2026-11-28T17:00:00.000Z","tweet_count":null,"post_count":2}]})",
        beaReads(), u"/p"_s);
    ASSERT_TRUE(counts);
    EXPECT_EQ(counts->hours, (std::vector<int>{2, 5}));
    EXPECT_EQ(counts->total, 7);
    const auto none = decodeCounts(R"({"meta":{"total_post_count":0}})", beaReads(), u"/p"_s);
    ASSERT_TRUE(none);
    EXPECT_EQ(none->busiest(), 0);
}

TEST(XDecodeIdTest, ReadsTheIdOfWhatWasMade)
{
    EXPECT_EQ(decodeId(R"({"data":{"id":"1445","text":"x"}})", beaReads(), u"/p"_s), u"1445"_s);
    EXPECT_EQ(decodeId(R"({"data":{"id":1445}})", beaReads(), u"/p"_s).error().kind,
        Error::Kind::Protocol);
    EXPECT_EQ(decodeId(R"({"meta":{}})", beaReads(), u"/p"_s).error().kind, Error::Kind::Protocol);
    const auto refused
        = decodeId(problemIn("https://api.x.com/2/problems/invalid-request"), beaReads(), u"/p"_s);
    EXPECT_EQ(refused.error().kind, Error::Kind::Invalid);
}

TEST(XDecodeMediaTest, TellsHowAVideoIsGettingOn)
{
    const auto media = [](const QByteArray& processing) {
        const auto read = decodeMedia(
            R"({"data":{"id":"12","processing_info":)" + processing + "}}", beaReads(), u"/p"_s);
        EXPECT_TRUE(read);
        return read ? *read : RawMedia{};
    };
    EXPECT_EQ(media(R"({"state":"pending","check_after_secs":7})").checkAfter, 7s);
    EXPECT_EQ(media(R"({"state":"in_progress","check_after_secs":0})").checkAfter, 1s);
    EXPECT_EQ(media(R"({"state":"in_progress"})").checkAfter, 1s);
    EXPECT_EQ(media(R"({"state":"in_progress","check_after_secs":1e9})").checkAfter, 300s);
    EXPECT_EQ(media(R"({"state":"new word","check_after_secs":2})").checkAfter, 2s);
    EXPECT_FALSE(media(R"({"state":"succeeded","check_after_secs":2})").checkAfter);
    EXPECT_FALSE(media("null").checkAfter);
    EXPECT_FALSE(media("null").hasFailed);
    EXPECT_EQ(media("null").id, u"12"_s);
    const RawMedia failed = media(
        R"({"state":"failed","check_after_secs":5,"error":{"name":"N","message":"Bad\ncodec"}})");
    EXPECT_TRUE(failed.hasFailed);
    EXPECT_FALSE(failed.checkAfter);
    EXPECT_EQ(failed.trouble, u"Bad codec"_s);
    EXPECT_TRUE(media(R"({"state":"failed"})").hasFailed);
    EXPECT_FALSE(decodeMedia(R"({"data":{}})", beaReads(), u"/p"_s));
}

TEST(XSnowflakeTest, TellsTheMomentOfAnId)
{
    EXPECT_EQ(momentOf(u"2126737887851446273"_s), timestampFromMs(1'795'888'800'000));
    EXPECT_EQ(momentOf(u"29700859247"_s), timestampFromMs(1'288'834'981'738));
    EXPECT_EQ(momentOf(u"18446744073709551615"_s), timestampFromMs(5'686'881'485'760));
    for (const auto& none : {u""_s, u"20"_s, u"29700859246"_s, u"-2126737887851446273"_s,
             u"+2126737887851446273"_s, u" 2126737887851446273"_s, u"18446744073709551616"_s,
             u"2126737887851446273x"_s, u"٢١٢٦٧٣٧٨٨٧٨٥١٤٤٦٢٧٣"_s})
        EXPECT_EQ(momentOf(none), Timestamp{}) << none.toStdString();
}

TEST(XSnowflakeTest, ComparesIdsAsNumbers)
{
    EXPECT_TRUE(isNewerId(u"1000"_s, u"999"_s));
    EXPECT_FALSE(isNewerId(u"999"_s, u"1000"_s));
    EXPECT_FALSE(isNewerId(u"999"_s, u"999"_s));
    EXPECT_FALSE(isNewerId(u"0999"_s, u"999"_s));
    EXPECT_TRUE(isNewerId(u"18446744073709551615"_s, u"9223372036854775808"_s));
    EXPECT_TRUE(isNewerId(u"0"_s, u"none"_s));
    EXPECT_FALSE(isNewerId(u"none"_s, u"0"_s));
    EXPECT_FALSE(isNewerId(u"none"_s, u""_s));
}

} // namespace
} // namespace staffroom::x
