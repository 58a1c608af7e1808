#include "app/cli/option_table.h"
#include "app/cli/options.h"

#include <QDate>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

const auto kSpecs
    = u"A SPEC says what a column follows: tag:NAME@SOURCE (several tags: tag:a,b@SOURCE), "
      "list:ID@SOURCE, home@SOURCE, public@SOURCE, user:HANDLE@SOURCE, notifications@SOURCE, "
      "mentions@SOURCE, bookmarks@SOURCE, favourites@SOURCE, scheduled@SOURCE, "
      "search:WORDS@SOURCE. A "
      "SOURCE is the address of a server, read without an account (https://mastodon.social); "
      "bluesky or bluesky-live, likewise; the handle of a signed-in account; or practice."_s;

QString invocation(const OptionRow& row)
{
    QString out = row.shortName.isEmpty() ? QString() : row.shortName + u", "_s;
    out += row.name;
    if (row.value == OptionRow::Value::Needed)
        out += u' ' + row.valueName;
    else if (row.value == OptionRow::Value::Optional)
        out += u"[="_s + row.valueName + u']';
    return out;
}

QString wrapped(const QString& text, int indent)
{
    constexpr int kWidth = 78;
    QString out;
    qsizetype column = indent;
    for (const auto& word : text.split(u' ', Qt::SkipEmptyParts)) {
        if (column + 1 + word.size() > kWidth) {
            out += u'\n' + QString(indent, u' ');
            column = indent;
        } else if (!out.isEmpty()) {
            out += u' ';
            ++column;
        }
        out += word;
        column += word.size();
    }
    return out;
}

QString section(OptionRow::For command)
{
    constexpr int kIndent = 26;
    QString out;
    for (const auto& row : optionTable()) {
        if (row.command != command || row.help.isEmpty())
            continue;
        QString line = u"  "_s + invocation(row);
        line = line.size() > kIndent - 2 ? line + u'\n' + QString(kIndent, u' ')
                                         : line.leftJustified(kIndent);
        out += line + wrapped(QString(row.help), kIndent) + u'\n';
    }
    return out;
}

QString troff(const QString& text)
{
    QString out = text;
    out.replace(u'\\', u"\\e"_s).replace(u'-', u"\\-"_s);
    return out.startsWith(u'.') || out.startsWith(u'\'') ? u"\\&"_s + out : out;
}

QString manualSection(OptionRow::For command)
{
    QString out;
    for (const auto& row : optionTable()) {
        if (row.command == command && !row.help.isEmpty())
            out += u".TP\n.B "_s + troff(invocation(row)) + u'\n' + troff(QString(row.help))
                + u'\n';
    }
    return out;
}

} // namespace

QString helpText()
{
    return u"Staffroom follows live education chats in side-by-side columns.\n\n"
           "  staffroom [OPTION]...\n"
           "  staffroom archive SPEC [OPTION]...\n"
           "  staffroom recap TRANSCRIPT.jsonl [OPTION]...\n"
           "  staffroom account add SERVICE [SERVER] [OPTION]...\n"
           "  staffroom account list\n"
           "  staffroom account remove HANDLE\n\n"_s
        + wrapped(kSpecs, 0) + u"\n\nOptions of the window:\n"_s + section(OptionRow::For::Window)
        + u"\nOptions of archive, which saves a feed as a file, without a window:\n"_s
        + section(OptionRow::For::Archive)
        + u"\nOptions of recap, which puts the posts of a chat under its questions, from a "
          u"transcript "
          u"file:\n"_s
        + section(OptionRow::For::Recap)
        + u"\nOptions of account add, which signs in, in the browser unless one of these says else:\n"_s
        + section(OptionRow::For::Account) + u"\nAlways:\n"_s + section(OptionRow::For::All)
        + u"\nIt ends with 0 when all went well, else with 1 and one sentence on standard error; 2 "
          u"means\n"
          "that the command line was not understood.\n"_s;
}

QString manualPage()
{
    return u".TH STAFFROOM 1 \"\" \"staffroom " STAFFROOM_VERSION "\"\n"
           ".SH NAME\nstaffroom \\- follow live education chats in side-by-side columns\n"
           ".SH SYNOPSIS\n.B staffroom\n[\\fIOPTION\\fR]...\n.br\n.B staffroom "
           "archive\n\\fISPEC\\fR "
           "[\\fIOPTION\\fR]...\n.br\n.B staffroom "
           "recap\n\\fITRANSCRIPT.jsonl\\fR [\\fIOPTION\\fR]...\n.br\n.B staffroom account "
           "add\n\\fISERVICE\\fR [\\fISERVER\\fR] "
           "[\\fIOPTION\\fR]...\n.br\n.B staffroom account list\n.br\n.B staffroom account "
           "remove\n\\fIHANDLE\\fR\n.SH DESCRIPTION\n"_s
        + troff(kSpecs) + u"\n.SH OPTIONS OF THE WINDOW\n"_s + manualSection(OptionRow::For::Window)
        + u".SH OPTIONS OF ARCHIVE\n"_s + manualSection(OptionRow::For::Archive)
        + u".SH OPTIONS OF RECAP\n"_s + manualSection(OptionRow::For::Recap)
        + u".SH OPTIONS OF ACCOUNT ADD\n"_s + manualSection(OptionRow::For::Account)
        + u".SH OTHER OPTIONS\n"_s + manualSection(OptionRow::For::All)
        + u".SH EXIT STATUS\n0 when all went well, 1 with one sentence on standard error when not, "
          u"2 "
          "when the command line was not understood.\n"_s;
}

} // namespace staffroom
