// What the sorter, the person and the pace make of the posts of a room: see RoomContent.
#include "core/room/room_content.h"

#include <algorithm>

namespace staffroom {

namespace {

/// The newer words of two copies of one post; what counts and who reads stay with the first.
PostPtr withWordsOf(const PostPtr& shown, const Post& newer)
{
    auto out = std::make_shared<Post>(*shown);
    out->text = newer.text;
    out->edited = newer.edited;
    out->tags = newer.tags;
    out->media = newer.media;
    out->contentWarning = newer.contentWarning;
    out->isSensitive = newer.isSensitive;
    out->language = newer.language;
    return out;
}

bool hasTag(const Post& post, const QString& hashtag)
{
    const QString wanted = foldTag(hashtag);
    const auto is = [&](const QString& tag) { return foldTag(tag) == wanted; };
    return std::any_of(post.tags.begin(), post.tags.end(), is)
        || std::any_of(post.text.spans.begin(), post.text.spans.end(), [&](const TextSpan& span) {
               return span.kind == TextSpan::Kind::Tag && is(span.label);
           });
}

bool contains(const std::vector<PostId>& ids, const RoomPost& post)
{
    return !ids.empty()
        && std::any_of(post.copies.begin(), post.copies.end(), [&](const PostCopy& copy) {
               return std::find(ids.begin(), ids.end(), copy.post->id) != ids.end();
           });
}

template <class T>
void addOnce(std::vector<T>& list, const T& value)
{
    if (std::find(list.begin(), list.end(), value) == list.end())
        list.push_back(value);
}

} // namespace

void RoomContent::setSetup(const RoomSetup& setup)
{
    m_setup = setup;
    m_sorter.setRules(chatRulesOf(setup));
    for (auto* one : m_order)
        refresh(*one);
    m_questionsChanged = true;
    m_isDirty = true;
    ++m_revision;
}

bool RoomContent::isOwnHandle(const QString& handle) const
{
    return !handle.isEmpty() && m_own.contains(handle.toLower());
}

bool RoomContent::isHost(const RoomItem& judged)
{
    bool out = false;
    for (const auto& copy : judged.post.copies) {
        const QString& handle = copy.post->author.handle;
        const bool is = m_sorter.isHost(handle);
        m_hosts.insert(handle, is);
        out = out || is;
    }
    return out;
}

// The shown copy.

int RoomContent::worth(const PostCopy& copy) const
{
    const auto at = size_t(copy.source);
    if (at >= m_setup.sources.size())
        return 0;
    const auto& source = m_setup.sources[at];
    int out = source.account.isEmpty() ? 0 : 1;
    if (m_setup.answersAs && source.service == m_setup.answersAs->service) {
        out += 2;
        if (understands(*m_setup.answersAs, copy.post->id))
            out += 4;
        if (source == *m_setup.answersAs)
            out += 8;
    }
    return out;
}

void RoomContent::showBest(RoomItem& shown)
{
    auto& copies = shown.post.copies;
    std::stable_sort(copies.begin(), copies.end(), [this](const PostCopy& a, const PostCopy& b) {
        return std::make_pair(-worth(a), a.source) < std::make_pair(-worth(b), b.source);
    });
    PostPtr best = copies.front().post;
    PostCounts counts = best->counts;
    const Post* newest = best.get();
    for (const auto& copy : copies) {
        if (copy.post->uri.isEmpty() || copy.post->uri != best->uri)
            continue;
        counts.replies = std::max(counts.replies, copy.post->counts.replies);
        counts.boosts = std::max(counts.boosts, copy.post->counts.boosts);
        counts.favourites = std::max(counts.favourites, copy.post->counts.favourites);
        if (copy.post->edited && (!newest->edited || *copy.post->edited > *newest->edited))
            newest = copy.post.get();
    }
    if (newest != best.get())
        best = withWordsOf(best, *newest);
    if (counts != best->counts) {
        auto counted = std::make_shared<Post>(*best);
        counted->counts = counts;
        best = std::move(counted);
    }
    auto& entry = shown.post.entry;
    if (entry.post == best)
        return;
    if (entry.post && *entry.post == *best) {
        entry.post = best;
        return;
    }
    entry.post = best;
    shown.author = best->author.handle.toLower();
    if (const auto known = m_persons.constFind(shown.author); known != m_persons.constEnd()) {
        shown.person = *known;
    } else {
        shown.person = int(m_persons.size());
        m_persons.insert(shown.author, shown.person);
    }
    shown.links.clear();
    for (const auto& span : best->text.spans) {
        if (span.kind == TextSpan::Kind::Link && !span.target.isEmpty())
            shown.links.emplace_back(span.target, QString());
    }
    if (best->card && !best->card->url.isEmpty()) {
        const auto same = std::find_if(shown.links.begin(), shown.links.end(),
            [&](const auto& link) { return link.first == best->card->url; });
        if (same == shown.links.end())
            shown.links.emplace_back(best->card->url, best->card->title);
        else
            same->second = best->card->title;
    }
    touch(shown);
}

void RoomContent::refresh(RoomItem& judged)
{
    showBest(judged);
    quint64 answers = 0;
    for (const auto& copy : judged.post.copies) {
        if (copy.post->inReplyTo && answers == 0)
            answers = m_byId.value(*copy.post->inReplyTo);
    }
    if (answers != judged.answers) {
        judged.answers = answers;
        touch(judged);
    }
    feedSorter(judged);
    judge(judged);
}

// The sorter.

void RoomContent::feedSorter(RoomItem& told)
{
    ChatPost post = chatPostOf(*told.post.entry.post, told.post.seen);
    post.id = told.post.entry.placeId;
    for (const auto& copy : told.post.copies) {
        // The person may be named as a host on one network only.
        const QString& handle = copy.post->author.handle;
        if (m_setup.hosts.contains(handle, Qt::CaseInsensitive)
            && !m_setup.hosts.contains(post.author, Qt::CaseInsensitive))
            post.author = handle;
    }
    if (told.answers != 0)
        post.inReplyTo = find(told.answers)->post.entry.placeId;
    if (post.quoteOf)
        post.quoteOf = known(*post.quoteOf);
    if (post == told.told)
        return;
    told.told = post;
    m_sorter.put(post);
    m_isDirty = true;
}

void RoomContent::renameInSorter(RoomItem& renamed, const PostId& id)
{
    const auto at = std::lower_bound(m_order.begin(), m_order.end(), &renamed,
        [](const RoomItem* a, const RoomItem* b) { return isOlder(*a, *b); });
    m_order.erase(std::find(at, m_order.end(), &renamed));
    m_sorter.remove(renamed.post.entry.placeId);
    renamed.post.entry.placeId = id;
    renamed.told = {};
    place(renamed);
    applyMarks(renamed);
    for (const auto* reply : repliesTo(renamed)) {
        if (reply != &renamed)
            feedSorter(*m_items.find(reply->post.key)->second);
    }
}

void RoomContent::takePlacements()
{
    const auto changes = m_sorter.takeChanges();
    m_questionsChanged = m_questionsChanged || changes.questions;
    for (const auto& id : changes.placed) {
        if (auto* one = item(id))
            judge(*one);
    }
    if (changes.questions)
        judgeNewHosts();
    if (std::exchange(m_stormsChanged, false))
        updateStorms();
}

/// Who takes over the asking becomes a host, in earlier posts too.
void RoomContent::judgeNewHosts()
{
    QSet<QString> changed;
    for (auto it = m_hosts.begin(); it != m_hosts.end(); ++it) {
        if (const bool is = m_sorter.isHost(it.key()); is != *it) {
            *it = is;
            changed.insert(it.key());
        }
    }
    if (changed.isEmpty())
        return;
    for (auto* one : m_order) {
        const auto& copies = one->post.copies;
        if (std::any_of(copies.begin(), copies.end(),
                [&](const PostCopy& copy) { return changed.contains(copy.post->author.handle); }))
            judge(*one);
    }
}

void RoomContent::judge(RoomItem& judged)
{
    auto& post = judged.post;
    const auto before = std::make_tuple(post.isHost, post.isOwn, post.isToMe, post.isStarred,
        post.isMoved, post.hasNoTag, post.placement.storm);
    if (const auto* placement = m_sorter.placement(post.entry.placeId);
        placement && *placement != post.placement) {
        m_stormsChanged = m_stormsChanged || placement->storm != 0 || post.placement.storm != 0;
        post.placement = *placement;
        const quint64 original = placement->copyOf ? m_byId.value(*placement->copyOf) : quint64(0);
        if (const quint64 old = m_copyOf.value(post.key); old != original) {
            const auto count = [this](quint64 key, int by) {
                if (const auto it = m_items.find(key); it != m_items.end()) {
                    it->second->post.textCopies += by;
                    touch(*it->second);
                }
            };
            count(old, -1);
            count(original, 1);
            if (original == 0)
                m_copyOf.remove(post.key);
            else
                m_copyOf.insert(post.key, original);
        }
        touch(judged);
    }
    const Post& shown = *post.entry.post;
    post.isHost = isHost(judged);
    post.isOwn = std::any_of(post.copies.begin(), post.copies.end(), [this](const PostCopy& copy) {
        return copy.post->isOwn || isOwnHandle(copy.post->author.handle);
    });
    const auto* answered = judged.answers != 0 ? find(judged.answers) : nullptr;
    const bool namesMe = std::any_of(
        shown.text.spans.begin(), shown.text.spans.end(), [this](const TextSpan& span) {
            return span.kind == TextSpan::Kind::Mention && isOwnHandle(span.label);
        });
    post.isToMe = !post.isOwn
        && (namesMe || isOwnHandle(shown.inReplyToHandle) || (answered && answered->post.isOwn));
    post.isStarred = contains(m_marks.starred, post);
    post.isMoved = m_sorter.isMoved(post.entry.placeId);
    post.hasNoTag = !judged.cameByTag && !hasTag(shown, m_setup.hashtag);
    const auto after = std::make_tuple(post.isHost, post.isOwn, post.isToMe, post.isStarred,
        post.isMoved, post.hasNoTag, post.placement.storm);
    if (before != after)
        touch(judged);
    if (post.isWaiting) {
        // What gets no row of its own need not wait for one.
        if (post.placement.isHidden() || post.placement.copyOf || post.isOwn)
            showNow({post.key});
        else
            m_pacer.put({post.key, post.entry.time,
                            post.isHost || post.isToMe || post.placement.isQuestion},
                Millis(0));
    }
}

void RoomContent::updateStorms()
{
    for (auto it = m_storms.begin(); it != m_storms.end(); ++it) {
        if (const auto known = m_items.find(it->leader); known != m_items.end())
            known->second->post.storm = 0;
    }
    const auto before = std::exchange(m_storms, {});
    for (const auto& storm : m_sorter.storms()) {
        for (const auto& id : storm.posts) {
            auto* leader = item(id);
            if (!leader)
                continue;
            leader->post.storm = storm.id;
            m_storms.insert(storm.id, {leader->post.key});
            touch(*leader);
            break;
        }
    }
    for (auto it = before.begin(); it != before.end(); ++it) {
        if (const auto known = m_items.find(it->leader);
            known != m_items.end() && known->second->post.storm == 0)
            touch(*known->second);
    }
}

// Marks.

void RoomContent::applyMarks(const RoomItem& marked)
{
    const auto& id = marked.post.entry.placeId;
    for (const auto& move : m_marks.moves) {
        if (contains({move.post}, marked.post))
            m_sorter.move(id, move.question);
    }
    if (contains(m_marks.hidden, marked.post))
        m_sorter.hide(id);
    if (contains(m_marks.shown, marked.post))
        m_sorter.show(id);
}

void RoomContent::move(const PostId& wanted, std::optional<int> question)
{
    const PostId id = known(wanted);
    std::erase_if(
        m_marks.moves, [&](const RoomMarks::Move& move) { return known(move.post) == id; });
    m_marks.moves.push_back({id, question});
    m_sorter.move(id, question);
    m_isDirty = true;
}

void RoomContent::unmove(const PostId& wanted)
{
    const PostId id = known(wanted);
    std::erase_if(
        m_marks.moves, [&](const RoomMarks::Move& move) { return known(move.post) == id; });
    m_sorter.unmove(id);
    m_isDirty = true;
}

void RoomContent::hide(const PostId& wanted)
{
    const PostId id = known(wanted);
    std::erase_if(m_marks.shown, [&](const PostId& one) { return known(one) == id; });
    addOnce(m_marks.hidden, id);
    m_sorter.hide(id);
    m_isDirty = true;
}

void RoomContent::show(const PostId& wanted)
{
    const PostId id = known(wanted);
    std::erase_if(m_marks.hidden, [&](const PostId& one) { return known(one) == id; });
    addOnce(m_marks.shown, id);
    m_sorter.show(id);
    m_isDirty = true;
}

void RoomContent::showAuthor(const QString& handle)
{
    if (!m_marks.shownAuthors.contains(handle, Qt::CaseInsensitive))
        m_marks.shownAuthors << handle;
    m_sorter.showAuthor(handle);
    m_isDirty = true;
}

void RoomContent::star(const PostId& wanted, bool isOn)
{
    const PostId id = known(wanted);
    std::erase_if(m_marks.starred, [&](const PostId& one) { return known(one) == id; });
    if (isOn)
        m_marks.starred.push_back(id);
    if (auto* starred = item(id))
        judge(*starred);
}

void RoomContent::setReadUpTo(int question, Timestamp upTo)
{
    const auto known = std::find_if(m_marks.readUpTo.begin(), m_marks.readUpTo.end(),
        [question](const auto& mark) { return mark.first == question; });
    if (known == m_marks.readUpTo.end())
        m_marks.readUpTo.emplace_back(question, upTo);
    else
        known->second = std::max(known->second, upTo);
    ++m_revision;
}

Timestamp RoomContent::readUpTo(int question) const
{
    for (const auto& [number, upTo] : m_marks.readUpTo) {
        if (number == question)
            return upTo;
    }
    return {};
}

void RoomContent::setReplyRead(const PostId& wanted)
{
    auto* read = item(wanted);
    if (!read || contains(m_marks.repliesRead, read->post))
        return;
    m_marks.repliesRead.push_back(read->post.entry.placeId);
    touch(*read);
}

bool RoomContent::isReplyRead(const RoomPost& post) const
{
    return contains(m_marks.repliesRead, post);
}

// Pace.

void RoomContent::pace(RoomItem& paced, bool mayWait, Millis now)
{
    auto& post = paced.post;
    const bool isExempt
        = !mayWait || post.isOwn || post.placement.isHidden() || post.placement.copyOf;
    if (isExempt)
        return;
    const bool isFirst = post.isHost || post.isToMe || post.placement.isQuestion;
    post.isWaiting = !m_pacer.put({post.key, post.entry.time, isFirst}, now);
}

void RoomContent::showNow(const std::vector<quint64>& keys)
{
    for (const quint64 key : keys) {
        m_pacer.remove(key);
        const auto it = m_items.find(key);
        if (it == m_items.end() || !it->second->post.isWaiting)
            continue;
        it->second->post.isWaiting = false;
        touch(*it->second);
    }
}

void RoomContent::setPace(const PaceSetting& setting, Millis now)
{
    m_pacer.setSetting(setting, now);
    takeDue(now);
}

void RoomContent::takeDue(Millis now)
{
    showNow(m_pacer.take(now));
}

void RoomContent::release(std::optional<int> question)
{
    takePlacements();
    if (!question) {
        showNow(m_pacer.release());
        return;
    }
    showNow(m_pacer.release([&](quint64 key) {
        const auto* one = find(key);
        if (!one)
            return false;
        const auto& placement = one->post.placement;
        return placement.question == question
            || std::find(placement.also.begin(), placement.also.end(), *question)
            != placement.also.end();
    }));
}

} // namespace staffroom
