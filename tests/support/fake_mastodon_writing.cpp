// What a FakeMastodon lets the account change that signs in, and the ledger of it.
#include "tests/support/fake_mastodon.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QWebSocket>

#include <algorithm>

namespace staffroom::test {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isBefore(WriteFault fault)
{
    return fault == WriteFault::DropBefore || fault == WriteFault::GatewayTimeoutBefore
        || fault == WriteFault::ServerErrorBefore;
}

/// The answer as the fault makes it.
FaultReply spoiled(FaultReply reply, WriteFault fault)
{
    switch (fault) {
    case WriteFault::None:
        break;
    case WriteFault::DropBefore:
    case WriteFault::DropAfter:
        reply.end = FaultReply::End::Drop;
        break;
    case WriteFault::GatewayTimeoutBefore:
    case WriteFault::GatewayTimeoutAfter:
        reply = jsonReply("<h1>504 Gateway Time-out</h1>", 504);
        reply.contentType = "text/html";
        break;
    case WriteFault::ServerErrorBefore:
        reply = errorReply(500, "Internal server error");
        break;
    }
    return reply;
}

QStringList tagsIn(const QString& text)
{
    static const QRegularExpression tag(
        u"#(\\w+)"_s, QRegularExpression::UseUnicodePropertiesOption);
    QStringList tags;
    for (auto it = tag.globalMatch(text); it.hasNext();)
        tags << it.next().captured(1);
    return tags;
}

} // namespace

QJsonArray FakeMastodon::writeLedger() const
{
    QJsonArray all;
    for (const auto& entry : m_writes)
        all.append(QJsonObject{{u"method"_s, QString::fromLatin1(entry.method)},
            {u"path"_s, entry.path}, {u"key"_s, QString::fromLatin1(entry.key)},
            {u"status"_s, entry.status}, {u"committed"_s, entry.isCommitted}});
    return all;
}

bool FakeMastodon::isWrite(const FaultRequest& request)
{
    return request.method != "GET" && request.path().startsWith("/api/"_L1)
        && !request.path().endsWith("/translate"_L1);
}

FaultReply FakeMastodon::answerWrite(const FaultRequest& request)
{
    auto fault = WriteFault::None;
    if (!m_writeFaults.empty()) {
        fault = m_writeFaults.front();
        m_writeFaults.pop_front();
    } else if (m_faultPlan) {
        fault = m_faultPlan(m_faultable++, request);
    }
    FakeWrite entry;
    entry.method = request.method;
    entry.path = request.path();
    entry.key = request.header("idempotency-key");
    FaultReply reply;
    if (!isBefore(fault)) {
        reply = isSignedIn(request)                     ? write(request)
            : request.header("authorization").isEmpty() ? needsLogin()
                                                        : badToken();
        entry.isCommitted = reply.status < 300;
    }
    reply = spoiled(std::move(reply), fault);
    entry.status = reply.status;
    m_writes.push_back(entry);
    return reply;
}

FaultReply FakeMastodon::write(const FaultRequest& request)
{
    const QString path = request.path();
    const QStringList parts = path.split(u'/', Qt::SkipEmptyParts);
    const QString kind = parts.value(2);
    const QString id = parts.value(3);
    const QString verb = parts.value(4);
    const bool isPost = request.method == "POST";
    const bool isDelete = request.method == "DELETE";
    const bool isSnac = m_settings.flavour == Flavour::Snac;
    if (path == "/api/v2/media"_L1)
        return isPost && !isSnac ? upload(request) : notFound();
    if (path == "/api/v1/media"_L1)
        return isPost ? upload(request) : notFound();
    if (path == "/api/v1/statuses"_L1)
        return isPost ? publish(request) : notFound();
    if (path == "/api/v1/reports"_L1)
        return isPost ? report(request) : notFound();
    if (path == "/api/v1/markers"_L1 && isPost) {
        m_markedRead = FakeForm(request).value(u"notifications[last_read_id]"_s);
        return jsonReply(
            QJsonObject{{u"notifications"_s, QJsonObject{{u"last_read_id"_s, m_markedRead}}}});
    }
    if (kind == "statuses"_L1 && verb.isEmpty())
        return request.method == "PUT" ? editPosted(request, id)
            : isDelete                 ? deletePosted(id)
                                       : notFound();
    if (kind == "statuses"_L1)
        return statusVerb(id, verb);
    if (kind == "accounts"_L1)
        return accountVerb(id, verb);
    if (kind == "polls"_L1 && verb == "votes"_L1)
        return vote(request, id);
    if (kind == "lists"_L1 && verb == "accounts"_L1)
        return listMembers(request, id);
    if (kind == "scheduled_statuses"_L1 && isDelete)
        return m_scheduled.erase(id) > 0 ? jsonReply("{}") : notFound();
    return notFound();
}

