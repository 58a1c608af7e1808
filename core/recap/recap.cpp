#include "core/recap/recap.h"

#include "core/recap/keepsake.h"
#include "core/recap/recap_names.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <map>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isPrivate(const Post& post)
{
    return post.visibility == Visibility::Followers || post.visibility == Visibility::Direct;
}

/// The copy that may be taken home with its words, if there is one.
PostPtr leavingOf(const RecapSource::Item& item)
{
    if (!item.post->terms) {
        if (!item.post->quote || !item.post->quote->post || !item.post->quote->post->terms)
            return item.post;
        auto out = std::make_shared<Post>(*item.post);
        out->quote = Quote{};
        return out;
    }
    const auto free = std::find_if(item.copies.begin(), item.copies.end(),
        [](const PostPtr& copy) { return !copy->terms && copy->visibility == Visibility::Public; });
    return exportable(free == item.copies.end() ? item.post : *free);
}

QString lettersOf(const QString& text)
{
    QString out;
    for (const QChar c : text) {
        if (c.isLetterOrNumber())
            out += c.toCaseFolded();
    }
    return out;
}

class Maker {
public:
    Maker(const RecapSource& source, const RecapChoice& choice, const RecapWords& words)
        : m_source(source)
        , m_choice(choice)
        , m_names(words)
    {
    }

    Recap make()
    {
        m_out.title = m_source.title;
        m_out.hashtag = m_source.hashtag;
        m_out.choice = m_choice;
        m_out.isDated = m_source.isDated;
        takePosts();
        takeQuestions();
        takeRest();
        takeLinks();
        takePeople();
        if (m_choice.withoutNames)
            removeNames();
        return std::move(m_out);
    }

private:
    void takePosts();
    void takeQuestions();
    void takeWords(ChatQuestion& question) const;
    void takeRest();
    void takeLinks();
    void addLink(const RecapPost& post, const QUrl& url, const QString& title);
    void takePeople();
    void removeNames();
    bool isChosen(const RecapPost& post) const { return !m_choice.onlyStarred || post.isStarred; }

    const RecapSource& m_source;
    const RecapChoice& m_choice;
    RecapNames m_names;
    Recap m_out;
    QHash<PostId, size_t> m_places;
    QSet<size_t> m_bound; ///< whose own words may not leave, whatever stands in their place
    QHash<QString, size_t> m_linkPlaces;
};

void Maker::takePosts()
{
    std::vector<const RecapSource::Item*> items;
    for (const auto& item : m_source.items) {
        if (isPrivate(*item.post))
            ++m_out.leftOut.notPublic;
        else
            items.push_back(&item);
    }
    std::stable_sort(items.begin(), items.end(),
        [](const auto* a, const auto* b) { return a->post->created < b->post->created; });
    for (const auto* item : items) {
        const Placement* placement = m_source.sorter->placement(item->post->id);
        if (!placement)
            continue;
        RecapPost post;
        post.post = leavingOf(*item);
        post.id = post.post->id.remote;
        post.place = item->place;
        post.placement = *placement;
        post.isHost = !post.isBare() && m_source.sorter->isHost(post.post->author.handle);
        post.isStarred = item->isStarred;
        post.isOwn = item->isOwn;
        post.answers = post.post->inReplyToHandle;
        for (const PostPtr& copy : item->copies) {
            if (copy->id != post.post->id && !copy->url.isEmpty())
                post.elsewhere.push_back(copy->url);
        }
        const bool isOpen = item->post->visibility == Visibility::Public;
        m_out.leftOut.notPublic += !isOpen;
        m_out.leftOut.hidden += isOpen && placement->isHidden();
        m_out.leftOut.copies += isOpen && !placement->isHidden() && placement->copyOf.has_value();
        post.isShown = isOpen && !placement->isHidden() && !placement->copyOf;
        // The address names its author, and is all there is.
        const bool saysNothing
            = post.isBare() && (m_choice.withoutNames || post.post->url.isEmpty());
        m_out.leftOut.bare += post.isShown && saysNothing;
        post.isShown = post.isShown && !saysNothing;
        if (!post.isBare())
            m_names.meet(post.post->author);
        m_places.insert(item->post->id, m_out.posts.size());
        for (const PostPtr& copy : item->copies)
            m_places.insert(copy->id, m_out.posts.size());
        if (item->post->terms)
            m_bound.insert(m_out.posts.size());
        m_out.posts.push_back(std::move(post));
    }
    for (RecapPost& post : m_out.posts) {
        if (!post.isBare() && post.answers.isEmpty() && post.post->inReplyTo) {
            const auto parent = m_places.constFind(*post.post->inReplyTo);
            if (parent != m_places.cend())
                post.answers = m_out.posts[*parent].post->author.handle;
        }
        if (!post.isShown)
            continue;
        if (m_out.first == Timestamp{})
            m_out.first = post.post->created;
        m_out.last = post.post->created;
    }
    m_out.begin = m_source.begin ? *m_source.begin
        : m_out.posts.empty()    ? Timestamp{}
                                 : m_out.posts.front().post->created;
}

