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
    case OptionId::Practice:
        return put(options.practiceSpeed,
            value.isEmpty() ? Result<double>(kUsualPracticeSpeed) : number(name, value, 1, 60));
    case OptionId::Deck:
        return keep(options.deckFile, value);
    case OptionId::Column:
        options.columns << value;
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
    case OptionId::Format:
        return keep(options.format, value);
    case OptionId::Output:
        return keep(options.outputFile, value);
    }
    return Done{};
}

const OptionRow* findRow(const QString& name, bool isArchive)
{
    for (const auto& row : optionTable()) {
        if ((name == row.name || (!row.shortName.isEmpty() && name == row.shortName))
            && (row.command == OptionRow::For::Both
                || (row.command == OptionRow::For::Archive) == isArchive))
            return &row;
    }
    return nullptr;
}

} // namespace

Result<Options> parseOptions(const QStringList& arguments)
{
    Options options;
    QStringList rest = arguments;
    const bool isArchive = !rest.isEmpty() && rest.first() == "archive"_L1;
    if (isArchive) {
        options.command = Options::Command::Archive;
        rest.removeFirst();
    }
    while (!rest.isEmpty()) {
        QString word = rest.takeFirst();
        if (!word.startsWith(u'-')) {
            if (!isArchive || !options.archiveSpec.isEmpty())
                return wrong(
                    u"\"%1\" is not understood; staffroom --help lists what is."_s.arg(word));
            options.archiveSpec = word;
            continue;
        }
        std::optional<QString> value;
        if (const auto equals = word.indexOf(u'='); equals > 0) {
            value = word.mid(equals + 1);
            word.truncate(equals);
        }
        const auto* row = findRow(word, isArchive);
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
    }
    if (options.command == Options::Command::Archive && options.archiveSpec.isEmpty())
        return wrong(
            u"Say what to archive, for example: staffroom archive tag:edchat@https://mastodon.social"_s);
    if (options.since && options.until && *options.since > *options.until)
        return wrong(u"--since lies after --until, so nothing can be between them."_s);
    return options;
}

} // namespace staffroom
