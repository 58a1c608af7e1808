#include "core/media/image_repository.h"

#include "core/media/blurhash.h"
#include "core/media/memory_cache.h"
#include "core/net/http_client.h"
#include "core/net/rate_limiter.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fault_server.h"
#include "tests/support/wait_for.h"

#include <QBuffer>
#include <QDir>
#include <QTemporaryDir>

#include <gtest/gtest.h>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::FakeClock;
using test::FaultReply;
using test::FaultRequest;
using test::FaultServer;
using test::waitFor;

QByteArray pngOf(QSize size, QColor colour = Qt::darkGreen)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(colour);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

class ImageRepositoryTest : public testing::Test {
protected:
    ImageRepositoryTest()
    {
        server.setHandler([this](const FaultRequest& request) {
            ++requests;
            lastEtag = request.header("if-none-match");
            FaultReply reply;
            if (!etag.isEmpty() && lastEtag == etag) {
                reply.status = 304;
                return reply;
            }
            reply.contentType = "image/png";
            reply.body = body;
            reply.status = status;
            if (!etag.isEmpty())
                reply.headers.emplace_back("ETag", etag);
            return reply;
        });
        options.clock = &clock;
        remake();
    }
    void remake() { images = std::make_unique<ImageRepository>(http, options); }

    ImageKey key(QSize pixels = {40, 40}, const QString& path = u"/a.png"_s) const
    {
        ImageKey k;
        k.url = server.url(path);
        k.pixels = pixels;
        return k;
    }
    ImageRepository::Lookup settled(const ImageKey& k)
    {
        EXPECT_TRUE(
            waitFor([&] { return images->image(k).status != ImageRepository::Status::Loading; }));
        return images->image(k);
    }

    FakeClock clock;
    SystemClock system;
    RateLimiter limiter{system};
    HttpClient http{system, limiter, {"test", true}};
    FaultServer server;
    QTemporaryDir folder;
    ImageRepository::Options options;
    std::unique_ptr<ImageRepository> images;
    QByteArray body = pngOf({200, 100});
    QByteArray etag;
    QByteArray lastEtag;
    int status = 200;
    int requests = 0;
};

TEST_F(ImageRepositoryTest, BringsAPictureInTheAskedSize)
{
    EXPECT_EQ(images->image(key()).status, ImageRepository::Status::Loading);
    const auto got = settled(key());
    EXPECT_EQ(got.status, ImageRepository::Status::Ready);
    EXPECT_EQ(got.image.size(), QSize(40, 40));
    EXPECT_EQ(requests, 1);
}

TEST_F(ImageRepositoryTest, TwoSizesOfOneAddressAreFetchedOnce)
{
    images->image(key({40, 40}));
    images->image(key({80, 40}));
    EXPECT_EQ(settled(key({40, 40})).image.size(), QSize(40, 40));
    EXPECT_EQ(settled(key({80, 40})).image.size(), QSize(80, 40));
    EXPECT_EQ(requests, 1);
}

TEST_F(ImageRepositoryTest, ComesFromDiskInTheNextRun)
{
    options.diskFolder = folder.filePath(u"thumbs"_s);
    remake();
    settled(key());
    remake();
    EXPECT_EQ(settled(key()).status, ImageRepository::Status::Ready);
    EXPECT_EQ(requests, 1);
}

TEST_F(ImageRepositoryTest, WhatMayNotBeKeptLeavesNothingOnTheDisk)
{
    options.diskFolder = folder.filePath(u"thumbs"_s);
    remake();
    ImageKey fleeting = key();
    fleeting.isKept = false;
    EXPECT_EQ(settled(fleeting).status, ImageRepository::Status::Ready);
    remake();
    EXPECT_TRUE(QDir(options.diskFolder).entryList(QDir::Files).isEmpty());
    EXPECT_EQ(settled(fleeting).status, ImageRepository::Status::Ready);
    EXPECT_EQ(requests, 2);
}

TEST_F(ImageRepositoryTest, AnOldThumbnailIsShownWhileItIsAskedFor)
{
    etag = "\"one\"";
    options.diskFolder = folder.filePath(u"thumbs"_s);
    remake();
    settled(key());
    clock.setNow(clock.now() + std::chrono::hours(24 * 30));
    remake();
    EXPECT_EQ(settled(key()).status, ImageRepository::Status::Ready);
    EXPECT_TRUE(waitFor([&] { return requests == 2; }));
    EXPECT_EQ(lastEtag, etag);
}

TEST_F(ImageRepositoryTest, ABrokenThumbnailIsFetchedAgain)
{
    options.diskFolder = folder.filePath(u"thumbs"_s);
    remake();
    settled(key());
    for (const QFileInfo& info : QDir(options.diskFolder).entryInfoList(QDir::Files)) {
        QFile file(info.filePath());
        ASSERT_TRUE(file.open(QIODevice::ReadWrite));
        file.resize(file.size() / 2);
    }
    remake();
    EXPECT_EQ(settled(key()).status, ImageRepository::Status::Ready);
    EXPECT_EQ(requests, 2);
}

