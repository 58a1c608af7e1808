#include "core/compose/composer.h"

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/compose/outbox.h"
#include "core/compose/reply_start.h"
#include "core/compose/text_tokens.h"
#include "core/services/service_registry.h"

#include <QLocale>
#include <QTextBoundaryFinder>
#include <QUuid>

#include <map>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

QString accountKey(const Source& source)
{
    return source.service.value + u'|' + source.server + u'|' + source.account;
}

QString labelFor(int question)
{
    return question > 0 ? u"A%1"_s.arg(question) : QString();
}

/// Without an account no service has said how it counts.
int graphemes(const QString& text)
{
    int count = 0;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    while (finder.toNextBoundary() >= 0)
        ++count;
    return count;
}

/// BCP 47 of the desktop, without the country: what most people write in.
QString desktopLanguage()
{
    const QString name = QLocale::system().bcp47Name().section(u'-', 0, 0);
    return name.isEmpty() || name == u"C"_s ? u"en"_s : name;
}

} // namespace

struct Composer::Private {
    explicit Private(Composer* owner, Context what)
        : q(owner)
        , context(std::move(what))
    {
    }

    Service* service() const
    {
        return draft.account.account.isEmpty() && draft.account.service.isEmpty()
            ? nullptr
            : context.services->find(draft.account.service);
    }
    const Capabilities* capabilitiesOf(const Source& account) const
    {
        const auto* network = context.services->find(account.service);
        return network ? &network->capabilities() : nullptr;
    }
    int lengthOf(const QString& text, const QString& warning) const
    {
        const auto* used = service();
        return used ? used->lengthOf(text, warning, limits) : graphemes(text) + graphemes(warning);
    }
    TextLength textLength() const
    {
        return [this](const QString& text) { return lengthOf(text, draft.contentWarning); };
    }
    Draft newDraft(const ColumnId& column, const Source& account) const;
    /// With the label of the question that `post` asks or answers.
    Draft labelled(Draft next, const Post& post) const;
    void start(const Draft& next, const Source& column);
    void askLimits();
    /// A4 when the question that is on is the fourth, unless a reply settles it otherwise.
    void offerLabel();
    /// Of the post that is replied to or quoted.
    int answeredQuestion() const;
    void save();
    PreflightFacts facts() const;
    void afterSending(const Draft& sentOff);

    Composer* q;
    Context context;
    Draft draft;
    Draft begun; // as it was before the first key
    ChatFacts chat;
    Source columnAccount;
    PostLimits limits;
    std::map<QString, PostLimits> known; // by account
    bool isSending = false;
    bool isFromStore = false; // the draft was in the list before
    // The post that is edited has what a change of its words would take away.
    bool wouldLoseParts = false;
    TaskHandle asking;
    TaskHandle sending;
};

Draft Composer::Private::newDraft(const ColumnId& column, const Source& account) const
{
    Draft next;
    next.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    next.account = account;
    next.column = column;
    next.chat = {chat.hashtag, labelFor(chat.hashtag.isEmpty() ? 0 : chat.currentQuestion)};
    next.language = context.drafts->lastLanguage();
    if (next.language.isEmpty())
        next.language = desktopLanguage();
    next.changed = context.clock->now();
    return next;
}

Draft Composer::Private::labelled(Draft next, const Post& post) const
{
    const int question = questionOf(post.text.text);
    if (question > 0 && !chat.hashtag.isEmpty())
        next.chat.label = labelFor(question);
    // Whoever answers the question itself wants the label; in a talk about answers it is offered.
    next.usesLabel = !next.chat.label.isEmpty() && questionNumber(post.text.text) > 0;
    return next;
}

void Composer::Private::start(const Draft& next, const Source& column)
{
    context.drafts->flush().then(q, [](const Result<Done>&) {}).detach();
    draft = next;
    begun = next;
    columnAccount = column;
    isFromStore = context.drafts->find(next.id) != nullptr;
    wouldLoseParts = false;
    askLimits();
    Q_EMIT q->begun();
    Q_EMIT q->changed();
}

void Composer::Private::askLimits()
{
    asking = {};
    const QString key = accountKey(draft.account);
    if (const auto found = known.find(key); found != known.end()) {
        limits = found->second;
        return;
    }
    limits = {};
    auto* client = q->client();
    if (!client)
        return;
    asking = client->limits().then(q, [this, key](const Result<PostLimits>& answer) {
        if (!answer) {
            // The defaults are the common ones; the next draft asks again.
            logLine(LogLevel::Info, "compose"_L1, "no-limits"_L1,
                {{"why"_L1, QString(errorName(answer.error().kind))}});
            return;
        }
        known[key] = *answer;
        limits = *answer;
        Q_EMIT q->changed();
    });
}

