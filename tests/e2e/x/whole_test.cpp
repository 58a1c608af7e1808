// Every column and everything a person does, against each face of X; and what it costs.
#include "core/services/x/decode.h"
#include "core/services/x/prices.h"
#include "tests/e2e/x/program.h"
#include "tests/support/fake_picture.h"

#include <QFile>
#include <QUrlQuery>

#include <map>

namespace staffroom::x {
namespace {

using Kind = FeedSpec::Kind;
using ActKind = Act::Kind;

constexpr int kRounds = 6;

class XWhole : public XProgramAt {
protected:
    void SetUp() override
    {
        XProgramAt::SetUp();
        if (IsSkipped() || HasFatalFailure())
            return;
        comeIn();
    }
    void TearDown() override
    {
        columns.clear();
        XProgramAt::TearDown();
    }

    void openColumns()
    {
        const auto lists = answerOf(client().lists());
        ASSERT_TRUE(lists) << qPrintable(lists.error().detail);
        ASSERT_EQ(lists->size(), size_t(Rig::kLists));
        EXPECT_EQ(lists->front().id, Rig::list());
        columns["edchat"] = tagColumn(u"edchat"_s);
        columns["ukedchat"] = tagColumn(u"ukedchat"_s);
        columns["list"] = column(Kind::List, lists->front().id);
        columns["home"] = column(Kind::Home);
        columns["mentions"] = column(Kind::Mentions);
        columns["bookmarks"] = column(Kind::Bookmarks);
        columns["search"] = column(Kind::Search, u"an idea"_s);
        columns["received"] = column(Kind::Received, Rig::writer());
        ASSERT_TRUE(goesOnUntil([this] { return areAllThere(); }));
        // Whoever has been seen is not looked up.
        columns["person"] = column(Kind::User, Rig::writer());
        ASSERT_TRUE(goesOnUntil([this] { return areAllThere(); }));
        EXPECT_EQ(asked("/2/users/by/username/"), 0);
    }
    bool areAllThere() const
    {
        return std::all_of(columns.begin(), columns.end(), [](const auto& named) {
            return isPolling(*named.second) && !named.second->entries().empty();
        });
    }
    bool isAllRead() const
    {
        return std::all_of(wanted.begin(), wanted.end(),
            [this](const auto& named) { return hasAll(*columns.at(named.first), named.second); });
    }
    /// A post, and the columns that it belongs into. The server's search knows tags alone.
    QString write(const QString& text, const QJsonObject& more = {})
    {
        const QString id = rig->post(text, more);
        for (const auto* name : {"list", "home", "bookmarks", "search", "received", "person"})
            wanted[name] << id;
        if (text.contains("#edchat"_L1))
            wanted["edchat"] << id;
        if (text.contains("#ukedchat"_L1))
            wanted["ukedchat"] << id;
        if (text.contains(u'@'))
            wanted["mentions"] << id;
        return id;
    }
    void expectAllWhole() const
    {
        for (const auto& [name, feed] : columns) {
            expectWhole(*feed, name);
            const QStringList there = ids(*feed);
            const auto own = wanted.find(name);
            for (const auto& id : own == wanted.end() ? QStringList() : own->second)
                EXPECT_EQ(there.count(id), 1) << name << ' ' << qPrintable(id);
        }
    }
    /// What the columns say of themselves, all together.
    qint64 shownByColumns() const
    {
        qint64 sum = 0;
        for (const auto& [name, feed] : columns)
            sum += feed->state().cost ? feed->state().cost->today : 0;
        return sum;
    }
    PostPtr expectSent(const Draft& draft)
    {
        const PostPtr post = send(draft);
        EXPECT_TRUE(post) << qPrintable(draft.id);
        return post;
    }
    /// X does not take it from programs; the words stay.
    void expectLeftToTheWeb(const Draft& draft)
    {
        const QString id = submit(draft);
        ASSERT_TRUE(goesOnUntil([&] {
            return outbox->find(id) && outbox->find(id)->delivery.state == Delivery::State::Failed;
        })) << qPrintable(draft.id);
        const OutboxItem item = *outbox->find(id);
        ASSERT_TRUE(item.delivery.error);
        EXPECT_EQ(item.delivery.error->kind, Error::Kind::Forbidden);
        EXPECT_EQ(item.delivery.error->path, kOnlyOnWeb);
        EXPECT_FALSE(item.delivery.error->detail.isEmpty());
        const QUrl page = service->composePage(item.submission);
        EXPECT_EQ(page.host(), u"x.com"_s);
        EXPECT_EQ(
            QUrlQuery(page).queryItemValue(u"text"_s, QUrl::FullyDecoded), item.submission.text);
        const int tries = asked("/2/tweets", 403);
        pass(2min);
        EXPECT_EQ(asked("/2/tweets", 403), tries) << "it is not tried again";
        const auto kept = outbox->takeBack(id);
        ASSERT_TRUE(kept);
        EXPECT_EQ(kept->parts.front().text, draft.parts.front().text);
        EXPECT_EQ(kept->inReplyTo, draft.inReplyTo);
        EXPECT_EQ(kept->quote, draft.quote);
    }
    /// Self-serve access has no leave for it.
    void expectByTier(const Draft& draft)
    {
        if (face.isFull())
            expectSent(draft);
        else
            expectLeftToTheWeb(draft);
    }
    Draft tagged(const QString& text) const
    {
        Draft one = draft(text);
        one.chat.hashtag = u"edchat"_s;
        return one;
    }
    Draft answering(const QString& text, const QString& post) const
    {
        Draft one = tagged(text);
        one.inReplyTo = idOf(post);
        one.inReplyToHandle = Rig::writer();
        return one;
    }
    void writeAsAPerson(const QString& toReader, const QString& toOthers);
    void doEverythingWith(const PostPtr& post);

