#include "ui/takeaway/shelf_dialog.h"

#include "core/base/whole_file.h"
#include "ui/base/icon_button.h"
#include "ui/columns/open_external.h"
#include "ui/compose/field_sheet.h"
#include "ui/compose/flow_layout.h"
#include "ui/compose/labels.h"
#include "ui/compose/words_button.h"
#include "ui/takeaway/card_list.h"
#include "ui/takeaway/note_dialog.h"
#include "ui/takeaway/room_recap.h"
#include "ui/takeaway/takeaway_words.h"

#include <QDir>
#include <QFileDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QThreadPool>
#include <QVBoxLayout>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

QString shownTitle(const QString& title, const QUrl& url)
{
    return title.isEmpty() ? url.toDisplayString() : title;
}

} // namespace

ShelfDialog::ShelfDialog(
    Keepsakes& keepsakes, std::shared_ptr<Room> room, const Style& style, QWidget* parent)
    : PlainDialog(tr("Shelf and notes"), style, parent)
    , m_keepsakes(keepsakes)
    , m_room(std::move(room))
    , m_part(m_room ? Part::FromRoom : Part::Links)
    , m_cards(new CardList(this))
    , m_sentence(new SentenceLabel(this))
{
    auto* chips = new FlowLayout(8);
    const auto addChip = [&](Part part, const QString& words) {
        auto* chip = new WordsButton(words, WordsButton::Look::Chip, this);
        chip->setCheckable(true);
        connect(chip, &WordsButton::clicked, this, [this, part] { setPart(part); });
        chips->addWidget(chip);
        m_chips.emplace_back(part, chip);
    };
    if (m_room)
        addChip(Part::FromRoom, tr("Links of this chat"));
    addChip(Part::Links, tr("Shelf"));
    addChip(Part::Notes, tr("Notes"));
    addChip(Part::Tries, tr("To try"));
    body()->addLayout(chips);
    body()->addWidget(m_cards, 1);
    body()->addWidget(m_sentence);
    auto* write = addButton(tr("New note"), false);
    connect(write, &QPushButton::clicked, this,
        [this] { (new NoteDialog(m_keepsakes, {}, this->style(), this))->open(); });
    auto* out = addButton(tr("Export"), false);
    connect(out, &QPushButton::clicked, this, &ShelfDialog::exportAll);
    auto* close = addButton(tr("Close"), true);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    connect(&m_keepsakes, &Keepsakes::changed, this, &ShelfDialog::refreshSoon);
    setStyleTokens(style);
    resize(560, 560);
}

void ShelfDialog::setStyleTokens(const Style& style)
{
    PlainDialog::setStyleTokens(style);
    setStyleSheet(fieldSheet(style));
    setPalette(style.palette()); // a new sheet brings back the palette of the first
    m_cards->setStyleTokens(style);
    for (const auto& [part, chip] : m_chips)
        chip->setStyleTokens(style);
    setPart(m_part);
}

void ShelfDialog::setPart(Part part)
{
    m_part = part;
    for (const auto& [one, chip] : m_chips)
        chip->setChecked(one == part);
    refresh();
}

void ShelfDialog::refreshSoon()
{
    if (!m_isChanging)
        QMetaObject::invokeMethod(this, &ShelfDialog::refresh, Qt::QueuedConnection);
}

void ShelfDialog::refresh()
{
    switch (m_part) {
    case Part::FromRoom: {
        auto links = std::make_shared<std::vector<RoomLink>>(m_room->links());
        m_cards->setCards(
            int(links->size()),
            [this, links](int i, QWidget* page) { return roomCard((*links)[size_t(i)], page); },
            tr("Nobody has shared a link in this chat yet."));
        break;
    }
    case Part::Links: {
        auto links = std::make_shared<std::vector<ShelfLink>>(m_keepsakes.shelf());
        m_cards->setCards(
            int(links->size()),
            [this, links](int i, QWidget* page) { return linkCard((*links)[size_t(i)], page); },
            tr("The shelf is empty. Put a link of a chat on it to remember it for class."));
        break;
    }
    case Part::Notes: {
        auto notes = std::make_shared<std::vector<Note>>(m_keepsakes.notes());
        m_cards->setCards(
            int(notes->size()),
            [this, notes](int i, QWidget* page) { return noteCard((*notes)[size_t(i)], page); },
            tr("No notes yet. A note on a person, a space or a tool stays on this computer."));
        break;
    }
    case Part::Tries: {
        auto tries = std::make_shared<std::vector<Reflection>>(m_keepsakes.reflections());
        m_cards->setCards(
            int(tries->size()),
            [this, tries](int i, QWidget* page) { return tryCard((*tries)[size_t(i)], page); },
            tr("After a chat you can write down what you will try. It comes back in two weeks."));
        break;
    }
    }
}