void Composer::Private::offerLabel()
{
    if (draft.edits)
        return;
    int question = answeredQuestion();
    if (question == 0)
        question = chat.currentQuestion;
    draft.chat.label = draft.chat.hashtag.isEmpty() ? QString() : labelFor(question);
}

int Composer::Private::answeredQuestion() const
{
    return draft.inReplyTo || draft.quote ? questionOf(draft.inReplyToText) : 0;
}

void Composer::Private::save()
{
    // What was only opened and looked at is no draft, nor is what was all taken back.
    Draft untouched = draft;
    untouched.changed = begun.changed;
    untouched.chat.label = begun.chat.label;
    if (untouched != begun || isFromStore)
        context.drafts->save(draft);
    else if (context.drafts->find(draft.id))
        context.drafts->remove(draft.id);
}

PreflightFacts Composer::Private::facts() const
{
    PreflightFacts facts;
    facts.limits = limits;
    facts.limits.edits = limits.edits && !wouldLoseParts;
    facts.lengthOf
        = [this](const QString& text, const QString& warning) { return lengthOf(text, warning); };
    facts.isAccountKnown = q->client() != nullptr;
    if (const auto* capabilities = q->capabilities())
        facts.tagNeedsPublic = capabilities->tagNeedsPublic;
    facts.columnAccount = columnAccount;
    facts.currentQuestion = chat.currentQuestion;
    facts.answeredQuestion = answeredQuestion();
    facts.now = context.clock->now();
    return facts;
}

void Composer::Private::afterSending(const Draft& sentOff)
{
    const Draft typed = draft;
    context.drafts->remove(sentOff.id);
    context.drafts->setLastLanguage(sentOff.language);
    Draft next = newDraft(
        sentOff.column, columnAccount.account.isEmpty() ? sentOff.account : columnAccount);
    start(next, columnAccount);
    // Keys that were pressed while the disk was writing begin the next post.
    if (typed.parts != sentOff.parts) {
        const QString before = sentOff.parts.front().text;
        const QString now = typed.parts.front().text;
        q->change([&](Draft& edited) {
            edited.parts = typed.parts;
            if (sentOff.parts.size() == 1 && now.startsWith(before))
                edited.parts.front() = DraftPart{now.mid(before.size()), {}, {}};
        });
    }
    Q_EMIT q->sent();
}

Composer::Composer(Context context, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(context)))
{
    d->draft = d->begun = d->newDraft({}, {});
}

Composer::~Composer() = default;

const Draft& Composer::draft() const
{
    return d->draft;
}

const PostLimits& Composer::limits() const
{
    return d->limits;
}

const Capabilities* Composer::capabilities() const
{
    const auto* service = d->service();
    return service ? &service->capabilities() : nullptr;
}

ServiceClient* Composer::client() const
{
    return d->draft.account.service.isEmpty() ? nullptr : d->context.client(d->draft.account);
}

void Composer::begin(const Draft& draft)
{
    d->chat.hashtag = draft.chat.hashtag;
    d->chat.currentQuestion = 0;
    d->context.drafts->save(draft); // one that was taken back from the outbox is new there
    d->start(draft, draft.account);
}

void Composer::beginPost(const ColumnId& column, const Source& account, const ChatFacts& chat)
{
    d->chat = chat;
    d->start(d->newDraft(column, account), account);
}

void Composer::beginReply(
    const ColumnId& column, const Source& account, const PostPtr& post, const ChatFacts& chat)
{
    d->chat = chat;
    Draft next = d->newDraft(column, account);
    startReply(next, *post, d->capabilitiesOf(account));
    d->start(d->labelled(std::move(next), *post), account);
}

void Composer::beginQuote(
    const ColumnId& column, const Source& account, const PostPtr& post, const ChatFacts& chat)
{
    d->chat = chat;
    Draft next = d->newDraft(column, account);
    startQuote(next, *post, d->capabilitiesOf(account));
    d->start(d->labelled(std::move(next), *post), account);
}

void Composer::beginEdit(
    const ColumnId& column, const Source& account, const PostPtr& post, const PostSource& source)
{
    d->chat = {};
    Draft next = d->newDraft(column, account);
    next.edits = post->id;
    next.parts.front().text = source.text;
    next.contentWarning = source.contentWarning;
    next.visibility = post->visibility;
    if (!post->language.isEmpty())
        next.language = post->language;
    d->start(next, account);
    // Servers take pictures and polls away from a post that is sent again without them.
    d->wouldLoseParts = !post->media.empty() || post->poll;
    Q_EMIT changed();
}

