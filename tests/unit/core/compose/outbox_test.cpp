#include "tests/unit/core/compose/compose_fixture.h"

#include <QSignalSpy>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::await;
using State = Delivery::State;
using WriteFault = test::FakeServer::WriteFault;
using Resend = PostLimits::Resend;

class OutboxTest : public ComposeFixture {
protected:
    void answerLost(int times = 1, Error::Kind kind = Error::Kind::Timeout)
    {
        for (int i = 0; i < times; ++i)
            server().writeFaults.push_back(WriteFault{true, error(kind)});
    }
    void requestLost(int times = 1, Error::Kind kind = Error::Kind::Timeout)
    {
        for (int i = 0; i < times; ++i)
            server().writeFaults.push_back(WriteFault{false, error(kind)});
    }
    bool allSent()
    {
        return passUntil([&] { return m_outbox->items().empty(); });
    }
    Draft withPicture(const QString& text)
    {
        auto out = draft(text);
        DraftMedia media;
        media.file = u"/tmp/a.jpg"_s;
        media.alt = u"A board"_s;
        out.parts.front().media = {media, media};
        return out;
    }
};

TEST_F(OutboxTest, SendsAndTells)
{
    QSignalSpy added(m_outbox.get(), &Outbox::added);
    auto written = draft(u"hello"_s);
    written.inReplyTo = test::fakeId(u"q"_s);
    written.contentWarning = u"cw"_s;
    written.visibility = Visibility::Unlisted;
    const QString id = submit(written);
    EXPECT_EQ(added.count(), 1);
    EXPECT_TRUE(m_outbox->hasUnsent());
    ASSERT_TRUE(allSent());
    EXPECT_FALSE(m_outbox->hasUnsent());
    ASSERT_EQ(m_sent.size(), 1U);
    EXPECT_EQ(m_sent.front().id, id);
    EXPECT_EQ(m_sent.front().post->text.text, u"hello #EdChat"_s);
    ASSERT_EQ(server().requests.size(), 1U);
    const auto& request = server().requests.front();
    EXPECT_EQ(request.text, u"hello #EdChat"_s);
    EXPECT_EQ(request.inReplyTo, written.inReplyTo);
    EXPECT_EQ(request.contentWarning, u"cw"_s);
    EXPECT_EQ(request.visibility, Visibility::Unlisted);
    EXPECT_EQ(request.language, u"en"_s);
    EXPECT_EQ(request.written, m_clock.now());
    EXPECT_FALSE(request.key.isEmpty());
    restart();
    EXPECT_TRUE(m_outbox->items().empty());
}

TEST_F(OutboxTest, IsOnDiskBeforeTheFirstAttempt)
{
    m_outbox->setOnline(false);
    const QString id = submit(u"hello"_s);
    settle();
    EXPECT_TRUE(server().requests.empty());
    EXPECT_EQ(stateOf(id), State::Queued);
    restart();
    ASSERT_EQ(m_outbox->items().size(), 1U);
    EXPECT_EQ(m_outbox->items().front().submission.text, u"hello #EdChat"_s);
    ASSERT_TRUE(allSent());
    EXPECT_EQ(posted().size(), 1);
}

TEST_F(OutboxTest, TheSameDraftTwiceIsOnePost)
{
    const auto one = draft(u"hello"_s);
    auto first = m_outbox->submit(one);
    auto second = m_outbox->submit(one);
    EXPECT_EQ(await(std::move(second)).error().kind, Error::Kind::Conflict);
    ASSERT_TRUE(await(std::move(first)));
    EXPECT_EQ(await(m_outbox->submit(one)).error().kind, Error::Kind::Conflict);
    ASSERT_TRUE(allSent());
    EXPECT_EQ(posted().size(), 1);
}

TEST_F(OutboxTest, KeepsTheOrderOfAnAccountThroughALostConnection)
{
    for (int i = 0; i < 10; ++i)
        submit(u"post %1"_s.arg(i));
    requestLost(2);
    submit(draft(u"other"_s, ann()));
    ASSERT_TRUE(allSent());
    QStringList beas;
    for (const auto& text : posted()) {
        if (text.startsWith(u"post"_s))
            beas << text.section(u' ', 1, 1);
    }
    EXPECT_EQ(beas.join(QString()), u"0123456789"_s);
    EXPECT_EQ(posted().size(), 11);
}