QWidget* ShelfDialog::titleOf(
    const QString& title, const QUrl& url, const FoundIn& found, QWidget* parent)
{
    auto* box = new QWidget(parent);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    if (url.isEmpty()) {
        auto* label = new WrapLabel(box);
        label->setText(title);
        label->setFont(style().name);
        label->setInk(style().tokens.text);
        column->addWidget(label);
    } else {
        auto* open = new WordsButton(title, WordsButton::Look::Listed, box);
        open->setStyleTokens(style());
        open->setToolTip(url.toDisplayString());
        open->setAccessibleName(tr("Open %1 in the browser").arg(title));
        connect(open, &WordsButton::clicked, this, [url] { openExternal(url); });
        column->addWidget(open);
    }
    const QString from = foundText(found);
    if (!from.isEmpty()) {
        auto* where = new WrapLabel(box);
        where->setText(from);
        where->setFont(style().meta);
        where->setInk(style().tokens.textSecond);
        where->setContentsMargins(url.isEmpty() ? 0 : 8, 0, 8, 0);
        column->addWidget(where);
    }
    return box;
}

QWidget* ShelfDialog::roomCard(const RoomLink& link, QWidget* parent)
{
    auto* card = new QWidget(parent);
    auto* row = new QHBoxLayout(card);
    row->setContentsMargins(0, 0, 0, 0);
    FoundIn found = foundIn(*m_room, link.post);
    found.by = link.by;
    found.question = link.question;
    const QString title = shownTitle(link.title, link.url);
    row->addWidget(titleOf(title, link.url, found, card), 1);
    const bool isThere = m_keepsakes.onShelf(link.url) != nullptr;
    auto* put = new WordsButton(
        isThere ? tr("On the shelf") : tr("Put on the shelf"), WordsButton::Look::Plain, card);
    put->setIconName(isThere ? "check"_L1 : "plus"_L1);
    put->setEnabled(!isThere);
    put->setStyleTokens(style());
    put->setAccessibleName(tr("Put on the shelf: %1").arg(title));
    connect(put, &WordsButton::clicked, this, [this, link, found] {
        ShelfLink kept;
        kept.url = link.url;
        kept.title = link.title;
        kept.found = found;
        m_keepsakes.put(kept);
    });
    row->addWidget(put, 0, Qt::AlignTop);
    return card;
}

QWidget* ShelfDialog::linkCard(const ShelfLink& link, QWidget* parent)
{
    auto* card = new QWidget(parent);
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    const QString title = shownTitle(link.title, link.url);
    auto* head = new QHBoxLayout;
    head->addWidget(titleOf(title, link.url, link.found, card), 1);
    auto* state = new ComboField(card);
    for (const auto value : {ShelfLink::State::ToTry, ShelfLink::State::Tried,
             ShelfLink::State::Worked, ShelfLink::State::NotForUs})
        state->addItem(shelfStateText(value), int(value));
    state->setCurrentIndex(int(link.state));
    state->setAccessibleName(tr("How it did: %1").arg(title));
    state->setStyleTokens(style());
    head->addWidget(state, 0, Qt::AlignTop);
    auto* remove = new IconButton("trash"_L1, tr("Take off the shelf"), card);
    remove->setStyleTokens(style());
    head->addWidget(remove, 0, Qt::AlignTop);
    auto* note = new QLineEdit(link.note, card);
    note->setPlaceholderText(tr("A word for yourself"));
    note->setAccessibleName(tr("Note on %1").arg(title));
    column->addLayout(head);
    column->addWidget(note);
    const auto change = [this, id = link.id](auto edit) {
        const auto& shelf = m_keepsakes.shelf();
        const auto it = std::find_if(
            shelf.begin(), shelf.end(), [&](const ShelfLink& one) { return one.id == id; });
        if (it == shelf.end())
            return;
        ShelfLink changed = *it;
        edit(changed);
        m_isChanging = true;
        m_keepsakes.put(changed);
        m_isChanging = false;
    };
    connect(state, &QComboBox::activated, this, [change, state] {
        change([state](ShelfLink& l) { l.state = ShelfLink::State(state->currentData().toInt()); });
    });
    connect(note, &QLineEdit::editingFinished, this,
        [change, note] { change([note](ShelfLink& l) { l.note = note->text().trimmed(); }); });
    connect(
        remove, &IconButton::clicked, this, [this, id = link.id] { m_keepsakes.removeLink(id); });
    return card;
}

