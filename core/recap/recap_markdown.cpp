#include "core/recap/recap_writers.h"
#include "core/text/export_text.h"

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

QString entry(const Recap& recap, const RecapPost& entry, const RecapWords& words)
{
    const Post& post = *entry.post;
    if (entry.isBare()) {
        return markdownLink(post.url, markdownLine(post.text.text)) + u", "_s
            + recapClock(recap, post.created) + u"\n\n"_s;
    }
    QString out = u"**"_s + markdownLine(recapAuthor(recap, entry)) + u"**"_s;
    if (!recap.choice.withoutNames && !post.author.name.isEmpty())
        out += u" @"_s + markdownLine(post.author.handle);
    if (entry.isHost)
        out += u", "_s + markdownLine(words.host);
    out += u", "_s + markdownLink(post.url, recapClock(recap, post.created));
    if (!entry.answers.isEmpty()) {
        const QString who = recap.choice.withoutNames ? entry.answers : u'@' + entry.answers;
        out += u", "_s + markdownLine(words.answering.arg(who));
    }
    for (const QUrl& url : entry.elsewhere)
        out += u", "_s + markdownLink(url, markdownLine(words.elsewhere.arg(url.host())));
    out += u"\n\n"_s;
    if (!post.contentWarning.isEmpty())
        out += u"> *"_s + markdownLine(words.warning.arg(post.contentWarning)) + u"*\n>\n"_s;
    if (!post.text.isEmpty())
        out += u"> "_s + markdownQuoted(post.text.text) + u"\n"_s;
    for (const Media& media : post.media) {
        out += u">\n> *"_s
            + markdownLine(
                media.alt.isEmpty() ? words.pictureUndescribed : words.picture.arg(media.alt))
            + u"*\n"_s;
    }
    if (post.poll) {
        out += u">\n"_s;
        for (const PollOption& option : post.poll->options) {
            out += u"> - "_s
                + markdownLine(
                    option.votes ? words.votes.arg(option.title).arg(*option.votes) : option.title)
                + u'\n';
        }
    }
    if (post.quote && post.quote->post && post.quote->post->visibility == Visibility::Public) {
        const Post& quoted = *post.quote->post;
        const QString who
            = recap.choice.withoutNames ? quoted.author.name.text : u'@' + quoted.author.handle;
        const QString text = quoted.contentWarning.isEmpty()
            ? quoted.text.text
            : words.warning.arg(quoted.contentWarning);
        out += u">\n> *"_s + markdownLine(words.quotes.arg(who, text)) + u"*\n"_s;
    }
    return out + u'\n';
}

QString linkLines(const Recap& recap, const RecapWords& words)
{
    QString out;
    for (const RecapLink& link : recap.links) {
        out += u"- "_s + markdownLink(link.url, markdownLine(link.title));
        if (link.question)
            out += u", "_s + markdownLine(words.question.arg(*link.question));
        out += u", "_s + markdownLine(recap.choice.withoutNames ? link.by : u'@' + link.by) + u'\n';
    }
    return out;
}

} // namespace

QByteArray writeRecapMarkdown(const Recap& recap, const RecapWords& words)
{
    QString out = u"# "_s + markdownLine(recap.title) + u"\n\n\\#"_s + markdownLine(recap.hashtag);
    if (!recap.posts.empty())
        out += u", "_s + recapSpan(recap);
    out += u"\n\n"_s;
    if (!recap.starred.empty() && !recap.choice.onlyStarred) {
        out += u"## "_s + markdownLine(words.starred) + u"\n\n"_s;
        for (const size_t place : recap.starred)
            out += entry(recap, recap.posts[place], words);
    }
    for (const RecapQuestion& question : recap.questions) {
        const ChatQuestion& asked = question.question;
        out += u"## "_s + markdownLine(words.question.arg(asked.number)) + u" · "_s
            + markdownLine(asked.hasText ? asked.text : words.questionUndescribed) + u"\n\n*"_s
            + markdownLine(words.asked.arg(recapClock(recap, asked.asked))) + u'*';
        for (const size_t place : question.asking) {
            const RecapPost& post = recap.posts[place];
            out += u" · "_s + markdownLink(post.post->url, markdownLine(recapAuthor(recap, post)));
        }
        out += u"\n\n"_s;
        if (question.answers.empty())
            out += markdownLine(words.noAnswers) + u"\n\n"_s;
        for (const size_t place : question.answers)
            out += entry(recap, recap.posts[place], words);
    }
    if (!recap.others.empty()) {
        out += u"## "_s + markdownLine(words.others) + u"\n\n"_s;
        for (const size_t place : recap.others)
            out += entry(recap, recap.posts[place], words);
    }
    if (!recap.links.empty())
        out += u"## "_s + markdownLine(words.links) + u"\n\n"_s + linkLines(recap, words) + u'\n';
    if (!recap.people.empty() && !recap.choice.withoutNames) {
        out += u"## "_s + markdownLine(words.people) + u"\n\n"_s;
        for (const RecapPerson& person : recap.people) {
            out += u"- "_s + markdownLine(person.name) + u' '
                + markdownLink(person.url, u'@' + markdownLine(person.handle))
                + (person.isHost ? u", "_s + markdownLine(words.host) : QString()) + u", "_s
                + QString::number(person.posts) + u'\n';
        }
        out += u'\n';
    }
    out += u"---\n\n"_s + markdownLine(words.credit) + u'\n';
    const QStringList leftOut = recapLeftOut(recap, words);
    if (!leftOut.isEmpty()) {
        out += u"\n"_s + markdownLine(words.leftOut) + u":\n\n"_s;
        for (const QString& line : leftOut)
            out += u"- "_s + markdownLine(line) + u'\n';
    }
    return out.toUtf8();
}

} // namespace staffroom
