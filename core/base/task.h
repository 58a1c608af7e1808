#pragma once

#include "core/base/result.h"

#include <QMetaObject>
#include <QObject>
#include <QPointer>
#include <QThreadPool>

#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

/// One asynchronous answer, for the main thread only.
///
/// Rules everything here keeps:
/// - a task answers exactly once, always in a later turn of the event loop, never inside the call
///   that made it or inside `then`;
/// - a promise that is dropped without an answer answers `Error::Cancelled`;
/// - a context that has died is not called;
/// - a `TaskHandle` that is destroyed means that nobody listens any more: the work is told to stop
///   and the callback is not called. `cancel()` stops the work and answers `Cancelled`;
///   `detach()` lets the work run on.
///
/// Why not QFuture or a coroutine library: see .github/CONTRIBUTING.md, "Decisions".
namespace staffroom {

namespace detail {

template <class T>
struct TaskState : std::enable_shared_from_this<TaskState<T>> {
    std::optional<Result<T>> result;
    std::function<void(Result<T>)> callback;
    QPointer<QObject> context;
    std::function<void()> onCancel;
    bool posted = false; ///< the answer is on its way through the event loop
    bool silenced = false; ///< nobody listens

    void deliver()
    {
        if (posted || silenced || !result || !callback)
            return;
        posted = true;
        onCancel = nullptr;
        if (!context)
            return;
        QMetaObject::invokeMethod(
            context.data(),
            [self = this->shared_from_this()] {
                if (self->silenced)
                    return;
                auto f = std::exchange(self->callback, nullptr);
                f(std::move(*self->result));
            },
            Qt::QueuedConnection);
    }

    void finish(Result<T> r)
    {
        if (result)
            return;
        result = std::move(r);
        deliver();
    }

    void stopWork()
    {
        if (result)
            return;
        if (auto stop = std::exchange(onCancel, nullptr))
            stop();
    }

    void silence()
    {
        stopWork();
        silenced = true;
        callback = nullptr;
    }
};

} // namespace detail

/// Keeps interest in a running task alive; see the rules above.
class [[nodiscard]] TaskHandle {
public:
    TaskHandle() = default;
    TaskHandle(std::function<void()> cancel, std::function<void()> silence)
        : m_cancel(std::move(cancel))
        , m_silence(std::move(silence))
    {
    }
    TaskHandle(TaskHandle&& other) noexcept { swap(other); }
    TaskHandle& operator=(TaskHandle&& other) noexcept
    {
        TaskHandle moved(std::move(other));
        swap(moved);
        return *this;
    }
    TaskHandle(const TaskHandle&) = delete;
    TaskHandle& operator=(const TaskHandle&) = delete;
    ~TaskHandle()
    {
        if (m_silence)
            m_silence();
    }

    /// Stops the work; the callback gets `Error::Cancelled`.
    void cancel()
    {
        auto stop = std::exchange(m_cancel, nullptr);
        m_silence = nullptr;
        if (stop)
            stop();
    }

    /// Lets the work go on without this handle.
    void detach()
    {
        m_cancel = nullptr;
        m_silence = nullptr;
    }

private:
    void swap(TaskHandle& other) noexcept
    {
        std::swap(m_cancel, other.m_cancel);
        std::swap(m_silence, other.m_silence);
    }

    std::function<void()> m_cancel;
    std::function<void()> m_silence;
};

template <class T>
class Promise;

template <class T>
struct IsTask : std::false_type {
};

template <class T>
class [[nodiscard]] Task {
public:
    using Value = T;

    Task(Task&&) noexcept = default;
    Task& operator=(Task&&) noexcept = default;
    Task(const Task&) = delete;
    Task& operator=(const Task&) = delete;

    /// Calls `f(Result<T>)` on `context` when the answer is there.
    template <class F>
    TaskHandle then(QObject* context, F f) &&
    {
        auto state = std::move(m_state);
        state->context = context;
        state->callback = std::move(f);
        state->deliver();
        auto weak = std::weak_ptr(state);
        return TaskHandle(
            [weak] {
                if (auto s = weak.lock()) {
                    s->stopWork();
                    s->finish(fail(Error::Kind::Cancelled));
                }
            },
            [weak] {
                if (auto s = weak.lock())
                    s->silence();
            });
    }