    std::map<std::string, std::shared_ptr<Feed>> columns;
    std::map<std::string, QStringList> wanted; ///< ids by column
};

void XWhole::writeAsAPerson(const QString& toReader, const QString& toOthers)
{
    const PostPtr plain = expectSent(draft(u"Nothing but words"_s));
    ASSERT_TRUE(plain);
    const PostPtr inChat = expectSent(tagged(u"A1: Into the chat"_s));
    ASSERT_TRUE(inChat);
    EXPECT_EQ(inChat->tags, QStringList{u"edchat"_s});
    wanted["edchat"] << inChat->id.remote;
    wanted["home"] << plain->id.remote << inChat->id.remote;
    Submission seen;
    seen.text = plain->text.text;
    seen.written = plain->created;
    const auto sighting = answerOf(client().findOwn(seen));
    ASSERT_TRUE(sighting) << qPrintable(sighting.error().detail);
    EXPECT_EQ(sighting->state, Sighting::State::Found);
    EXPECT_EQ(sighting->post ? sighting->post->id : PostId(), plain->id);

    expectSent(tagged(u"Read https://example.org/fractions before the chat"_s));
    const PostPtr answer = expectSent(answering(u"A2: You asked me"_s, toReader));
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->inReplyTo, std::optional(idOf(toReader)));
    expectSent(answering(u"A2: And one thing more"_s, answer->id.remote));
    expectByTier(answering(u"A3: Nobody asked me"_s, toOthers));
    Draft quote = tagged(u"This"_s);
    quote.quote = idOf(toOthers);
    expectByTier(quote);

    Draft poll = tagged(u"Homework?"_s);
    poll.parts.front().poll = DraftPoll{{u"Yes"_s, u"No"_s, u"It depends"_s}, 3h, false};
    expectSent(poll);
    Draft picture = tagged(u"The board"_s);
    DraftMedia board;
    board.file = folder.filePath(u"board.png"_s);
    board.mimeType = u"image/png"_s;
    board.name = u"board.png"_s;
    board.alt = u"A board with twelve drawings"_s;
    QFile file(board.file);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(test::fakePicture(u"board"_s));
    file.close();
    picture.parts.front().media = {board};
    expectSent(picture);
    EXPECT_EQ(asked("/2/media/metadata", 200), 1) << "with its description";
    Draft two = tagged(u"First half"_s);
    two.parts.push_back(two.parts.front());
    two.parts.back().text = u"Second half"_s;
    expectSent(two);
    ASSERT_TRUE(goesOnUntil([this] { return outbox->items().empty(); }));

