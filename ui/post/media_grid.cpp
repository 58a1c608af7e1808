#include "ui/post/media_grid.h"

#include <algorithm>
#include <cmath>

namespace staffroom {

namespace {

constexpr int kGap = 4;
constexpr int kAudioHeight = 56;
constexpr int kNarrowest = 96;

QRect single(const Media& media, int width, int maxHeight)
{
    if (media.kind == Media::Kind::Unknown
        || (media.kind == Media::Kind::Audio && media.preview.isEmpty()))
        return QRect(0, 0, width, kAudioHeight);
    // Without a size 16:9 is assumed; the picture is cropped into it.
    const QSizeF size = media.size.isEmpty() ? QSizeF(16, 9) : QSizeF(media.size);
    const double ratio = std::clamp(size.width() / size.height(), 0.2, 5.0);
    const int height = std::min(int(std::lround(width / ratio)), maxHeight);
    const int shown
        = std::clamp(int(std::lround(height * ratio)), std::min(kNarrowest, width), width);
    return QRect(0, 0, shown, height);
}

} // namespace

std::vector<QRect> mediaGrid(const std::vector<Media>& media, int width, int maxHeight)
{
    if (media.empty() || width <= 0)
        return {};
    if (media.size() == 1)
        return {single(media.front(), width, maxHeight)};
    const int half = (width - kGap) / 2;
    const int right = width - half;
    const int height = std::min(int(std::lround(width * 0.56)), maxHeight);
    if (media.size() == 2)
        return {QRect(0, 0, half, height), QRect(right, 0, half, height)};
    const int upper = (height - kGap) / 2;
    const int lower = height - upper;
    if (media.size() == 3)
        return {QRect(0, 0, half, height), QRect(right, 0, half, upper),
            QRect(right, lower, half, upper)};
    return {QRect(0, 0, half, upper), QRect(right, 0, half, upper), QRect(0, lower, half, upper),
        QRect(right, lower, half, upper)};
}

} // namespace staffroom
