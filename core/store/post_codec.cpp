#include "core/store/post_codec.h"

#include <QCborArray>
#include <QCborMap>
#include <QCborValue>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kVersion = 1;

// Keys are part of the file format: never change or reuse a number.
namespace key {
enum Id { Service = 0, Server = 1, Remote = 2 };
enum Text { Plain = 0, Spans = 1 };
enum Span { Kind = 0, Start = 1, Length = 2, Target = 3, Label = 4 };
enum Author {
    AuthorId = 0,
    Handle = 1,
    Name = 2,
    Avatar = 3,
    Page = 4,
    Bot = 5,
    Locked = 6,
    Verified = 7,
};
enum Media { Type = 0, Url = 1, Preview = 2, Alt = 3, Width = 4, Height = 5, Blurhash = 6 };
enum Poll {
    PollId = 0,
    Options = 1,
    Closes = 2,
    Closed = 3,
    Multiple = 4,
    Votes = 5,
    Voters = 6,
    HasVoted = 7,
    OwnVotes = 8,
};
enum Card { Address = 0, Title = 1, Description = 2, Provider = 3, Image = 4, ImageHash = 5 };
enum Quote { State = 0, Quoted = 1 };
enum Boost { Wrapper = 0, By = 1, At = 2, ReasonKind = 3 };
enum Viewer { HasFavourited = 0, HasBoosted = 1, HasBookmarked = 2, HasMuted = 3 };
enum Post {
    Version = 0,
    PostId = 1,
    Uri = 2,
    PostUrl = 3,
    PostAuthor = 4,
    Created = 5,
    Edited = 6,
    Body = 7,
    Warning = 8,
    Sensitive = 9,
    Language = 10,
    Tags = 11,
    ReplyTo = 12,
    ReplyHandle = 13,
    Attachments = 14,
    PostPoll = 15,
    PostCard = 16,
    PostQuote = 17,
    PostVisibility = 18,
    Replies = 19,
    Boosts = 20,
    Favourites = 21,
    Application = 22,
    ViewerMarks = 23,
    Own = 24,
    RepliesClosed = 25,
    QuotesClosed = 26,
    TermsOf = 27,
    KeepUntil = 28,
};
} // namespace key

class Writer {
public:
    void put(int key, const QString& value)
    {
        if (!value.isEmpty())
            m_map[qint64(key)] = value;
    }
    void put(int key, const QUrl& value)
    {
        if (!value.isEmpty())
            m_map[qint64(key)] = value.toString(QUrl::FullyEncoded);
    }
    void put(int key, qint64 value)
    {
        if (value != 0)
            m_map[qint64(key)] = value;
    }
    void put(int key, int value) { put(key, qint64(value)); }
    void put(int key, bool value)
    {
        if (value)
            m_map[qint64(key)] = true;
    }
    void put(int key, const QCborMap& value)
    {
        if (!value.isEmpty())
            m_map[qint64(key)] = value;
    }
    void put(int key, const QCborArray& value)
    {
        if (!value.isEmpty())
            m_map[qint64(key)] = value;
    }
    /// Also when it is zero.
    void putAlways(int key, qint64 value) { m_map[qint64(key)] = value; }
    const QCborMap& map() const { return m_map; }

private:
    QCborMap m_map;
};

QString string(const QCborMap& map, int key)
{
    return map.value(key).toString();
}
QUrl url(const QCborMap& map, int key)
{
    const QString text = map.value(key).toString();
    return text.isEmpty() ? QUrl() : QUrl(text, QUrl::StrictMode);
}
int number(const QCborMap& map, int key)
{
    return int(map.value(key).toInteger());
}
bool flag(const QCborMap& map, int key)
{
    return map.value(key).toBool();
}

template <class Enum>
Enum enumeration(const QCborMap& map, int key, Enum last, Enum fallback)
{
    const auto value = map.value(key).toInteger(qint64(fallback));
    return value >= 0 && value <= qint64(last) ? Enum(value) : fallback;
}

template <class AnyId>
QCborMap encodeId(const AnyId& id)
{
    Writer out;
    out.put(key::Service, id.service.value);
    out.put(key::Server, id.server);
    out.put(key::Remote, id.remote);
    return out.map();
}

template <class AnyId>
AnyId decodeId(const QCborMap& map)
{
    return {{string(map, key::Service)}, string(map, key::Server), string(map, key::Remote)};
}