TEST_F(OutboxTest, WaitsOfflineAndGoesOnWhenBack)
{
    server().setDown(true);
    const QString id = submit(u"hello"_s);
    m_clock.advance(std::chrono::seconds(30));
    settle();
    EXPECT_EQ(stateOf(id), State::Queued);
    EXPECT_EQ(errorOf(id), Error::Kind::Offline);
    server().setDown(false);
    m_outbox->setOnline(false);
    m_outbox->setOnline(true);
    settle();
    EXPECT_EQ(posted().size(), 1) << "at once, without the rest of the pause";
}

TEST_F(OutboxTest, SendsTheSameKeyAgainWhereThatIsSafe)
{
    server().limits.resend = Resend::Safe;
    answerLost(1, Error::Kind::Server);
    submit(u"hello"_s);
    ASSERT_TRUE(allSent());
    ASSERT_EQ(server().requests.size(), 2U);
    EXPECT_EQ(server().requests[0].key, server().requests[1].key);
    EXPECT_EQ(posted().size(), 1);
    EXPECT_EQ(server().looks, 0);
    EXPECT_EQ(m_sent.size(), 1U);
}

TEST_F(OutboxTest, LooksWhereAReplayOfTheKeyDoesNotWork)
{
    server().limits.resend = Resend::Safe;
    answerLost();
    requestLost(10, Error::Kind::Server); // replays answered with 500
    submit(u"hello"_s);
    ASSERT_TRUE(allSent());
    EXPECT_EQ(posted().size(), 1);
    EXPECT_EQ(m_sent.size(), 1U);
    EXPECT_EQ(server().looks, 1);
}

TEST_F(OutboxTest, LooksBeforeSendingAgainWhereTheKeyMeansNothing)
{
    server().honoursKeys = false;
    answerLost();
    submit(u"hello"_s);
    ASSERT_TRUE(allSent());
    EXPECT_EQ(server().requests.size(), 1U);
    EXPECT_EQ(server().looks, 1);
    EXPECT_EQ(m_sent.size(), 1U);
}

TEST_F(OutboxTest, DoesNotTakeABusyServersSilenceForNo)
{
    server().honoursKeys = false;
    requestLost();
    submit(u"hello"_s);
    settle();
    ASSERT_EQ(server().requests.size(), 1U);
    const auto late = server().requests.front();
    // The first look finds nothing; then the server finishes what it was at.
    ASSERT_TRUE(passUntil([&] { return server().looks == 1; }));
    EXPECT_EQ(server().requests.size(), 1U);
    auto made = m_fake->client(bea(), nullptr);
    ASSERT_TRUE(await(made->publish(late, m_lock.pass())));
    ASSERT_TRUE(allSent());
    EXPECT_EQ(posted().size(), 1);
    EXPECT_EQ(m_sent.size(), 1U);
}

TEST_F(OutboxTest, SendsAgainWhatIsNotThere)
{
    server().honoursKeys = false;
    requestLost();
    submit(u"hello"_s);
    ASSERT_TRUE(allSent());
    EXPECT_EQ(server().requests.size(), 2U);
    EXPECT_EQ(posted().size(), 1);
    EXPECT_GE(server().looks, 2);
}

TEST_F(OutboxTest, AsksWhereNothingProvesIt)
{
    server().limits.resend = Resend::Ask;
    server().honoursKeys = false;
    server().canLookBack = false;
    answerLost();
    const QString id = submit(u"hello"_s);
    const QString next = submit(u"next"_s);
    ASSERT_TRUE(passUntil([&] { return !m_outbox->find(next); }));
    EXPECT_EQ(stateOf(id), State::Unsure) << "and it holds nobody back";
    m_clock.advance(std::chrono::hours(1));
    settle();
    EXPECT_EQ(server().requests.size(), 2U) << "nothing is sent by itself";
    restart();
    EXPECT_EQ(m_outbox->items().front().delivery.state, State::Unsure);
    m_outbox->markSent(m_outbox->items().front().id);
    EXPECT_TRUE(m_outbox->items().empty());
    settle();
    restart();
    EXPECT_TRUE(m_outbox->items().empty());
    EXPECT_EQ(posted().size(), 2);
}

