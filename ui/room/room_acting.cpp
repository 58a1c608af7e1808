#include "ui/room/room_acting.h"

#include "ui/columns/post_commands.h"
#include "ui/room/room_accounts.h"
#include "ui/room/room_words.h"

#include <QMenu>

#include <algorithm>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMenuLetters = 48;

QString menuText(const QString& words)
{
    QString out = words.simplified();
    if (out.size() > kMenuLetters)
        out = out.left(kMenuLetters).trimmed() + u'…';
    return out.replace(u'&', u"&&"_s);
}

} // namespace

RoomActing::RoomActing(const ShellContext& context, Room& room, QWidget* owner)
    : QObject(owner)
    , m_context(context)
    , m_room(room)
    , m_owner(owner)
    , m_acting(new PostActing(
          context, [this]() -> const ColumnConfig& { return m_config; }, this))
{
    m_config.id = roomColumn(room.setup());
    m_config.spec.kind = FeedSpec::Kind::Hashtag;
    m_config.spec.tags = {room.setup().hashtag};
    m_config.spec.source = room.setup().sources.front();
    if (context.accounts)
        m_config.answersAs = writingAccount(room.setup(), *context.accounts);
    connect(m_acting, &PostActing::wished, this, &RoomActing::wished);
    connect(m_acting, &PostActing::changed, this, &RoomActing::changed);
}

void RoomActing::attach(FeedView* view)
{
    connect(view, &FeedView::acted, this, &RoomActing::run);
    connect(view, &FeedView::contextMenuFor, this,
        [this, view](const PostPtr& post, const QPoint& at) { openMenu(view, post, at); });
}

PostPtr RoomActing::takeCopy(const PostPtr& post)
{
    const RoomPost* found = post ? m_room.find(post->id) : nullptr;
    const auto& sources = m_room.setup().sources;
    PostPtr best = post;
    if (!found)
        return best;
    const auto take = [&](const PostCopy& copy) {
        best = copy.post;
        if (copy.source >= 0 && size_t(copy.source) < sources.size())
            m_config.spec.source = sources[size_t(copy.source)];
    };
    for (const PostCopy& copy : found->copies) {
        if (copy.post->id == post->id)
            take(copy);
    }
    if (!m_context.accounts)
        return best;
    const auto& book = *m_context.accounts;
    m_config.answersAs = answeringAccount(m_room.setup(), book, best->id.service);
    if (m_config.answersAs)
        return best;
    // Nobody is signed in where it was shown; the same post may stand where somebody is.
    for (const PostCopy& copy : found->copies) {
        if (const auto as = answeringAccount(m_room.setup(), book, copy.post->id.service)) {
            take(copy);
            m_config.answersAs = as;
            break;
        }
    }
    return best;
}

void RoomActing::run(const PostAction& action)
{
    using Kind = PostAction::Kind;
    switch (action.kind) {
    case Kind::Place:
        if (action.post)
            Q_EMIT moveWanted(action.post);
        return;
    case Kind::Star:
        toggleStar(action.post);
        return;
    case Kind::ShowHidden:
        showHidden(action.post);
        return;
    case Kind::ShowAuthor:
        if (action.post)
            m_room.showAuthor(action.post->author.handle);
        return;
    default:
        break;
    }
    PostAction here = action;
    here.post = takeCopy(action.post);
    if (const auto spec = columnOf(here, m_config.spec.source)) {
        Q_EMIT columnWanted(*spec);
        return;
    }
    if (m_acting->run(here))
        return;
    if (here.kind == Kind::OpenThread)
        Q_EMIT threadWanted(here.post, m_config.spec.source);
    else if (here.kind == Kind::OpenMedia)
        Q_EMIT mediaWanted(here.post, here.index);
    else
        runOutside(here);
}

void RoomActing::setUndo(const QString& sentence, std::function<void()> undo)
{
    m_undo = std::move(undo);
    Q_EMIT done(sentence);
}

bool RoomActing::undo()
{
    if (!m_undo)
        return false;
    std::exchange(m_undo, nullptr)();
    return true;
}

void RoomActing::move(const PostPtr& post, std::optional<int> question)
{
    const RoomPost* found = post ? m_room.find(post->id) : nullptr;
    if (!found)
        return;
    const bool wasMoved = found->isMoved;
    const auto before = found->placement.question;
    const PostId id = found->entry.post->id;
    m_room.move(id, question);
    setUndo(question ? tr("Moved under Q%1.").arg(*question) : tr("Moved out of the questions."),
        [this, id, wasMoved, before] {
            if (wasMoved)
                m_room.move(id, before);
            else
                m_room.unmove(id);
        });
}

void RoomActing::unmove(const PostPtr& post)
{
    const RoomPost* found = post ? m_room.find(post->id) : nullptr;
    if (!found || !found->isMoved)
        return;
    const auto before = found->placement.question;
    const PostId id = found->entry.post->id;
    m_room.unmove(id);
    setUndo(
        tr("Back where it was put by itself."), [this, id, before] { m_room.move(id, before); });
}

