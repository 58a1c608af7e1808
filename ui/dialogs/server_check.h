#pragma once

#include "core/base/clock.h"
#include "core/services/service.h"

#include <QObject>

namespace staffroom {

class AccountBook;
class ServiceRegistry;

/// Finds out what a typed server is: at once what its text says, and after a pause in typing what
/// answers there. Every outcome is one sentence for people.
class ServerCheck : public QObject {
    Q_OBJECT
public:
    enum class Verdict { Empty, Checking, Good, Bad };
    struct Outcome {
        Verdict verdict = Verdict::Empty;
        Source source; ///< Good: as the server calls itself
        QString sentence; ///< Bad: what is wrong; Good: what answered
    };

    /// `accounts` may be null: nobody is signed in.
    ServerCheck(const ServiceRegistry& services, const AccountBook* accounts, Clock& clock,
        QObject* parent = nullptr);

    /// `kind` is what shall be read there.
    void setWish(const QString& typed, FeedSpec::Kind kind);
    void checkNow(); ///< without waiting for the pause
    const Outcome& outcome() const { return m_outcome; }

Q_SIGNALS:
    void changed();

private:
    void set(Verdict verdict, const QString& sentence = {}, const Source& source = {});
    void ask();
    void judge(const ServerInfo& info);

    bool judgeAccount(const QString& typed);

    const ServiceRegistry& m_services;
    const AccountBook* m_accounts;
    std::unique_ptr<Timer> m_pause;
    TaskHandle m_asking;
    QString m_typed;
    FeedSpec::Kind m_kind = FeedSpec::Kind::Hashtag;
    Source m_source; ///< of m_typed
    std::optional<ServerInfo> m_info; ///< of m_source
    Outcome m_outcome;
};

} // namespace staffroom