TEST_F(OutboxTest, SendsAnUnsureOneOnThePersonsWord)
{
    server().limits.resend = Resend::Ask;
    server().canLookBack = false;
    requestLost();
    const QString id = submit(u"hello"_s);
    ASSERT_TRUE(passUntil([&] { return stateOf(id) == State::Unsure; }));
    m_outbox->sendNow(id);
    ASSERT_TRUE(allSent());
    EXPECT_EQ(posted().size(), 1);
}

TEST_F(OutboxTest, AKeyThatTheServerMayHaveForgottenIsNotTrusted)
{
    server().limits.resend = Resend::Safe;
    server().limits.keyLifetime = std::chrono::seconds(300);
    server().canLookBack = false;
    answerLost();
    const QString id = submit(u"hello"_s);
    settle();
    end();
    m_clock.advance(std::chrono::minutes(4));
    start();
    ASSERT_TRUE(await(m_outbox->load()));
    ASSERT_TRUE(passUntil([&] { return stateOf(id) == State::Unsure; }));
    EXPECT_EQ(server().requests.size(), 1U);
}

TEST_F(OutboxTest, AsksAboutWhatHasBecomeOld)
{
    m_outbox->setOnline(false);
    const QString id = submit(u"hello"_s);
    m_clock.advance(std::chrono::minutes(10));
    settle();
    EXPECT_EQ(stateOf(id), State::Queued);
    m_clock.advance(std::chrono::seconds(1));
    settle();
    EXPECT_EQ(stateOf(id), State::Held);
    m_outbox->setOnline(true);
    settle();
    EXPECT_TRUE(server().requests.empty());
    restart();
    EXPECT_EQ(m_outbox->items().front().delivery.state, State::Held);
    m_outbox->sendNow(id);
    ASSERT_TRUE(allSent());
    EXPECT_EQ(posted().size(), 1);
}

TEST_F(OutboxTest, AnOldOneThatMayBeThereIsLookedForAndNotSentAgain)
{
    server().limits.resend = Resend::Safe;
    for (const bool isThere : {true, false}) {
        if (isThere)
            answerLost();
        else
            requestLost();
        const QString id = submit(isThere ? u"there"_s : u"not there"_s);
        settle();
        end();
        m_clock.advance(std::chrono::minutes(30));
        start();
        const auto requests = server().requests.size();
        ASSERT_TRUE(await(m_outbox->load()));
        if (isThere) {
            ASSERT_TRUE(allSent());
        } else {
            ASSERT_TRUE(passUntil([&] { return stateOf(id) == State::Held; }));
        }
        EXPECT_EQ(server().requests.size(), requests);
    }
    EXPECT_EQ(posted().size(), 1);
}

TEST_F(OutboxTest, AClosedLockHoldsAndAnOpenOneLetsGo)
{
    m_lock.setLocked(true);
    const QString id = submit(u"hello"_s);
    settle();
    EXPECT_EQ(stateOf(id), State::Held);
    EXPECT_EQ(errorOf(id), Error::Kind::Locked);
    m_clock.advance(std::chrono::minutes(2));
    settle();
    EXPECT_TRUE(server().requests.empty());
    m_lock.setLocked(false);
    ASSERT_TRUE(allSent());
    EXPECT_EQ(posted().size(), 1);
}

TEST_F(OutboxTest, AfterLongUnderTheLockItAsksFirst)
{
    m_lock.setLocked(true);
    const QString id = submit(u"hello"_s);
    m_clock.advance(std::chrono::minutes(11));
    m_lock.setLocked(false);
    settle();
    EXPECT_EQ(stateOf(id), State::Held);
    EXPECT_FALSE(errorOf(id)) << "not because of the lock";
    EXPECT_TRUE(server().requests.empty());
}

