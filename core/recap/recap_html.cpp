#include "core/recap/recap_writers.h"
#include "core/text/export_text.h"

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

// Printed, a question stays with its first answers and the page is white.
const auto kStyle
    = u"body{font:16px/1.45 sans-serif;max-width:44em;margin:2em auto;padding:0 1em;"
      "background:#f3f1ec;color:#1e2326}h1{margin-bottom:.1em}a{color:#0b6b4f}"
      "section{margin:2em 0}section>h2{background:#fff4dc;border-inline-start:4px solid #8a5a00;"
      "padding:.5em .7em;margin:0 0 .6em;font-size:1.2em;break-after:avoid}"
      "section>h2 b{color:#8a5a00;margin-inline-end:.4em}"
      "article{background:#fff;border-bottom:1px solid #e2ded4;padding:.6em .9em;"
      "break-inside:avoid}article.host{border-inline-start:3px solid #6b3fa0}"
      "article header{color:#59616a;font-size:.88em}article header b{color:#1e2326;"
      "font-size:1.1em}p{white-space:pre-wrap;overflow-wrap:anywhere;margin:.35em 0}"
      "p.plain{white-space:normal}.note,footer{color:#59616a;font-size:.88em}"
      ".mark{color:#6b3fa0}blockquote{margin:.4em 0;padding-inline-start:.7em;"
      "border-inline-start:2px solid #e2ded4}nav ol{list-style:none;padding:0}"
      "li{margin:.2em 0}summary{cursor:pointer}"
      "@media print{body{background:#fff;margin:0;max-width:none;font-size:10pt}"
      "article{padding:.3em 0 .3em .6em}a{color:inherit}nav{display:none}}"_s;

class Html {
public:
    Html(const Recap& recap, const RecapWords& words)
        : m_recap(recap)
        , m_words(words)
    {
    }

    QString whole()
    {
        head();
        starred();
        for (const RecapQuestion& question : m_recap.questions)
            section(question);
        if (!m_recap.others.empty()) {
            m_out += u"<section><h2>"_s + m_words.others.toHtmlEscaped() + u"</h2>\n"_s;
            for (const size_t place : m_recap.others)
                article(m_recap.posts[place]);
            m_out += u"</section>\n"_s;
        }
        links();
        people();
        foot();
        return m_out;
    }

private:
    void head();
    void starred();
    void section(const RecapQuestion& question);
    void article(const RecapPost& post);
    void attachments(const Post& post);
    void links();
    void people();
    void foot();
    void note(const QString& words)
    {
        m_out += u"<p class=\"note\">"_s + words.toHtmlEscaped() + u"</p>"_s;
    }
    static QString language(const QString& code)
    {
        return code.isEmpty() ? QString() : u" lang=\""_s + code.toHtmlEscaped() + u'"';
    }

    const Recap& m_recap;
    const RecapWords& m_words;
    QString m_out;
};

void Html::head()
{
    const QString title = m_recap.title.toHtmlEscaped();
    m_out = u"<!doctype html>\n<html"_s + language(m_words.language)
        + (m_words.isRightToLeft ? u" dir=\"rtl\""_s : QString())
        + u"><head><meta charset=\"utf-8\">"
          "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
          "style-src 'unsafe-inline'\"><meta name=\"referrer\" content=\"no-referrer\">"
          "<meta name=\"viewport\" content=\"width=device-width\"><title>"_s
        + title + u"</title><style>"_s + kStyle + u"</style></head>\n<body><h1><bdi>"_s + title
        + u"</bdi></h1>\n<p class=\"note\">#"_s + m_recap.hashtag.toHtmlEscaped();
    if (!m_recap.posts.empty())
        m_out += u" · "_s + recapSpan(m_recap).toHtmlEscaped();
    m_out += u"</p>\n"_s;
    if (m_recap.questions.empty())
        return;
    m_out += u"<nav aria-label=\""_s + m_words.questions.toHtmlEscaped() + u"\"><ol>"_s;
    for (const RecapQuestion& question : m_recap.questions) {
        const QString number = QString::number(question.question.number);
        m_out += u"<li><a href=\"#q"_s + number + u"\">"_s
            + m_words.question.arg(number).toHtmlEscaped() + u"</a> <bdi>"_s
            + question.question.text.toHtmlEscaped() + u"</bdi></li>"_s;
    }
    m_out += u"</ol></nav>\n"_s;
}

