#pragma once

#include "core/services/late_writer.h"
#include "core/services/or_else.h"
#include "core/services/service.h"
#include "core/services/x/api_calls.h"
#include "core/services/x/chat_hours.h"
#include "core/services/x/decode.h"
#include "core/services/x/pacing.h"
#include "core/services/x/people_memory.h"
#include "core/services/x/requests.h"

#include <QDate>
#include <QSet>

#include <deque>

namespace staffroom::x {

class Ledger;
class TagReader;

/// One account at X. Everything that is read is put to its feed's account in the ledger, which is
/// asked before each read whether there is money left.
class XClient final : public ServiceClient, public LateWriter {
    Q_OBJECT
public:
    XClient(const ServiceContext& context, Source source, std::shared_ptr<AccountSession> session,
        std::shared_ptr<Ledger> ledger);
    ~XClient() override;

    const Source& source() const override { return m_source; }
    Task<ServerInfo> serverInfo() override;
    Task<Page> page(const PageRequest& request) override;
    Task<PostPtr> post(const PostId& id, Lane lane) override;
    Task<Thread> thread(const PostId& id) override;
    /// X streams to servers only.
    std::unique_ptr<LiveStream> stream(const FeedSpec&) override { return nullptr; }

    Task<PostLimits> limits() override;
    Task<std::vector<ListInfo>> lists() override;
    Task<std::vector<Author>> findPeople(const QString& typed, int limit) override;
    Task<std::vector<TagInfo>> findTags(const QString& typed, int limit) override;
    Task<PostPtr> findPost(const Post& elsewhere) override;
    Task<Sighting> findOwn(const Submission& submission) override;
    std::optional<FeedCost> cost(const FeedSpec& feed) const override;
    bool mayWrite() const override;
    void setLeave(const WritePass& pass) override { m_leave = pass; }

protected:
    Task<Published> doPublish(const Submission& submission) override;
    Task<QString> doUpload(
        const DraftMedia& media, std::function<void(qint64 sent, qint64 total)> progress) override;
    Task<ActOutcome> doAct(const Act& act) override;

private:
    Api api(Lane lane) const;
    DecodeContext decodeContext() const;
    QString userId() const;
    /// The session and the ledger are ready, and there is money for a read.
    Task<Done> readyToRead();
    Task<Done> readyToWrite();

    template <class T>
    using Decode = Result<T> (*)(const QByteArray&, const DecodeContext&, const QString&);
    /// Sends a call and reads its answer in the pool.
    template <class T>
    Task<T> ask(HttpRequest request, Decode<T> decode)
    {
        return m_calls.send(std::move(request)).andThen(this, [this, decode](HttpReply reply) {
            return runInPool(*m_context.decodePool,
                [decode, context = decodeContext(), bytes = std::move(reply.body),
                    path = reply.url.path()]() -> Result<T> {
                    return decode(bytes, context, path);
                });
        });
    }

    // Pages (x_pages.cpp).
    using Build = std::function<HttpRequest(const Slice& slice)>;
    struct Way {
        Build build;
        bool takesIds = true; ///< since_id and until_id
        Pacing::Bounds pace;
    };
    /// Reads posts for a feed (its key; empty: none) and pays. Unbilled where `feed` is nullopt.
    Task<RawPage> read(std::optional<QString> feed, std::function<HttpRequest()> build);
    Task<RawPage> readForTags(
        const std::vector<FeedSpec>& feeds, const QString& query, const Slice& slice, Lane lane);
    Task<RawPage> withNames(RawPage raw, const HttpReply& reply);
    void pay(const QString& feed, const RawPage& raw);
    /// X does not say what the reader did with a post; what was done in this run is known.
    void addMarks(std::vector<FeedItem>& items) const;
    Result<Way> wayOf(const PageRequest& request) const;
    Task<Page> newest(const PageRequest& request, const Way& way);
    Task<Page> older(const PageRequest& request, const Way& way);
    struct Walk;
    Task<Page> walk(std::shared_ptr<Walk> walk, const QString& token);
    /// How busy the chat is, once a day for each hashtag; Done at any rate.
    Task<Done> countFirst(const FeedSpec& feed);
    int affordable(int limit);
    Page finished(const PageRequest& request, const Pacing::Bounds& pace, Page page);
    Task<QString> personId(const QString& handle);
    /// Each post once, however many columns have it.
    void noteShown(const QString& id);
    void recheck();

    // Writing (x_writing.cpp).
    using MayGo = std::function<bool()>;
    MayGo leave() const;
    Task<QString> send(HttpRequest request, qint64 price);
    Task<QString> sendAct(const Act& act, const MayGo& mayGo);
    Task<PostPtr> published(const QString& id, const Submission& submission);
    Task<QString> described(const QString& mediaId, const DraftMedia& media, const MayGo& mayGo);
    Task<Done> processed(const QString& mediaId, int triesLeft);

    ServiceContext m_context;
    Source m_source;
    ApiCalls m_calls;
    std::shared_ptr<Ledger> m_ledger;
    Vocabulary m_vocabulary;
    std::optional<WritePass> m_leave; ///< of the write that is being asked for
    PeopleMemory m_people;
    QSet<QString> m_unnamed; ///< user ids that were asked for and not found
    ChatHours m_hours;
    Pacing m_pacing;
    struct Bought {
        int posts = 0;
        int people = 0;
    };
    QHash<QString, Bought> m_bought; ///< by feed, in this run
    QHash<QString, QDate> m_counted; ///< when X was asked how busy a feed is
    bool m_hasCounts = true; ///< X counts for this client id
    QHash<QString, QSet<QString>> m_given; ///< ids by feed, where there is no since_id
    std::unique_ptr<TagReader> m_tags;
    QHash<QString, QString> m_tagNames; ///< as written, by the folded tag
    QHash<QString, ViewerMarks> m_marks; ///< by post
    std::deque<QString> m_shown; ///< ids of posts given lately, newest last
    Millis m_pageAt{-1'000'000'000};
    std::unique_ptr<Timer> m_recheckTimer;
    TaskHandle m_rechecking;
    std::optional<std::vector<ListInfo>> m_lists;
    Millis m_listsAt{0};
};

} // namespace staffroom::x