TEST_F(OutboxTest, OneLockedColumnHoldsOnlyItsOwn)
{
    m_lock.setColumnLocked({u"c1"_s}, true);
    const QString held = submit(u"held"_s);
    auto other = draft(u"other"_s);
    other.column = {u"c2"_s};
    submit(other);
    ASSERT_TRUE(passUntil([&] { return m_sent.size() == 1; }));
    EXPECT_EQ(posted(), QStringList{u"other #EdChat"_s});
    EXPECT_EQ(stateOf(held), State::Held);
}

TEST_F(OutboxTest, NothingLeavesWhenTheLockClosesWhilePicturesAreSent)
{
    server().hold();
    const QString id = submit(withPicture(u"hello"_s));
    settle();
    m_lock.setLocked(true);
    server().release();
    ASSERT_TRUE(passUntil([&] { return stateOf(id) == State::Held; }));
    EXPECT_TRUE(server().requests.empty());
    EXPECT_LE(server().uploads.size(), 1U);
    m_lock.setLocked(false);
    ASSERT_TRUE(allSent());
    EXPECT_EQ(server().requests.size(), 1U);
}

TEST_F(OutboxTest, ARefusalKeepsTheServersWordsAndBlocksNobody)
{
    Error refusal = error(Error::Kind::Invalid);
    refusal.http = 422;
    refusal.detail = u"Validation failed: Text character limit of 500 exceeded"_s;
    server().writeFaults.push_back(WriteFault{false, refusal});
    const QString id = submit(u"bad"_s);
    submit(u"good"_s);
    ASSERT_TRUE(passUntil([&] { return m_sent.size() == 1; }));
    EXPECT_EQ(stateOf(id), State::Failed);
    EXPECT_EQ(m_outbox->find(id)->delivery.error, refusal);
    EXPECT_EQ(posted(), QStringList{u"good #EdChat"_s});
    settle();
    restart();
    EXPECT_EQ(stateOf(id), State::Failed);
    EXPECT_EQ(m_outbox->find(id)->delivery.error->detail, refusal.detail);
    m_outbox->sendNow(id);
    ASSERT_TRUE(allSent());
    EXPECT_EQ(posted().size(), 2);
}

TEST_F(OutboxTest, ARefusalOfWhatIsThereAlreadyIsNoRefusal)
{
    server().limits.resend = Resend::Safe;
    answerLost();
    requestLost(1, Error::Kind::Invalid);
    submit(u"hello"_s);
    ASSERT_TRUE(allSent());
    EXPECT_EQ(m_sent.size(), 1U);
    EXPECT_EQ(posted().size(), 1);
}

TEST_F(OutboxTest, AServerThatAlwaysFailsStopsNobodyForLong)
{
    server().honoursKeys = false;
    server().onPublish = [this](const Submission& submission) {
        if (submission.text.startsWith(u"bad"_s))
            requestLost(1, Error::Kind::Server);
    };
    const QString id = submit(u"bad"_s);
    submit(u"good"_s);
    ASSERT_TRUE(passUntil([&] { return m_sent.size() == 1; }, std::chrono::minutes(11)));
    EXPECT_EQ(stateOf(id), State::Failed);
    EXPECT_EQ(errorOf(id), Error::Kind::Server);
}

TEST_F(OutboxTest, WaitsAsLongAsTheServerAsks)
{
    Error busy = error(Error::Kind::RateLimited);
    busy.retryAfter = std::chrono::seconds(90);
    server().writeFaults.push_back(WriteFault{false, busy});
    const QString id = submit(u"hello"_s);
    m_clock.advance(std::chrono::seconds(89));
    settle();
    EXPECT_EQ(server().requests.size(), 1U);
    EXPECT_EQ(stateOf(id), State::Queued);
    EXPECT_EQ(errorOf(id), Error::Kind::RateLimited);
    m_clock.advance(std::chrono::seconds(2));
    ASSERT_TRUE(allSent());
    EXPECT_EQ(server().looks, 0) << "it was refused, not lost";
}