QWidget* ShelfDialog::noteCard(const Note& note, QWidget* parent)
{
    auto* card = new QWidget(parent);
    auto* row = new QHBoxLayout(card);
    row->setContentsMargins(0, 0, 0, 0);
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    const QString title = note.name.isEmpty()
        ? noteAboutText(note.about)
        : tr("%1 (%2)", "name, kind of thing").arg(note.name, noteAboutText(note.about));
    words->addWidget(titleOf(title, note.found.page, note.found, card));
    auto* text = new WrapLabel(card);
    text->setText(note.text);
    text->setFont(style().body);
    text->setInk(style().tokens.text);
    text->setContentsMargins(note.found.page.isEmpty() ? 0 : 8, 4, 8, 0);
    words->addWidget(text);
    row->addLayout(words, 1);
    auto* edit = new IconButton("compose"_L1, tr("Change this note"), card);
    auto* remove = new IconButton("trash"_L1, tr("Throw this note away"), card);
    for (IconButton* button : {edit, remove}) {
        button->setStyleTokens(style());
        row->addWidget(button, 0, Qt::AlignTop);
    }
    connect(edit, &IconButton::clicked, this,
        [this, note] { (new NoteDialog(m_keepsakes, note, style(), this))->open(); });
    connect(
        remove, &IconButton::clicked, this, [this, id = note.id] { m_keepsakes.removeNote(id); });
    return card;
}

QWidget* ShelfDialog::tryCard(const Reflection& reflection, QWidget* parent)
{
    auto* card = new QWidget(parent);
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    FoundIn found;
    found.chat = reflection.chat;
    const QString title = reflection.withWhom.isEmpty()
        ? reflection.text
        : tr("%1, with %2", "what, whom").arg(reflection.text, reflection.withWhom);
    column->addWidget(titleOf(title, {}, found, card));
    auto* outcome = new QLineEdit(reflection.outcome, card);
    outcome->setPlaceholderText(tr("What became of it?"));
    outcome->setAccessibleName(tr("What became of it: %1").arg(reflection.text));
    column->addWidget(outcome);
    connect(outcome, &QLineEdit::editingFinished, this, [this, id = reflection.id, outcome] {
        const Reflection* now = m_keepsakes.reflection(id);
        if (!now || now->outcome == outcome->text().trimmed())
            return;
        Reflection changed = *now;
        changed.outcome = outcome->text().trimmed();
        changed.isClosed = !changed.outcome.isEmpty();
        m_isChanging = true;
        m_keepsakes.put(changed);
        m_isChanging = false;
    });
    return card;
}

void ShelfDialog::exportAll()
{
    auto* dialog = new QFileDialog(this, tr("Export shelf and notes"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters(
        {tr("Text (Markdown)") + u" (*.md)"_s, tr("Table (CSV)") + u" (*.csv)"_s});
    dialog->setDefaultSuffix(u"md"_s);
    dialog->selectFile(u"staffroom-shelf.md"_s);
    connect(dialog, &QFileDialog::fileSelected, this, &ShelfDialog::exportTo);
    dialog->open();
}

void ShelfDialog::exportTo(const QString& file)
{
    const bool isTable = file.endsWith(u".csv"_s, Qt::CaseInsensitive);
    const QByteArray bytes
        = isTable ? m_keepsakes.toCsv(keepsakeWords()) : m_keepsakes.toMarkdown(keepsakeWords());
    m_writing = runInPool(*QThreadPool::globalInstance(), [file, bytes] {
        return writeWholeFile(file, bytes);
    }).then(this, [this, file](const Result<Done>& done) {
        if (done)
            m_sentence->say(tr("Saved as %1.").arg(QDir::toNativeSeparators(file)), false);
        else
            m_sentence->say(
                tr("The file could not be written (%1). Choose another folder; nothing was lost.")
                    .arg(done.error().detail),
                true);
    });
}

} // namespace staffroom
