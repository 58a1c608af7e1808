#include "ui/dialogs/list_dialog.h"
#include "ui/dialogs/vote_dialog.h"

#include "tests/unit/ui/dialogs/accounts_fixture.h"

#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;

Style plainStyle()
{
    return Style::make(Scheme::Light, Density::Comfortable, 1.0, 1);
}

Poll poll(bool isMultiple)
{
    Poll made;
    made.isMultiple = isMultiple;
    made.options = {{u"Ruler"_s, {}}, {u"Scales & weights"_s, {}}, {u"Neither"_s, {}}};
    return made;
}

std::vector<QAbstractButton*> optionsOf(const QWidget& dialog)
{
    std::vector<QAbstractButton*> out;
    for (auto* button : dialog.findChildren<QAbstractButton*>()) {
        if (button->isCheckable())
            out.push_back(button);
    }
    return out;
}

struct Vote {
    explicit Vote(bool isMultiple)
        : dialog(poll(isMultiple), u"bea@labcoat.example"_s, plainStyle(), nullptr)
    {
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        QObject::connect(&dialog, &VoteDialog::chosen, &dialog,
            [this](const std::vector<int>& choices) { chosen.push_back(choices); });
        dialog.show();
        vote = test::buttonOf(dialog, u"Vote as @bea@labcoat.example"_s);
    }
    VoteDialog dialog;
    QAbstractButton* vote = nullptr;
    std::vector<std::vector<int>> chosen;
};

TEST(VoteDialogTest, OneAnswerReplacesAnother)
{
    Vote one(false);
    ASSERT_TRUE(one.vote);
    EXPECT_FALSE(one.vote->isEnabled()) << "nothing is chosen for the person";
    const auto options = optionsOf(one.dialog);
    ASSERT_EQ(options.size(), 3U);
    EXPECT_EQ(options[1]->accessibleName(), u"Scales & weights"_s);
    test::expectAccessible(one.dialog);
    options[0]->click();
    options[1]->click();
    EXPECT_FALSE(options[0]->isChecked());
    ASSERT_TRUE(one.vote->isEnabled());
    one.vote->click();
    EXPECT_EQ(one.chosen, (std::vector<std::vector<int>>{{1}}));
    EXPECT_FALSE(one.dialog.isVisible());
}

TEST(VoteDialogTest, SeveralAnswersCanBeChosenAndTakenBack)
{
    Vote many(true);
    const auto options = optionsOf(many.dialog);
    ASSERT_EQ(options.size(), 3U);
    for (auto* option : options)
        option->click();
    options[1]->click();
    many.vote->click();
    EXPECT_EQ(many.chosen, (std::vector<std::vector<int>>{{0, 2}}));
}

TEST(VoteDialogTest, WithoutAnAnswerLeftNothingCanBeSent)
{
    Vote many(true);
    const auto options = optionsOf(many.dialog);
    options[0]->click();
    options[0]->click();
    EXPECT_FALSE(many.vote->isEnabled());
    test::buttonOf(many.dialog, u"Cancel"_s)->click();
    EXPECT_TRUE(many.chosen.empty());
    EXPECT_FALSE(many.dialog.isVisible());
}

TEST(ReportDialogTest, SendsTheWordsAndWhetherTheOtherServerIsTold)
{
    const auto post = test::makePost(u"p1"_s, Timestamp{});
    ReportDialog dialog(post, u"labcoat.example"_s, plainStyle(), nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    QSignalSpy chosen(&dialog, &ReportDialog::chosen);
    dialog.show();
    test::expectAccessible(dialog);
    dialog.findChild<QPlainTextEdit*>()->setPlainText(u"  Spam. "_s);
    dialog.findChild<TickBox*>()->click();
    test::buttonOf(dialog, u"Report"_s)->click();
    ASSERT_EQ(chosen.count(), 1);
    EXPECT_EQ(chosen.at(0).at(0).toString(), u"Spam."_s);
    EXPECT_TRUE(chosen.at(0).at(1).toBool());
}

/// Answers for lists alone.
class ListsClient final : public ServiceClient {
public:
    const Source& source() const override { return m_source; }
    Task<ServerInfo> serverInfo() override { return none<ServerInfo>(); }
    Task<Page> page(const PageRequest&) override { return none<Page>(); }
    Task<PostPtr> post(const PostId&, Lane) override { return none<PostPtr>(); }
    Task<Thread> thread(const PostId&) override { return none<Thread>(); }
    std::unique_ptr<LiveStream> stream(const FeedSpec&) override { return nullptr; }
    Task<std::vector<ListInfo>> lists() override
    {
        return readyTask<std::vector<ListInfo>>(answer);
    }

    Result<std::vector<ListInfo>> answer = std::vector<ListInfo>();

private:
    template <class T>
    Task<T> none()
    {
        return readyTask<T>(fail(Error::Kind::Unsupported));
    }
    Source m_source;
};

class ListDialogTest : public testing::Test {
protected:
    void open()
    {
        m_dialog = std::make_unique<ListDialog>(
            m_client, u"ann@labcoat.example"_s, plainStyle(), nullptr);
        m_dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        m_dialog->show();
        EXPECT_FALSE(add()->isEnabled());
        EXPECT_TRUE(test::waitFor([&] { return !sentence()->text().startsWith("Asking"_L1); }));
        test::expectAccessible(*m_dialog);
    }
    QAbstractButton* add() const { return test::buttonOf(*m_dialog, u"Add"_s); }
    SentenceLabel* sentence() const { return m_dialog->findChild<SentenceLabel*>(); }

    ListsClient m_client;
    std::unique_ptr<ListDialog> m_dialog;
};

TEST_F(ListDialogTest, TheChosenListIsSaid)
{
    m_client.answer = std::vector<ListInfo>{{u"1"_s, u"Physics"_s}, {u"2"_s, u"Chemistry"_s}};
    open();
    QSignalSpy chosen(m_dialog.get(), &ListDialog::chosen);
    m_dialog->findChild<ComboField*>()->setCurrentIndex(1);
    ASSERT_TRUE(add()->isEnabled());
    add()->click();
    ASSERT_EQ(chosen.count(), 1);
    EXPECT_EQ(chosen.at(0).at(0).toString(), u"2"_s);
    EXPECT_EQ(chosen.at(0).at(1).toString(), u"Chemistry"_s);
    EXPECT_FALSE(m_dialog->isVisible());
}

TEST_F(ListDialogTest, WithoutListsThatIsSaid)
{
    open();
    EXPECT_TRUE(sentence()->text().contains("no lists yet"_L1));
    EXPECT_FALSE(sentence()->isTrouble());
    EXPECT_FALSE(add()->isEnabled());
    EXPECT_FALSE(m_dialog->findChild<ComboField*>()->isEnabled());
}

TEST_F(ListDialogTest, AnErrorIsASentence)
{
    m_client.answer = fail(Error::Kind::Offline);
    open();
    EXPECT_TRUE(sentence()->text().contains("cannot be reached"_L1));
    EXPECT_TRUE(sentence()->isTrouble());
    EXPECT_FALSE(add()->isEnabled());
}

} // namespace
} // namespace staffroom