QCborMap encodeText(const RichText& text)
{
    Writer out;
    out.put(key::Plain, text.text);
    QCborArray spans;
    for (const auto& span : text.spans) {
        Writer one;
        one.put(key::Kind, int(span.kind));
        one.put(key::Start, span.start);
        one.put(key::Length, span.length);
        one.put(key::Target, span.target);
        one.put(key::Label, span.label);
        spans.append(one.map());
    }
    out.put(key::Spans, spans);
    return out.map();
}

RichText decodeText(const QCborMap& map)
{
    RichText text;
    text.text = string(map, key::Plain);
    const auto spans = map.value(key::Spans).toArray();
    for (const auto& value : spans) {
        const auto one = value.toMap();
        const auto kind = one.value(key::Kind).toInteger();
        TextSpan span;
        span.start = number(one, key::Start);
        span.length = number(one, key::Length);
        // A kind of a later version, or a span that points outside, is only decoration lost.
        if (kind < 0 || kind > qint64(TextSpan::Kind::Quote) || span.start < 0 || span.length < 0
            || qint64(span.start) + span.length > text.text.size())
            continue;
        span.kind = TextSpan::Kind(kind);
        span.target = url(one, key::Target);
        span.label = string(one, key::Label);
        text.spans.push_back(std::move(span));
    }
    return text;
}

QCborMap encodeAuthor(const Author& author)
{
    Writer out;
    out.put(key::AuthorId, encodeId(author.id));
    out.put(key::Handle, author.handle);
    out.put(key::Name, encodeText(author.name));
    out.put(key::Avatar, author.avatar);
    out.put(key::Page, author.url);
    out.put(key::Bot, author.isBot);
    out.put(key::Locked, author.isLocked);
    out.put(key::Verified, author.isVerified);
    return out.map();
}

Author decodeAuthor(const QCborMap& map)
{
    Author author;
    author.id = decodeId<AccountId>(map.value(key::AuthorId).toMap());
    author.handle = string(map, key::Handle);
    author.name = decodeText(map.value(key::Name).toMap());
    author.avatar = url(map, key::Avatar);
    author.url = url(map, key::Page);
    author.isBot = flag(map, key::Bot);
    author.isLocked = flag(map, key::Locked);
    author.isVerified = flag(map, key::Verified);
    return author;
}

QCborMap encodeMedia(const Media& media)
{
    Writer out;
    out.putAlways(key::Type, int(media.kind));
    out.put(key::Url, media.url);
    out.put(key::Preview, media.preview);
    out.put(key::Alt, media.alt);
    if (media.size.isValid()) {
        out.putAlways(key::Width, media.size.width());
        out.putAlways(key::Height, media.size.height());
    }
    out.put(key::Blurhash, media.blurhash);
    return out.map();
}

Media decodeMedia(const QCborMap& map)
{
    Media media;
    media.kind = enumeration(map, key::Type, Media::Kind::Unknown, Media::Kind::Unknown);
    media.url = url(map, key::Url);
    media.preview = url(map, key::Preview);
    media.alt = string(map, key::Alt);
    if (map.contains(key::Width))
        media.size = QSize(number(map, key::Width), number(map, key::Height));
    media.blurhash = string(map, key::Blurhash);
    return media;
}

QCborMap encodePoll(const Poll& poll)
{
    Writer out;
    out.put(key::PollId, poll.id);
    QCborArray options;
    for (const auto& option : poll.options) {
        QCborArray one{option.title};
        if (option.votes)
            one.append(*option.votes);
        options.append(one);
    }
    out.put(key::Options, options);
    if (poll.closes)
        out.putAlways(key::Closes, toMs(*poll.closes));
    out.put(key::Closed, poll.isClosed);
    out.put(key::Multiple, poll.isMultiple);
    out.put(key::Votes, poll.votes);
    if (poll.voters)
        out.putAlways(key::Voters, *poll.voters);
    out.put(key::HasVoted, poll.hasVoted);
    QCborArray own;
    for (const int choice : poll.ownVotes)
        own.append(choice);
    out.put(key::OwnVotes, own);
    return out.map();
}

Poll decodePoll(const QCborMap& map)
{
    Poll poll;
    poll.id = string(map, key::PollId);
    const auto options = map.value(key::Options).toArray();
    for (const auto& value : options) {
        const auto one = value.toArray();
        PollOption option;
        option.title = one.at(0).toString();
        if (one.size() > 1)
            option.votes = int(one.at(1).toInteger());
        poll.options.push_back(std::move(option));
    }
    if (map.contains(key::Closes))
        poll.closes = timestampFromMs(map.value(key::Closes).toInteger());
    poll.isClosed = flag(map, key::Closed);
    poll.isMultiple = flag(map, key::Multiple);
    poll.votes = number(map, key::Votes);
    if (map.contains(key::Voters))
        poll.voters = number(map, key::Voters);
    poll.hasVoted = flag(map, key::HasVoted);
    const auto own = map.value(key::OwnVotes).toArray();
    for (const auto& value : own) {
        const auto choice = value.toInteger(-1);
        if (choice >= 0 && choice < qint64(poll.options.size()))
            poll.ownVotes.push_back(int(choice));
    }
    return poll;
}

