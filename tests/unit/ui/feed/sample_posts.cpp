#include "tests/unit/ui/feed/sample_posts.h"

#include <QImage>
#include <QPainter>
#include <QRegularExpression>

namespace staffroom::test {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

int g_next = 0;

std::shared_ptr<Post> post(
    const QString& name, const QString& handle, const QString& text, Timestamp created)
{
    auto p = std::make_shared<Post>();
    p->id = {ServiceId{u"fake"_s}, u"https://fake.example"_s,
        u"sample%1"_s.arg(++g_next, 4, 10, QLatin1Char('0'))};
    p->uri = u"https://fake.example/"_s + p->id.remote;
    p->url = QUrl(p->uri);
    p->author.name = marked(name);
    p->author.handle = handle;
    p->author.avatar = QUrl(u"practice:face/"_s + handle);
    p->author.url = QUrl(u"https://fake.example/@"_s + handle);
    p->text = marked(text);
    p->tags = QStringList{u"SproutChat"_s, u"edchat"_s};
    p->created = created;
    return p;
}

Media picture(const QString& name, QSize size, const QString& alt)
{
    Media m;
    m.kind = Media::Kind::Image;
    m.url = QUrl(u"practice:view/"_s + name);
    m.preview = m.url;
    m.size = size;
    m.alt = alt;
    m.blurhash = u"LEHV6nWB2yk8pyo0adR*.7kCMdnj"_s;
    return m;
}

} // namespace

RichText marked(const QString& text)
{
    RichText rich{text, {}};
    static const QRegularExpression pattern(
        u"(https?://\\S+)|(?<![\\w])#(\\w+)|(?<![\\w])@([\\w.@]+)|(:[a-z_]+:)"_s,
        QRegularExpression::UseUnicodePropertiesOption);
    auto it = pattern.globalMatch(text);
    while (it.hasNext()) {
        const auto match = it.next();
        TextSpan span;
        span.start = int(match.capturedStart());
        span.length = int(match.capturedLength());
        if (match.hasCaptured(1)) {
            span.kind = TextSpan::Kind::Link;
            span.target = QUrl(match.captured(1));
        } else if (match.hasCaptured(2)) {
            span.kind = TextSpan::Kind::Tag;
            span.label = match.captured(2);
        } else if (match.hasCaptured(3)) {
            span.kind = TextSpan::Kind::Mention;
            span.label = match.captured(3);
            span.target = QUrl(u"https://fake.example/@"_s + span.label);
        } else {
            span.kind = TextSpan::Kind::CustomEmoji;
            span.label = match.captured(4);
            span.target = QUrl(u"practice:emoji/"_s + span.label);
        }
        rich.spans.push_back(span);
    }
    return rich;
}

