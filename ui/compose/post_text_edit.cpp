#include "ui/compose/post_text_edit.h"

#include "ui/base/thin_scroll_bar.h"
#include "ui/compose/field_sheet.h"
#include "ui/compose/text_highlighter.h"

#include <QAbstractTextDocumentLayout>
#include <QContextMenuEvent>
#include <QMenu>
#include <QMetaMethod>
#include <QMimeData>
#include <QPointer>
#include <QTextBlock>
#include <QUrl>

#include <cmath>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMaxSuggestions = 6;

QStringList localFiles(const QMimeData* source)
{
    QStringList paths;
    const auto urls = source->urls();
    for (const QUrl& url : urls) {
        if (url.isLocalFile())
            paths << url.toLocalFile();
    }
    return paths;
}

} // namespace

PostTextEdit::PostTextEdit(QWidget* parent)
    : QPlainTextEdit(parent)
    , m_highlighter(new TextHighlighter(document()))
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
{
    setTabChangesFocus(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* bar = new ThinScrollBar(Qt::Vertical, this);
    setVerticalScrollBar(bar);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    document()->setDocumentMargin(8);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setSizePolicy(policy);
    connect(document(), &std::remove_pointer_t<decltype(document())>::contentsChange, this,
        [this](int position, int removed, int added) {
            m_highlighter->shift(position, removed, added);
        });
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
        &PostTextEdit::grow);
    connect(this, &QPlainTextEdit::cursorPositionChanged, this,
        [this] { m_highlighter->setCaret(hasFocus() ? textCursor().position() : -1); });
}

PostTextEdit::~PostTextEdit() = default;

void PostTextEdit::setStyleTokens(const Style& style)
{
    m_style = style;
    setFont(style.body);
    setPalette(style.palette());
    setStyleSheet(fieldSheet(style));
    static_cast<ThinScrollBar*>(verticalScrollBar())->setStyleTokens(style);
    m_highlighter->setStyleTokens(style);
    grow();
    update();
}

void PostTextEdit::setLines(int fewest, int most)
{
    m_fewest = fewest;
    m_most = most;
    grow();
}

void PostTextEdit::showText(const QString& text)
{
    if (toPlainText() == text)
        return;
    const int place = textCursor().atEnd() ? int(text.size()) : textCursor().position();
    setPlainText(text);
    QTextCursor cursor = textCursor();
    cursor.setPosition(std::min(place, int(text.size())));
    setTextCursor(cursor);
}

void PostTextEdit::setSpelling(SpellChecker* checker)
{
    m_checker = checker;
}

void PostTextEdit::setMisspellings(std::vector<Misspelling> wrong)
{
    m_highlighter->setMisspellings(std::move(wrong));
}

const std::vector<Misspelling>& PostTextEdit::misspellings() const
{
    return m_highlighter->misspellings();
}

Misspelling PostTextEdit::misspellingAt(int position) const
{
    for (const auto& mark : misspellings()) {
        if (position >= mark.start && position <= mark.start + mark.length)
            return mark;
    }
    return {};
}

QMenu* PostTextEdit::menuAt(int position)
{
    QMenu* menu = createStandardContextMenu();
    const Misspelling mark = misspellingAt(position);
    if (m_checker == nullptr || mark.length == 0)
        return menu;
    const QString word = toPlainText().mid(mark.start, mark.length);
    QAction* top = menu->actions().isEmpty() ? nullptr : menu->actions().first();
    auto* looking = new QAction(tr("Looking for suggestions"), menu);
    looking->setEnabled(false);
    menu->insertAction(top, looking);
    auto* add = new QAction(tr("Add “%1” to my words").arg(word), menu);
    menu->insertAction(top, add);
    menu->insertSeparator(top);
    connect(add, &QAction::triggered, this, [this, word] {
        m_checker->addWord(word);
        Q_EMIT ownWordAdded();
    });
    connect(m_checker, &SpellChecker::suggested, menu,
        [this, menu, looking, mark, word](const QString& about, const QStringList& better) {
            if (about != word || !looking->isVisible())
                return;
            looking->setVisible(false);
            for (const QString& suggestion : better.mid(0, kMaxSuggestions)) {
                // An ampersand would become a shortcut.
                auto* action = new QAction(QString(suggestion).replace(u'&', u"&&"_s), menu);
                QFont font = menu->font();
                font.setWeight(QFont::DemiBold);
                action->setFont(font);
                menu->insertAction(looking, action);
                connect(action, &QAction::triggered, this, [this, mark, suggestion, word] {
                    if (toPlainText().mid(mark.start, mark.length) == word)
                        replace(mark.start, mark.length, suggestion);
                });
            }
            if (better.isEmpty()) {
                looking->setText(tr("No suggestions"));
                looking->setVisible(true);
            }
        });
    m_checker->suggest(word, m_language);
    return menu;
}

