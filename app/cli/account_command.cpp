#include "app/cli/account_command.h"

#include "app/cli/read_secret.h"
#include "app/cli/say.h"
#include "app/cli/system_browser.h"
#include "app/engine.h"
#include "core/base/log.h"
#include "core/deck/settings.h"

#include <QCoreApplication>

#include <cstdio>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

void print(const QString& line)
{
    std::fprintf(stdout, "%s\n", qPrintable(line));
    std::fflush(stdout);
}

QString withoutAt(const QString& handle)
{
    return handle.startsWith(u'@') ? handle.mid(1) : handle;
}

Result<Service*> chosenService(const ServiceRegistry& services, const QString& typed)
{
    QStringList known;
    for (auto* service : services.services()) {
        if (service->id().value.compare(typed, Qt::CaseInsensitive) == 0)
            return service;
        known << service->id().value;
    }
    return fail(Error::Kind::Invalid,
        u"There is no service \"%1\"; there are %2."_s.arg(typed, known.join(u", "_s)));
}

Result<Source> chosenSource(const Service& service, const Options& options)
{
    QString server = options.accountServer;
    if (server.isEmpty()) // a full handle names its server
        server = withoutAt(options.accountHandle).section(u'@', 1);
    if (!service.capabilities().needsServer)
        return Source{service.id(), {}, withoutAt(options.accountHandle)};
    if (server.isEmpty()) {
        return fail(Error::Kind::Invalid,
            u"Say which server: staffroom account add %1 SERVER"_s.arg(service.id().value));
    }
    const auto source = service.sourceFromText(server);
    if (!source || !*source) {
        return fail(Error::Kind::Invalid, u"\"%1\" is not the address of a server."_s.arg(server));
    }
    Source out = **source;
    out.account = withoutAt(options.accountHandle);
    return out;
}

/// What is asked besides secrets, by --field; who it is comes from --handle, a server from SERVER,
/// and what is optional otherwise is left out. Gives the option that is missing; empty: none is.
QString takeFields(LoginRequest& request, const LoginSpec& spec, const Options& options)
{
    for (const auto& field : spec.fields) {
        const bool isAsked = request.way == LoginRequest::Way::Form || field.isForBrowser;
        if (field.isSecret || !isAsked)
            continue;
        if (const QString said = options.loginFields.value(field.id); !said.isEmpty()) {
            request.fields[field.id] = Secret(said.toUtf8());
            continue;
        }
        if (field.isOptional) {
            if (field.id == "server"_L1 && !options.accountServer.isEmpty())
                request.fields[field.id] = Secret(options.accountServer.toUtf8());
            continue;
        }
        if (!field.saysWho)
            return u"--field "_s + field.id + u"=VALUE"_s;
        if (options.accountHandle.isEmpty())
            return u"--handle"_s;
        request.fields[field.id] = Secret(withoutAt(options.accountHandle).toUtf8());
        request.source.account.clear(); // the service makes the full handle
    }
    return {};
}

/// How this service lets somebody in who gave these options.
Result<LoginRequest> chosenWay(const Service& service, const Source& source, const Options& options)
{
    const LoginSpec spec = service.loginSpec();
    const auto refuse = [&](const QString& why) {
        return fail(Error::Kind::Invalid, u"%1 %2."_s.arg(service.name(), why));
    };
    LoginRequest request;
    request.source = source;
    if (!spec.isPossible())
        return refuse(u"has no accounts"_s);
    if (options.readsToken) {
        request.way = LoginRequest::Way::Token;
        return spec.takesToken ? Result<LoginRequest>(request) : refuse(u"takes no token"_s);
    }
    const bool hasPassword = std::any_of(
        spec.fields.begin(), spec.fields.end(), [](const LoginField& f) { return f.isSecret; });
    if (options.readsPassword && !hasPassword)
        return refuse(u"takes no password"_s);
    const bool usesBrowser = !options.readsPassword && spec.usesBrowser;
    if (!usesBrowser && hasPassword && !options.readsPassword)
        return refuse(u"needs --password-stdin"_s);
    request.way = usesBrowser ? LoginRequest::Way::Browser : LoginRequest::Way::Form;
    if (const QString missing = takeFields(request, spec, options); !missing.isEmpty())
        return refuse(u"needs "_s + missing);
    return request;
}

/// Puts what standard input holds where it belongs.
Result<Done> readInto(LoginRequest& request, const Service& service, const Options& options)
{
    if (!options.readsToken && !options.readsPassword)
        return Done{};
    auto secret = readSecretLine(options.readsToken ? u"Token: "_s : u"Password: "_s);
    if (!secret)
        return fail(secret.error());
    keepOutOfLog(*secret);
    if (options.readsToken) {
        request.fields[u"token"_s] = *secret;
        return Done{};
    }
    for (const auto& field : service.loginSpec().fields) {
        if (field.isSecret)
            request.fields[field.id] = *secret;
    }
    return Done{};
}

int finish(const Result<Done>& added, const SignedIn& who)
{
    if (!added) {
        if (added.error().kind == Error::Kind::Secrets && !added.error().path.isEmpty()) {
            return complain(
                u"The key store of this computer did not take it (%1); nothing was kept "
                "and nobody was added."_s.arg(added.error().path));
        }
        return complain(sentenceFor(added.error()));
    }
    print(u"Signed in as %1."_s.arg(who.source.account));
    return 0;
}

