#include "core/chat/answer_runs.h"

#include "core/chat/question_asks.h"

#include <algorithm>

namespace staffroom {

namespace {

constexpr auto kRun = std::chrono::minutes(6);
constexpr int kHighest = 60; ///< number of a question
constexpr int kPeopleForPost = 2; ///< to take a host's post for the question
constexpr int kPeopleForNumber = 3; ///< to believe in a question whose post is not there
constexpr int kFurthest = 2; ///< numbers ahead of the question before

bool answersWith(const ChatItem& item, int number)
{
    return std::any_of(
        item.features.labels.begin(), item.features.labels.end(), [&](const ChatLabel& label) {
            const bool isFirm = label.form == ChatLabel::Form::Letter
                || label.form == ChatLabel::Form::Word || label.form == ChatLabel::Form::Tag;
            return label.number == number && label.role.answers && isFirm && !label.isReferred
                && (label.isLeading || (label.opensSentence && label.isMarked)
                    || label.form == ChatLabel::Form::Tag);
        });
}

bool counts(const ChatItem& item, int number, const ChatRules& rules, const QSet<QString>& hosts)
{
    const auto& features = item.features;
    const bool isElsewhere
        = std::any_of(features.otherTags.begin(), features.otherTags.end(), soundsLikeChatTag);
    return !hosts.contains(item.author) && !features.isTextCopy && !features.isSelling
        && !isElsewhere && answersWith(item, number) && isInSession(rules, item.post.created);
}

/// How much a host's post looks like the question with this number; 0: not at all.
int likeness(const ChatItem& item, int number)
{
    constexpr int kLeastWords = 3;
    constexpr int kCaption = 8; ///< words
    const auto& features = item.features;
    const auto& talks = features.talks;
    if (features.isTextCopy || talks.has(Talk::Soon) || talks.has(Talk::Welcome))
        return 0;
    const bool isLabelled = std::any_of(features.labels.begin(), features.labels.end(),
        [&](const ChatLabel& label) { return label.role.asks && label.number == number; });
    const bool namesOther = !isLabelled
        && std::any_of(features.labels.begin(), features.labels.end(),
            [](const ChatLabel& label) { return label.form != ChatLabel::Form::Bare; });
    if (namesOther)
        return 0;
    if (isLabelled)
        return 3;
    if (!item.post.alts.isEmpty() && features.words <= kCaption)
        return 2;
    return features.asks && features.words >= kLeastWords ? 1 : 0;
}

/// What is asked before and after a moment.
struct Around {
    const FoundQuestion* before = nullptr;
    const FoundQuestion* after = nullptr;
};

Around around(const FoundQuestions& found, Timestamp time)
{
    Around out;
    out.before = found.currentAt(time);
    for (const auto& question : found.questions) {
        if (question.shown.asked > time
            && (!out.after || question.shown.asked < out.after->shown.asked))
            out.after = &question;
    }
    return out;
}

/// Does the number go on from the question before, without running into the one after?
bool fits(const Around& place, int number)
{
    const int before = place.before ? place.before->shown.number : -1;
    return number > before && number <= before + kFurthest
        && (!place.after || number < place.after->shown.number);
}

class Looker {
public:
    Looker(FoundQuestions& found, const ChatBook& book, const ChatRules& rules)
        : m_found(found)
        , m_book(book)
        , m_rules(rules)
    {
    }

    void look()
    {
        const auto runs = answerRuns(m_book, m_rules, m_found.hosts, m_found.plain);
        for (const auto& run : runs) {
            if (m_found.find(run.number))
                continue; // came with the one before
            const auto place = around(m_found, run.from);
            if (!fits(place, run.number))
                continue;
            if (const auto* item = askingPost(run, place))
                take(*item, run.number);
            else if (run.people >= kPeopleForNumber && ownAnswers(place, run) >= kPeopleForPost)
                addUnseen(run);
        }
    }

private:
    /// Who answers the question before with its own number: the new number is no slip of all.
    int ownAnswers(const Around& place, const AnswerRun& run)
    {
        if (!place.before)
            return kPeopleForPost;
        m_found.watched.insert(place.before->shown.number);
        return answerersBetween(m_book, m_rules, m_found.hosts, place.before->shown.number,
            place.before->shown.asked, run.from);
    }

