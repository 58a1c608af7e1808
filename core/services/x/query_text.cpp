#include "core/services/x/query_text.h"

#include "core/services/x/requests.h"

#include <QRegularExpression>
#include <QSet>

namespace staffroom::x {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isTag(const QString& tag)
{
    static const QRegularExpression shape(
        u"^[\\p{L}\\p{M}\\p{N}_]+$"_s, QRegularExpression::UseUnicodePropertiesOption);
    return shape.match(tag).hasMatch();
}

bool isName(const QString& name)
{
    static const QRegularExpression shape(u"^[A-Za-z0-9_]{1,20}$"_s);
    return shape.match(name).hasMatch();
}

QString anyOf(const QStringList& terms)
{
    return terms.size() == 1 ? terms.front() : u'(' + terms.join(u" OR "_s) + u')';
}

Result<QString> checkedQuery(const QString& query)
{
    if (query.size() > kLongestQuery)
        return fail(Error::Kind::Invalid, u"X takes no query that long"_s, u"query"_s);
    return query;
}

QStringList hashed(const QStringList& tags)
{
    QStringList out;
    for (const auto& tag : tags)
        out << u'#' + tag;
    return out;
}

} // namespace

Result<QString> tagQuery(const FeedSpec& spec)
{
    for (const auto& tags : {spec.tags, spec.allTags, spec.noneTags}) {
        for (const auto& tag : tags) {
            if (!isTag(tag))
                return fail(Error::Kind::Invalid, u"X has no such hashtag"_s, tag);
        }
    }
    if (spec.tags.isEmpty() && spec.allTags.isEmpty())
        return fail(Error::Kind::Invalid, u"no hashtag"_s, u"query"_s);
    QStringList parts;
    if (!spec.tags.isEmpty())
        parts << anyOf(hashed(spec.tags));
    parts << hashed(spec.allTags);
    for (const auto& tag : hashed(spec.noneTags))
        parts << u'-' + tag;
    return checkedQuery(parts.join(u' '));
}

Result<QString> wordsQuery(const QString& words)
{
    QStringList parts;
    for (QString word : words.split(u' ', Qt::SkipEmptyParts)) {
        if (word.size() > 1 && word.startsWith(u'#') && isTag(word.mid(1))) {
            parts << word;
            continue;
        }
        word.remove(u'"');
        if (!word.isEmpty())
            parts << u'"' + word + u'"';
    }
    if (parts.isEmpty())
        return fail(Error::Kind::Invalid, u"nothing to search for"_s, u"query"_s);
    return checkedQuery(parts.join(u' '));
}

Result<QString> receivedQuery(const QString& reader, const QStringList& hosts)
{
    QStringList parts{u"to:"_s + reader};
    for (const auto& host : hosts) {
        if (isName(host) && parts.join(u" OR "_s).size() + host.size() + 12 < kLongestQuery)
            parts << u"from:"_s + host;
    }
    return checkedQuery(anyOf(parts));
}

QString threadQuery(const QString& conversation)
{
    return u"conversation_id:"_s + conversation;
}

bool isMergeable(const FeedSpec& spec)
{
    return spec.kind == FeedSpec::Kind::Hashtag && spec.allTags.isEmpty()
        && spec.noneTags.isEmpty();
}

Result<QString> mergedQuery(const std::vector<FeedSpec>& specs, size_t* taken)
{
    *taken = 0;
    QStringList terms;
    QSet<QString> known;
    for (const auto& spec : specs) {
        const auto own = tagQuery(spec);
        if (!own) {
            if (*taken == 0)
                return own;
            break;
        }
        QStringList more = terms;
        QSet<QString> seen = known;
        for (const auto& tag : spec.tags) {
            if (!seen.contains(foldTag(tag))) {
                seen.insert(foldTag(tag));
                more << u'#' + tag;
            }
        }
        if (*taken > 0 && anyOf(more).size() > kLongestQuery)
            break;
        terms = more;
        known = seen;
        ++*taken;
    }
    return checkedQuery(anyOf(terms));
}

} // namespace staffroom::x
