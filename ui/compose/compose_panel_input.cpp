// What is typed, pasted, dropped and picked in the panel.
#include "ui/compose/compose_panel.h"

#include "core/compose/media_intake.h"
#include "ui/base/icon_button.h"
#include "ui/compose/completer.h"
#include "ui/compose/completion_list.h"
#include "ui/compose/compose_tools.h"
#include "ui/compose/emoji_picker.h"
#include "ui/compose/part_editor.h"
#include "ui/compose/post_text_edit.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QKeyEvent>
#include <QMimeData>
#include <QScrollArea>
#include <QUrl>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

QString intakeText(const Error& error, const QString& name)
{
    switch (error.kind) {
    case Error::Kind::Invalid:
        return ComposePanel::tr("“%1” is not a picture that can be read here. Nothing was added.")
            .arg(name);
    case Error::Kind::TooLarge:
        return ComposePanel::tr("“%1” is too large, even scaled down. Nothing was added.")
            .arg(name);
    default:
        return ComposePanel::tr(
            "“%1” could not be copied on this disk. Nothing was added; free some space and try "
            "again.")
            .arg(name);
    }
}

} // namespace

bool ComposePanel::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusIn) {
        for (int i = 0; i < partCount(); ++i) {
            if (m_parts[size_t(i)]->text() == watched && m_current != i) {
                m_current = i;
                syncParts(); // the tools tell of the part that is written in
            }
        }
    } else if (event->type() == QEvent::FocusOut) {
        stopCompletion();
    }
    return QWidget::eventFilter(watched, event);
}

void ComposePanel::keyPressEvent(QKeyEvent* event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && event->modifiers().testFlag(Qt::ControlModifier) && !event->isAutoRepeat()) {
        send();
        return;
    }
    if (event->key() == Qt::Key_Escape) {
        if (!m_asked.empty()) {
            m_asked.clear();
            syncBars();
            focusText();
            return;
        }
        if (m_form == Form::Inline) {
            Q_EMIT closeWanted();
            return;
        }
    }
    QWidget::keyPressEvent(event);
}

void ComposePanel::hideEvent(QHideEvent* event)
{
    stopCompletion();
    if (m_emoji)
        m_emoji->hide();
    QWidget::hideEvent(event);
}

void ComposePanel::followCaret()
{
    if (m_scroll == nullptr)
        return;
    // Later: the text may be about to grow, and the panel with it.
    QMetaObject::invokeMethod(
        this,
        [this] {
            const PostTextEdit* edit = m_parts[size_t(m_current)]->text();
            const QRect line = edit->cursorRect();
            const QPoint at = edit->viewport()->mapTo(m_body, line.center());
            m_scroll->ensureVisible(at.x(), at.y(), 0, line.height());
        },
        Qt::QueuedConnection);
}

void ComposePanel::lookForCompletion()
{
    PostTextEdit* edit = m_parts[size_t(m_current)]->text();
    const auto word = edit->hasFocus()
        ? typedWordAt(edit->toPlainText(), edit->textCursor().position())
        : std::nullopt;
    if (!word) {
        stopCompletion();
        return;
    }
    // It lies over everything in the window, since the panel may be lower than the list.
    if (!m_completions || m_completions->parentWidget() != window()) {
        delete m_completions;
        m_completions = new CompletionList(m_context.images, window());
        m_completions->setLayoutDirection(layoutDirection());
        m_completions->setStyleTokens(m_style);
        connect(m_completions, &CompletionList::chosen, this, &ComposePanel::place);
        connect(m_completions, &CompletionList::dismissed, m_completer.get(), &Completer::stop);
    }
    if (word->sign == u':')
        loadOwnEmoji();
    m_completer->look(*word);
}

void ComposePanel::stopCompletion()
{
    m_completer->stop();
    if (m_completions)
        m_completions->hide();
}

void ComposePanel::place(const Completion& completion)
{
    PostTextEdit* edit = m_parts[size_t(m_current)]->text();
    const auto word = typedWordAt(edit->toPlainText(), edit->textCursor().position());
    if (!word)
        return;
    const bool needsSpace = edit->toPlainText().mid(word->start + word->length, 1) != u" "_s;
    edit->replace(word->start, word->length, completion.insert + (needsSpace ? u" "_s : QString()));
    stopCompletion();
}

void ComposePanel::loadOwnEmoji()
{
    ServiceClient* client = m_context.composer->client();
    const Source account = m_context.composer->draft().account;
    if (client == nullptr || account == m_emojiOf)
        return;
    m_emojiOf = account;
    m_emojiTask
        = client->customEmoji().then(this, [this, account](Result<std::vector<EmojiInfo>> emoji) {
              if (!emoji) {
                  m_emojiOf = {}; // asked again with the next use
                  return;
              }
              m_completer->setOwnEmoji(*emoji);
              if (m_emoji)
                  m_emoji->setOwnEmoji(*emoji, QUrl(account.server).host());
          });
}

