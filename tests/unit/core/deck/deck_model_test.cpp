#include "core/deck/deck_model.h"

#include <QSignalSpy>

#include <gtest/gtest.h>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;

FeedSpec tagSpec(const QString& tag)
{
    FeedSpec spec;
    spec.source.service = {u"practice"_s};
    spec.tags = {tag};
    return spec;
}

QStringList tagsOf(const DeckModel& model)
{
    QStringList out;
    for (const auto& column : model.deck().columns)
        out << column.spec.tags.first();
    return out;
}

class DeckModelTest : public testing::Test {
protected:
    DeckModel m_model;
    ColumnId m_a = m_model.add(tagSpec(u"a"_s));
    ColumnId m_b = m_model.add(tagSpec(u"b"_s));
    ColumnId m_c = m_model.add(tagSpec(u"c"_s));
};

TEST_F(DeckModelTest, AddsWhereAsked)
{
    m_model.add(tagSpec(u"x"_s), 1);
    EXPECT_EQ(tagsOf(m_model), (QStringList{u"a"_s, u"x"_s, u"b"_s, u"c"_s}));
}

TEST_F(DeckModelTest, MovesBothWays)
{
    m_model.move(m_a, 2);
    EXPECT_EQ(tagsOf(m_model), (QStringList{u"b"_s, u"c"_s, u"a"_s}));
    m_model.move(m_a, 0);
    EXPECT_EQ(tagsOf(m_model), (QStringList{u"a"_s, u"b"_s, u"c"_s}));
}

TEST_F(DeckModelTest, MoveBeyondTheEdgeStopsAtIt)
{
    const QSignalSpy spy(&m_model, &DeckModel::changed);
    m_model.move(m_b, 99);
    EXPECT_EQ(m_model.indexOf(m_b), 2);
    m_model.move(m_b, 99);
    EXPECT_EQ(spy.count(), 1);
}

TEST_F(DeckModelTest, UndoCloseBringsTheColumnBackWhereItStood)
{
    const ColumnConfig before = *m_model.column(m_b);
    m_model.close(m_b);
    EXPECT_EQ(m_model.column(m_b), nullptr);
    m_model.undoClose();
    EXPECT_EQ(m_model.indexOf(m_b), 1);
    EXPECT_EQ(*m_model.column(m_b), before);
    EXPECT_FALSE(m_model.canUndoClose());
}

TEST_F(DeckModelTest, UndoIsLastClosedFirst)
{
    m_model.close(m_a);
    m_model.close(m_c);
    m_model.undoClose();
    m_model.undoClose();
    EXPECT_EQ(tagsOf(m_model), (QStringList{u"a"_s, u"b"_s, u"c"_s}));
}

TEST_F(DeckModelTest, CloseByAReferenceIntoTheDeckTellsTheRightId)
{
    ColumnId told;
    QObject::connect(
        &m_model, &DeckModel::columnClosed, &m_model, [&](const ColumnId& id, int) { told = id; });
    m_model.close(m_model.deck().columns[1].id);
    EXPECT_EQ(told, m_b);
}

TEST_F(DeckModelTest, SetDeckGivesEmptyOrDoubleIdsNewOnes)
{
    Deck deck;
    deck.columns.resize(3);
    deck.columns[0].id = {u"c1"_s};
    deck.columns[1].id = {u"c1"_s};
    m_model.setDeck(deck);
    const auto& columns = m_model.deck().columns;
    EXPECT_EQ(columns[0].id.value, u"c1"_s);
    EXPECT_NE(columns[0].id, columns[1].id);
    EXPECT_FALSE(columns[2].id.isEmpty());
    EXPECT_NE(columns[1].id, columns[2].id);
}

TEST_F(DeckModelTest, UpdateTellsOnlyRealChanges)
{
    const QSignalSpy spy(&m_model, &DeckModel::changed);
    ColumnConfig config = *m_model.column(m_a);
    m_model.update(config);
    EXPECT_EQ(spy.count(), 0);
    config.width = 280;
    m_model.update(config);
    EXPECT_EQ(spy.count(), 1);
    config.id = {u"nobody"_s};
    m_model.update(config);
    EXPECT_EQ(spy.count(), 1);
}

} // namespace
} // namespace staffroom
