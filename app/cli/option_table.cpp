#include "app/cli/option_table.h"

#include <array>

namespace staffroom {

namespace {

using Value = OptionRow::Value;
using For = OptionRow::For;

constexpr QLatin1StringView l1(const char* text)
{
    return QLatin1StringView(text);
}

constexpr std::array kTable{
    OptionRow{OptionId::Profile, For::All, l1("--profile"), {}, Value::Needed, l1("DIR"),
        l1("Keep everything (settings, deck, archive, cache, log) in DIR instead of the desktop's "
           "usual "
           "folders.")},
    OptionRow{OptionId::Network, For::All, l1("--network"), {}, Value::Needed, l1("NAME=VALUE"),
        l1("Where a network's own servers are, or how much they may be asked; may be given several "
           "times: bluesky.view, bluesky.directory, bluesky.entry and bluesky.web take an address, "
           "bluesky.live too, and bluesky.live-mb the megabytes an hour that hashtags live may "
           "take.")},
    OptionRow{OptionId::Practice, For::Window, l1("--practice"), {}, Value::Optional, l1("SPEED"),
        l1("Open the built-in practice chat as a room, SPEED times as fast as real time: 1 to 60, "
           "4 when not "
           "said. No network is used.")},
    OptionRow{OptionId::Deck, For::Window, l1("--deck"), {}, Value::Needed, l1("FILE"),
        l1("Open this deck file. The saved deck is left as it is; changes are not saved.")},
    OptionRow{OptionId::Column, For::Window, l1("--column"), {}, Value::Needed, l1("SPEC"),
        l1("Open a column; may be given several times. The saved deck is left as it is; changes "
           "are not saved.")},
    OptionRow{OptionId::Room, For::Window, l1("--room"), {}, Value::Needed, l1("SPEC"),
        l1("Open a hashtag as a chat room; given several times, with one hashtag, the room reads "
           "all of these places.")},
    OptionRow{OptionId::Screenshot, For::Window, l1("--screenshot"), {}, Value::Needed, l1("FILE"),
        l1("Save a picture of the window and quit.")},
    OptionRow{OptionId::After, For::Window, l1("--after"), {}, Value::Needed, l1("SECONDS"),
        l1("When to take the picture, 5 seconds after the start when not said. Without "
           "--screenshot: "
           "when to quit.")},
    OptionRow{OptionId::Metrics, For::Window, l1("--metrics"), {}, Value::Needed, l1("FILE"),
        l1("Write measurements of this run as JSON on exit.")},
    OptionRow{OptionId::Reverse, For::Window, l1("--reverse"), {}, Value::None, {},
        l1("Mirror the window, as for languages written from right to left.")},
    OptionRow{OptionId::Since, For::Archive, l1("--since"), {}, Value::Needed, l1("TIME"),
        l1("Leave out what was posted before TIME, for example 2026-11-22T19:00Z.")},
    OptionRow{OptionId::Until, For::Archive, l1("--until"), {}, Value::Needed, l1("TIME"),
        l1("Leave out what was posted after TIME.")},
    OptionRow{OptionId::Limit, For::Archive, l1("--limit"), {}, Value::Needed, l1("N"),
        l1("Take the newest N posts at most; 10000 when not said.")},
    OptionRow{OptionId::Format, For::Archive, l1("--format"), {}, Value::Needed, l1("FORMAT"),
        l1("jsonl, csv, md or html. When not said it follows from the ending of the file's name.")},
    OptionRow{OptionId::Output, For::Archive, l1("--output"), l1("-o"), Value::Needed, l1("FILE"),
        l1("Write to FILE, which appears only when it is whole. When not said: standard output.")},
    OptionRow{OptionId::Meta, For::Recap, l1("--meta"), {}, Value::Needed, l1("FILE"),
        l1("The description of the chat: hashtag, hosts, duration. When not said: the file beside "
           "the transcript that ends in .meta.json; without one, both are told from the posts.")},
    OptionRow{OptionId::RecapFormat, For::Recap, l1("--format"), {}, Value::Needed, l1("FORMAT"),
        l1("html, md, csv or json. When not said it follows from the ending of the file's name.")},
    OptionRow{OptionId::RecapOutput, For::Recap, l1("--output"), l1("-o"), Value::Needed,
        l1("FILE"),
        l1("Write to FILE, which appears only when it is whole. When not said: standard output.")},
    OptionRow{OptionId::LoginField, For::Account, l1("--field"), {}, Value::Needed,
        l1("NAME=VALUE"),
        l1("What a network asks besides the handle: client_id and daily_limit (US dollars) for X; "
           "may be given several times. Never a password.")},
    OptionRow{OptionId::Handle, For::Account, l1("--handle"), {}, Value::Needed, l1("NAME"),
        l1("Who signs in. When not said: whoever the server says it is.")},
    OptionRow{OptionId::TokenStdin, For::Account, l1("--token-stdin"), {}, Value::None, {},
        l1("Read a ready token from standard input, one line.")},
    OptionRow{OptionId::PasswordStdin, For::Account, l1("--password-stdin"), {}, Value::None, {},
        l1("Read the password from standard input, one line.")},
    OptionRow{
        OptionId::Help, For::All, l1("--help"), l1("-h"), Value::None, {}, l1("Print this help.")},
    OptionRow{OptionId::Version, For::All, l1("--version"), {}, Value::None, {},
        l1("Print the version.")},
    OptionRow{OptionId::PrintManual, For::Window, l1("--print-man"), {}, Value::None, {}, {}},
};

} // namespace

std::span<const OptionRow> optionTable()
{
    return kTable;
}

} // namespace staffroom
