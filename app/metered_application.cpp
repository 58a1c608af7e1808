#include "app/metered_application.h"

#include <QAbstractEventDispatcher>
#include <QEvent>
#include <QWidget>
#include <QWindow>

#include <dlfcn.h>

namespace staffroom {

/// GLib lets a program bring its own poll function for a loop. Looked up at run time, so that there
/// is no dependency on GLib where Qt has none. GLib gives the function no context of its own, hence
/// the one static pointer, which lives as long as the application.
struct PollHook {
    using PollFunction = int (*)(void* fds, unsigned count, int timeout);
    using GetDefault = void* (*)();
    using GetPoll = PollFunction (*)(void* context);
    using SetPoll = void (*)(void* context, PollFunction);

    static inline MeteredApplication* application = nullptr;
    static inline PollFunction original = nullptr;

    static int poll(void* fds, unsigned count, int timeout)
    {
        if (application)
            application->endTurn();
        const int result = original(fds, count, timeout);
        if (application)
            application->beginTurn();
        return result;
    }

    template <class F>
    static F find(const char* name)
    {
        return reinterpret_cast<F>(dlsym(RTLD_DEFAULT, name));
    }

    static bool install(MeteredApplication* app)
    {
        const auto getDefault = find<GetDefault>("g_main_context_default");
        const auto getPoll = find<GetPoll>("g_main_context_get_poll_func");
        const auto setPoll = find<SetPoll>("g_main_context_set_poll_func");
        const auto* dispatcher = QAbstractEventDispatcher::instance();
        const bool isGlib
            = dispatcher && QByteArrayView(dispatcher->metaObject()->className()).contains("Glib");
        if (!isGlib || !getDefault || !getPoll || !setPoll)
            return false;
        original = getPoll(getDefault());
        application = app;
        setPoll(getDefault(), &PollHook::poll);
        return true;
    }

    static void remove()
    {
        if (!application)
            return;
        application = nullptr;
        if (const auto setPoll = find<SetPoll>("g_main_context_set_poll_func"))
            setPoll(find<GetDefault>("g_main_context_default")(), original);
    }
};

MeteredApplication::MeteredApplication(int& argc, char** argv)
    : QApplication(argc, argv)
{
}

MeteredApplication::~MeteredApplication()
{
    PollHook::remove();
}

void MeteredApplication::startMeasuring()
{
    m_isMeasuring = true;
    m_hasPollHook = PollHook::install(this);
    beginTurn();
}

void MeteredApplication::endTurn()
{
    if (m_isMeasuring && m_turn.isValid())
        m_turns.add(static_cast<double>(m_turn.nsecsElapsed()) / 1e6);
}

bool MeteredApplication::notify(QObject* receiver, QEvent* event)
{
    if (!m_isMeasuring)
        return QApplication::notify(receiver, event);
    const auto type = event->type();
    const bool isOutermost = m_depth == 0;
    const bool isFrame = type == QEvent::UpdateRequest && receiver->isWidgetType();
    if (isOutermost && !m_hasPollHook)
        beginTurn();
    QElapsedTimer frame;
    if (isFrame)
        frame.start();
    ++m_depth;
    const bool result = QApplication::notify(receiver, event);
    --m_depth;
    if (isFrame)
        m_frames.add(static_cast<double>(frame.nsecsElapsed()) / 1e6);
    if (isOutermost && !m_hasPollHook)
        endTurn();
    return result;
}

} // namespace staffroom