    Act deletion;
    deletion.kind = ActKind::Delete;
    deletion.post = plain->id;
    const auto deleted = answerOf(actions->run(deletion, source, {}));
    EXPECT_TRUE(deleted);
    EXPECT_FALSE(hasAll(*columns["home"], {plain->id.remote}));
    wanted["home"].removeOne(plain->id.remote);
}

void XWhole::doEverythingWith(const PostPtr& post)
{
    const auto act = [&](ActKind kind, const AccountId& person = {}) {
        Act one;
        one.kind = kind;
        if (person.remote.isEmpty())
            one.post = post->id;
        one.person = person;
        one.list = person.remote.isEmpty() ? QString() : Rig::list();
        return answerOf(actions->run(one, source, {}));
    };
    const auto refused = [](const Result<ActOutcome>& answer) {
        return !answer && answer.error().kind == Error::Kind::Forbidden
            && answer.error().path == kOnlyOnWeb;
    };
    const auto marks = [&] { return hub->find(post->id)->viewer.value_or(ViewerMarks()); };

    const auto liked = act(ActKind::Favourite);
    EXPECT_EQ(bool(liked), face.isFull());
    EXPECT_EQ(refused(liked), !face.isFull());
    EXPECT_EQ(marks().isFavourited, face.isFull());
    EXPECT_TRUE(hasAll(*columns["bookmarks"], {post->id.remote})) << "it still is a bookmark";
    EXPECT_TRUE(act(ActKind::Unfavourite));
    EXPECT_FALSE(marks().isFavourited);
    EXPECT_TRUE(act(ActKind::Boost));
    EXPECT_TRUE(marks().isBoosted);
    EXPECT_TRUE(act(ActKind::Unboost));
    EXPECT_FALSE(marks().isBoosted);
    EXPECT_TRUE(act(ActKind::Bookmark));
    EXPECT_TRUE(marks().isBookmarked);
    EXPECT_TRUE(act(ActKind::Unbookmark));
    EXPECT_FALSE(marks().isBookmarked);
    wanted["bookmarks"].removeOne(post->id.remote);

    const AccountId person{serviceId(), {}, Rig::stranger()};
    const auto followed = act(ActKind::Follow, person);
    EXPECT_EQ(bool(followed), face.isFull());
    EXPECT_EQ(refused(followed), !face.isFull());
    EXPECT_FALSE(service->actPage(ActKind::Follow, *post).isEmpty());
    EXPECT_TRUE(act(ActKind::Unfollow, person));
    EXPECT_TRUE(act(ActKind::AddToList, person));
    EXPECT_TRUE(act(ActKind::RemoveFromList, person));
}

TEST_P(XWhole, ReadsWritesAndActsAndCountsWhatItCosts)
{
    openColumns();
    if (HasFatalFailure())
        return;
    QString toReader;
    QString last;
    for (int i = 1; i <= kRounds; ++i) {
        write(u"Round %1: an idea #edchat"_s.arg(i));
        write(u"Round %1: over here #ukedchat"_s.arg(i));
        const QString both = write(u"Round %1: for both #edchat #ukedchat"_s.arg(i));
        toReader = write(u"Round %1: @rig_teacher, what do you say? #edchat"_s.arg(i));
        write(u"Round %1: I agree"_s.arg(i), {{u"reply"_s, both}});
        last = write(u"Round %1: this #edchat"_s.arg(i), {{u"quote"_s, both}});
        pass(40s);
    }
    EXPECT_TRUE(goesOnUntil([this] { return isAllRead(); }));
    for (const auto* name : {"home", "list", "search"}) {
        const auto before = columns[name]->entries().size();
        columns[name]->loadOlder();
        EXPECT_TRUE(goesOnUntil([&] { return columns[name]->entries().size() > before; })) << name;
    }
    settle();
    expectAllWhole();
    // Only columns have read anything so far. What they say is what the server has metered, but for
    // the counts, which X charges by the request.
    EXPECT_GT(shownByColumns(), 0);
    EXPECT_EQ(shownByColumns() - asked("/2/tweets/counts/recent", 200) * kPriceCounts, metered());
    const QString readAlone = u"columns $%1"_s.arg(double(shownByColumns()) / 1e6);

    const auto thread = answerOf(client().thread(idOf(last)));
    EXPECT_TRUE(thread && thread->post->id == idOf(last));
    const QString question = rig->post(u"Q9: And at home? #edchat"_s);
    const QString answer = rig->post(u"A9: At home, too #edchat"_s, {{u"reply"_s, question}});
    const auto whole = answerOf(client().thread(idOf(question)));
    ASSERT_TRUE(whole) << qPrintable(whole.error().detail);
    ASSERT_EQ(whole->descendants.size(), 1U);
    EXPECT_EQ(whole->descendants.front()->id, idOf(answer));
    const auto below = answerOf(client().thread(idOf(answer)));
    ASSERT_TRUE(below) << qPrintable(below.error().detail);
    ASSERT_EQ(below->ancestors.size(), 1U);
    EXPECT_EQ(below->ancestors.front()->id, idOf(question));
    const auto again = answerOf(client().post(idOf(question), Lane::User));
    EXPECT_TRUE(again && (*again)->id == idOf(question));
    const auto unknown = answerOf(client().post(idOf(u"1500000000000000000"_s), Lane::User));
    EXPECT_TRUE(!unknown && unknown.error().kind == Error::Kind::NotFound);

    setClockRight();
    const QString toOthers = write(u"Nobody is named here #edchat"_s);
    ASSERT_TRUE(goesOnUntil([&] { return hub->find(idOf(toOthers)) != nullptr; }));
    writeAsAPerson(toReader, toOthers);
    if (HasFatalFailure())
        return;
    ASSERT_TRUE(goesOnUntil([this] { return isAllRead(); }));
    doEverythingWith(hub->find(idOf(toOthers)));
    pass(3min);
    settle();
    expectAllWhole();
    expectCostIsMetered(1);
    print("all columns and actions, of it " + readAlone.toStdString() + ", priced otherwise $"
        + std::to_string(double(chargedOtherwise(1)) / 1e6));
}

INSTANTIATE_TEST_SUITE_P(X, XWhole, testing::ValuesIn(kFaces), nameOfFace);

} // namespace
} // namespace staffroom::x
