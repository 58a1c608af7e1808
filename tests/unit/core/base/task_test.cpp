#include "core/base/task.h"

#include "tests/support/wait_for.h"

namespace staffroom {
namespace {

using test::await;
using test::waitFor;

TEST(Task, AnswersLaterAndOnce)
{
    QObject context;
    Promise<int> promise;
    int calls = 0;
    auto task = promise.task();
    promise.finish(7);
    promise.finish(8);
    auto handle = std::move(task).then(&context, [&](Result<int> r) {
        ++calls;
        EXPECT_EQ(*r, 7);
    });
    EXPECT_EQ(calls, 0);
    ASSERT_TRUE(waitFor([&] { return calls > 0; }));
    QCoreApplication::processEvents();
    EXPECT_EQ(calls, 1);
}

TEST(Task, DroppedPromiseAnswersCancelled)
{
    auto promise = std::make_unique<Promise<int>>();
    auto task = promise->task();
    promise.reset();
    const auto answer = await(std::move(task));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, Error::Kind::Cancelled);
}

TEST(Task, DeadContextIsNotCalled)
{
    auto context = std::make_unique<QObject>();
    Promise<int> promise;
    bool called = false;
    auto handle = promise.task().then(context.get(), [&](Result<int>) { called = true; });
    promise.finish(1);
    context.reset();
    QCoreApplication::processEvents();
    EXPECT_FALSE(called);
}

TEST(Task, DestroyedHandleStopsTheWorkAndSilencesEvenAPostedAnswer)
{
    QObject context;
    Promise<int> running;
    bool stopped = false;
    bool called = false;
    running.onCancel([&] { stopped = true; });
    {
        auto handle = running.task().then(&context, [&](Result<int>) { called = true; });
    }
    EXPECT_TRUE(stopped);

    Promise<int> posted;
    {
        auto handle = posted.task().then(&context, [&](Result<int>) { called = true; });
        posted.finish(1);
    }
    QCoreApplication::processEvents();
    EXPECT_FALSE(called);
}

TEST(Task, CancelAnswersCancelled)
{
    QObject context;
    Promise<int> promise;
    std::optional<Error> error;
    auto handle = promise.task().then(&context, [&](Result<int> r) { error = r.error(); });
    handle.cancel();
    ASSERT_TRUE(waitFor([&] { return error.has_value(); }));
    EXPECT_EQ(error->kind, Error::Kind::Cancelled);
}

TEST(Task, DetachedWorkStillAnswers)
{
    QObject context;
    Promise<int> promise;
    int got = 0;
    {
        auto handle = promise.task().then(&context, [&](Result<int> r) { got = *r; });
        handle.detach();
    }
    promise.finish(5);
    EXPECT_TRUE(waitFor([&] { return got == 5; }));
}

TEST(Task, AndThenChainsResultsAndTasksAndPassesErrors)
{
    QObject context;
    auto doubled
        = await(readyTask<int>(4).andThen(&context, [](int v) -> Result<int> { return v * 2; }));
    EXPECT_EQ(*doubled, 8);
    auto text = await(readyTask<int>(4).andThen(
        &context, [](int v) { return readyTask<QString>(QString::number(v)); }));
    EXPECT_EQ(*text, QStringLiteral("4"));
    auto failed = await(
        readyTask<int>(fail(Error::Kind::Server)).andThen(&context, [](int v) -> Result<int> {
            return v;
        }));
    EXPECT_EQ(failed.error().kind, Error::Kind::Server);
}

TEST(Task, PoolWorkAnswersOnTheCallingThread)
{
    QThreadPool pool;
    QObject context;
    QThread* worker = nullptr;
    QThread* answered = nullptr;
    auto handle = runInPool(pool, [&worker]() -> Result<int> {
        worker = QThread::currentThread();
        return 3;
    }).then(&context, [&](Result<int> r) {
        EXPECT_EQ(*r, 3);
        answered = QThread::currentThread();
    });
    ASSERT_TRUE(waitFor([&] { return answered != nullptr; }));
    EXPECT_EQ(answered, QThread::currentThread());
    EXPECT_NE(worker, answered);
}

} // namespace
} // namespace staffroom