void Maker::takeQuestions()
{
    for (const ChatQuestion& asked : m_source.sorter->questions()) {
        RecapQuestion question;
        question.question = asked;
        for (const PostId& id : asked.posts) {
            const auto place = m_places.constFind(id);
            const bool isNew = place != m_places.cend() && m_out.posts[*place].isShown
                && std::find(question.asking.begin(), question.asking.end(), *place)
                    == question.asking.end();
            if (isNew)
                question.asking.push_back(*place);
        }
        takeWords(question.question);
        m_out.questions.push_back(std::move(question));
    }
    std::map<int, RecapQuestion*> byNumber;
    for (RecapQuestion& question : m_out.questions)
        byNumber[question.question.number] = &question;
    for (size_t i = 0; i < m_out.posts.size(); ++i) {
        const RecapPost& post = m_out.posts[i];
        const bool isAnswer = post.isShown && post.placement.question && !post.placement.isQuestion;
        if (!isAnswer || !isChosen(post))
            continue;
        if (const auto it = byNumber.find(*post.placement.question); it != byNumber.end())
            it->second->answers.push_back(i);
    }
}

/// The words of a question are those of one of the posts that ask it, and go where that goes.
void Maker::takeWords(ChatQuestion& question) const
{
    const RecapPost* bound = nullptr; // the first whose words may be those and may not leave
    const QString words = lettersOf(question.text);
    for (const PostId& id : question.posts) {
        const auto place = m_places.constFind(id);
        if (place == m_places.cend())
            continue;
        const RecapPost& asking = m_out.posts[*place];
        if (!bound && m_bound.contains(*place))
            bound = &asking;
        if (asking.isBare())
            continue;
        const auto& media = asking.post->media;
        const bool saysSo = lettersOf(asking.post->text.text).contains(words)
            || std::any_of(media.begin(), media.end(),
                [&](const Media& one) { return lettersOf(one.alt).contains(words); });
        if (saysSo)
            return;
    }
    if (!bound || !question.hasText)
        return;
    const bool isSilent = bound->isBare() && m_choice.withoutNames;
    question.text = isSilent ? QString() : bound->post->text.text.simplified();
    question.language = bound->post->language;
    question.isFromAlt = false;
}

void Maker::takeRest()
{
    QHash<int, bool> isAsked;
    for (const RecapQuestion& question : m_out.questions)
        isAsked.insert(question.question.number, true);
    for (size_t i = 0; i < m_out.posts.size(); ++i) {
        const RecapPost& post = m_out.posts[i];
        if (!post.isShown)
            continue;
        if (post.isStarred)
            m_out.starred.push_back(i);
        const auto& number = post.placement.question;
        const bool isUnder = number && isAsked.contains(*number);
        if (!isUnder && m_choice.withUnplaced && isChosen(post))
            m_out.others.push_back(i);
    }
}

void Maker::addLink(const RecapPost& post, const QUrl& url, const QString& title)
{
    const QString page = shelfIdOf(url);
    const auto known = m_linkPlaces.constFind(page);
    if (known != m_linkPlaces.cend()) {
        RecapLink& link = m_out.links[*known];
        ++link.times;
        if (!title.isEmpty() && link.title == link.url.toDisplayString())
            link.title = title;
        return;
    }
    m_linkPlaces.insert(page, m_out.links.size());
    RecapLink link;
    link.url = url;
    link.title = title.isEmpty() ? url.toDisplayString() : title;
    link.by = post.post->author.handle;
    link.question = post.placement.question;
    m_out.links.push_back(std::move(link));
}

void Maker::takeLinks()
{
    for (const RecapPost& post : m_out.posts) {
        if (!post.isShown || post.isBare())
            continue;
        const auto& card = post.post->card;
        QSet<QString> ofPost;
        for (const TextSpan& span : post.post->text.spans) {
            if (span.kind != TextSpan::Kind::Link || ofPost.contains(shelfIdOf(span.target)))
                continue;
            ofPost.insert(shelfIdOf(span.target));
            const bool hasCard = card && shelfIdOf(card->url) == shelfIdOf(span.target);
            addLink(post, span.target, hasCard ? card->title : QString());
        }
        if (card && !card->url.isEmpty() && !ofPost.contains(shelfIdOf(card->url)))
            addLink(post, card->url, card->title);
    }
}

void Maker::takePeople()
{
    QHash<QString, size_t> places;
    for (const RecapPost& post : m_out.posts) {
        if (!post.isShown || post.isBare())
            continue;
        const Author& author = post.post->author;
        const QString key = author.handle.toLower();
        if (!places.contains(key)) {
            places.insert(key, m_out.people.size());
            m_out.people.push_back({author.name.text, author.handle, author.url, 0, post.isHost});
        }
        ++m_out.people[places.value(key)].posts;
    }
    std::stable_partition(m_out.people.begin(), m_out.people.end(),
        [](const RecapPerson& person) { return person.isHost; });
}

void Maker::removeNames()
{
    for (size_t i = 0; i < m_out.posts.size(); ++i) {
        RecapPost& post = m_out.posts[i];
        if (!post.answers.isEmpty())
            post.answers = m_names.nameOf(post.answers);
        post.post = m_names.without(*post.post);
        post.id = QString::number(i + 1);
        post.elsewhere.clear();
    }
    for (RecapQuestion& question : m_out.questions)
        question.question.text = m_names.without(question.question.text);
    for (RecapLink& link : m_out.links) {
        link.by = m_names.nameOf(link.by);
        link.title = m_names.without(link.title);
    }
    for (RecapPerson& person : m_out.people) {
        person.handle = m_names.nameOf(person.handle);
        person.name.clear();
        person.url.clear();
    }
}

} // namespace

Recap makeRecap(const RecapSource& source, const RecapChoice& choice, const RecapWords& words)
{
    return Maker(source, choice, words).make();
}

} // namespace staffroom