std::optional<FaultReply> FakeMastodon::problemOf(const FakeForm& form, bool isEdit)
{
    const Flavour flavour = m_settings.flavour;
    // snac takes everything.
    if (flavour == Flavour::Snac)
        return std::nullopt;
    const QString text = form.value(u"status"_s);
    const QStringList media = form.values(u"media_ids[]"_s);
    const QStringList options = form.values(u"poll[options][]"_s);
    const int refusal = flavour == Flavour::GoToSocial ? 400 : 422;
    if (text.trimmed().isEmpty() && media.isEmpty() && options.isEmpty())
        return errorReply(refusal, "Validation failed: Text can't be blank");
    const int most = flavour == Flavour::Mastodon ? 500 : 5'000;
    if (text.size() + form.value(u"spoiler_text"_s).size() > most)
        return errorReply(refusal, "Validation failed: Text character limit exceeded");
    static const QStringList visibilities{u"public"_s, u"unlisted"_s, u"private"_s, u"direct"_s};
    if (form.has(u"visibility"_s) && !visibilities.contains(form.value(u"visibility"_s)))
        return errorReply(422, "Validation failed: Visibility is not included in the list");
    if (media.size() > (flavour == Flavour::GoToSocial ? 6 : 4))
        return errorReply(422, "Cannot attach more than 4 files");
    for (const auto& id : media) {
        const auto found = m_uploads.find(id);
        if (found == m_uploads.end())
            return errorReply(flavour == Flavour::GoToSocial ? 400 : 422, "Media not found");
        if (found->second.pollsLeft > 0)
            return errorReply(422, "Cannot attach files that have not finished processing");
    }
    if (!options.isEmpty()) {
        const int seconds = form.value(u"poll[expires_in]"_s).toInt();
        if (!media.isEmpty())
            return errorReply(422, "Validation failed: Poll cannot go with media");
        if (options.size() < 2 || options.size() > 4 || seconds < 300 || seconds > 2'629'746
            || std::any_of(options.begin(), options.end(),
                [](const QString& option) { return option.isEmpty() || option.size() > 50; }))
            return errorReply(422, "Validation failed: Poll is not valid");
    }
    for (const auto& name : {u"in_reply_to_id"_s, u"quoted_status_id"_s}) {
        if (!isEdit && form.has(name) && !m_store.find(form.value(name)))
            return errorReply(404, "The post you are trying to reply to does not appear to exist.");
    }
    if (form.has(u"scheduled_at"_s)) {
        const QDateTime at
            = QDateTime::fromString(form.value(u"scheduled_at"_s), Qt::ISODateWithMs);
        if (!at.isValid() || at < QDateTime::currentDateTimeUtc().addSecs(300))
            return errorReply(422,
                "Validation failed: Scheduled at must be at least 5 minutes in "
                "the future");
    }
    return std::nullopt;
}