TEST_F(OutboxTest, WaitsForAnAccountThatHasToSignInAgain)
{
    for (const auto kind : {Error::Kind::Unauthorised, Error::Kind::Secrets}) {
        requestLost(3, kind);
        const QString id = submit(u"hello %1"_s.arg(int(kind)));
        settle();
        EXPECT_EQ(stateOf(id), State::Queued);
        EXPECT_EQ(errorOf(id), kind);
        server().writeFaults.clear();
        m_outbox->accountReady(bea());
        settle();
        EXPECT_TRUE(m_outbox->items().empty()) << "at once";
    }
    EXPECT_EQ(server().looks, 0);
    EXPECT_EQ(posted().size(), 2);
}

TEST_F(OutboxTest, KeepsTheWordsOfAnAccountThatIsGone)
{
    m_signedOut << bea().account;
    const QString id = submit(u"hello"_s);
    submit(draft(u"other"_s, ann()));
    ASSERT_TRUE(passUntil([&] { return m_sent.size() == 1; }));
    EXPECT_EQ(stateOf(id), State::Queued);
    EXPECT_EQ(errorOf(id), Error::Kind::Unauthorised);
    const auto back = m_outbox->takeBack(id);
    ASSERT_TRUE(back);
    EXPECT_EQ(back->parts.front().text, u"hello"_s);
}

TEST_F(OutboxTest, SendsPicturesFirstAndShowsHowFar)
{
    QStringList states;
    QString id;
    QObject::connect(m_outbox.get(), &Outbox::changed, m_outbox.get(), [&](const QString& which) {
        const auto& delivery = m_outbox->find(which)->delivery;
        states << u"%1 %2/%3"_s.arg(int(delivery.state)).arg(delivery.done).arg(delivery.total);
    });
    submit(withPicture(u"hello"_s));
    ASSERT_TRUE(allSent());
    ASSERT_EQ(server().uploads.size(), 2U);
    EXPECT_EQ(server().uploads.front().alt, u"A board"_s);
    ASSERT_EQ(server().requests.size(), 1U);
    EXPECT_EQ(server().requests.front().media.at(0).remoteId, u"media1"_s);
    EXPECT_EQ(server().requests.front().media.at(1).remoteId, u"media2"_s);
    const auto uploading = int(State::Uploading);
    EXPECT_TRUE(states.contains(u"%1 0/2"_s.arg(uploading)));
    EXPECT_TRUE(states.contains(u"%1 1/2"_s.arg(uploading)));
}

TEST_F(OutboxTest, APictureThatIsRefusedFailsAndOneThatIsLostIsSentAgain)
{
    server().uploadError = error(Error::Kind::Invalid);
    const QString id = submit(withPicture(u"hello"_s));
    ASSERT_TRUE(passUntil([&] { return stateOf(id) == State::Failed; }));
    EXPECT_TRUE(server().requests.empty());
    server().uploadError = error(Error::Kind::Timeout);
    m_outbox->sendNow(id);
    settle();
    EXPECT_EQ(stateOf(id), State::Queued);
    server().uploadError.reset();
    ASSERT_TRUE(allSent());
    EXPECT_EQ(server().uploads.size(), 2U);
}

TEST_F(OutboxTest, PartsOfAThreadFollowEachOther)
{
    auto thread = draft(u"one"_s);
    thread.parts.push_back({u"two"_s, {}, {}});
    thread.parts.push_back({u"three"_s, {}, {}});
    thread.inReplyTo = test::fakeId(u"q"_s);
    answerLost();
    const auto ids = await(m_outbox->submit(thread));
    ASSERT_TRUE(ids);
    EXPECT_EQ(ids->size(), 3);
    ASSERT_TRUE(allSent());
    EXPECT_EQ(posted(),
        (QStringList{u"1/3 one #EdChat"_s, u"2/3 two #EdChat"_s, u"3/3 three #EdChat"_s}));
    EXPECT_EQ(server().ledger[0].inReplyTo, thread.inReplyTo);
    EXPECT_EQ(server().ledger[1].inReplyTo, m_sent[0].post->id);
    EXPECT_EQ(server().ledger[2].inReplyTo, m_sent[1].post->id);
}

