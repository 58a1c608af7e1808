// Pictures for people's eyes: with STAFFROOM_PICTURES set to a folder, a view with every kind of
// post is drawn in all schemes, densities, scales and directions.
#include "tests/unit/ui/feed/feed_view_fixture.h"

#include <QPainter>
#include <QScreen>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;

class FeedViewPictures : public FeedViewFixture {
protected:
    void SetUp() override
    {
        folder = qEnvironmentVariable("STAFFROOM_PICTURES");
        if (folder.isEmpty())
            GTEST_SKIP() << "STAFFROOM_PICTURES names the folder to draw into";
        for (const FeedItem& item : test::samplePosts(clock.now()))
            server().add(item);
    }
    void save(const QString& name)
    {
        // Everything asked for by the first paint has to come.
        for (int i = 0; i < 20; ++i) {
            view->grab();
            QTest::qWait(20);
        }
        // A long column, laid side by side in pieces that can be looked at.
        const QImage whole = view->grab().toImage();
        const int piece = whole.height() / 3;
        QImage sheet((whole.width() + 16) * 3, piece, QImage::Format_RGB32);
        sheet.fill(QColor(0x808080U));
        QPainter painter(&sheet);
        for (int k = 0; k < 3; ++k)
            painter.drawImage(QRect(k * (whole.width() + 16), 0, whole.width(), piece), whole,
                QRect(0, k * piece, whole.width(), piece));
        painter.end();
        sheet.save(folder + u'/' + name + u".png"_s);
    }
    QString folder;
};

TEST_F(FeedViewPictures, InAllItsLooks)
{
    const QString scale = qEnvironmentVariable("QT_SCALE_FACTOR", u"1"_s) + u"x-"_s;
    open(FeedOrder::NewestFirst, {340, 3300});
    save(scale + u"light"_s);
    view->setStyleTokens(Style::make(Scheme::Dark, Density::Comfortable, 1.0, 3));
    save(scale + u"dark"_s);
    view->setStyleTokens(Style::make(Scheme::HighContrast, Density::Comfortable, 1.0, 4));
    save(scale + u"contrast"_s);
    view->setStyleTokens(Style::make(Scheme::Light, Density::Compact, 1.0, 5));
    save(scale + u"compact"_s);
    view->setStyleTokens(Style::make(Scheme::Light, Density::Dense, 1.0, 6));
    save(scale + u"dense"_s);
    view->setStyleTokens(Style::make(Scheme::Dark, Density::Comfortable, 2.0, 7));
    view->resize(420, 3300);
    save(scale + u"large-text"_s);
    view->setStyleTokens(Style::make(Scheme::Light, Density::Comfortable, 1.0, 8));
    view->resize(280, 3300);
    save(scale + u"narrow"_s);
    view->resize(340, 3300);
    view->setLayoutDirection(Qt::RightToLeft);
    save(scale + u"rtl"_s);
}

TEST_F(FeedViewPictures, FocusHoverUnfoldedReadLine)
{
    open(FeedOrder::NewestFirst, {340, 3300});
    feed->setReadMarker(feed->entries()[1].post->id);
    view->activateWindow();
    view->setFocus();
    view->selectNext();
    view->selectNext();
    QTest::keyClick(view.get(), Qt::Key_Tab);
    QTest::keyClick(view.get(), Qt::Key_Tab);
    save(u"focus"_s);
    for (int row = 0; row < model->rowCount(); ++row) {
        if (model->row(row).kind != FeedRow::Kind::Post)
            continue;
        view->focusPost(model->row(row).entry->post->id);
        view->toggleExpanded();
    }
    save(u"unfolded"_s);
}

} // namespace
} // namespace staffroom
