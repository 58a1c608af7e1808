#include "ui/hosting/unanswered_tally.h"

#include "core/room/room_model.h"
#include "ui/compose/labels.h"
#include "ui/compose/words_button.h"

#include <QVBoxLayout>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMostShown = 8;

} // namespace

UnansweredTally::UnansweredTally(QWidget* parent)
    : QWidget(parent)
    , m_summary(new WrapLabel(this))
    , m_list(new QVBoxLayout)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_summary);
    m_list->setSpacing(0);
    column->addLayout(m_list);
}

void UnansweredTally::setRoom(std::shared_ptr<Room> room)
{
    if (m_room)
        disconnect(m_room.get(), nullptr, this, nullptr);
    m_room = std::move(room);
    if (m_room)
        connect(m_room.get(), &Room::statusChanged, this, &UnansweredTally::refresh);
    refresh();
}

void UnansweredTally::refresh()
{
    for (WordsButton* button : m_people) {
        button->hide();
        button->deleteLater(); // one of them may be what calls us
    }
    m_people.clear();
    if (!m_room) {
        m_summary->setText(tr("Open the chat room to see who has not been answered."));
        return;
    }
    const int waiting = m_room->figures().notAnswered;
    m_summary->setText(waiting == 0
            ? tr("Everybody who wrote has heard from somebody.")
            : tr("%n people wrote and have not been answered yet:", nullptr, waiting));
    if (waiting == 0)
        return;
    RoomModel model(*m_room, {RoomView::Show::NotAnswered, 0}, FeedOrder::ChatOrder, {});
    for (int i = 0; i < model.rowCount() && int(m_people.size()) < kMostShown; ++i) {
        const FeedRow& row = model.row(i);
        if (row.kind != FeedRow::Kind::Post)
            continue;
        const Post& post = *row.entry->post;
        const QString name
            = post.author.name.isEmpty() ? u'@' + post.author.handle : post.author.name.text;
        QString words = post.text.text.simplified();
        if (words.size() > 80)
            words = words.left(78) + u'…';
        auto* button = new WordsButton(
            tr("%1: %2", "who, words").arg(name, words), WordsButton::Look::Listed, this);
        button->setStyleTokens(m_style);
        connect(
            button, &WordsButton::clicked, this, [this, id = post.id] { Q_EMIT postWanted(id); });
        m_list->addWidget(button);
        button->show();
        m_people.push_back(button);
    }
}

QString UnansweredTally::summary() const
{
    return m_summary->text();
}

void UnansweredTally::setStyleTokens(const Style& style)
{
    m_style = style;
    m_summary->setFont(style.body);
    m_summary->setInk(style.tokens.text);
    for (WordsButton* button : m_people)
        button->setStyleTokens(style);
}

} // namespace staffroom
