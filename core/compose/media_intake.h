#pragma once

#include "core/base/task.h"
#include "core/model/draft.h"
#include "core/services/capabilities.h"

#include <QImage>
#include <QObject>
#include <QString>

class QThreadPool;

namespace staffroom {

/// Makes of a picture the person chose the copy that will be sent: turned upright, without EXIF,
/// GPS, XMP, IPTC, comments and colour of the camera's maker, scaled to the server's limits, in a
/// type the server takes. Works on a pool; the person's file is never changed.
/// Errors: Invalid (no picture, damaged, or a type we do not read), TooLarge (over 64 MiB, or not
/// to be brought under the limit), Storage.
class MediaIntake : public QObject {
    Q_OBJECT
public:
    /// `folder`: where copies go; made with mode 0700.
    MediaIntake(QThreadPool& pool, QString folder, QObject* parent = nullptr);

    Task<DraftMedia> takeFile(const QString& path, const PostLimits& limits);
    Task<DraftMedia> takeImage(const QImage& image, const PostLimits& limits); ///< pasted
    /// Deletes our copies that no draft and no outbox item names.
    void sweep(const QStringList& keep);

private:
    QThreadPool& m_pool;
    QString m_folder;
};

} // namespace staffroom
