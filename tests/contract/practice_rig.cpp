#include "core/services/practice/practice_client.h"

#include "tests/contract/service_rig.h"
#include "tests/support/fake_clock.h"
#include "tests/support/signed_in.h"
#include "tests/support/wait_for.h"

#include <QThreadPool>

namespace staffroom::contract {
namespace {

using namespace Qt::Literals::StringLiterals;

/// The practice chat before its first second, under a tag that its transcript does not use: the
/// feed holds what the rig writes and nothing else.
class PracticeRig final : public ServiceRig {
public:
    PracticeRig()
        : m_session(std::make_shared<practice::Session>(m_clock, m_pool, practice::Pace{1, {}}))
        , m_client(m_session, Source{{u"practice"_s}, {}, u"me@practice.example"_s})
    {
    }

    std::map<Ability, QString> cannot() const override
    {
        const QString noPeople
            = u"only the transcript edits and deletes; tests/e2e compares that"_s;
        const QString noNetwork = u"it uses no network"_s;
        return {{Ability::Edits, noPeople}, {Ability::Deletions, noPeople},
            {Ability::NetworkFaults, noNetwork}, {Ability::RepeatedEntries, noNetwork}};
    }

    ServiceClient& client() override { return m_client; }
    FeedSpec feed() const override { return tagged(u"alpha"_s); }
    FeedSpec feedOfUnknownTag() const override { return tagged(u"nobodyusesthis"_s); }

    QString add(const QString& text) override { return publish(text, std::nullopt); }
    QString addReply(const QString& text, const QString& to) override
    {
        return publish(text, PostId{{u"practice"_s}, {}, to});
    }
    QString edit(const QString& id, const QString&) override { return id; }
    void remove(const QString&) override { }
    void passTime(Millis by) override { m_clock.advance(by); }
    QString tag() const override { return u"#alpha"_s; }
    int writeCount() const override
    {
        PageRequest request;
        request.feed = feed();
        const auto page = test::await(m_client.page(request));
        return page ? static_cast<int>(page->items.size()) : -1;
    }

private:
    FeedSpec tagged(const QString& tag) const
    {
        FeedSpec spec;
        spec.source = m_client.source();
        spec.tags = {tag};
        return spec;
    }

    QString publish(const QString& text, std::optional<PostId> to)
    {
        Submission submission;
        submission.text = text + u" #alpha"_s;
        submission.inReplyTo = std::move(to);
        submission.language = u"en"_s;
        const auto answer = test::await(m_client.publish(submission, m_open.pass()));
        return answer ? answer->post->id.remote : QString();
    }

    test::OpenLock m_open;
    test::FakeClock m_clock;
    QThreadPool m_pool;
    std::shared_ptr<practice::Session> m_session;
    mutable practice::PracticeClient m_client;
};

const bool kPracticeAdded
    = addRig({u"Practice"_s, u"practice"_s, [] { return std::make_unique<PracticeRig>(); }});

} // namespace
} // namespace staffroom::contract
