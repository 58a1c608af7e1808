#include "core/services/x/money_text.h"

#include <gtest/gtest.h>

namespace staffroom::x {
namespace {

using namespace Qt::Literals::StringLiterals;

TEST(MoneyText, ReadsWhatPeopleType)
{
    const std::pair<QString, qint64> typed[]
        = {{u"1.50"_s, 1'500'000}, {u"$1.50"_s, 1'500'000}, {u"1,50"_s, 1'500'000},
            {u" 1.5 "_s, 1'500'000}, {u"US$ 2"_s, 2'000'000}, {u"2 $"_s, 2'000'000},
            {u"2 usd"_s, 2'000'000}, {u".5"_s, 500'000}, {u"0,05"_s, 50'000}, {u"0.005"_s, 5'000},
            {u"0,005"_s, 5'000}, {u"1.005"_s, 1'005'000}, {u"10"_s, 10'000'000}, {u"0.000001"_s, 1},
            {u"1000"_s, 1'000'000'000}, {u"0001"_s, 1'000'000}, {u"١٫٥٠"_s, 1'500'000}};
    for (const auto& [text, micros] : typed) {
        const auto read = readDollars(text);
        ASSERT_TRUE(read) << qPrintable(text);
        EXPECT_EQ(*read, micros) << qPrintable(text);
    }
}

TEST(MoneyText, RefusesWhatIsNoAmountOrMayBeTwo)
{
    for (const auto& text : {u""_s, u"$"_s, u"."_s, u"1."_s, u"0"_s, u"0.00"_s, u"-1"_s, u"−1"_s,
             u"1e3"_s, u"1.2.3"_s, u"1,000.00"_s, u"1,500"_s, u"1000.01"_s, u"1001"_s, u"99999"_s,
             u"99999999999999999999999"_s, u"0.0000001"_s, u"one"_s, u"1 5"_s, u"$$1"_s, u"1€"_s,
             u"½"_s}) {
        const auto read = readDollars(text);
        ASSERT_FALSE(read) << qPrintable(text) << " is " << *read;
        EXPECT_EQ(read.error().kind, Error::Kind::Invalid);
        EXPECT_FALSE(read.error().detail.isEmpty());
    }
}

TEST(MoneyText, WritesAllOfAnAmount)
{
    const std::pair<qint64, QString> amounts[] = {{0, u"0.00"_s}, {1'500'000, u"1.50"_s},
        {5'000, u"0.005"_s}, {10'000, u"0.01"_s}, {3'400'000, u"3.40"_s}, {1, u"0.000001"_s},
        {1'000'000'000, u"1000.00"_s}, {-250'000, u"-0.25"_s}, {999'999, u"0.999999"_s}};
    for (const auto& [micros, text] : amounts)
        EXPECT_EQ(dollars(micros), text);
}

TEST(MoneyText, ReadsBackWhatItWrites)
{
    for (const qint64 micros : {1LL, 5'000LL, 999'999LL, 1'000'000LL, 1'005'000LL, 1'234'567LL,
             999'999'999LL, 1'000'000'000LL}) {
        const auto read = readDollars(dollars(micros));
        ASSERT_TRUE(read) << micros;
        EXPECT_EQ(*read, micros);
    }
}

} // namespace
} // namespace staffroom::x