QCborMap encodeViewer(const ViewerMarks& marks)
{
    Writer out;
    // Also when nothing was done: that is known then. Without the marks it is not.
    out.putAlways(key::HasFavourited, marks.isFavourited ? 1 : 0);
    out.put(key::HasBoosted, marks.isBoosted);
    out.put(key::HasBookmarked, marks.isBookmarked);
    out.put(key::HasMuted, marks.isMuted);
    return out.map();
}

ViewerMarks decodeViewer(const QCborMap& map)
{
    return {number(map, key::HasFavourited) != 0, flag(map, key::HasBoosted),
        flag(map, key::HasBookmarked), flag(map, key::HasMuted)};
}

QCborMap encodeCard(const LinkCard& card)
{
    Writer out;
    out.put(key::Address, card.url);
    out.put(key::Title, card.title);
    out.put(key::Description, card.description);
    out.put(key::Provider, card.provider);
    out.put(key::Image, card.image);
    out.put(key::ImageHash, card.blurhash);
    return out.map();
}

LinkCard decodeCard(const QCborMap& map)
{
    return {url(map, key::Address), string(map, key::Title), string(map, key::Description),
        string(map, key::Provider), url(map, key::Image), string(map, key::ImageHash)};
}

QCborMap encodeMap(const Post& post, bool isNested);
Result<PostPtr> decodeMap(const QCborMap& map, bool isNested);

QCborMap encodeQuote(const Quote& quote)
{
    Writer out;
    out.putAlways(key::State, int(quote.state));
    if (quote.post)
        out.put(key::Quoted, encodeMap(*quote.post, true));
    return out.map();
}

Quote decodeQuote(const QCborMap& map)
{
    Quote quote;
    quote.state
        = enumeration(map, key::State, Quote::State::Unavailable, Quote::State::Unavailable);
    if (map.contains(key::Quoted)) {
        if (auto post = decodeMap(map.value(key::Quoted).toMap(), true))
            quote.post = *post;
    }
    if (quote.state == Quote::State::Shown && !quote.post)
        quote.state = Quote::State::Unavailable;
    return quote;
}

QCborMap encodeMap(const Post& post, bool isNested)
{
    Writer out;
    if (!isNested)
        out.putAlways(key::Version, kVersion);
    out.put(key::PostId, encodeId(post.id));
    out.put(key::Uri, post.uri);
    out.put(key::PostUrl, post.url);
    out.put(key::PostAuthor, encodeAuthor(post.author));
    out.putAlways(key::Created, toMs(post.created));
    if (post.edited)
        out.putAlways(key::Edited, toMs(*post.edited));
    out.put(key::Body, encodeText(post.text));
    out.put(key::Warning, post.contentWarning);
    out.put(key::Sensitive, post.isSensitive);
    out.put(key::Language, post.language);
    out.put(key::Tags, QCborArray::fromStringList(post.tags));
    if (post.inReplyTo)
        out.put(key::ReplyTo, encodeId(*post.inReplyTo));
    out.put(key::ReplyHandle, post.inReplyToHandle);
    QCborArray media;
    for (const auto& one : post.media)
        media.append(encodeMedia(one));
    out.put(key::Attachments, media);
    if (post.poll)
        out.put(key::PostPoll, encodePoll(*post.poll));
    if (post.card)
        out.put(key::PostCard, encodeCard(*post.card));
    if (post.quote && !isNested)
        out.put(key::PostQuote, encodeQuote(*post.quote));
    out.put(key::PostVisibility, int(post.visibility));
    out.put(key::Replies, post.counts.replies);
    out.put(key::Boosts, post.counts.boosts);
    out.put(key::Favourites, post.counts.favourites);
    out.put(key::Application, post.application);
    if (post.viewer)
        out.put(key::ViewerMarks, encodeViewer(*post.viewer));
    out.put(key::Own, post.isOwn);
    out.put(key::RepliesClosed, post.repliesClosed);
    out.put(key::QuotesClosed, post.quotesClosed);
    if (post.terms) {
        out.put(key::TermsOf, post.terms->network);
        out.putAlways(key::KeepUntil, toMs(post.terms->keepUntil));
    }
    // A delivery is the outbox's to keep.
    return out.map();
}