void Composer::setChatFacts(const ChatFacts& chat)
{
    d->chat = chat;
    const QString before = d->draft.chat.label;
    // A label that is in use on words already written stays: the person is answering that question.
    const bool isAnswering
        = d->draft.usesLabel && !withoutMentions(d->draft.parts.front().text).isEmpty();
    if (!isAnswering && foldTag(chat.hashtag) == foldTag(d->draft.chat.hashtag))
        d->offerLabel();
    if (d->draft.chat.label != before)
        d->save();
    Q_EMIT changed();
}

const ChatFacts& Composer::chatFacts() const
{
    return d->chat;
}

void Composer::change(const std::function<void(Draft&)>& edit)
{
    const Draft before = d->draft;
    edit(d->draft);
    d->draft.id = before.id;
    if (d->draft.parts.empty())
        d->draft.parts.emplace_back();
    if (d->draft == before)
        return;
    d->draft.changed = d->context.clock->now();
    if (d->draft.account != before.account)
        d->askLimits();
    d->save();
    Q_EMIT changed();
}

void Composer::splitIntoParts()
{
    change([this](Draft& draft) {
        std::vector<DraftPart> parts;
        for (int i = 0; i < int(draft.parts.size()); ++i) {
            auto pieces = splitText(draft, i, d->limits.maxCharacters, d->textLength());
            parts.insert(parts.end(), std::make_move_iterator(pieces.begin()),
                std::make_move_iterator(pieces.end()));
        }
        draft.parts = std::move(parts);
    });
}

int Composer::remaining(int part) const
{
    return d->limits.maxCharacters - d->textLength()(sentText(d->draft, part));
}

int Composer::reserved(int part) const
{
    return reservedLength(d->draft, part, d->textLength());
}

std::vector<Finding> Composer::findings() const
{
    return checkDraft(d->draft, d->facts());
}

bool Composer::canSend() const
{
    const auto found = findings();
    return std::none_of(
        found.begin(), found.end(), [](const Finding& one) { return one.blocks(); });
}

std::optional<PreparedAnswer> Composer::offeredAnswer() const
{
    if (d->chat.currentQuestion == 0 || d->chat.hashtag.isEmpty() || d->draft.edits)
        return std::nullopt;
    for (const auto& answer : d->context.drafts->prepared()) {
        if (answer.question == d->chat.currentQuestion && !answer.isUsed
            && foldTag(answer.hashtag) == foldTag(d->chat.hashtag))
            return answer;
    }
    return std::nullopt;
}

void Composer::takeOfferedAnswer()
{
    auto answer = offeredAnswer();
    if (!answer)
        return;
    change([&](Draft& draft) {
        QString& text = draft.parts.front().text;
        if (withoutMentions(text).isEmpty())
            text += answer->text; // behind the names of a reply
        else
            text = text.trimmed() + u"\n\n"_s + answer->text;
        draft.chat.hashtag = d->chat.hashtag;
        draft.chat.label = labelFor(answer->question);
        draft.usesLabel = true;
    });
    answer->isUsed = true;
    d->context.drafts->setPrepared(*answer);
}

Task<Done> Composer::send()
{
    if (d->isSending)
        return readyTask<Done>(fail(Error::Kind::Conflict));
    if (!canSend())
        return readyTask<Done>(fail(Error::Kind::Invalid));
    d->isSending = true;
    Promise<Done> promise;
    const Draft sentOff = d->draft;
    // Nothing that waits to be saved may bring the draft back after it has become a post.
    d->sending = d->context.drafts->flush().then(this, [=, this](const Result<Done>&) {
        d->sending
            = d->context.outbox->submit(sentOff).then(this, [=, this](Result<QStringList> ids) {
                  d->isSending = false;
                  if (!ids) {
                      promise.finish(fail(std::move(ids.error())));
                      return;
                  }
                  d->afterSending(sentOff);
                  promise.finish(Done{});
              });
    });
    return promise.task();
}

void Composer::discard()
{
    d->context.drafts->remove(d->draft.id);
    d->start(d->newDraft(d->draft.column,
                 d->columnAccount.account.isEmpty() ? d->draft.account : d->columnAccount),
        d->columnAccount);
}

} // namespace staffroom