TEST_F(OutboxTest, PartsWaitForTheOneBeforeAlsoAfterARestart)
{
    auto thread = draft(u"one"_s);
    thread.parts.push_back({u"two"_s, {}, {}});
    requestLost(1, Error::Kind::Forbidden);
    const QString first = submit(thread);
    submit(u"other"_s);
    ASSERT_TRUE(passUntil([&] { return m_sent.size() == 1; }));
    EXPECT_EQ(posted(), QStringList{u"other #EdChat"_s});
    settle();
    restart();
    m_clock.advance(std::chrono::minutes(1));
    settle();
    EXPECT_EQ(m_outbox->items().size(), 2U);
    m_outbox->sendNow(first);
    ASSERT_TRUE(allSent());
    EXPECT_EQ(server().ledger.back().text, u"2/2 two #EdChat"_s);
    EXPECT_TRUE(server().ledger.back().inReplyTo);
}

TEST_F(OutboxTest, APartThatIsThrownAwayLeavesTheOthersToThePerson)
{
    auto thread = draft(u"one"_s);
    thread.parts.push_back({u"two"_s, {}, {}});
    thread.inReplyTo = test::fakeId(u"q"_s);
    requestLost(1, Error::Kind::Forbidden);
    const QString first = submit(thread);
    ASSERT_TRUE(passUntil([&] { return stateOf(first) == State::Failed; }));
    m_outbox->discard(first);
    ASSERT_EQ(m_outbox->items().size(), 1U);
    EXPECT_EQ(m_outbox->items().front().delivery.state, State::Held);
    settle();
    restart();
    const auto second = m_outbox->items().front();
    EXPECT_EQ(second.delivery.state, State::Held);
    m_outbox->sendNow(second.id);
    ASSERT_TRUE(allSent());
    EXPECT_EQ(server().ledger.back().inReplyTo, thread.inReplyTo);
}

TEST_F(OutboxTest, GivesTheWordsBack)
{
    m_outbox->setOnline(false);
    auto thread = draft(u"one"_s);
    thread.usesLabel = true;
    thread.chat.label = u"A3"_s;
    thread.parts.push_back({u"two"_s, {}, {}});
    thread.inReplyTo = test::fakeId(u"q"_s);
    const QString first = submit(thread);
    settle();
    const auto back = m_outbox->takeBack(m_outbox->items().back().id);
    ASSERT_TRUE(back);
    EXPECT_EQ(back->parts, thread.parts) << "as typed, all of it";
    EXPECT_EQ(back->inReplyTo, thread.inReplyTo);
    EXPECT_EQ(back->chat, thread.chat);
    EXPECT_TRUE(m_outbox->items().empty());
    EXPECT_EQ(m_removed.size(), 2);
    EXPECT_TRUE(m_removed.contains(first));
    settle();
    restart();
    EXPECT_TRUE(m_outbox->items().empty());
    ASSERT_EQ(m_drafts->drafts().size(), 1U) << "never nowhere";
    EXPECT_EQ(m_drafts->drafts().front().parts, thread.parts);
    // It can be sent, once.
    ASSERT_TRUE(await(m_outbox->submit(*back)));
    ASSERT_TRUE(allSent());
    EXPECT_EQ(posted().size(), 2);
}

TEST_F(OutboxTest, GivesTheRestOfAThreadBackAsAnAnswerToWhatWasSent)
{
    auto thread = draft(u"one"_s);
    thread.parts.push_back({u"two"_s, {}, {}});
    thread.parts.push_back({u"three"_s, {}, {}});
    server().onPublish = [this](const Submission& submission) {
        if (submission.text.contains(u"two"_s))
            requestLost(1, Error::Kind::Forbidden);
    };
    submit(thread);
    ASSERT_TRUE(passUntil([&] {
        return m_outbox->items().size() == 2
            && m_outbox->items().front().delivery.state == State::Failed;
    }));
    const auto back = m_outbox->takeBack(m_outbox->items().front().id);
    ASSERT_TRUE(back);
    ASSERT_EQ(back->parts.size(), 2U);
    EXPECT_EQ(back->parts.front().text, u"two"_s);
    EXPECT_EQ(back->inReplyTo, m_sent.front().post->id);
}