void FakeMastodon::fill(FakeDraft& draft, const FakeForm& form)
{
    draft.isTyped = true;
    draft.text = form.value(u"status"_s);
    draft.tags = tagsIn(draft.text);
    draft.warning = form.value(u"spoiler_text"_s);
    if (form.has(u"language"_s))
        draft.language = form.value(u"language"_s);
    draft.media = {};
    const QStringList changed = form.values(u"media_attributes[][id]"_s);
    const QStringList words = form.values(u"media_attributes[][description]"_s);
    for (const auto& id : form.values(u"media_ids[]"_s)) {
        const auto at = changed.indexOf(id);
        if (at >= 0)
            m_uploads[id].description = words.value(at);
        const QString url = base() + "/media/picture/"_L1 + id + ".png"_L1;
        draft.media.append(QJsonObject{{u"id"_s, id}, {u"type"_s, u"image"_s}, {u"url"_s, url},
            {u"preview_url"_s, url}, {u"description"_s, m_uploads[id].description}});
    }
    const QStringList options = form.values(u"poll[options][]"_s);
    if (options.isEmpty()) {
        draft.poll = {};
        return;
    }
    QJsonArray entries;
    for (const auto& option : options)
        entries.append(QJsonObject{{u"title"_s, option}, {u"votes_count"_s, 0}});
    draft.poll = {{u"id"_s, u"poll-"_s + QString::number(++m_madeIds)}, {u"options"_s, entries},
        {u"multiple"_s, form.isTrue(u"poll[multiple]"_s)}, {u"expired"_s, false},
        {u"votes_count"_s, 0},
        {u"expires_at"_s,
            isoTime(QDateTime::currentMSecsSinceEpoch()
                + form.value(u"poll[expires_in]"_s).toLongLong() * 1'000)}};
}

FaultReply FakeMastodon::publish(const FaultRequest& request)
{
    const FakeForm form(request);
    const Flavour flavour = m_settings.flavour;
    const bool honoursKey = m_settings.honoursKey.value_or(
        flavour == Flavour::Mastodon || flavour == Flavour::Akkoma);
    const QByteArray key = request.header("idempotency-key");
    const bool isScheduled = form.has(u"scheduled_at"_s) && flavour != Flavour::Snac;
    if (honoursKey && !isScheduled && !key.isEmpty()) {
        if (const FakePost* known = m_store.find(m_byKey.value(key)))
            return jsonReply(ownJson(*known));
    }
    if (auto problem = problemOf(form, false))
        return *std::move(problem);
    FakeDraft draft;
    draft.author = 0;
    draft.replyTo = form.value(u"in_reply_to_id"_s);
    draft.quoted = form.value(u"quoted_status_id"_s);
    draft.visibility = form.value(u"visibility"_s);
    if (draft.visibility.isEmpty())
        draft.visibility = flavour == Flavour::GoToSocial ? u"unlisted"_s : u"public"_s;
    fill(draft, form);
    if (isScheduled) {
        const QString id = QString::number(++m_madeIds);
        m_scheduled[id] = {draft, form.value(u"scheduled_at"_s)};
        return jsonReply(scheduledJson(id));
    }
    const QString id = addPost(draft);
    if (!key.isEmpty())
        m_byKey.insert(key, id);
    return jsonReply(ownJson(*m_store.find(id)));
}

FaultReply FakeMastodon::editPosted(const FaultRequest& request, const QString& id)
{
    const FakePost* post = m_store.find(id);
    if (!post || post->draft.author != 0)
        return notFound();
    const FakeForm form(request);
    if (auto problem = problemOf(form, true))
        return *std::move(problem);
    FakeDraft draft = post->draft;
    fill(draft, form);
    const FakePost* edited = m_store.edit(id, draft, QDateTime::currentMSecsSinceEpoch());
    tell(*edited, u"status.update"_s, {});
    return jsonReply(ownJson(*edited));
}

FaultReply FakeMastodon::deletePosted(const QString& id)
{
    const FakePost* post = m_store.find(id);
    if (!post || post->draft.author != 0)
        return notFound();
    QJsonObject answer = ownJson(*post);
    if (m_settings.flavour == Flavour::Snac)
        answer = {};
    else
        answer.insert(u"text"_s, post->draft.text);
    deletePost(id);
    return jsonReply(answer);
}

FaultReply FakeMastodon::statusVerb(const QString& id, const QString& verb)
{
    FakePost* post = m_store.find(id);
    if (!post)
        return notFound();
    if (post->boostOf != 0)
        post = m_store.bySeq(post->boostOf);
    const bool isOff = verb.startsWith("un"_L1);
    const QString what = isOff ? verb.mid(2) : verb;
    if (what == "favourite"_L1) {
        post->isFavourited = !isOff;
    } else if (what == "bookmark"_L1) {
        post->isBookmarked = !isOff;
    } else if (what == "mute"_L1 && m_settings.flavour != Flavour::Snac) {
        post->isMuted = !isOff;
    } else if (what == "reblog"_L1) {
        if (!isOff && (post->draft.visibility == "direct"_L1))
            return notFound();
        const qint64 seq = post->seq;
        if (!isOff && !post->isBoosted) {
            post->isBoosted = true;
            return jsonReply(ownJson(*m_store.find(boost(post->id, 0))));
        }
        if (isOff && post->isBoosted) {
            for (const auto& [number, wrapper] : m_store.posts()) {
                if (wrapper.boostOf == seq && wrapper.draft.author == 0 && !wrapper.isDeleted)
                    m_store.bySeq(number)->isDeleted = true;
            }
            --post->boosts;
            // GoToSocial's answer is of the moment before.
            const QJsonObject before = ownJson(*post);
            post->isBoosted = false;
            if (m_settings.flavour == Flavour::GoToSocial)
                return jsonReply(before);
        }
    } else {
        return notFound();
    }
    return jsonReply(ownJson(*post));
}

FaultReply FakeMastodon::accountVerb(const QString& id, const QString& verb)
{
    auto& authors = m_store.authors();
    const auto person = std::find_if(
        authors.begin(), authors.end(), [&](const FakeAuthor& author) { return author.id == id; });
    if (person == authors.end())
        return notFound();
    if (verb == "follow"_L1) {
        // People there have to agree first.
        if (m_settings.flavour == Flavour::GoToSocial && !person->isFollowed)
            person->isRequested = true;
        else
            person->isFollowed = true;
    } else if (verb == "unfollow"_L1) {
        person->isFollowed = false;
        person->isRequested = false;
    } else if (verb == "mute"_L1 || verb == "unmute"_L1) {
        person->isMuted = verb == "mute"_L1;
    } else if (verb == "block"_L1 || verb == "unblock"_L1) {
        person->isBlocked = verb == "block"_L1;
    } else {
        return notFound();
    }
    return jsonReply(m_json.relationship(*person));
}

FaultReply FakeMastodon::vote(const FaultRequest& request, const QString& id)
{
    for (const auto& [seq, known] : m_store.posts()) {
        if (known.isDeleted || known.draft.poll.value(u"id"_s).toString() != id)
            continue;
        FakePost& post = *m_store.bySeq(seq);
        const QStringList choices = FakeForm(request).values(u"choices[]"_s);
        QJsonArray options = post.draft.poll.value(u"options"_s).toArray();
        const bool isMultiple = post.draft.poll.value(u"multiple"_s).toBool();
        if (post.draft.poll.value(u"expired"_s).toBool())
            return errorReply(422, "Validation failed: The poll has already ended");
        if (!post.ownVotes.empty())
            return errorReply(422, "Validation failed: You have already voted on this poll");
        if (choices.isEmpty() || (choices.size() > 1 && !isMultiple))
            return errorReply(422, "Validation failed: Choice is not valid");
        for (const auto& choice : choices) {
            const int at = choice.toInt();
            if (at < 0 || at >= options.size())
                return errorReply(422, "Validation failed: The chosen vote option does not exist");
            QJsonObject option = options.at(at).toObject();
            option.insert(u"votes_count"_s, option.value(u"votes_count"_s).toInt() + 1);
            options.replace(at, option);
            post.ownVotes.push_back(at);
        }
        post.draft.poll.insert(u"options"_s, options);
        post.draft.poll.insert(u"votes_count"_s,
            post.draft.poll.value(u"votes_count"_s).toInt() + static_cast<int>(choices.size()));
        return jsonReply(m_json.poll(post, true));
    }
    return notFound();
}

FaultReply FakeMastodon::listMembers(const FaultRequest& request, const QString& list)
{
    if (list != "1"_L1)
        return notFound();
    const QStringList ids = FakeForm(request).values(u"account_ids[]"_s);
    const bool adds = request.method == "POST";
    bool isKnown = false;
    for (auto& author : m_store.authors()) {
        if (!ids.contains(author.id))
            continue;
        isKnown = true;
        if (adds && !author.isFollowed && m_settings.flavour != Flavour::Snac)
            return notFound();
        if (adds && author.isInList && m_settings.flavour == Flavour::Mastodon)
            return errorReply(422, "Validation failed: Account has already been taken");
        author.isInList = adds;
    }
    return isKnown ? jsonReply("{}") : notFound();
}

FaultReply FakeMastodon::report(const FaultRequest& request)
{
    const FakeForm form(request);
    const QString id = form.value(u"account_id"_s);
    const auto& authors = m_store.authors();
    if (std::none_of(authors.begin(), authors.end(),
            [&](const FakeAuthor& author) { return author.id == id; }))
        return notFound();
    return jsonReply(QJsonObject{{u"id"_s, QString::number(++m_madeIds)},
        {u"comment"_s, form.value(u"comment"_s)}, {u"forwarded"_s, form.isTrue(u"forward"_s)}});
}

FaultReply FakeMastodon::upload(const FaultRequest& request)
{
    const FakeForm form(request);
    const bool isSnac = m_settings.flavour == Flavour::Snac;
    if (!form.file() || form.file()->bytes.isEmpty())
        return errorReply(422, "Validation failed: File can't be blank");
    static const QList<QByteArray> taken{"image/jpeg", "image/png", "image/gif", "image/webp"};
    if (!isSnac && !taken.contains(form.file()->type))
        return errorReply(422, "Validation failed: File content type is invalid");
    if (!isSnac && form.value(u"description"_s).size() > 1'500)
        return errorReply(422, "Validation failed: Description is too long");
    const QString id = QString::number(900 + ++m_madeIds);
    Upload& made = m_uploads[id];
    made.description = form.value(u"description"_s);
    made.type = form.file()->type;
    made.isBroken = form.file()->bytes.startsWith("broken");
    made.pollsLeft = isSnac ? 0 : m_settings.mediaPolls;
    const bool isBusy = made.pollsLeft > 0;
    return jsonReply(
        QJsonObject{{u"id"_s, id}, {u"type"_s, u"image"_s},
            {u"url"_s,
                isBusy ? QJsonValue()
                       : QJsonValue(QString(base() + "/media/picture/"_L1 + id + ".png"_L1))},
            {u"description"_s, made.description}},
        isBusy ? 202 : 200);
}

FaultReply FakeMastodon::mediaState(const QString& id)
{
    const auto found = m_uploads.find(id);
    if (found == m_uploads.end())
        return notFound();
    Upload& made = found->second;
    if (made.pollsLeft > 0)
        --made.pollsLeft;
    if (made.pollsLeft > 0)
        return jsonReply(QJsonObject{{u"id"_s, id}, {u"url"_s, QJsonValue()}}, 206);
    if (made.isBroken)
        return errorReply(422, "Error processing thumbnail for uploaded media");
    return jsonReply(QJsonObject{{u"id"_s, id}, {u"type"_s, u"image"_s},
        {u"url"_s, QString(base() + "/media/picture/"_L1 + id + ".png"_L1)}});
}

FaultReply FakeMastodon::translate(const QString& id, const FaultRequest& request)
{
    const FakePost* post = m_store.find(id);
    if (!isSignedIn(request) || !post || m_settings.flavour != Flavour::Mastodon)
        return notFound();
    const QString language = FakeForm(request).value(u"lang"_s);
    return jsonReply(QJsonObject{
        {u"content"_s, QString("<p>["_L1 + language + "] "_L1 + post->draft.text + "</p>"_L1)},
        {u"spoiler_text"_s, post->draft.warning}, {u"language"_s, language},
        {u"detected_source_language"_s, post->draft.language}, {u"provider"_s, u"Fake"_s}});
}

} // namespace staffroom::test
