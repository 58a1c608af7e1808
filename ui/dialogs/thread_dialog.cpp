#include "ui/dialogs/thread_dialog.h"

#include "core/feeds/feed_hub.h"
#include "ui/base/error_text.h"
#include "ui/base/spoken_text.h"
#include "ui/columns/column_notice.h"
#include "ui/columns/icon_button.h"
#include "ui/columns/post_commands.h"
#include "ui/columns/thin_scroll_bar.h"
#include "ui/feed/thread_model.h"

#include <QGridLayout>
#include <QMenu>
#include <QPushButton>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

ThreadDialog::ThreadDialog(const ShellContext& context, const Style& style, const PostPtr& post,
    const Source& source, QWidget* parent)
    : QDialog(parent)
    , m_context(context)
    , m_post(post)
    , m_source(source)
    , m_view(new FeedView({context.images, context.clock}, this))
    , m_bar(new ThinScrollBar(Qt::Vertical, m_view))
    , m_rows(new ThreadModel(spokenText(*context.clock), this))
    , m_notice(new ColumnNotice(this))
    , m_close(new QPushButton(tr("Close"), this))
{
    setWindowTitle(tr("Conversation"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_view->setAccessibleName(tr("Posts of this conversation"));
    m_view->setVerticalScrollBar(m_bar);
    m_view->setFeedModel(m_rows);
    m_close->setAccessibleName(m_close->text());
    m_close->setAutoDefault(false); // Enter belongs to the post

    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 12);
    grid->setVerticalSpacing(12);
    grid->addWidget(m_view, 0, 0, 1, 2);
    grid->addWidget(m_notice, 0, 0, 1, 2);
    grid->addWidget(m_close, 1, 0, Qt::AlignTrailing);
    grid->setColumnMinimumWidth(1, 8);
    grid->setColumnStretch(0, 1);
    grid->setRowStretch(0, 1);
    connect(m_close, &QPushButton::clicked, this, &QDialog::accept);
    connect(m_notice, &ColumnNotice::pressed, this, &ThreadDialog::ask);
    connect(m_view, &FeedView::acted, this, &ThreadDialog::act);
    connect(m_view, &FeedView::contextMenuFor, this, [this](const PostPtr& its, const QPoint& at) {
        makePostMenu(its, this, [this](const PostAction& action) { act(action); })->popup(at);
    });
    setStyleTokens(style);
    resize(int(480 * std::max(1.0, style.textScale)), 680);
    ask();
}

ThreadDialog::~ThreadDialog()
{
    m_view->setFeedModel(nullptr);
}

void ThreadDialog::setStyleTokens(const Style& style)
{
    setPalette(style.palette());
    setStyleSheet(controlSheet(style));
    setFont(style.body);
    m_view->setStyleTokens(style);
    m_bar->setStyleTokens(style);
    m_notice->setStyleTokens(style);
}

void ThreadDialog::ask()
{
    ServiceClient* client = m_context.hub->client(m_source);
    if (!client)
        return;
    m_notice->showLoading(tr("Loading the conversation"));
    m_asking = client->thread(m_post->id).then(this, [this](Result<Thread> thread) {
        if (thread)
            showThread(*thread);
        else
            m_notice->showMessage("warning"_L1, errorText(thread.error()), tr("Try again"));
    });
}

void ThreadDialog::showThread(const Thread& thread)
{
    m_notice->hide();
    Thread shown = thread;
    if (!shown.post)
        shown.post = m_post;
    m_rows->setThread(shown);
    m_view->setFocus(Qt::OtherFocusReason);
    m_view->focusPost(shown.post->id);
}

void ThreadDialog::act(const PostAction& action)
{
    if (const auto spec = columnOf(action, m_source)) {
        Q_EMIT columnWanted(*spec);
        accept();
        return;
    }
    if (action.kind == PostAction::Kind::OpenMedia) {
        Q_EMIT mediaWanted(action.post, action.index);
    } else if (action.kind == PostAction::Kind::OpenThread) {
        if (action.post->id == m_post->id)
            return;
        m_post = action.post;
        ask();
    } else {
        runOutside(action);
    }
}

} // namespace staffroom