TEST_F(OutboxTest, GivesNothingBackWhileItIsSent)
{
    server().hold();
    const QString id = submit(u"hello"_s);
    settle();
    // The limits are asked first.
    server().release();
    server().hold();
    ASSERT_TRUE(passUntil([&] { return stateOf(id) == State::Sending; }));
    settle();
    EXPECT_FALSE(m_outbox->takeBack(id));
    m_outbox->discard(id);
    EXPECT_NE(m_outbox->find(id), nullptr);
    server().release();
    ASSERT_TRUE(allSent());
    EXPECT_FALSE(m_outbox->takeBack(id));
}

TEST_F(OutboxTest, ThrowsAway)
{
    m_outbox->setOnline(false);
    const QString id = submit(u"hello"_s);
    m_outbox->discard(id);
    EXPECT_EQ(m_removed, QStringList{id});
    settle();
    restart();
    EXPECT_TRUE(m_outbox->items().empty());
    EXPECT_TRUE(server().requests.empty());
}

TEST_F(OutboxTest, LeavesTheTimeToAServerThatCan)
{
    server().limits.schedules = true;
    auto later = draft(u"later"_s);
    later.scheduled = m_clock.now() + std::chrono::hours(2);
    const QString id = submit(later);
    ASSERT_TRUE(allSent());
    ASSERT_EQ(server().scheduled.size(), 1U);
    EXPECT_EQ(server().scheduled.front().scheduled, later.scheduled);
    EXPECT_TRUE(m_sent.empty());
    EXPECT_EQ(m_removed, QStringList{id}) << "it is the server's now";
    EXPECT_TRUE(posted().isEmpty());
}

TEST_F(OutboxTest, KeepsTheTimeItselfWhereTheServerCannot)
{
    auto later = draft(u"later"_s);
    later.scheduled = m_clock.now() + std::chrono::hours(2);
    const QString id = submit(later);
    submit(u"now"_s);
    ASSERT_TRUE(passUntil([&] { return m_sent.size() == 1; }));
    EXPECT_EQ(stateOf(id), State::Scheduled);
    EXPECT_TRUE(m_outbox->find(id)->delivery.isLocal);
    EXPECT_EQ(m_outbox->find(id)->delivery.at, later.scheduled);
    restart();
    settle();
    EXPECT_EQ(stateOf(id), State::Scheduled);
    m_clock.advance(std::chrono::minutes(119));
    settle();
    EXPECT_EQ(posted().size(), 1);
    m_clock.advance(std::chrono::minutes(2));
    ASSERT_TRUE(allSent());
    EXPECT_EQ(posted().size(), 2);
    EXPECT_FALSE(server().ledger.back().scheduled);
}

TEST_F(OutboxTest, AsksWhenItsTimePassedWhileTheProgramWasAway)
{
    auto later = draft(u"later"_s);
    later.scheduled = m_clock.now() + std::chrono::hours(2);
    const QString id = submit(later);
    ASSERT_TRUE(passUntil([&] { return stateOf(id) == State::Scheduled; }));
    settle();
    end();
    m_clock.advance(std::chrono::hours(3));
    start();
    ASSERT_TRUE(await(m_outbox->load()));
    settle();
    EXPECT_EQ(stateOf(id), State::Held);
    EXPECT_TRUE(server().requests.empty());
}

TEST_F(OutboxTest, AThreadWithATimeIsKeptHereAndSentInOrder)
{
    server().limits.schedules = true;
    auto thread = draft(u"one"_s);
    thread.parts.push_back({u"two"_s, {}, {}});
    thread.scheduled = m_clock.now() + std::chrono::hours(1);
    submit(thread);
    settle();
    for (const auto& item : m_outbox->items())
        EXPECT_EQ(item.delivery.state, State::Scheduled);
    m_clock.advance(std::chrono::minutes(61));
    ASSERT_TRUE(allSent());
    EXPECT_EQ(posted().size(), 2);
    EXPECT_EQ(server().ledger[1].inReplyTo, m_sent[0].post->id);
    EXPECT_TRUE(server().scheduled.empty());
}