/// Why somebody was not let in.
QString whyNot(const Error& error)
{
    const QString words = error.detail.isEmpty() ? QString() : u" ("_s + error.detail + u')';
    switch (error.kind) {
    case Error::Kind::Unauthorised:
        return u"The server did not let you in%1."_s.arg(words);
    case Error::Kind::Cancelled:
        return u"The sign-in was turned down in the browser."_s;
    case Error::Kind::Timeout:
        return u"Nobody answered in time%1."_s.arg(words);
    default:
        break;
    }
    const QString sentence = sentenceFor(error);
    return sentence.endsWith(u'.') ? sentence : sentence + u'.';
}

int addAccount(Engine& engine, const Options& options, QCoreApplication& app)
{
    const auto service = chosenService(engine.services(), options.accountService);
    if (!service)
        return complain(service.error().detail);
    const auto source = chosenSource(**service, options);
    if (!source)
        return complain(source.error().detail);
    auto request = chosenWay(**service, *source, options);
    if (!request)
        return complain(request.error().detail);
    if (const auto read = readInto(*request, **service, options); !read)
        return complain(read.error().detail);

    auto& book = engine.accounts();
    bool isListWritten = true;
    QObject::connect(
        &book, &AccountBook::failed, &app, [&](const Error&) { isListWritten = false; });
    const auto login = (*service)->login(*request);
    TaskHandle adding;
    QObject::connect(login.get(), &Login::browserWanted, &app, [](const QUrl& page) {
        print(u"Open this page in a browser on this computer and agree there:\n%1"_s.arg(
            QString::fromLatin1(page.toEncoded())));
        openInSystemBrowser(page);
    });
    QObject::connect(login.get(), &Login::signedIn, &app, [&](const SignedIn& who) {
        adding = book.add(who, Keeping::KeyStore).then(&app, [&, who](const Result<Done>& added) {
            int code = finish(added, who);
            if (code == 0 && !isListWritten)
                code = complain(u"The list of accounts could not be written."_s);
            QCoreApplication::exit(code);
        });
    });
    QObject::connect(login.get(), &Login::failed, &app, [](const Error& error) {
        QCoreApplication::exit(complain(whyNot(error) + u" Nobody was added."_s));
    });
    login->start();
    return QCoreApplication::exec();
}

int listAccounts(Engine& engine)
{
    for (const auto& account : engine.accounts().accounts()) {
        const auto& source = account.source;
        print(u"%1\t%2%3"_s.arg(source.account, source.service.value,
            source.server.isEmpty() ? QString() : u'\t' + source.server));
    }
    return 0;
}

int removeAccount(Engine& engine, const Options& options, QCoreApplication& app)
{
    auto& book = engine.accounts();
    const auto* account = book.findHandle(options.accountHandle);
    if (!account) {
        return complain(
            u"Nobody called \"%1\" is signed in here; staffroom account list says who is."_s.arg(
                options.accountHandle));
    }
    const QString handle = account->source.account;
    const auto removing = book.remove(account->source).then(&app, [&](const Result<Done>& removed) {
        if (removed) {
            print(u"%1 is signed out."_s.arg(handle));
            return QCoreApplication::exit(0);
        }
        const Error& error = removed.error();
        if (error.kind == Error::Kind::Unsupported && !error.detail.isEmpty()) {
            print(u"%1 is signed out here; %2."_s.arg(handle, error.detail));
            return QCoreApplication::exit(0);
        }
        if (error.kind == Error::Kind::Secrets) {
            return QCoreApplication::exit(complain(
                u"The key store of this computer kept the secret, so %1 stays; unlock it and "
                "try again."_s.arg(handle)));
        }
        QCoreApplication::exit(
            complain(u"%1 is signed out here, but the server was not told: %2"_s.arg(
                handle, sentenceFor(error))));
    });
    return QCoreApplication::exec();
}

} // namespace

int runAccount(int& argc, char** argv, const Options& options)
{
    QCoreApplication app(argc, argv);
    const auto profile = Profile::open(options.profile);
    if (!profile)
        return complain(u"The folder %1 cannot be made or used."_s.arg(profile.error().path));
    startLog(profile->logFile(), LogLevel::Info);
    int code = 0;
    {
        const Settings settings(profile->settingsFile());
        Engine::Options engineOptions;
        engineOptions.serviceOptions = options.networkOptions;
        engineOptions.isSharedComputer = settings.isOn(Setting::SharedComputer);
        if (engineOptions.isSharedComputer && options.command == Options::Command::AccountAdd) {
            return complain(u"This computer is shared by its settings, so nobody stays signed in; "
                            "sign in from the window."_s);
        }
        Engine engine(*profile, engineOptions);
        switch (options.command) {
        case Options::Command::AccountAdd:
            code = addAccount(engine, options, app);
            break;
        case Options::Command::AccountRemove:
            code = removeAccount(engine, options, app);
            break;
        default:
            code = listAccounts(engine);
            break;
        }
    }
    stopLog();
    return code;
}

} // namespace staffroom
