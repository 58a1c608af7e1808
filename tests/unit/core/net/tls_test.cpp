#include "tests/unit/core/net/net_fixture.h"

#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QStandardPaths>
#include <QTemporaryDir>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;

class TlsTest : public NetTest { };

TEST_F(TlsTest, RefusesACertificateThatNobodyKnows)
{
    const QString openssl = QStandardPaths::findExecutable(u"openssl"_s);
    if (openssl.isEmpty())
        GTEST_SKIP() << "no openssl program to make a certificate with";
    const QTemporaryDir folder;
    const QString key = folder.filePath(u"key.pem"_s);
    const QString certificate = folder.filePath(u"cert.pem"_s);
    QProcess maker;
    maker.setStandardErrorFile(QProcess::nullDevice());
    maker.start(openssl,
        {u"req"_s, u"-x509"_s, u"-newkey"_s, u"rsa:2048"_s, u"-nodes"_s, u"-batch"_s, u"-subj"_s,
            u"/CN=127.0.0.1"_s, u"-keyout"_s, key, u"-out"_s, certificate, u"-days"_s, u"2"_s});
    ASSERT_TRUE(maker.waitForFinished());
    ASSERT_EQ(maker.exitCode(), 0);
    QFile keyFile(key);
    ASSERT_TRUE(keyFile.open(QIODevice::ReadOnly));
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(QSslCertificate::fromPath(certificate).value(0));
    configuration.setPrivateKey(QSslKey(keyFile.readAll(), QSsl::Rsa));
    QSslServer tls;
    tls.setSslConfiguration(configuration);
    ASSERT_TRUE(tls.listen(QHostAddress::LocalHost));

    HttpRequest request;
    request.url = QUrl("https://127.0.0.1:"_L1 + QString::number(tls.serverPort()) + u'/');
    request.bearer = Secret("secret-token");
    const auto answer = ask(request);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, Error::Kind::Tls);
}

} // namespace
} // namespace staffroom