QMenu* RoomActing::moveMenu(const PostPtr& post)
{
    auto* menu = new QMenu(m_owner);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setAccessibleName(tr("Move this post"));
    const RoomPost* found = post ? m_room.find(post->id) : nullptr;
    QAction* heading = menu->addAction(tr("Move this post under …"));
    heading->setEnabled(false);
    menu->addSeparator();
    const auto at = found ? found->placement.question : std::nullopt;
    char letter = 'a';
    QAction* first = nullptr;
    for (const ChatQuestion& question : m_room.questions()) {
        // Digits choose the first ten; letters the others, but those of the rows below.
        QString key;
        if (question.number >= 0 && question.number <= 9) {
            key = QString::number(question.number);
        } else {
            while (letter == 'n' || letter == 'u')
                ++letter;
            key = letter <= 'z' ? QString(QLatin1Char(letter++)) : QString();
        }
        const QString words = tr("Q%1  %2", "number, first words")
                                  .arg(question.number)
                                  .arg(menuText(questionWords(question)));
        QAction* action
            = menu->addAction(key.isEmpty() ? words : u"&%1   %2"_s.arg(key.toUpper(), words));
        action->setCheckable(true);
        action->setChecked(at == question.number);
        first = first ? first : action;
        connect(action, &QAction::triggered, this,
            [this, post, number = question.number] { move(post, number); });
    }
    if (first)
        menu->addSeparator();
    QAction* none = menu->addAction(u"&N   "_s + tr("Under no question"));
    none->setCheckable(true);
    none->setChecked(found && !at);
    connect(none, &QAction::triggered, this, [this, post] { move(post, std::nullopt); });
    if (found && found->isMoved) {
        QAction* back = menu->addAction(u"&U   "_s + tr("Back where it was put by itself"));
        connect(back, &QAction::triggered, this, [this, post] { unmove(post); });
    }
    menu->setActiveAction(first ? first : none);
    return menu;
}

void RoomActing::toggleStar(const PostPtr& post)
{
    if (const RoomPost* found = post ? m_room.find(post->id) : nullptr)
        m_room.star(found->entry.post->id, !found->isStarred);
}

void RoomActing::hide(const PostPtr& post)
{
    const RoomPost* found = post ? m_room.find(post->id) : nullptr;
    if (!found || found->placement.isHidden())
        return;
    const PostId id = found->entry.post->id;
    m_room.hide(id);
    setUndo(tr("Hidden; it stands in the list of hidden posts."), [this, id] { m_room.show(id); });
}

/// One post, or all of a storm.
void RoomActing::showHidden(const PostPtr& post)
{
    const RoomPost* found = post ? m_room.find(post->id) : nullptr;
    if (!found)
        return;
    const int storm = found->placement.storm;
    std::vector<PostId> ids;
    for (const ChatStorm& one : m_room.sorter().storms()) {
        if (storm != 0 && one.id == storm)
            ids = one.posts;
    }
    if (ids.empty())
        ids.push_back(found->entry.post->id);
    for (const PostId& id : ids)
        m_room.show(id);
}

void RoomActing::toggleHost(const QString& handle)
{
    if (handle.isEmpty())
        return;
    RoomSetup setup = m_room.setup();
    const auto same
        = [&handle](const QString& host) { return host.compare(handle, Qt::CaseInsensitive) == 0; };
    const QStringList before = setup.hosts;
    const bool isHost = std::any_of(before.begin(), before.end(), same);
    if (isHost)
        setup.hosts.removeIf(same);
    else
        setup.hosts << handle;
    m_room.setSetup(setup);
    setUndo(isHost ? tr("@%1 is no host here any more.").arg(handle)
                   : tr("@%1 is a host here.").arg(handle),
        [this, before] {
            RoomSetup again = m_room.setup();
            again.hosts = before;
            m_room.setSetup(again);
        });
}

void RoomActing::openMenu(FeedView* view, const PostPtr& post, const QPoint& at)
{
    const PostPtr copy = takeCopy(post);
    QMenu* menu = makePostMenu(copy, view, [this](const PostAction& action) { run(action); });
    m_acting->fillMenu(*menu, copy);
    fillRoomMenu(*menu, post);
    menu->popup(at);
}

void RoomActing::fillRoomMenu(QMenu& menu, const PostPtr& post)
{
    const RoomPost* found = m_room.find(post->id);
    if (!found)
        return;
    const auto add = [this, &menu](const QString& words, auto run) {
        connect(menu.addAction(words), &QAction::triggered, this, run);
    };
    menu.addSeparator();
    add(found->isStarred ? tr("Take the star off") : tr("Star, on this computer"),
        [this, post] { toggleStar(post); });
    add(tr("Move to a question …"), [this, post] { Q_EMIT moveWanted(post); });
    if (m_context.keepsakes)
        add(tr("Write a note …"), [this, post] { Q_EMIT noteWanted(post); });
    if (found->placement.isHidden())
        add(tr("Show in the room"), [this, post] { showHidden(post); });
    else
        add(tr("Hide in this room"), [this, post] { hide(post); });
    const QString handle = post->author.handle;
    add(found->isHost ? tr("@%1 is no host").arg(handle) : tr("@%1 is a host").arg(handle),
        [this, handle] { toggleHost(handle); });
}

} // namespace staffroom