void ComposePanel::setRecentEmoji(const QStringList& texts)
{
    m_recentEmoji = texts;
    if (m_emoji)
        m_emoji->setRecent(texts);
}

void ComposePanel::openEmoji()
{
    if (m_emoji && m_emoji->isVisible()) {
        m_emoji->hide();
        focusText();
        return;
    }
    if (!m_emoji || m_emoji->parentWidget() != window()) {
        delete m_emoji;
        m_emoji = new EmojiPicker(m_context.images, window());
        m_emoji->setLayoutDirection(layoutDirection());
        m_emoji->setStyleTokens(m_style);
        m_emoji->setRecent(m_recentEmoji);
        m_emoji->setOpener(m_tools->emoji());
        m_emojiOf = {};
        connect(m_emoji, &EmojiPicker::picked, this, [this](const QString& text) {
            PostTextEdit* edit = m_parts[size_t(m_current)]->text();
            // A server's code is only seen with space around it.
            edit->textCursor().insertText(text.startsWith(u':') ? text + u' ' : text);
        });
        connect(m_emoji, &EmojiPicker::closed, this, &ComposePanel::focusText);
        connect(m_emoji, &EmojiPicker::recentChanged, this, [this](const QStringList& texts) {
            m_recentEmoji = texts;
            Q_EMIT recentEmojiChanged(texts);
        });
    }
    loadOwnEmoji();
    const QWidget* button = m_tools->emoji();
    m_emoji->openAt({button->mapTo(window(), QPoint(0, 0)), button->size()});
}

void ComposePanel::choosePictures()
{
    auto* dialog = new QFileDialog(this, tr("Add pictures"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setNameFilters(
        {tr("Pictures") + u" (*.png *.jpg *.jpeg *.gif *.webp *.bmp *.tif *.tiff)"_s,
            tr("All files") + u" (*)"_s});
    connect(dialog, &QFileDialog::filesSelected, this, &ComposePanel::addFiles);
    dialog->open();
}

void ComposePanel::addFiles(const QStringList& paths)
{
    if (m_context.intake == nullptr)
        return;
    for (const QString& path : paths) {
        take(m_context.intake->takeFile(path, m_context.composer->limits()),
            QFileInfo(path).fileName());
    }
}

void ComposePanel::addImage(const QImage& image)
{
    if (m_context.intake != nullptr) {
        take(
            m_context.intake->takeImage(image, m_context.composer->limits()), tr("Pasted picture"));
    }
}

void ComposePanel::take(Task<DraftMedia> task, const QString& name)
{
    const int id = ++m_lastTaking;
    const int part = m_current;
    const QString draft = m_context.composer->draft().id;
    m_mediaTroubles.erase(part);
    auto handle
        = std::move(task).then(this, [this, id, part, draft, name](Result<DraftMedia> media) {
              m_taking.remove_if([id](const Taking& taking) { return taking.id == id; });
              taken(draft, part, name, std::move(media));
          });
    m_taking.push_back({id, part, std::move(handle)});
    sync();
}

void ComposePanel::taken(
    const QString& draft, int part, const QString& name, Result<DraftMedia> media)
{
    const bool isPresent = m_context.composer->draft().id == draft;
    if (!media) {
        if (isPresent)
            m_mediaTroubles[part] = intakeText(media.error(), name);
        sync();
        return;
    }
    const auto put = [&](Draft& to) {
        const auto index = std::min(size_t(part), to.parts.size() - 1);
        to.parts[index].media.push_back(*media);
    };
    if (isPresent) {
        m_context.composer->change(put);
    } else if (const Draft* aside = m_context.drafts->find(draft)) {
        // The person went on to another post meanwhile.
        Draft changed = *aside;
        put(changed);
        m_context.drafts->save(changed);
    }
    sync();
}

void ComposePanel::dragEnterEvent(QDragEnterEvent* event)
{
    if (m_context.intake != nullptr
        && (event->mimeData()->hasUrls() || event->mimeData()->hasImage()))
        event->acceptProposedAction();
}

void ComposePanel::dropEvent(QDropEvent* event)
{
    QStringList paths;
    const auto urls = event->mimeData()->urls();
    for (const QUrl& url : urls) {
        if (url.isLocalFile())
            paths << url.toLocalFile();
    }
    if (!paths.isEmpty())
        addFiles(paths);
    else if (event->mimeData()->hasImage())
        addImage(qvariant_cast<QImage>(event->mimeData()->imageData()));
    event->acceptProposedAction();
}

} // namespace staffroom
