#include "core/services/x/decode_parts.h"
#include "core/text/clean_text.h"

#include <algorithm>

namespace staffroom::x {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kMostPollOptions = 16; // four today
constexpr int kLargestEdge = 100'000;

/// The file of most bits a second; playlists need a player that this program has not.
QUrl bestFile(const QJsonArray& variants)
{
    QUrl best;
    int bestRate = -1;
    for (const auto entry : variants) {
        const QJsonObject variant = entry.toObject();
        const QUrl url = urlOf(variant.value("url"_L1));
        const int rate = countOf(variant, "bit_rate"_L1);
        if (variant.value("content_type"_L1).toString() != "video/mp4"_L1 || url.isEmpty()
            || rate <= bestRate)
            continue;
        best = url;
        bestRate = rate;
    }
    return best;
}

QSize sizeOf(const QJsonObject& media)
{
    const int width = countOf(media, "width"_L1);
    const int height = countOf(media, "height"_L1);
    const bool isSize = width > 0 && height > 0 && width <= kLargestEdge && height <= kLargestEdge;
    return isSize ? QSize(width, height) : QSize();
}

} // namespace

std::optional<Media> mediaOf(const QJsonObject& object, const QUrl& page)
{
    const QString type = object.value("type"_L1).toString();
    Media media;
    media.alt = textOf(object, "alt_text"_L1).trimmed();
    media.size = sizeOf(object);
    media.preview = urlOf(object.value("preview_image_url"_L1));
    if (type == "photo"_L1) {
        media.kind = Media::Kind::Image;
        media.url = urlOf(object.value("url"_L1));
        if (media.url.isEmpty())
            return std::nullopt;
        media.preview = media.url;
        return media;
    }
    if (type == "animated_gif"_L1)
        media.kind = Media::Kind::Animation;
    else if (type == "video"_L1)
        media.kind = Media::Kind::Video;
    else if (media.preview.isEmpty())
        return std::nullopt;
    media.url = bestFile(object.value("variants"_L1).toArray());
    if (media.url.isEmpty())
        media.url = page;
    return media;
}

std::optional<Poll> pollOf(const QJsonObject& object, Timestamp now)
{
    struct Choice {
        int position;
        PollOption option;
    };
    std::vector<Choice> choices;
    const QJsonArray options = object.value("options"_L1).toArray();
    for (qsizetype i = 0; i < std::min(options.size(), kMostPollOptions); ++i) {
        const QJsonObject option = options.at(i).toObject();
        PollOption read;
        read.title = cleanLine(textOf(option, "label"_L1), 200).trimmed();
        if (option.value("votes"_L1).isDouble())
            read.votes = countOf(option, "votes"_L1);
        choices.push_back({countOf(option, "position"_L1), std::move(read)});
    }
    Poll poll;
    poll.id = textOf(object, "id"_L1, 64);
    if (poll.id.isEmpty() || choices.empty())
        return std::nullopt;
    std::stable_sort(choices.begin(), choices.end(),
        [](const Choice& a, const Choice& b) { return a.position < b.position; });
    qint64 votes = 0;
    for (auto& choice : choices) {
        votes += choice.option.votes.value_or(0);
        poll.options.push_back(std::move(choice.option));
    }
    poll.votes = static_cast<int>(std::min<qint64>(votes, std::numeric_limits<int>::max()));
    poll.closes = timeField(object, "end_datetime"_L1);
    const QString status = object.value("voting_status"_L1).toString();
    poll.isClosed
        = status == "closed"_L1 || (status.isEmpty() && poll.closes && *poll.closes <= now);
    return poll;
}

} // namespace staffroom::x