void Html::starred()
{
    if (m_recap.starred.empty() || m_recap.choice.onlyStarred)
        return;
    m_out += u"<section><h2>"_s + m_words.starred.toHtmlEscaped() + u"</h2>\n"_s;
    for (const size_t place : m_recap.starred)
        article(m_recap.posts[place]);
    m_out += u"</section>\n"_s;
}

void Html::section(const RecapQuestion& question)
{
    const ChatQuestion& asked = question.question;
    const QString number = QString::number(asked.number);
    const QString text = asked.hasText ? asked.text : m_words.questionUndescribed;
    m_out += u"<section id=\"q"_s + number + u"\"><h2><b>"_s
        + m_words.question.arg(number).toHtmlEscaped() + u"</b><bdi"_s
        + language(asked.hasText ? asked.language : m_words.language) + u'>' + text.toHtmlEscaped()
        + u"</bdi></h2>\n<p class=\"note\">"_s
        + m_words.asked.arg(recapClock(m_recap, asked.asked)).toHtmlEscaped();
    for (const size_t place : question.asking) {
        const RecapPost& post = m_recap.posts[place];
        m_out += u" · "_s
            + htmlLink(post.post->url,
                u"<bdi>"_s + recapAuthor(m_recap, post).toHtmlEscaped() + u"</bdi>"_s);
    }
    m_out += u"</p>\n"_s;
    if (question.answers.empty())
        note(m_words.noAnswers);
    for (const size_t place : question.answers)
        article(m_recap.posts[place]);
    m_out += u"</section>\n"_s;
}

void Html::article(const RecapPost& entry)
{
    const Post& post = *entry.post;
    if (entry.isBare()) {
        m_out += u"<article><p class=\"plain\">"_s + htmlText(post.text)
            + u" <span class=\"note\">"_s + recapClock(m_recap, post.created).toHtmlEscaped()
            + u"</span></p></article>\n"_s;
        return;
    }
    m_out += entry.isHost ? u"<article class=\"host\""_s : u"<article"_s;
    m_out += language(post.language) + u"><header><b><bdi>"_s
        + recapAuthor(m_recap, entry).toHtmlEscaped() + u"</bdi></b>"_s;
    if (!m_recap.choice.withoutNames && !post.author.name.isEmpty())
        m_out += u" <bdi>@"_s + post.author.handle.toHtmlEscaped() + u"</bdi>"_s;
    if (entry.isHost)
        m_out += u" · <span class=\"mark\">"_s + m_words.host.toHtmlEscaped() + u"</span>"_s;
    m_out += u" · "_s + htmlLink(post.url, recapClock(m_recap, post.created).toHtmlEscaped());
    if (!entry.answers.isEmpty()) {
        const QString who = m_recap.choice.withoutNames ? entry.answers : u'@' + entry.answers;
        m_out += u" · <bdi>"_s + m_words.answering.arg(who).toHtmlEscaped() + u"</bdi>"_s;
    }
    for (const QUrl& url : entry.elsewhere)
        m_out += u" · "_s + htmlLink(url, m_words.elsewhere.arg(url.host()).toHtmlEscaped());
    m_out += u"</header>"_s;
    if (!post.contentWarning.isEmpty())
        m_out += u"<details><summary>"_s + m_words.warning.arg(post.contentWarning).toHtmlEscaped()
            + u"</summary>"_s;
    m_out += u"<p dir=\"auto\">"_s + htmlText(post.text) + u"</p>"_s;
    attachments(post);
    if (!post.contentWarning.isEmpty())
        m_out += u"</details>"_s;
    m_out += u"</article>\n"_s;
}

