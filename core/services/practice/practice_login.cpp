#include "core/services/practice/practice_login.h"

#include "core/transcript/transcript.h"

namespace staffroom::practice {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kLongestName = 30;

/// "Bea Lindqvist" becomes "bea_lindqvist"; what no handle can hold is left out.
QString userNameOf(const QString& name)
{
    QString out;
    for (const QChar c : name.toLower()) {
        if (c.isLetterOrNumber())
            out += c;
        else if (c.isSpace() || c == u'_' || c == u'-')
            out += u'_';
    }
    return out;
}

} // namespace

PracticeLogin::PracticeLogin(LoginRequest request)
    : m_request(std::move(request))
{
}

void PracticeLogin::start()
{
    QMetaObject::invokeMethod(this, &PracticeLogin::answer, Qt::QueuedConnection);
}

void PracticeLogin::answer()
{
    const auto field = m_request.fields.find(QString::fromLatin1(kNameField));
    const QString name = field == m_request.fields.end()
        ? QString()
        : QString::fromUtf8(field->second.reveal()).simplified().section(u'@', 0, 0);
    const QString userName = userNameOf(name);
    if (m_request.way != LoginRequest::Way::Form || userName.isEmpty()
        || name.size() > kLongestName) {
        Q_EMIT failed({Error::Kind::Invalid, 0, std::nullopt, {},
            u"a name of at most 30 letters is needed"_s});
        return;
    }
    SignedIn who;
    who.author = transcript::person(userName + u"@practice.example"_s, name);
    who.source = {{u"practice"_s}, {}, who.author.handle};
    who.credentials.values.insert(QString::fromLatin1(kNameField), name);
    Q_EMIT signedIn(who);
}

} // namespace staffroom::practice
