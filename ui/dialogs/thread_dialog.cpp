#include "ui/dialogs/thread_dialog.h"

#include "core/feeds/feed_hub.h"
#include "ui/base/error_text.h"
#include "ui/base/time_text.h"
#include "ui/columns/column_notice.h"
#include "ui/columns/icon_button.h"
#include "ui/dialogs/form_parts.h"

#include <QGridLayout>
#include <QPushButton>
#include <QScrollArea>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

ThreadDialog::ThreadDialog(const ShellContext& context, const Style& style, const PostPtr& post,
    const Source& source, QWidget* parent)
    : QDialog(parent)
    , m_context(context)
    , m_style(style)
    , m_post(post)
    , m_source(source)
    , m_area(new QScrollArea(this))
    , m_page(new QWidget)
    , m_list(new QVBoxLayout(m_page))
    , m_notice(new ColumnNotice(this))
{
    setWindowTitle(tr("Conversation"));
    setAttribute(Qt::WA_DeleteOnClose);
    setPalette(style.palette());
    setStyleSheet(controlSheet(style));
    setFont(style.body);
    QPalette card = style.palette();
    card.setColor(QPalette::Window, style.tokens.card);
    m_page->setPalette(card);
    m_list->setContentsMargins(0, 0, 0, 0);
    m_list->setSpacing(0);
    m_area->setWidget(m_page);
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setAccessibleName(tr("Posts of this conversation"));
    m_notice->setStyleTokens(style);
    auto* close = new QPushButton(tr("Close"), this);
    close->setAccessibleName(close->text());
    close->setDefault(true);

    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(16, 16, 16, 16);
    grid->setVerticalSpacing(12);
    grid->addWidget(m_area, 0, 0);
    grid->addWidget(m_notice, 0, 0);
    grid->addWidget(close, 1, 0, Qt::AlignTrailing);
    grid->setRowStretch(0, 1);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    connect(m_notice, &ColumnNotice::pressed, this, &ThreadDialog::ask);
    resize(int(480 * std::max(1.0, style.textScale)), 640);
    ask();
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
    for (const PostPtr& post : thread.ancestors)
        addPost(post, false);
    addPost(thread.post ? thread.post : m_post, true);
    for (const PostPtr& post : thread.descendants)
        addPost(post, false);
    m_list->addStretch(1);
}

void ThreadDialog::addPost(const PostPtr& post, bool isOpened)
{
    if (!post)
        return;
    const Timestamp now = m_context.clock->now();
    auto* card = new QWidget(m_page);
    auto* grid = new QGridLayout(card);
    grid->setContentsMargins(m_style.padX(), m_style.padY(), m_style.padX(), m_style.padY());
    grid->setVerticalSpacing(2);
    grid->setColumnStretch(0, 1);
    QPalette palette = m_style.palette();
    palette.setColor(QPalette::Window, isOpened ? m_style.tokens.accentSoft : m_style.tokens.card);
    card->setAutoFillBackground(true);
    card->setPalette(palette);
    QPalette second = palette;
    second.setColor(QPalette::WindowText, m_style.tokens.textSecond);

    const QString author
        = post->author.name.isEmpty() ? post->author.handle : post->author.name.text;
    auto* name = plainLabel(author, card);
    name->setFont(m_style.name);
    name->setWordWrap(true);
    auto* time = plainLabel(relativeTime(post->created, now), card);
    auto* handle = plainLabel(u'@' + post->author.handle, card);
    for (auto* meta : {time, handle}) {
        meta->setFont(m_style.meta);
        meta->setPalette(second);
    }
    // Text from the network: plain, and each post in its own direction.
    QString words = post->text.text;
    if (!post->contentWarning.isEmpty())
        words = tr("Content warning: %1").arg(post->contentWarning) + u"\n\n"_s + words;
    auto* text = plainLabel(words, card);
    text->setFont(m_style.body);
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    text->setLayoutDirection(words.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    grid->addWidget(name, 0, 0);
    grid->addWidget(time, 0, 1, Qt::AlignTop);
    grid->addWidget(handle, 1, 0, 1, 2);
    grid->addWidget(text, 2, 0, 1, 2);
    if (!post->media.empty()) {
        const int count = int(post->media.size());
        auto* media = plainLabel(
            count == 1 ? tr("1 picture or file") : tr("%n pictures or files", nullptr, count),
            card);
        media->setFont(m_style.meta);
        media->setPalette(second);
        grid->addWidget(media, 3, 0, 1, 2);
    }
    card->setAccessibleName(author);
    m_list->addWidget(card);
    auto* line = new QWidget(m_page);
    line->setFixedHeight(1);
    QPalette linePalette;
    linePalette.setColor(QPalette::Window, m_style.tokens.line);
    line->setPalette(linePalette);
    line->setAutoFillBackground(true);
    m_list->addWidget(line);
}

} // namespace staffroom