void PostTextEdit::replace(int start, int length, const QString& by)
{
    QTextCursor cursor = textCursor();
    cursor.setPosition(start);
    cursor.setPosition(
        std::min(start + length, int(toPlainText().size())), QTextCursor::KeepAnchor);
    cursor.insertText(by);
    setTextCursor(cursor);
}

void PostTextEdit::grow()
{
    const int line = QFontMetrics(font()).lineSpacing();
    int lines = 0;
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next())
        lines += std::max(1, block.layout() != nullptr ? block.layout()->lineCount() : 1);
    const int shown = std::clamp(lines, m_fewest, m_most);
    const int height = shown * line + 2 * int(std::ceil(document()->documentMargin())) + 4;
    setVerticalScrollBarPolicy(lines > m_most ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    // What was scrolled away while it was smaller comes back.
    if (lines <= m_most && this->height() >= height)
        verticalScrollBar()->setValue(0);
    if (height == m_height)
        return;
    m_height = height;
    updateGeometry();
}

QSize PostTextEdit::sizeHint() const
{
    return {240, m_height};
}

QSize PostTextEdit::minimumSizeHint() const
{
    return {80, m_height};
}

bool PostTextEdit::event(QEvent* event)
{
    // Tab moves the focus before it becomes a key of the text.
    if (event->type() == QEvent::KeyPress && m_keyTaker) {
        auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Tab && m_keyTaker(key)) {
            event->accept();
            return true;
        }
    }
    return QPlainTextEdit::event(event);
}

void PostTextEdit::keyPressEvent(QKeyEvent* event)
{
    if (m_keyTaker && m_keyTaker(event)) {
        event->accept();
        return;
    }
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && event->modifiers().testFlag(Qt::ControlModifier)) {
        // A field without a say in it, such as a description, leaves the key to the panel.
        event->setAccepted(isSignalConnected(QMetaMethod::fromSignal(&PostTextEdit::sendWanted)));
        // A key that is held down is one wish.
        if (!event->isAutoRepeat())
            Q_EMIT sendWanted();
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

void PostTextEdit::contextMenuEvent(QContextMenuEvent* event)
{
    const bool isByKey = event->reason() == QContextMenuEvent::Keyboard;
    const int position
        = isByKey ? textCursor().position() : cursorForPosition(event->pos()).position();
    QMenu* menu = menuAt(position);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->popup(isByKey ? viewport()->mapToGlobal(cursorRect().bottomLeft()) : event->globalPos());
}

bool PostTextEdit::canInsertFromMimeData(const QMimeData* source) const
{
    return source->hasImage() || !localFiles(source).isEmpty() || source->hasText();
}

void PostTextEdit::insertFromMimeData(const QMimeData* source)
{
    // Programs offer a copied cell or paragraph as a picture too: words win when there are any.
    if (const QStringList files = localFiles(source); !files.isEmpty()) {
        Q_EMIT filesGiven(files);
    } else if (source->hasImage() && source->text().trimmed().isEmpty()) {
        Q_EMIT imageGiven(qvariant_cast<QImage>(source->imageData()));
    } else if (source->hasText()) {
        insertPlainText(source->text());
        ensureCursorVisible();
    }
}

void PostTextEdit::resizeEvent(QResizeEvent* event)
{
    QPlainTextEdit::resizeEvent(event);
    grow();
}

void PostTextEdit::focusOutEvent(QFocusEvent* event)
{
    QPlainTextEdit::focusOutEvent(event);
    m_highlighter->setCaret(-1);
}

} // namespace staffroom
