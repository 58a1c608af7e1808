#include "ui/takeaway/new_voices_dialog.h"

#include "core/accounts/account_book.h"
#include "core/feeds/feed_hub.h"
#include "ui/base/error_text.h"
#include "ui/dialogs/list_dialog.h"
#include "ui/takeaway/card_list.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

NewVoicesDialog::NewVoicesDialog(const ShellContext& context, std::shared_ptr<Room> room,
    const Source& account, const Style& style, QWidget* parent)
    : PlainDialog(tr("New voices"), style, parent)
    , m_context(context)
    , m_room(std::move(room))
    , m_accounts(new ComboField(this))
    , m_cards(new CardList(this))
    , m_sentence(new SentenceLabel(this))
{
    addText(tr("People who wrote in this chat and whom you do not follow yet."));
    m_accounts->setAccessibleName(tr("The account that follows"));
    for (const Account& one : context.accounts->accounts())
        m_accounts->addItem(tr("as @%1", "account that follows").arg(one.source.account));
    body()->addWidget(m_accounts);
    body()->addWidget(m_cards, 1);
    body()->addWidget(m_sentence);
    m_undo = addButton(tr("Undo all"), false);
    m_list = addButton(tr("Add to a list"), false);
    m_follow = addButton(tr("Follow"), true);
    auto* close = addButton(tr("Close"), false);
    connect(m_follow, &QPushButton::clicked, this, &NewVoicesDialog::follow);
    connect(m_list, &QPushButton::clicked, this, &NewVoicesDialog::addToList);
    connect(m_undo, &QPushButton::clicked, this, &NewVoicesDialog::undo);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    const auto& accounts = context.accounts->accounts();
    for (size_t i = 0; i < accounts.size(); ++i) {
        if (accounts[i].source == account)
            m_accounts->setCurrentIndex(int(i));
    }
    connect(m_accounts, &QComboBox::activated, this, [this](int index) {
        const auto& all = m_context.accounts->accounts();
        if (index >= 0 && size_t(index) < all.size())
            start(all[size_t(index)].source);
    });
    setStyleTokens(style);
    resize(520, 560);
    start(account);
}

NewVoicesDialog::~NewVoicesDialog() = default;

void NewVoicesDialog::setStyleTokens(const Style& style)
{
    PlainDialog::setStyleTokens(style);
    m_cards->setStyleTokens(style);
    if (m_voices)
        refreshCards();
}

void NewVoicesDialog::start(const Source& account)
{
    m_account = account;
    m_voices = std::make_unique<NewVoices>(
        NewVoices::Context{m_context.clock, m_context.hub, m_context.actions}, m_room->people(),
        account);
    connect(m_voices.get(), &NewVoices::changed, this, &NewVoicesDialog::refresh);
    refreshCards();
}

void NewVoicesDialog::refreshCards()
{
    m_shown.clear();
    const auto& voices = m_voices->voices();
    m_rows.assign(voices.size(), {});
    for (size_t i = 0; i < voices.size(); ++i)
        m_shown.push_back(i);
    m_cards->setCards(
        int(m_shown.size()),
        [this](int index, QWidget* page) { return card(m_shown[size_t(index)], page); },
        tr("Nobody else has written in this chat yet."));
    refresh();
}

QWidget* NewVoicesDialog::card(size_t index, QWidget* parent)
{
    const NewVoice& voice = m_voices->voices()[index];
    const Author& author = voice.person.author;
    auto* card = new QWidget(parent);
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    const QString name = author.name.isEmpty() ? u'@' + author.handle : author.name.text;
    auto* box = new TickBox(name, card);
    box->setWraps(true);
    box->setStyleTokens(style());
    auto* about = plainLabel({}, card);
    about->setWordWrap(true);
    about->setFont(style().meta);
    QPalette second = style().palette();
    second.setColor(QPalette::WindowText, style().tokens.textSecond);
    about->setPalette(second);
    about->setContentsMargins(28, 0, 0, 0);
    column->addWidget(box);
    column->addWidget(about);
    connect(box, &TickBox::toggled, this, &NewVoicesDialog::refresh);
    m_rows[index] = {box, about};
    return card;
}

QString NewVoicesDialog::stateText(const NewVoice& voice) const
{
    switch (voice.state) {
    case NewVoice::State::Unasked:
        return tr("asking whether you follow them …");
    case NewVoice::State::Open:
        return {};
    case NewVoice::State::Known:
        return tr("you follow them");
    case NewVoice::State::Working:
        return tr("one moment …");
    case NewVoice::State::Done:
        return voice.relationship && voice.relationship->isRequested ? tr("asked; they decide")
                                                                     : tr("done");
    case NewVoice::State::Failed:
        return voice.error ? errorText(*voice.error) : QString();
    case NewVoice::State::Elsewhere:
        return tr("cannot be followed from this account's server");
    }
    return {};
}

void NewVoicesDialog::refresh()
{
    const auto& voices = m_voices->voices();
    int open = 0;
    for (size_t i = 0; i < voices.size(); ++i) {
        const NewVoice& voice = voices[i];
        open += voice.state == NewVoice::State::Open;
        const Row& row = m_rows[i];
        if (!row.box)
            continue;
        QStringList about{
            u'@' + voice.person.author.handle, tr("%n post(s)", nullptr, voice.person.posts)};
        if (voice.person.isHost)
            about << tr("host");
        if (voice.person.answeredMe)
            about << tr("answered you");
        const QString state = stateText(voice);
        if (!state.isEmpty())
            about << state;
        row.state->setText(about.join(u" · "_s));
        const bool isOffered = voice.state == NewVoice::State::Open
            || voice.state == NewVoice::State::Failed || voice.state == NewVoice::State::Done;
        if (!isOffered && row.box->isChecked() && voice.state != NewVoice::State::Working)
            row.box->setChecked(false);
        row.box->setEnabled(isOffered);
        row.box->setAccessibleDescription(row.state->text());
    }
    const bool hasChosen = !chosen().empty();
    m_follow->setEnabled(hasChosen && !m_voices->isWorking());
    m_list->setEnabled(hasChosen && !m_voices->isWorking());
    m_undo->setEnabled(m_voices->canUndo());
    if (m_voices->isAsking())
        m_sentence->say(tr("Asking your server whom you follow …"), false);
    else if (m_voices->isWorking())
        m_sentence->say(tr("Working, one after the other …"), false);
    else
        m_sentence->say(tr("%n of them you do not follow yet.", nullptr, open), false);
}

std::vector<size_t> NewVoicesDialog::chosen() const
{
    std::vector<size_t> out;
    for (size_t i = 0; i < m_rows.size(); ++i) {
        if (m_rows[i].box && m_rows[i].box->isChecked())
            out.push_back(i);
    }
    return out;
}

TickBox* NewVoicesDialog::box(size_t voice) const
{
    return voice < m_rows.size() ? m_rows[voice].box : nullptr;
}

void NewVoicesDialog::follow()
{
    m_voices->follow(chosen());
}

void NewVoicesDialog::addToList()
{
    ServiceClient* client = m_context.hub->client(m_account);
    if (!client)
        return;
    auto* dialog
        = new ListDialog(*client, tr("%n people", nullptr, int(chosen().size())), style(), this);
    connect(dialog, &ListDialog::chosen, this,
        [this](const QString& list) { m_voices->addToList(chosen(), list); });
    dialog->open();
}

void NewVoicesDialog::undo()
{
    m_voices->undo();
}

} // namespace staffroom
