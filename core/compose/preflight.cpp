#include "core/compose/preflight.h"

#include "core/compose/compose_text.h"
#include "core/compose/text_tokens.h"

#include <QSet>

namespace staffroom {

namespace {

using Kind = Finding::Kind;

int characters(const QString& text)
{
    return int(text.toUcs4().size());
}

bool isComplete(const DraftPoll& poll, const PostLimits& limits)
{
    if (poll.options.size() < 2 || poll.options.size() > limits.maxPollOptions)
        return false;
    if (poll.lasts < limits.minPoll || poll.lasts > limits.maxPoll)
        return false;
    QSet<QString> seen;
    for (const auto& option : poll.options) {
        const QString text = option.trimmed();
        if (text.isEmpty() || characters(text) > limits.maxPollOption || seen.contains(text))
            return false;
        seen.insert(text);
    }
    return true;
}

Finding at(Kind kind, int part, int count = 0)
{
    Finding finding;
    finding.kind = kind;
    finding.part = part;
    finding.count = count;
    return finding;
}

void checkPart(
    const Draft& draft, int index, const PreflightFacts& facts, std::vector<Finding>& out)
{
    const auto& part = draft.parts[size_t(index)];
    if (withoutMentions(part.text).isEmpty() && part.media.empty() && !part.poll)
        out.push_back(at(Kind::Empty, index));
    const int over
        = facts.lengthOf(sentText(draft, index), draft.contentWarning) - facts.limits.maxCharacters;
    if (over > 0)
        out.push_back(at(Kind::TooLong, index, over));
    const int media = int(part.media.size());
    if (media > facts.limits.maxMedia)
        out.push_back(at(Kind::TooManyMedia, index, media - facts.limits.maxMedia));
    for (int i = 0; i < media; ++i) {
        const int tooMuch = characters(part.media[size_t(i)].alt) - facts.limits.maxAlt;
        if (tooMuch > 0) {
            auto finding = at(Kind::AltTooLong, index, tooMuch);
            finding.media = i;
            out.push_back(finding);
        }
    }
    if (part.poll && !isComplete(*part.poll, facts.limits))
        out.push_back(at(Kind::PollIncomplete, index));
    if (part.poll && media > 0 && facts.limits.pollExcludesMedia)
        out.push_back(at(Kind::PollWithMedia, index));
}

void checkTime(const Draft& draft, const PreflightFacts& facts, std::vector<Finding>& out)
{
    if (!draft.scheduled)
        return;
    const auto ahead = *draft.scheduled - facts.now;
    const auto least = facts.limits.schedules ? facts.limits.minSchedule : std::chrono::seconds(0);
    if (ahead <= std::chrono::seconds(0) || ahead < least)
        out.push_back(at(Kind::ScheduleTooSoon, 0));
}

void askAboutChat(const Draft& draft, const PreflightFacts& facts, std::vector<Finding>& out)
{
    if (draft.chat.hashtag.isEmpty())
        return;
    bool hasTagSomewhere = false;
    int firstMissing = -1;
    for (int i = 0; i < int(draft.parts.size()); ++i) {
        const bool has = hasTag(sentText(draft, i), draft.chat.hashtag);
        hasTagSomewhere = hasTagSomewhere || has;
        if (!has && firstMissing < 0)
            firstMissing = i;
    }
    if (firstMissing >= 0)
        out.push_back(at(Kind::TagMissing, firstMissing));
    if (hasTagSomewhere && facts.tagNeedsPublic && draft.visibility != Visibility::Public)
        out.push_back(at(Kind::NotPublic, 0));
}

void askAboutLabel(const Draft& draft, const PreflightFacts& facts, std::vector<Finding>& out)
{
    if (facts.currentQuestion == 0)
        return;
    for (int i = 0; i < int(draft.parts.size()); ++i) {
        const int number = answerNumber(sentText(draft, i));
        if (number == 0 || number == facts.currentQuestion || number == facts.answeredQuestion)
            continue;
        auto finding = at(Kind::LabelMismatch, i, facts.currentQuestion);
        finding.number = number;
        out.push_back(finding);
        return; // once for all parts
    }
}

void askAboutMedia(const Draft& draft, std::vector<Finding>& out)
{
    for (int i = 0; i < int(draft.parts.size()); ++i) {
        const auto& media = draft.parts[size_t(i)].media;
        for (int j = 0; j < int(media.size()); ++j) {
            const auto& one = media[size_t(j)];
            if (!one.alt.trimmed().isEmpty() || one.skipsAlt)
                continue;
            auto finding = at(Kind::AltMissing, i);
            finding.media = j;
            out.push_back(finding);
        }
    }
}

} // namespace

std::vector<Finding> checkDraft(const Draft& draft, const PreflightFacts& facts)
{
    std::vector<Finding> out;
    for (int i = 0; i < int(draft.parts.size()); ++i)
        checkPart(draft, i, facts, out);
    if (!facts.isAccountKnown)
        out.push_back(at(Kind::NoAccount, 0));
    checkTime(draft, facts, out);
    if (draft.edits && !facts.limits.edits)
        out.push_back(at(Kind::CannotEdit, 0));

    askAboutChat(draft, facts, out);
    if (!facts.columnAccount.account.isEmpty() && facts.columnAccount != draft.account)
        out.push_back(at(Kind::OtherAccount, 0));
    askAboutLabel(draft, facts, out);
    askAboutMedia(draft, out);
    return out;
}

} // namespace staffroom