TEST_F(OutboxTest, AScheduledPostWhoseAnswerWasLostIsLookedForNotSentAgain)
{
    server().limits.schedules = true;
    server().limits.resend = Resend::Safe;
    answerLost();
    auto later = draft(u"later"_s);
    later.scheduled = m_clock.now() + std::chrono::hours(2);
    const QString id = submit(later);
    ASSERT_TRUE(allSent());
    EXPECT_EQ(server().requests.size(), 1U) << "the key means nothing there";
    EXPECT_EQ(server().scheduled.size(), 1U);
    EXPECT_EQ(m_removed, QStringList{id});
    EXPECT_TRUE(m_sent.empty());
    server().canLookBack = false;
    answerLost();
    auto other = draft(u"other"_s);
    other.scheduled = later.scheduled;
    const QString unsure = submit(other);
    ASSERT_TRUE(passUntil([&] { return stateOf(unsure) == State::Unsure; }));
    EXPECT_EQ(server().scheduled.size(), 2U);
}

TEST_F(OutboxTest, AnEditIsSimplyMadeAgain)
{
    const auto mine = test::makePost(u"1"_s, m_clock.now(), {.text = u"helo"_s});
    server().add(mine);
    auto edit = draft(u"hello"_s);
    edit.edits = mine->id;
    answerLost();
    submit(edit);
    ASSERT_TRUE(allSent());
    EXPECT_EQ(server().requests.size(), 2U);
    EXPECT_EQ(server().items().front().post->text.text, u"hello #EdChat"_s);
    EXPECT_TRUE(server().ledger.empty());
}

TEST_F(OutboxTest, ShowsThePostMeanwhile)
{
    m_outbox->setOnline(false);
    auto written = withPicture(u"hello @ann@fake.example"_s);
    written.inReplyTo = test::fakeId(u"q"_s);
    written.inReplyToHandle = u"ann@fake.example"_s;
    written.contentWarning = u"cw"_s;
    const QString id = submit(written);
    const auto& item = *m_outbox->find(id);
    const auto post = m_outbox->pendingPost(item);
    EXPECT_EQ(post->id, test::fakeId(u"outbox:"_s + id));
    EXPECT_EQ(post->text.text, u"hello @ann@fake.example #EdChat"_s);
    EXPECT_EQ(post->tags, QStringList{u"EdChat"_s});
    EXPECT_EQ(post->author.handle, bea().account);
    EXPECT_EQ(post->inReplyTo, written.inReplyTo);
    EXPECT_EQ(post->inReplyToHandle, u"ann@fake.example"_s);
    EXPECT_EQ(post->contentWarning, u"cw"_s);
    EXPECT_TRUE(post->isOwn);
    EXPECT_EQ(post->media.size(), 2U);
    ASSERT_TRUE(post->delivery);
    EXPECT_EQ(post->delivery->state, State::Queued);
    EXPECT_EQ(post->delivery->outboxId, id);
    EXPECT_EQ(post->created, m_clock.now());
}

TEST_F(OutboxTest, ADiskThatTakesNothingIsSaidAndNothingIsSent)
{
    end();
    m_store = std::make_unique<PostStore>(
        PostStore::Files{m_folder.filePath(u"no/cache.db"_s), m_folder.filePath(u"no/user.db"_s)});
    m_outbox = std::make_unique<Outbox>(outboxContext());
    const auto ids = await(m_outbox->submit(draft(u"hello"_s)));
    ASSERT_FALSE(ids);
    EXPECT_EQ(ids.error().kind, Error::Kind::Storage);
    settle();
    EXPECT_TRUE(server().requests.empty());
    EXPECT_TRUE(m_outbox->items().empty());
    m_outbox.reset();
}

} // namespace
} // namespace staffroom