std::vector<FeedItem> samplePosts(Timestamp now)
{
    g_next = 0;
    std::vector<FeedItem> out;
    const auto add = [&out](std::shared_ptr<Post> p, std::optional<Reason> boost = std::nullopt) {
        out.push_back({std::move(p), std::move(boost)});
    };

    auto old = post(u"Wren Abara"_s, u"wren@chalk.example"_s,
        u"A1 Ungraded first drafts, read aloud by somebody else. Nobody has to defend their own "
        "sentence. #SproutChat"_s,
        now - 26h);
    old->counts = {3, 0, 12};
    add(old);

    auto card = post(u"Jonas Pfeiffer"_s, u"j.pfeiffer@lehrer.example"_s,
        u"The slides from last week are here: https://slides.example/failing-safely #SproutChat #edutooters"_s,
        now - 3h);
    card->card = LinkCard{QUrl(u"https://slides.example/failing-safely"_s),
        u"Failing safely: six routines for the first ten minutes of a lesson"_s, {},
        u"slides.example"_s, QUrl(u"practice:view/card"_s), u"LGF5]+Yk^6#M@-5c,1J5@[or[Q6."_s};
    add(card);

    auto poll
        = post(u"Maths Dept :abacus:"_s, u"maths_department@stjohns-secondary.school.example"_s,
            u"How do you hand back a test?"_s, now - 48min);
    poll->poll = Poll{u"p"_s,
        {{u"Marks first, comments later"_s, 14},
            {u"Comments only, no marks until they have been answered in writing"_s, 61},
            {u"Both together"_s, 30}},
        now + 2h, false, false, 105, 105, false, {}};
    poll->counts = {8, 21, 4};
    add(poll);

    auto warned = post(u"Ines Carvalho"_s, u"ines@escola.example"_s,
        u"The whole story of the fire drill."_s, now - 41min);
    warned->contentWarning = u"School emergency, nobody hurt"_s;
    warned->counts = {1, 0, 0};
    add(warned);

    auto sensitive = post(u"Biology Bart"_s, u"bart@dissect.example"_s,
        u"Today in the lab #SproutChat"_s, now - 33min);
    sensitive->isSensitive = true;
    sensitive->media = {picture(u"lab"_s, {1200, 800}, u"A dissected frog on a tray"_s)};
    add(sensitive);

    auto grid = post(u"Ms Okonkwo"_s, u"okonkwo@primary.example"_s,
        u"Four corners of our classroom 👩🏽‍🏫🧪🇺🇦 #SproutChat"_s, now - 29min);
    grid->media
        = {picture(u"a"_s, {800, 600}, u"Reading corner"_s), picture(u"b"_s, {600, 800}, {}),
            picture(u"c"_s, {800, 800}, u"Plants"_s), picture(u"d"_s, {800, 500}, {})};
    grid->media[3].kind = Media::Kind::Video;
    grid->counts = {0, 2, 1340};
    add(grid);

    auto japanese = post(u"田中みどり"_s, u"midori@gakko.example"_s,
        u"授業の最初の五分は、間違いを歓迎する時間にしています。生徒が自分の誤りを説明すると、教室の空気が変わります。#SproutChat"_s,
        now - 24min);
    add(japanese);

    auto arabic = post(u"ليلى حداد"_s, u"layla@madrasa.example"_s,
        u"A3 أطلب من الطلاب أن يشرحوا الخطأ قبل تصحيحه، ثم نناقشه معًا في الصف. #SproutChat شكرًا @wren@chalk.example"_s,
        now - 18min);
    arabic->text = marked(
        u"أطلب من الطلاب أن يشرحوا الخطأ قبل تصحيحه، ثم نناقشه معًا في الصف. #SproutChat\nشكرًا @wren@chalk.example"_s);
    arabic->counts = {2, 5, 9};
    add(arabic);

    auto longWord = post(u"Donaudampfschifffahrtsgesellschaftskapitän Ludwig :wave:"_s,
        u"ludwig.von.und.zu.hohenstein@a-very-long-server-name.social.example"_s,
        u"Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz :party: https://very.long.example/path/that/does/not/end/anywhere/soon?and=parameters"_s,
        now - 12min);
    longWord->visibility = Visibility::Unlisted;
    longWord->edited = now - 11min;
    add(longWord);

    auto quoted = post(u"Bea Lindqvist"_s, u"beaker_bea@labcoat.example"_s,
        u"We weigh everything on a ruler balance before anybody touches a digital one."_s,
        now - 70min);
    auto quoting = post(u"Tom O’Hara"_s, u"tom@chalk.example"_s,
        u"This. Low stakes, real physics. #SproutChat"_s, now - 9min);
    quoting->quote = Quote{Quote::State::Shown, quoted};
    add(quoting);

    auto boosted = post(u"Host Sprout"_s, u"sprout@labcoat.example"_s,
        u"Q3 How do you let pupils fail safely? #SproutChat"_s, now - 8min);
    boosted->counts = {24, 31, 18};
    Reason boost;
    boost.wrapper = {ServiceId{u"fake"_s}, u"https://fake.example"_s, u"boost1"_s};
    boost.by.name = marked(u"Wren Abara"_s);
    boost.by.handle = u"wren@chalk.example"_s;
    boost.at = now - 5min;
    add(boosted, boost);

    auto longText = post(u"Code Club"_s, u"club@py.example"_s, {}, now - 4min);
    QString words
        = u"A long one, in parts.\n\nFirst: start small.\nprint(\"hello\")\nThey said it would never work.\n\n"_s;
    const int codeAt = int(words.indexOf(u"print"_s));
    const int quoteAt = int(words.indexOf(u"They"_s));
    for (int i = 0; i < 40; ++i)
        words += u"Then let every pupil change one thing and say what happened. "_s;
    longText->text = marked(words);
    longText->text.spans.push_back({TextSpan::Kind::CodeBlock, codeAt, 14, {}, {}});
    longText->text.spans.push_back({TextSpan::Kind::Quote, quoteAt, 30, {}, {}});
    longText->text.spans.push_back({TextSpan::Kind::Bold, 2, 8, {}, {}});
    add(longText);

    auto reply = post(u"Bea Lindqvist"_s, u"beaker_bea@labcoat.example"_s,
        u"A2 We weigh everything on a ruler balance. #SproutChat"_s, now - 2min);
    reply->inReplyTo = boosted->id;
    reply->inReplyToHandle = u"sprout@labcoat.example"_s;
    reply->media
        = {picture(u"ruler"_s, {1600, 1000}, u"A ruler balanced on a pencil, with two eggs"_s)};
    reply->counts = {2, 1, 5};
    add(reply);

    add(post(u"Ann"_s, u"ann@fake.example"_s, u"Hello all, Ann from Leeds, year 5. #SproutChat"_s,
        now - 20s));
    return out;
}

QImage samplePicture(const QUrl& url, QSize pixels)
{
    const QString path = url.path();
    const uint seed = uint(qHash(path, 7));
    const int hue = int(seed % 360);
    QImage image(pixels, QImage::Format_ARGB32_Premultiplied);
    QPainter p(&image);
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(Qt::NoPen);
    const double w = pixels.width();
    const double h = pixels.height();
    if (path.startsWith(u"emoji"_s)) {
        image.fill(Qt::transparent);
        p.setBrush(QColor::fromHsv(hue, 180, 230));
        p.drawEllipse(QRectF(0, 0, w, h).adjusted(1, 1, -1, -1));
        return image;
    }
    QLinearGradient sky(0, 0, 0, h);
    sky.setColorAt(0, QColor::fromHsv(hue, 90, 235));
    sky.setColorAt(1, QColor::fromHsv((hue + 40) % 360, 60, 250));
    p.fillRect(image.rect(), sky);
    p.setBrush(QColor::fromHsv((hue + 120) % 360, 110, 150));
    if (path.startsWith(u"face"_s)) {
        p.drawEllipse(QPointF(w / 2, h * 0.4), w * 0.2, h * 0.2);
        p.drawEllipse(QPointF(w / 2, h * 1.05), w * 0.36, h * 0.4);
        return image;
    }
    p.drawPolygon(
        QPolygonF({{0, h}, {w * 0.3, h * 0.4}, {w * 0.55, h * 0.8}, {w * 0.75, h * 0.5}, {w, h}}));
    p.setBrush(QColor(255, 250, 220));
    p.drawEllipse(QPointF(w * 0.8, h * 0.22), h * 0.1, h * 0.1);
    return image;
}

} // namespace staffroom::test