    const ChatItem* askingPost(const AnswerRun& run, const Around& place)
    {
        const ChatItem* best = nullptr;
        int bestLikeness = 0;
        for (const auto& host : m_found.hosts) {
            for (const auto* item : m_book.of(host)) {
                if (item->post.created > run.from)
                    break;
                if (!isInSession(m_rules, item->post.created)
                    || (place.before && item->post.created <= place.before->shown.asked)
                    || m_found.askedBy.contains(item->post.id) || isReplyToOthers(*item))
                    continue;
                const int like = likeness(*item, run.number);
                if (like > bestLikeness
                    || (like > 0 && like == bestLikeness && EarlierItem{}(best, item))) {
                    best = item;
                    bestLikeness = like;
                }
            }
        }
        // A question in passing, and two people who slipped.
        if (bestLikeness == 1 && ownAnswers(place, run) < 1)
            return nullptr;
        return best;
    }

    bool isReplyToOthers(const ChatItem& item) const
    {
        if (!item.post.inReplyTo)
            return false;
        const auto* parent = m_book.find(*item.post.inReplyTo);
        return !parent || !m_found.hosts.contains(parent->author);
    }

    void take(const ChatItem& item, int number)
    {
        const bool isPointer = item.features.words == 0;
        m_taken.push_back({&item, number, isPointer, {}});
        auto again = asksOf(m_book, m_rules, m_found.hosts, m_taken);
        again.plain = m_found.plain;
        again.watched = m_found.watched;
        for (const auto& question : m_found.questions) {
            if (question.isUnseen() && !again.find(question.shown.number))
                insert(again, question);
        }
        m_found = std::move(again);
    }

    void addUnseen(const AnswerRun& run)
    {
        FoundQuestion question;
        question.shown.number = run.number;
        question.shown.asked = run.from;
        question.shown.hasText = false;
        insert(m_found, question);
    }

    static void insert(FoundQuestions& found, const FoundQuestion& question)
    {
        const auto at = std::find_if(found.questions.begin(), found.questions.end(),
            [&](const FoundQuestion& other) { return other.shown.number > question.shown.number; });
        found.questions.insert(at, question);
    }

    FoundQuestions& m_found;
    const ChatBook& m_book;
    const ChatRules& m_rules;
    std::vector<Ask> m_taken;
};

} // namespace

std::vector<AnswerRun> answerRuns(const ChatBook& book, const ChatRules& rules,
    const QSet<QString>& hosts, const QSet<int>& known)
{
    std::vector<AnswerRun> out;
    for (int number = 0; number <= kHighest; ++number) {
        const auto& labelled = book.labelled(number);
        if (known.contains(number) || labelled.size() < kPeopleForPost)
            continue;
        std::vector<const ChatItem*> answers;
        for (const auto* item : labelled) {
            if (counts(*item, number, rules, hosts))
                answers.push_back(item);
        }
        AnswerRun run{number, {}, 0};
        for (size_t first = 0; first < answers.size() && run.people < kPeopleForNumber; ++first) {
            QSet<QString> people;
            const auto from = answers[first]->post.created;
            for (size_t i = first; i < answers.size() && people.size() < kPeopleForNumber; ++i) {
                if (!rules.isSlow && answers[i]->post.created > from + kRun)
                    break;
                people.insert(answers[i]->author);
            }
            if (people.size() > run.people)
                run = {number, from, static_cast<int>(people.size())};
        }
        if (run.people >= kPeopleForPost)
            out.push_back(run);
    }
    return out;
}

int answerersBetween(const ChatBook& book, const ChatRules& rules, const QSet<QString>& hosts,
    int number, Timestamp from, Timestamp to)
{
    QSet<QString> people;
    for (const auto* item : book.labelled(number)) {
        if (item->post.created >= from && item->post.created < to
            && counts(*item, number, rules, hosts))
            people.insert(item->author);
    }
    return static_cast<int>(people.size());
}

void addAnswered(FoundQuestions& found, const ChatBook& book, const ChatRules& rules)
{
    // Where hosts do not number, the numbers of answers may be anything.
    if (found.isNumbered || found.questions.empty())
        Looker(found, book, rules).look();
}

} // namespace staffroom