Result<PostPtr> decodeMap(const QCborMap& map, bool isNested)
{
    if (!isNested && !map.value(key::Version).isInteger())
        return fail(Error::Kind::Storage, u"a stored post has no version"_s);
    auto post = std::make_shared<Post>();
    post->id = decodeId<staffroom::PostId>(map.value(key::PostId).toMap());
    if (post->id.isEmpty())
        return fail(Error::Kind::Storage, u"a stored post has no id"_s);
    post->uri = string(map, key::Uri);
    post->url = url(map, key::PostUrl);
    post->author = decodeAuthor(map.value(key::PostAuthor).toMap());
    post->created = timestampFromMs(map.value(key::Created).toInteger());
    if (map.contains(key::Edited))
        post->edited = timestampFromMs(map.value(key::Edited).toInteger());
    post->text = decodeText(map.value(key::Body).toMap());
    post->contentWarning = string(map, key::Warning);
    post->isSensitive = flag(map, key::Sensitive);
    post->language = string(map, key::Language);
    const auto tags = map.value(key::Tags).toArray();
    for (const auto& tag : tags)
        post->tags << tag.toString();
    if (map.contains(key::ReplyTo))
        post->inReplyTo = decodeId<staffroom::PostId>(map.value(key::ReplyTo).toMap());
    post->inReplyToHandle = string(map, key::ReplyHandle);
    const auto media = map.value(key::Attachments).toArray();
    for (const auto& one : media)
        post->media.push_back(decodeMedia(one.toMap()));
    if (map.contains(key::PostPoll))
        post->poll = decodePoll(map.value(key::PostPoll).toMap());
    if (map.contains(key::PostCard))
        post->card = decodeCard(map.value(key::PostCard).toMap());
    if (map.contains(key::PostQuote) && !isNested)
        post->quote = decodeQuote(map.value(key::PostQuote).toMap());
    post->visibility
        = enumeration(map, key::PostVisibility, Visibility::Direct, Visibility::Public);
    post->counts
        = {number(map, key::Replies), number(map, key::Boosts), number(map, key::Favourites)};
    post->application = string(map, key::Application);
    if (map.contains(key::ViewerMarks))
        post->viewer = decodeViewer(map.value(key::ViewerMarks).toMap());
    post->isOwn = flag(map, key::Own);
    post->repliesClosed = flag(map, key::RepliesClosed);
    post->quotesClosed = flag(map, key::QuotesClosed);
    if (map.contains(key::KeepUntil)) {
        const auto until = timestampFromMs(map.value(key::KeepUntil).toInteger());
        post->terms = PostTerms{string(map, key::TermsOf), until};
    }
    return PostPtr(std::move(post));
}

} // namespace

QByteArray encodePost(const Post& post)
{
    return encodeMap(post, false).toCborValue().toCbor();
}

Result<PostPtr> decodePost(const QByteArray& bytes)
{
    QCborParserError error;
    const auto value = QCborValue::fromCbor(bytes, &error);
    if (error.error != QCborError::NoError || !value.isMap())
        return fail(Error::Kind::Storage, u"a stored post cannot be read"_s);
    return decodeMap(value.toMap(), false);
}

QByteArray encodeReasons(const std::vector<Reason>& boosts)
{
    if (boosts.empty())
        return {};
    QCborArray out;
    for (const auto& boost : boosts) {
        Writer one;
        one.put(key::Wrapper, encodeId(boost.wrapper));
        one.put(key::By, encodeAuthor(boost.by));
        one.putAlways(key::At, toMs(boost.at));
        one.put(key::ReasonKind, int(boost.kind));
        out.append(one.map());
    }
    return out.toCborValue().toCbor();
}

std::vector<Reason> decodeReasons(const QByteArray& bytes)
{
    std::vector<Reason> boosts;
    if (bytes.isEmpty())
        return boosts;
    const auto values = QCborValue::fromCbor(bytes).toArray();
    for (const auto& value : values) {
        const auto map = value.toMap();
        Reason boost;
        boost.wrapper = decodeId<PostId>(map.value(key::Wrapper).toMap());
        boost.by = decodeAuthor(map.value(key::By).toMap());
        boost.at = timestampFromMs(map.value(key::At).toInteger());
        // Older files have boosts only; a kind of a later program is some other reason.
        boost.kind = Reason::Kind::Boost;
        if (map.contains(key::ReasonKind)) {
            boost.kind
                = enumeration(map, key::ReasonKind, Reason::Kind::Other, Reason::Kind::Other);
        }
        if (!boost.wrapper.isEmpty())
            boosts.push_back(std::move(boost));
    }
    return boosts;
}

} // namespace staffroom