TEST_F(ImageRepositoryTest, WhatIsNoPictureFailsAndIsNotAskedAgain)
{
    body = "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'/>";
    EXPECT_EQ(settled(key()).status, ImageRepository::Status::Failed);
    clock.advance(std::chrono::hours(2));
    EXPECT_EQ(images->image(key()).status, ImageRepository::Status::Failed);
    EXPECT_EQ(requests, 1);
}

TEST_F(ImageRepositoryTest, ServerTroubleIsTriedAgainLater)
{
    status = 503;
    EXPECT_EQ(settled(key()).status, ImageRepository::Status::Failed);
    status = 200;
    EXPECT_EQ(images->image(key()).status, ImageRepository::Status::Failed);
    clock.advance(std::chrono::seconds(61));
    EXPECT_EQ(images->image(key()).status, ImageRepository::Status::Loading);
    images.reset();
}

TEST_F(ImageRepositoryTest, NoOtherSchemeAndNoHouseAddressIsAsked)
{
    for (const auto& address : {u"file:///etc/passwd"_s, u"ftp://pics.example/a"_s,
             u"http://pics.example/a"_s, u"https://192.168.0.1/a"_s, u"https://10.1.2.3/a"_s,
             u"https://169.254.1.1/a"_s, u"data:image/png;base64,AAAA"_s, u""_s}) {
        ImageKey k = key();
        k.url = QUrl(address);
        EXPECT_EQ(settled(k).status, ImageRepository::Status::Failed) << address.toStdString();
    }
    EXPECT_EQ(requests, 0);
}

TEST_F(ImageRepositoryTest, DrawersServeTheirScheme)
{
    images->addDrawer(u"practice"_s, [](const QUrl&, QSize) {
        QImage image(10, 10, QImage::Format_RGB32);
        image.fill(Qt::red);
        return image;
    });
    ImageKey k = key();
    k.url = QUrl(u"practice:avatar/7"_s);
    const auto got = settled(k);
    EXPECT_EQ(got.status, ImageRepository::Status::Ready);
    EXPECT_EQ(got.image.size(), QSize(40, 40));
}

TEST_F(ImageRepositoryTest, BlurhashIsDrawn)
{
    ImageKey k = key({64, 32});
    k.url = blurhashUrl(u"LEHV6nWB2yk8pyo0adR*.7kCMdnj"_s);
    EXPECT_EQ(settled(k).image.size(), QSize(64, 32));
}

TEST_F(ImageRepositoryTest, MemoryStaysUnderItsLimitExceptForWhatIsSeen)
{
    options.memoryBytes = 3 * 40 * 40 * 4;
    remake();
    std::vector<ImageKey> pinned;
    QObject viewer;
    for (int i = 0; i < 5; ++i)
        pinned.push_back(key({40, 40}, u"/p%1.png"_s.arg(i)));
    images->setPinned(&viewer, pinned);
    for (const ImageKey& k : pinned)
        settled(k);
    EXPECT_EQ(images->memoryBytes(), 5 * 40 * 40 * 4);
    for (const ImageKey& k : pinned)
        EXPECT_EQ(images->image(k).status, ImageRepository::Status::Ready);
    images->setPinned(&viewer, {});
    EXPECT_LE(images->memoryBytes(), options.memoryBytes);
}

TEST_F(ImageRepositoryTest, AWishNobodySeesIsDropped)
{
    QObject viewer;
    std::vector<ImageKey> many;
    for (int i = 0; i < 60; ++i)
        many.push_back(key({40, 40}, u"/m%1.png"_s.arg(i)));
    images->setPinned(&viewer, many);
    for (const ImageKey& k : many)
        images->image(k);
    images->setPinned(&viewer, {});
    const ImageKey last = key({40, 40}, u"/last.png"_s);
    settled(last);
    EXPECT_LT(requests, 12);
}

TEST(MemoryCache, TheLeastRecentlyUsedGoesFirst)
{
    const auto at = [](int i) {
        ImageKey k;
        k.url = QUrl(u"https://pics.example/%1"_s.arg(i));
        k.pixels = QSize(10, 10);
        return k;
    };
    QImage image(10, 10, QImage::Format_RGB32);
    MemoryCache cache(3 * 400);
    for (int i = 0; i < 3; ++i)
        cache.insert(at(i), image);
    EXPECT_NE(cache.find(at(0)), nullptr);
    cache.insert(at(3), image);
    EXPECT_NE(cache.find(at(0)), nullptr);
    EXPECT_EQ(cache.find(at(1)), nullptr);
    EXPECT_EQ(cache.bytes(), 3 * 400);
}

} // namespace
} // namespace staffroom
