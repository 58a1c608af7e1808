#include "app/cli/options.h"

#include "app/cli/option_table.h"

#include <QDateTime>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

tl::unexpected<Error> wrong(const QString& sentence)
{
    return fail(Error::Kind::Invalid, sentence);
}

Result<double> number(const QString& option, const QString& text, double min, double max)
{
    bool isNumber = false;
    const double value = text.toDouble(&isNumber);
    if (!isNumber || value < min || value > max) {
        return wrong(u"%1 needs a number from %2 to %3, not \"%4\"."_s.arg(
            option, QString::number(min), QString::number(max), text));
    }
    return value;
}

Result<Timestamp> moment(const QString& option, const QString& text)
{
    QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!time.isValid())
        return wrong(
            u"%1 needs a time like 2026-11-22T19:00 or 2026-11-22T19:00Z, not \"%2\"."_s.arg(
                option, text));
    return fromDateTime(time);
}

/// Puts a parsed value where it belongs, or passes its error on.
template <class Field, class Parsed>
Result<Done> put(Field& field, const Result<Parsed>& parsed)
{
    if (!parsed)
        return fail(parsed.error());
    field = static_cast<std::conditional_t<std::is_same_v<Field, int>, int, Parsed>>(*parsed);
    return Done{};
}

template <class Field>
Result<Done> keep(Field& field, Field value)
{
    field = std::move(value);
    return Done{};
}

Result<Done> putNetworkOption(Options& options, const QString& text)
{
    const auto equals = text.indexOf(u'=');
    const QString name = text.left(equals);
    if (equals < 0 || !name.contains(u'.') || equals + 1 == text.size()) {
        return wrong(
            u"--network needs NAME=VALUE, such as bluesky.view=https://view.example, not \"%1\"."_s
                .arg(text));
    }
    options.networkOptions.insert(name, text.mid(equals + 1));
    return Done{};
}

Result<Done> putLoginField(Options& options, const QString& text)
{
    const auto equals = text.indexOf(u'=');
    if (equals < 1 || equals + 1 == text.size()) {
        return wrong(u"--field needs NAME=VALUE, such as client_id=abc, not \"%1\"."_s.arg(text));
    }
    options.loginFields.insert(text.left(equals), text.mid(equals + 1));
    return Done{};
}

