#include "core/transcript/standing_posts.h"

#include <QHash>

#include <algorithm>

namespace staffroom::transcript {

using namespace Qt::Literals::StringLiterals;

namespace {

PostId idOf(const QString& remote)
{
    return {{u"practice"_s}, {}, remote};
}

struct Standing {
    Post post;
    Timestamp seen{};
    QString place;
    bool isGone = false;
};

Standing standingOf(const Event& event, const SaidPost& said, Timestamp begin)
{
    Standing out;
    out.post = said.post;
    out.post.created = begin + said.created;
    if (out.post.poll && said.pollCloses)
        out.post.poll->closes = begin + *said.pollCloses;
    if (!said.inReplyTo.isEmpty())
        out.post.inReplyTo = idOf(said.inReplyTo);
    if (!said.quoteOf.isEmpty())
        out.post.quote = Quote{};
    out.seen = begin + event.at;
    out.place = said.service;
    return out;
}

void edit(Standing& standing, const SaidEdit& edit, Timestamp at)
{
    standing.post.text = edit.text;
    standing.post.tags = edit.tags;
    standing.post.edited = at;
    if (edit.media)
        standing.post.media = *edit.media;
}

} // namespace

std::vector<StandingPost> standingPosts(const Transcript& transcript, Timestamp begin)
{
    std::vector<Standing> all;
    std::vector<QString> quotes;
    QHash<QString, size_t> places;
    for (const auto& event : transcript.events) {
        if (const auto* said = std::get_if<SaidPost>(&event.what)) {
            if (said->seenVia == SeenVia::Home || places.contains(event.id))
                continue;
            places.insert(event.id, all.size());
            all.push_back(standingOf(event, *said, begin));
            quotes.push_back(said->quoteOf);
        } else if (const auto* edited = std::get_if<SaidEdit>(&event.what)) {
            if (const auto place = places.constFind(edited->target); place != places.constEnd())
                edit(all[*place], *edited, begin + event.at);
        } else if (const auto* deleted = std::get_if<SaidDelete>(&event.what)) {
            if (const auto place = places.constFind(deleted->target); place != places.constEnd())
                all[*place].isGone = true;
        }
    }
    std::vector<PostPtr> posts;
    for (const auto& standing : all)
        posts.push_back(std::make_shared<const Post>(standing.post));
    std::vector<StandingPost> out;
    for (size_t i = 0; i < all.size(); ++i) {
        if (all[i].isGone)
            continue;
        PostPtr post = posts[i];
        const auto quoted = places.constFind(quotes[i]);
        if (quoted != places.constEnd() && !all[*quoted].isGone) {
            auto quoting = std::make_shared<Post>(*post);
            quoting->quote = Quote{Quote::State::Shown, posts[*quoted]};
            post = std::move(quoting);
        }
        out.push_back({std::move(post), all[i].seen, all[i].place});
    }
    return out;
}

QString commonTag(const Transcript& transcript)
{
    QHash<QString, int> counts;
    QHash<QString, QString> written;
    QString best;
    for (const auto& event : transcript.events) {
        const auto* said = std::get_if<SaidPost>(&event.what);
        if (!said)
            continue;
        for (const auto& tag : said->post.tags) {
            const QString folded = tag.toLower();
            if (!written.contains(folded))
                written.insert(folded, tag);
            if (++counts[folded] > counts.value(best))
                best = folded;
        }
    }
    return written.value(best);
}

} // namespace staffroom::transcript