    /// A task of what `f` makes of the value: `f(T)` returns a `Result<U>` or a `Task<U>`.
    /// An error passes through without calling `f`. The context dying cancels the chain.
    template <class F>
    auto andThen(QObject* context, F f) &&;

private:
    friend class Promise<T>;
    explicit Task(std::shared_ptr<detail::TaskState<T>> state)
        : m_state(std::move(state))
    {
    }
    std::shared_ptr<detail::TaskState<T>> m_state;
};

template <class T>
struct IsTask<Task<T>> : std::true_type {
};

/// The side that answers. Copyable only so that it fits into std::function; all copies are one
/// promise, and the last one to go answers `Cancelled`.
template <class T>
class Promise {
public:
    Promise()
        : m_guard(std::make_shared<Guard>())
    {
    }

    /// Call once.
    Task<T> task() const { return Task<T>(m_guard->state); }

    void finish(Result<T> result) const { m_guard->state->finish(std::move(result)); }

    /// `stop` is called at most once, when the other side cancels before there is an answer.
    void onCancel(std::function<void()> stop) const { m_guard->state->onCancel = std::move(stop); }

    bool isAnswered() const { return m_guard->state->result.has_value(); }

private:
    struct Guard {
        std::shared_ptr<detail::TaskState<T>> state = std::make_shared<detail::TaskState<T>>();
        Guard() = default;
        Guard(const Guard&) = delete;
        Guard& operator=(const Guard&) = delete;
        ~Guard() { state->finish(fail(Error::Kind::Cancelled)); }
    };
    std::shared_ptr<Guard> m_guard;
};

template <class T>
Task<T> readyTask(Result<T> result)
{
    Promise<T> promise;
    auto task = promise.task();
    promise.finish(std::move(result));
    return task;
}

template <class T>
template <class F>
auto Task<T>::andThen(QObject* context, F f) &&
{
    using Returned = std::invoke_result_t<F, T>;
    if constexpr (IsTask<Returned>::value) {
        using U = typename Returned::Value;
        Promise<U> promise;
        auto out = promise.task();
        auto inner = std::make_shared<TaskHandle>();
        promise.onCancel([inner] { *inner = TaskHandle(); });
        *inner = std::move(*this).then(
            context, [promise, context, inner, f = std::move(f)](Result<T> r) mutable {
                if (!r) {
                    promise.finish(fail(std::move(r.error())));
                    return;
                }
                *inner = f(std::move(*r)).then(context, [promise](Result<U> u) {
                    promise.finish(std::move(u));
                });
            });
        return out;
    } else {
        using U = typename Returned::value_type;
        Promise<U> promise;
        auto out = promise.task();
        auto inner = std::make_shared<TaskHandle>();
        promise.onCancel([inner] { *inner = TaskHandle(); });
        *inner = std::move(*this).then(context, [promise, f = std::move(f)](Result<T> r) mutable {
            if (!r)
                promise.finish(fail(std::move(r.error())));
            else
                promise.finish(f(std::move(*r)));
        });
        return out;
    }
}

/// Runs `work` (returns `Result<T>`; touches only what it owns) on a pool and answers on the
/// calling thread. Cancelling drops the answer; work that has begun runs to its end.
template <class F>
auto runInPool(QThreadPool& pool, F work) -> Task<typename std::invoke_result_t<F>::value_type>
{
    using T = typename std::invoke_result_t<F>::value_type;
    // The mailbox lives on the calling thread and is deleted there, whoever lets go last.
    struct Mailbox : QObject {
        Promise<T> promise;
    };
    auto* mailbox = new Mailbox; // owned by the last of the two lambdas below
    Promise<T> promise;
    auto task = promise.task();
    mailbox->promise = std::move(promise);
    pool.start([mailbox, work = std::move(work)]() mutable {
        auto result = work();
        QMetaObject::invokeMethod(
            mailbox,
            [mailbox, r = std::move(result)]() mutable {
                mailbox->promise.finish(std::move(r));
                mailbox->deleteLater();
            },
            Qt::QueuedConnection);
    });
    return task;
}

} // namespace staffroom