/// Sets the field of one option; the table says whether it has a value.
Result<Done> apply(Options& options, const OptionRow& row, const QString& value)
{
    constexpr double kUsualPracticeSpeed = 4;
    const QString name = QString(row.name);
    switch (row.id) {
    case OptionId::Help:
        return keep(options.command, Options::Command::Help);
    case OptionId::Version:
        return keep(options.command, Options::Command::Version);
    case OptionId::PrintManual:
        return keep(options.command, Options::Command::PrintManual);
    case OptionId::Profile:
        return keep(options.profile, value);
    case OptionId::Network:
        return putNetworkOption(options, value);
    case OptionId::Practice:
        return put(options.practiceSpeed,
            value.isEmpty() ? Result<double>(kUsualPracticeSpeed) : number(name, value, 1, 60));
    case OptionId::Deck:
        return keep(options.deckFile, value);
    case OptionId::Column:
        options.columns << value;
        return Done{};
    case OptionId::Room:
        options.rooms << value;
        return Done{};
    case OptionId::Screenshot:
        return keep(options.screenshotFile, value);
    case OptionId::After:
        return put(options.afterSeconds, number(name, value, 0, 86'400));
    case OptionId::Metrics:
        return keep(options.metricsFile, value);
    case OptionId::Reverse:
        return keep(options.isReversed, true);
    case OptionId::Since:
        return put(options.since, moment(name, value));
    case OptionId::Until:
        return put(options.until, moment(name, value));
    case OptionId::Limit:
        return put(options.limit, number(name, value, 1, 1'000'000));
    case OptionId::Meta:
        return keep(options.metaFile, value);
    case OptionId::Format:
    case OptionId::RecapFormat:
        return keep(options.format, value);
    case OptionId::Output:
    case OptionId::RecapOutput:
        return keep(options.outputFile, value);
    case OptionId::LoginField:
        return putLoginField(options, value);
    case OptionId::Handle:
        return keep(options.accountHandle, value);
    case OptionId::TokenStdin:
        return keep(options.readsToken, true);
    case OptionId::PasswordStdin:
        return keep(options.readsPassword, true);
    }
    return Done{};
}

OptionRow::For optionsOf(Options::Command command)
{
    switch (command) {
    case Options::Command::Archive:
        return OptionRow::For::Archive;
    case Options::Command::Recap:
        return OptionRow::For::Recap;
    case Options::Command::AccountAdd:
        return OptionRow::For::Account;
    case Options::Command::AccountList:
    case Options::Command::AccountRemove:
        return OptionRow::For::All;
    default:
        return OptionRow::For::Window;
    }
}

const OptionRow* findRow(const QString& name, Options::Command command)
{
    for (const auto& row : optionTable()) {
        if ((name == row.name || (!row.shortName.isEmpty() && name == row.shortName))
            && (row.command == OptionRow::For::All || row.command == optionsOf(command)))
            return &row;
    }
    return nullptr;
}

/// Takes the words that say what to do off the front.
Result<Options::Command> takeCommand(QStringList& words)
{
    const QString first = words.value(0);
    if (first == "archive"_L1) {
        words.removeFirst();
        return Options::Command::Archive;
    }
    if (first == "recap"_L1) {
        words.removeFirst();
        return Options::Command::Recap;
    }
    if (first != "account"_L1)
        return Options::Command::Window;
    const QString second = words.value(1);
    words = words.mid(2);
    if (second == "add"_L1)
        return Options::Command::AccountAdd;
    if (second == "list"_L1)
        return Options::Command::AccountList;
    if (second == "remove"_L1)
        return Options::Command::AccountRemove;
    if (second == "--help"_L1 || second == "-h"_L1)
        return Options::Command::Help;
    return wrong(u"Say what to do with accounts: staffroom account add, list or remove."_s);
}

/// Where a word that is no option belongs; null: nowhere.
QString* placeFor(Options& options)
{
    switch (options.command) {
    case Options::Command::Archive:
        return options.archiveSpec.isEmpty() ? &options.archiveSpec : nullptr;
    case Options::Command::Recap:
        return options.transcriptFile.isEmpty() ? &options.transcriptFile : nullptr;
    case Options::Command::AccountAdd:
        if (options.accountService.isEmpty())
            return &options.accountService;
        return options.accountServer.isEmpty() ? &options.accountServer : nullptr;
    case Options::Command::AccountRemove:
        return options.accountHandle.isEmpty() ? &options.accountHandle : nullptr;
    default:
        return nullptr;
    }
}

Result<Done> checkWhole(const Options& options)
{
    using Command = Options::Command;
    if (options.command == Command::Archive && options.archiveSpec.isEmpty())
        return wrong(
            u"Say what to archive, for example: staffroom archive tag:edchat@https://mastodon.social"_s);
    if (options.command == Command::Recap && options.transcriptFile.isEmpty())
        return wrong(
            u"Say which transcript, for example: staffroom recap chat.jsonl --format html -o chat.html"_s);
    if (options.since && options.until && *options.since > *options.until)
        return wrong(u"--since lies after --until, so nothing can be between them."_s);
    if (options.command == Command::AccountAdd && options.accountService.isEmpty())
        return wrong(
            u"Say where to sign in, for example: staffroom account add mastodon mastodon.social"_s);
    if (options.command == Command::AccountRemove && options.accountHandle.isEmpty())
        return wrong(u"Say who is to be removed: staffroom account remove HANDLE"_s);
    if (options.readsToken && options.readsPassword)
        return wrong(u"--token-stdin and --password-stdin are two ways; choose one."_s);
    return Done{};
}

} // namespace

Result<Options> parseOptions(const QStringList& arguments)
{
    Options options;
    QStringList rest = arguments;
    const auto command = takeCommand(rest);
    if (!command)
        return fail(command.error());
    options.command = *command;
    if (options.command == Options::Command::Help)
        return options;
    while (!rest.isEmpty()) {
        QString word = rest.takeFirst();
        if (!word.startsWith(u'-')) {
            auto* place = placeFor(options);
            if (!place)
                return wrong(
                    u"\"%1\" is not understood; staffroom --help lists what is."_s.arg(word));
            *place = word;
            continue;
        }
        std::optional<QString> value;
        if (const auto equals = word.indexOf(u'='); equals > 0) {
            value = word.mid(equals + 1);
            word.truncate(equals);
        }
        const auto* row = findRow(word, *command);
        if (!row)
            return wrong(u"There is no option %1; staffroom --help lists them."_s.arg(word));
        if (row->value == OptionRow::Value::None && value)
            return wrong(u"%1 takes no value."_s.arg(word));
        if (row->value == OptionRow::Value::Needed && !value) {
            if (rest.isEmpty())
                return wrong(u"%1 needs a value: %2."_s.arg(word, QString(row->valueName)));
            value = rest.takeFirst();
        }
        if (auto done = apply(options, *row, value.value_or(QString())); !done)
            return fail(done.error());
        if (options.command != *command) // --help and the like
            return options;
    }
    if (auto whole = checkWhole(options); !whole)
        return fail(whole.error());
    return options;
}

} // namespace staffroom
