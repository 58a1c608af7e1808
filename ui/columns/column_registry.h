#pragma once

#include "core/model/feed_spec.h"

#include <QHash>

#include <functional>
#include <vector>

namespace staffroom {

/// One field of a column's form; the dialog draws it.
struct FieldSpec {
    enum class Kind {
        Tags,
        Text,
        Check,
        OwnList, ///< one of the account's own lists, offered by name; its value is the list's id
    };
    Kind kind = Kind::Text;
    QString id;
    QString label;
    QString placeholder;
};
/// What was typed, by field id; a check is "1" or empty.
using FieldValues = QHash<QString, QString>;

/// Why a field cannot be taken as it is, in one sentence for people.
struct FieldProblem {
    QString field; ///< FieldSpec::id
    QString sentence;
};

/// One kind of column; each is made in a file of its own in `types`.
struct ColumnType {
    FeedSpec::Kind kind = FeedSpec::Kind::Hashtag;
    QString title; ///< "Hashtag"
    QString hint; ///< what such a column shows, one sentence
    QLatin1StringView icon;
    int place = 0; ///< order in which kinds are offered
    bool needsAccount = false; ///< on networks with servers, only signed-in people have one
    std::vector<FieldSpec> fields;
    std::function<tl::expected<FeedSpec, FieldProblem>(const FieldValues&, const Source&)> makeFeed;
    std::function<QString(const FeedSpec&)> titleOf;
    /// The form filled in for a spec of this kind.
    std::function<FieldValues(const FeedSpec&)> valuesOf;
};

/// The column kinds of this build. Made after the translator is installed.
class ColumnRegistry {
public:
    void add(ColumnType type);
    const std::vector<ColumnType>& types() const { return m_types; }
    const ColumnType* find(FeedSpec::Kind kind) const; ///< null when this build lacks it
    /// What the header says when the person gave no title.
    QString titleOf(const FeedSpec& spec) const;
    QLatin1StringView iconOf(const FeedSpec& spec) const;

private:
    std::vector<ColumnType> m_types;
};

/// Written by CMake from what lies in `types`.
void registerBuiltinColumns(ColumnRegistry& registry);

/// Where a source's posts come from, for people: its server, account, or the service's own word.
QString sourceLabel(const Source& source);

} // namespace staffroom
