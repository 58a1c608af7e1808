#pragma once

#include "core/model/post.h"

#include <vector>

namespace staffroom::test {

/// Posts that show everything a card can show, newest last, ending at `now`.
std::vector<FeedItem> samplePosts(Timestamp now);

/// "word", "#tag", "@who", "https://..." and ":emoji:" in `text` become the spans they would be.
RichText marked(const QString& text);

/// A landscape, a face or an emoji, drawn after the address; for ImageRepository::addDrawer.
QImage samplePicture(const QUrl& url, QSize pixels);

} // namespace staffroom::test
