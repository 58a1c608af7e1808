#pragma once

#include <QLatin1StringView>

#include <span>

namespace staffroom {

enum class OptionId {
    Profile,
    Network,
    Practice,
    Deck,
    Column,
    Room,
    Screenshot,
    After,
    Metrics,
    Reverse,
    Since,
    Until,
    Limit,
    Format,
    Output,
    Meta,
    RecapFormat,
    RecapOutput,
    Handle,
    LoginField,
    TokenStdin,
    PasswordStdin,
    Help,
    Version,
    PrintManual,
};

/// One row of the table from which options are parsed, and help and manual are written.
struct OptionRow {
    enum class Value { None, Optional, Needed };
    enum class For { Window, Archive, Recap, Account, All };
    OptionId id;
    For command;
    QLatin1StringView name;
    QLatin1StringView shortName;
    Value value;
    QLatin1StringView valueName;
    QLatin1StringView help; ///< one or two sentences; empty: not listed
};

std::span<const OptionRow> optionTable();

} // namespace staffroom