void Html::attachments(const Post& post)
{
    for (const Media& media : post.media) {
        note(media.alt.isEmpty() ? m_words.pictureUndescribed : m_words.picture.arg(media.alt));
    }
    if (post.poll) {
        m_out += u"<ul>"_s;
        for (const PollOption& option : post.poll->options) {
            const QString words
                = option.votes ? m_words.votes.arg(option.title).arg(*option.votes) : option.title;
            m_out += u"<li>"_s + words.toHtmlEscaped() + u"</li>"_s;
        }
        m_out += u"</ul>"_s;
    }
    if (post.quote && post.quote->post && post.quote->post->visibility == Visibility::Public) {
        const Post& quoted = *post.quote->post;
        const QString who
            = m_recap.choice.withoutNames ? quoted.author.name.text : u'@' + quoted.author.handle;
        const QString words = quoted.contentWarning.isEmpty()
            ? quoted.text.text
            : m_words.warning.arg(quoted.contentWarning);
        m_out += u"<blockquote dir=\"auto\">"_s + m_words.quotes.arg(who, words).toHtmlEscaped()
            + u"</blockquote>"_s;
    }
}

void Html::links()
{
    if (m_recap.links.empty())
        return;
    m_out += u"<section><h2>"_s + m_words.links.toHtmlEscaped() + u"</h2><ul>\n"_s;
    for (const RecapLink& link : m_recap.links) {
        m_out += u"<li><bdi>"_s + htmlLink(link.url, link.title.toHtmlEscaped())
            + u"</bdi> <span class=\"note\">"_s;
        if (link.question)
            m_out += m_words.question.arg(*link.question).toHtmlEscaped() + u", "_s;
        m_out += u"<bdi>"_s
            + (m_recap.choice.withoutNames ? link.by : u'@' + link.by).toHtmlEscaped()
            + u"</bdi></span></li>\n"_s;
    }
    m_out += u"</ul></section>\n"_s;
}

void Html::people()
{
    if (m_recap.people.empty() || m_recap.choice.withoutNames)
        return;
    m_out += u"<section><h2>"_s + m_words.people.toHtmlEscaped() + u"</h2><ul>\n"_s;
    for (const RecapPerson& person : m_recap.people) {
        m_out += u"<li><bdi>"_s + person.name.toHtmlEscaped() + u"</bdi> <bdi>"_s
            + htmlLink(person.url, u'@' + person.handle.toHtmlEscaped()) + u"</bdi>"_s;
        if (person.isHost)
            m_out += u" <span class=\"mark\">"_s + m_words.host.toHtmlEscaped() + u"</span>"_s;
        m_out += u" <span class=\"note\">"_s + QString::number(person.posts) + u"</span></li>\n"_s;
    }
    m_out += u"</ul></section>\n"_s;
}

void Html::foot()
{
    m_out += u"<footer><p class=\"plain\">"_s + m_words.credit.toHtmlEscaped() + u"</p>"_s;
    const QStringList leftOut = recapLeftOut(m_recap, m_words);
    if (!leftOut.isEmpty()) {
        m_out += u"<p class=\"plain\">"_s + m_words.leftOut.toHtmlEscaped() + u"</p><ul>"_s;
        for (const QString& line : leftOut)
            m_out += u"<li>"_s + line.toHtmlEscaped() + u"</li>"_s;
        m_out += u"</ul>"_s;
    }
    m_out += u"</footer></body></html>\n"_s;
}

} // namespace

QByteArray writeRecapHtml(const Recap& recap, const RecapWords& words)
{
    return Html(recap, words).whole().toUtf8();
}

} // namespace staffroom
