#include "tests/support/fake_mastodon_posts.h"

namespace staffroom::test {

using namespace Qt::Literals::StringLiterals;

namespace {

const QStringList& vocabulary()
{
    static const QStringList words{u"pupils"_s, u"today"_s, u"our"_s, u"seedlings"_s, u"grew"_s,
        u"faster"_s, u"because"_s, u"the"_s, u"window"_s, u"light"_s, u"and"_s, u"we"_s,
        u"measured"_s, u"with"_s, u"paper"_s, u"rulers"_s, u"lesson"_s, u"question"_s, u"groups"_s,
        u"write"_s, u"their"_s, u"own"_s, u"reasons"_s, u"before"_s, u"reading"_s, u"aloud"_s,
        u"https://example.org/lesson"_s, u"🌱"_s, u"👩🏽‍🏫"_s, u"homework"_s};
    return words;
}

/// Scripts that lay out differently; the second is the language.
const std::vector<std::pair<QString, QString>>& foreignTexts()
{
    static const std::vector<std::pair<QString, QString>> texts{
        {u"قاس التلاميذ طول النبات كل يوم وكتبوا النتائج"_s, u"ar"_s},
        {u"התלמידים שאלו למה העלים ירוקים"_s, u"he"_s},
        {u"今日の理科の授業で芽の長さを測りました。とても楽しかったです。"_s, u"ja"_s},
        {u"学生们每天记录植物的高度，然后一起讨论原因。"_s, u"zh"_s},
        {u"학생들이 새싹을 관찰하고 그림을 그렸어요"_s, u"ko"_s},
        {u"विद्यार्थियों ने पौधों को रोज़ नापा"_s, u"hi"_s},
    };
    return texts;
}

} // namespace

FakePostMaker::FakePostMaker(quint32 seed, QStringList tags, QString base, bool hasPictures)
    : m_random(seed)
    , m_tags(std::move(tags))
    , m_base(std::move(base))
    , m_hasPictures(hasPictures)
{
}

QString FakePostMaker::words(int count)
{
    QStringList out;
    for (int i = 0; i < count; ++i)
        out << vocabulary().at(m_random.bounded(static_cast<int>(vocabulary().size())));
    QString text = out.join(u' ');
    text[0] = text.at(0).toUpper();
    return text + u'.';
}

QJsonArray FakePostMaker::pictures()
{
    QJsonArray all;
    const int count = 1 + m_random.bounded(3);
    for (int i = 0; i < count; ++i) {
        const QString number = QString::number(m_made % 50) + u'-' + QString::number(i);
        const QString url = m_base + "/media/picture/"_L1 + number + ".png"_L1;
        all.append(QJsonObject{
            {u"id"_s, number},
            {u"type"_s, u"image"_s},
            {u"url"_s, url},
            {u"preview_url"_s, url},
            {u"description"_s, m_random.bounded(3) == 0 ? QJsonValue() : QJsonValue(words(8))},
            {u"blurhash"_s, u"LEHV6nWB2yk8pyo0adR*.7kCMdnj"_s},
            {u"meta"_s,
                QJsonObject{{u"original"_s, QJsonObject{{u"width"_s, 640}, {u"height"_s, 480}}}}},
        });
    }
    return all;
}

FakeDraft FakePostMaker::next()
{
    ++m_made;
    FakeDraft draft;
    draft.tags = {m_tags.at(m_random.bounded(static_cast<int>(m_tags.size())))};
    if (m_random.bounded(20) == 0)
        draft.tags << u"sciencechat"_s;
    const int kind = m_random.bounded(100);
    if (kind < 12) {
        const auto& [text, language] = foreignTexts()[static_cast<size_t>(
            m_random.bounded(static_cast<int>(foreignTexts().size())))];
        draft.text = text;
        draft.language = language;
    } else {
        draft.text = words(kind < 40 ? 4 + m_random.bounded(6)
                : kind < 90          ? 12 + m_random.bounded(25)
                                     : 60 + m_random.bounded(20));
    }
    // A running number makes every post findable by its text.
    draft.text += u" ("_s + QString::number(m_made) + u')';
    if (m_random.bounded(40) == 0)
        draft.warning = u"long, about exams"_s;
    if (m_hasPictures && m_random.bounded(8) == 0)
        draft.media = pictures();
    if (m_random.bounded(50) == 0) {
        draft.poll = {
            {u"id"_s, QString::number(m_made)},
            {u"expires_at"_s, u"2030-01-01T00:00:00.000Z"_s},
            {u"expired"_s, false},
            {u"multiple"_s, false},
            {u"votes_count"_s, 30},
            {u"voters_count"_s, 30},
            {u"options"_s,
                QJsonArray{QJsonObject{{u"title"_s, u"Yes"_s}, {u"votes_count"_s, 20}},
                    QJsonObject{{u"title"_s, u"Not yet"_s}, {u"votes_count"_s, 10}}}},
        };
    }
    if (m_random.bounded(25) == 0) {
        draft.card = {
            {u"url"_s, u"https://example.org/lesson"_s},
            {u"title"_s, u"A lesson about light"_s},
            {u"description"_s, words(12)},
            {u"type"_s, u"link"_s},
            {u"provider_name"_s, u"Example"_s},
        };
    }
    if (m_random.bounded(30) == 0) {
        draft.text += u" :sprout:"_s;
        const QString url = m_base + "/emoji/sprout.png"_L1;
        draft.emojis = QJsonArray{
            QJsonObject{{u"shortcode"_s, u"sprout"_s}, {u"url"_s, url}, {u"static_url"_s, url}}};
    }
    return draft;
}

} // namespace staffroom::test
