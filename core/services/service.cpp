#include "core/services/service.h"

#include "core/services/late_writer.h"

#include <QTextBoundaryFinder>

namespace staffroom {

namespace {

template <class T>
Task<T> unsupported()
{
    return readyTask<T>(fail(Error::Kind::Unsupported));
}

template <class T>
Task<T> locked()
{
    return readyTask<T>(fail(Error::Kind::Locked));
}

bool isAllowed(ServiceClient& client, const WritePass& pass)
{
    if (!pass.allows())
        return false;
    if (auto* late = dynamic_cast<LateWriter*>(&client))
        late->setLeave(pass);
    return true;
}

} // namespace

Task<PostLimits> ServiceClient::limits()
{
    return readyTask<PostLimits>(PostLimits());
}

Task<std::vector<ListInfo>> ServiceClient::lists()
{
    return unsupported<std::vector<ListInfo>>();
}

Task<Relationship> ServiceClient::relationship(const AccountId&)
{
    return unsupported<Relationship>();
}

Task<std::vector<Author>> ServiceClient::findPeople(const QString&, int)
{
    return unsupported<std::vector<Author>>();
}

Task<std::vector<TagInfo>> ServiceClient::findTags(const QString&, int)
{
    return unsupported<std::vector<TagInfo>>();
}

Task<std::vector<EmojiInfo>> ServiceClient::customEmoji()
{
    return unsupported<std::vector<EmojiInfo>>();
}

Task<PostSource> ServiceClient::postSource(const PostId&)
{
    return unsupported<PostSource>();
}

Task<Translation> ServiceClient::translate(const PostId&, const QString&)
{
    return unsupported<Translation>();
}

Task<Sighting> ServiceClient::findOwn(const Submission&)
{
    return readyTask<Sighting>(Sighting());
}

Task<PostPtr> ServiceClient::findPost(const Post&)
{
    return unsupported<PostPtr>();
}

Task<Published> ServiceClient::publish(const Submission& submission, const WritePass& pass)
{
    return isAllowed(*this, pass) ? doPublish(submission) : locked<Published>();
}

Task<QString> ServiceClient::upload(const DraftMedia& media, const WritePass& pass,
    std::function<void(qint64 sent, qint64 total)> progress)
{
    return isAllowed(*this, pass) ? doUpload(media, std::move(progress)) : locked<QString>();
}

Task<ActOutcome> ServiceClient::act(const Act& act, const WritePass& pass)
{
    return isAllowed(*this, pass) ? doAct(act) : locked<ActOutcome>();
}

Task<Published> ServiceClient::doPublish(const Submission&)
{
    return unsupported<Published>();
}

Task<QString> ServiceClient::doUpload(const DraftMedia&, std::function<void(qint64, qint64)>)
{
    return unsupported<QString>();
}

Task<ActOutcome> ServiceClient::doAct(const Act&)
{
    return unsupported<ActOutcome>();
}

Task<Done> Service::revoke(const Source&, const Credentials&)
{
    return unsupported<Done>();
}

QString Service::fullHandle(const QString& name, const Source& home) const
{
    const QString host = QUrl(home.server).host();
    return host.isEmpty() ? QString() : name + u'@' + host;
}

int Service::lengthOf(const QString& text, const QString& contentWarning, const PostLimits&) const
{
    int clusters = 0;
    for (const QString& part : {text, contentWarning}) {
        QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, part);
        while (finder.toNextBoundary() >= 0)
            ++clusters;
    }
    return clusters;
}

} // namespace staffroom
