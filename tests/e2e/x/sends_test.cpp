// Posts whose answers get lost, through the outbox: each arrives once.
#include "tests/e2e/x/program.h"

#include <iostream>
#include <random>

namespace staffroom::x {
namespace {

using Cut = CuttingProxy::Cut;

/// As many as are looked through when an answer was lost: with more within two minutes the program
/// could not tell whether one is there, and would ask the person.
constexpr int kSends = 10;

class XSends : public XProgramAt { };

TEST_P(XSends, LostAnswersSendNothingTwice)
{
    comeIn();
    std::mt19937 random{20261130};
    int lost = 0;
    proxy->setDecide([&](const QByteArray& first) {
        const bool isPost = first.startsWith("POST /2/tweets");
        const int dice = std::uniform_int_distribution<int>(0, isPost ? 5 : 11)(random);
        const Cut cut = dice == 0 ? Cut::Before
            : dice == 1           ? Cut::Within
            : dice == 2           ? Cut::After
                                  : Cut::None;
        lost += isPost && cut != Cut::None ? 1 : 0;
        return cut;
    });
    QStringList texts;
    for (int i = 1; i <= kSends; ++i) {
        clock.setNow(realTime()); // posts are looked for by their time
        Draft one = draft(u"Answer number %1"_s.arg(i));
        one.chat.hashtag = u"edchat"_s;
        texts << one.parts.front().text + u" #edchat"_s;
        const QString id = submit(one);
        ASSERT_TRUE(goesOnUntil([&] {
            const OutboxItem* item = outbox->find(id);
            if (item && item->delivery.state == Delivery::State::Failed)
                outbox->sendNow(id); // the person presses "Send"
            return !item;
        })) << i
            << ": " << int(outbox->find(id)->delivery.state);
    }
    proxy->setDecide({});
    const QStringList there = rig->ownTexts();
    for (const auto& text : texts)
        EXPECT_EQ(there.count(text), 1) << qPrintable(text);
    EXPECT_EQ(there.size(), kSends);
    EXPECT_GT(lost, 0);
    std::cout << GetParam() << ": " << there.size() << " posts, " << lost
              << " with an answer that was lost, " << proxy->requests() << " requests\n";
}

INSTANTIATE_TEST_SUITE_P(X, XSends, testing::ValuesIn(kFaces), nameOfFace);

} // namespace
} // namespace staffroom::x
