#include "ui/room/room_status_bar.h"

#include "ui/base/icon_button.h"
#include "ui/compose/labels.h"
#include "ui/compose/words_button.h"
#include "ui/room/room_words.h"

#include <QAccessible>
#include <QActionGroup>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::array kSpeeds{1, 2, 5, 10, 20};
constexpr std::array kGentleRates{2, 4, 6, 10, 15, 20, 30};

} // namespace

RoomStatusBar::RoomStatusBar(Room& room, QWidget* parent)
    : QWidget(parent)
    , m_room(room)
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
    , m_row(new QHBoxLayout(this))
    , m_words(new WrapLabel(this))
    , m_catchUp(new WordsButton(tr("Catch up"), WordsButton::Look::Chip, this))
    , m_pace(new WordsButton({}, WordsButton::Look::Quiet, this))
    , m_play(new IconButton("pause"_L1, tr("Pause the replay"), this))
    , m_speed(new WordsButton({}, WordsButton::Look::Quiet, this))
{
    m_row->setContentsMargins(12, 4, 12, 4);
    m_row->setSpacing(8);
    m_row->addWidget(m_words, 1, Qt::AlignVCenter);
    for (QWidget* part : {static_cast<QWidget*>(m_catchUp), static_cast<QWidget*>(m_pace),
             static_cast<QWidget*>(m_play), static_cast<QWidget*>(m_speed)})
        m_row->addWidget(part);
    m_pace->setMenuSign(true);
    m_speed->setMenuSign(true);
    setAccessibleName(tr("State of the room"));
    connect(m_catchUp, &WordsButton::clicked, this, [this] { m_room.release(); });
    connect(m_pace, &WordsButton::clicked, this, &RoomStatusBar::openPaceMenu);
    connect(m_play, &IconButton::clicked, this, [this] { m_room.setPaused(m_room.isPlaying()); });
    connect(m_speed, &WordsButton::clicked, this, [this] {
        QMenu* menu = replayMenu();
        menu->popup(m_speed->mapToGlobal(QPoint(0, -menu->sizeHint().height())));
    });
    connect(&room, &Room::statusChanged, this, &RoomStatusBar::refresh);
    connect(&room, &Room::paceChanged, this, &RoomStatusBar::refresh);
    connect(&room, &Room::playChanged, this, &RoomStatusBar::refresh);
    refresh();
}

void RoomStatusBar::refresh()
{
    const QString words = statusLine(m_room);
    if (m_words->text() != words) {
        m_words->setText(words);
        m_words->setAccessibleName(words);
        updateGeometry();
    }
    const QString full = sourcesInFull(m_room.sources(), m_room.now());
    m_words->setToolTip(full.isEmpty()
            ? QString()
            : u"<span>"_s + full.toHtmlEscaped().replace(u'\n', u"<br>"_s) + u"</span>"_s);
    m_words->setAccessibleDescription(full);
    const PaceState pace = m_room.pace();
    m_catchUp->setVisible(pace.waiting > 0);
    m_pace->setWords(paceName(pace.setting));
    m_pace->setAccessibleName(tr("Pace: %1").arg(paceName(pace.setting)));
    const Room::Play play = m_room.play();
    m_play->setVisible(play.isReplay);
    m_speed->setVisible(play.isReplay);
    const bool isPlaying = m_room.isPlaying();
    m_play->setIconName(isPlaying ? "pause"_L1 : "play"_L1);
    m_play->setName(isPlaying ? tr("Pause the replay") : tr("Play the replay"));
    m_speed->setWords(tr("Replay, %1 times", "speed").arg(play.speed));
}

void RoomStatusBar::say(const QString& sentence)
{
    // Screen readers speak a description that changes on an alert; the words on the screen stay.
    setAccessibleDescription(sentence);
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

QString RoomStatusBar::words() const
{
    return m_words->text();
}

void RoomStatusBar::openPaceMenu()
{
    QMenu* menu = paceMenu();
    menu->popup(m_pace->mapToGlobal(QPoint(0, -menu->sizeHint().height())));
}

QMenu* RoomStatusBar::paceMenu()
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const PaceState now = m_room.pace();
    auto* group = new QActionGroup(menu);
    const auto choice = [&](const QString& words, const PaceSetting& pace) {
        QAction* action = menu->addAction(words);
        action->setCheckable(true);
        action->setChecked(pace.mode == now.setting.mode
            && (pace.mode != PaceSetting::Mode::Gentle || pace.perMinute == now.setting.perMinute));
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, pace] { m_room.setPace(pace); });
    };
    using Mode = PaceSetting::Mode;
    choice(tr("&As it comes"), {Mode::AsItComes, now.setting.perMinute});
    for (const int rate : kGentleRates)
        choice(tr("Gentle: %1 a minute; hosts and replies to you first").arg(rate),
            {Mode::Gentle, rate});
    choice(tr("&Hold: nothing new until you say so"), {Mode::Held, now.setting.perMinute});
    menu->addSeparator();
    QAction* all = menu->addAction(tr("&Show all %1 that wait").arg(now.waiting));
    all->setEnabled(now.waiting > 0);
    connect(all, &QAction::triggered, this, [this] { m_room.release(); });
    if (m_question) {
        QAction* one = menu->addAction(tr("Show what waits under &Q%1").arg(*m_question));
        one->setEnabled(now.waiting > 0);
        connect(one, &QAction::triggered, this,
            [this, question = *m_question] { m_room.releaseQuestion(question); });
    }
    return menu;
}

QMenu* RoomStatusBar::replayMenu()
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const Room::Play play = m_room.play();
    const auto start = [this](Room::Play next) {
        next.isReplay = true;
        m_room.setPlay(next);
    };
    auto* group = new QActionGroup(menu);
    for (const int speed : kSpeeds) {
        QAction* action = menu->addAction(tr("%1 times as fast").arg(speed));
        action->setCheckable(true);
        action->setChecked(play.isReplay && qFuzzyCompare(play.speed, double(speed)));
        group->addAction(action);
        connect(action, &QAction::triggered, this, [start, play, speed] {
            Room::Play next = play;
            next.speed = speed;
            start(next);
        });
    }
    menu->addSeparator();
    QAction* beginning = menu->addAction(tr("From the &beginning"));
    connect(beginning, &QAction::triggered, this, [start, play] {
        Room::Play next = play;
        next.fromQuestion = std::nullopt;
        start(next);
    });
    for (const ChatQuestion& question : m_room.questions()) {
        QAction* action = menu->addAction(tr("From Q%1").arg(question.number));
        connect(action, &QAction::triggered, this, [start, play, number = question.number] {
            Room::Play next = play;
            next.fromQuestion = number;
            start(next);
        });
    }
    if (play.isReplay) {
        menu->addSeparator();
        QAction* live = menu->addAction(tr("Back to &live"));
        connect(live, &QAction::triggered, this, [this] { m_room.setPlay({}); });
    }
    return menu;
}

void RoomStatusBar::stepSpeed()
{
    Room::Play play = m_room.play();
    if (!play.isReplay)
        return;
    const auto next = std::find_if(
        kSpeeds.begin(), kSpeeds.end(), [&play](int speed) { return speed > play.speed; });
    play.speed = next == kSpeeds.end() ? kSpeeds.front() : *next;
    m_room.setPlay(play);
}

void RoomStatusBar::setStyleTokens(const Style& style)
{
    m_style = style;
    m_words->setFont(style.meta);
    m_words->setInk(style.tokens.textSecond);
    for (auto* button : {m_catchUp, m_pace, m_speed})
        button->setStyleTokens(style);
    m_play->setStyleTokens(style);
    updateGeometry();
    update();
}

void RoomStatusBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_style.tokens.window);
    painter.fillRect(QRect(0, 0, width(), 1), m_style.tokens.line);
}

} // namespace staffroom
