#include "tests/support/fake_mastodon_store.h"

#include <QCryptographicHash>

#include <algorithm>

namespace staffroom::test {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kFirstNumber = 115'000'000'000'000'000;
constexpr qint64 kNumberStep = 65'536;

QString inAlphabet(qint64 value, QLatin1StringView alphabet, int digits)
{
    QString out;
    for (int i = 0; i < digits; ++i) {
        out.prepend(alphabet[value % alphabet.size()]);
        value /= alphabet.size();
    }
    return out;
}

} // namespace

std::optional<Flavour> flavourOf(const QString& name)
{
    for (const auto flavour :
        {Flavour::Mastodon, Flavour::GoToSocial, Flavour::Snac, Flavour::Akkoma}) {
        if (flavourName(flavour) == name.toLower())
            return flavour;
    }
    return std::nullopt;
}

QString flavourName(Flavour flavour)
{
    switch (flavour) {
    case Flavour::Mastodon:
        return u"mastodon"_s;
    case Flavour::GoToSocial:
        return u"gotosocial"_s;
    case Flavour::Snac:
        return u"snac"_s;
    case Flavour::Akkoma:
        return u"akkoma"_s;
    }
    return {};
}

FakeStore::FakeStore(Flavour flavour, QString domain)
    : m_flavour(flavour)
    , m_domain(std::move(domain))
{
    const auto person = [&](const QString& username, const QString& name, const QString& where) {
        FakeAuthor author;
        author.id = makeId(static_cast<qint64>(m_authors.size()) + 1, 1'600'000'000'000);
        author.username = username;
        author.displayName = name;
        author.domain = where;
        author.isFollowed = m_authors.size() % 2 == 0;
        author.isInList = m_authors.size() % 3 == 0;
        author.isFollowingBack = m_authors.size() % 2 == 1;
        m_authors.push_back(author);
    };
    person(u"bea"_s, u"Bea Marsh"_s, {});
    person(u"omar"_s, u"عمر حداد"_s, u"labcoat.example"_s);
    person(u"yuki"_s, u"ユキ 🧪"_s, u"hashigo.example"_s);
    person(u"lucia"_s, u"Lucía <b>P.</b>"_s, {});
    person(u"sproutbot"_s, u"Sprout Bot"_s, u"labcoat.example"_s);
    m_authors.back().isBot = true;
}

QString FakeStore::makeId(qint64 seq, qint64 createdMs) const
{
    switch (m_flavour) {
    case Flavour::Mastodon:
        return QString::number(kFirstNumber + seq * kNumberStep);
    case Flavour::GoToSocial:
        return "01"_L1 + inAlphabet(seq, "0123456789ABCDEFGHJKMNPQRSTVWXYZ"_L1, 24);
    case Flavour::Akkoma:
        return "A"_L1
            + inAlphabet(
                seq, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"_L1, 17);
    case Flavour::Snac: {
        const QByteArray hash = QCryptographicHash::hash(
            QByteArray::number(seq) + '/' + QByteArray::number(createdMs), QCryptographicHash::Md5);
        return QString::number(createdMs / 1'000) + u'.'
            + QString::number(seq % 1'000'000).rightJustified(6, u'0')
            + QString::fromLatin1(hash.toHex());
    }
    }
    return {};
}

FakePost& FakeStore::insert(FakePost post)
{
    const qint64 seq = post.seq;
    m_seqs.insert(post.id, seq);
    m_all.push_back(seq);
    for (const auto& tag : post.draft.tags)
        m_tagged[tag.toLower()].push_back(seq);
    return m_posts.emplace(seq, std::move(post)).first->second;
}

FakePost& FakeStore::add(const FakeDraft& draft, qint64 nowMs)
{
    FakePost post;
    post.seq = ++m_lastSeq;
    post.draft = draft;
    if (draft.author < 0)
        post.draft.author = static_cast<int>(post.seq % static_cast<qint64>(m_authors.size()));
    post.created = draft.createdMs.value_or(nowMs);
    post.id = makeId(post.seq, post.created);
    const FakeAuthor& by = author(post.draft.author);
    post.uri = "https://"_L1 + (by.domain.isEmpty() ? m_domain : by.domain) + "/users/"_L1
        + by.username + "/posts/"_L1 + QString::number(post.seq);
    if (FakePost* parent = draft.replyTo.isEmpty() ? nullptr : find(draft.replyTo)) {
        post.replyTo = parent->seq;
        ++parent->replies;
    }
    return insert(std::move(post));
}

FakePost& FakeStore::addBoost(const QString& id, int by, qint64 nowMs)
{
    FakePost* original = find(id);
    Q_ASSERT(original);
    ++original->boosts;
    FakePost boost;
    boost.seq = ++m_lastSeq;
    boost.boostOf = original->seq;
    boost.created = nowMs;
    boost.draft = original->draft;
    boost.draft.author = by;
    boost.id = m_flavour == Flavour::Snac ? original->id.toUpper() : makeId(boost.seq, nowMs);
    boost.uri = original->uri + "/boosts/"_L1 + QString::number(boost.seq);
    return insert(std::move(boost));
}

FakePost* FakeStore::edit(const QString& id, const QString& text, qint64 nowMs)
{
    FakePost* post = find(id);
    if (!post)
        return nullptr;
    FakeDraft draft = post->draft;
    draft.text = text;
    return edit(id, draft, nowMs);
}

FakePost* FakeStore::edit(const QString& id, const FakeDraft& draft, qint64 nowMs)
{
    FakePost* post = find(id);
    if (!post)
        return nullptr;
    post->draft = draft;
    post->edited = nowMs;
    if (m_flavour == Flavour::Snac) {
        // There an edit gives the post a new id; the old one is unknown from then on.
        m_seqs.remove(post->id);
        post->id = makeId(post->seq, post->created + nowMs);
        m_seqs.insert(post->id, post->seq);
    }
    return post;
}

FakePost* FakeStore::remove(const QString& id)
{
    FakePost* post = find(id);
    if (post)
        post->isDeleted = true;
    return post;
}

FakePost* FakeStore::find(const QString& id)
{
    const auto seq = m_seqs.constFind(id);
    if (seq == m_seqs.constEnd())
        return nullptr;
    FakePost* post = bySeq(*seq);
    return post && !post->isDeleted ? post : nullptr;
}

FakePost* FakeStore::bySeq(qint64 seq)
{
    const auto found = m_posts.find(seq);
    return found == m_posts.end() ? nullptr : &found->second;
}

const std::vector<qint64>& FakeStore::tagged(const QString& tag) const
{
    static const std::vector<qint64> none;
    const auto found = m_tagged.constFind(tag.toLower());
    return found == m_tagged.constEnd() ? none : *found;
}

std::optional<qint64> FakeStore::seqOf(const QString& id) const
{
    if (const auto known = m_seqs.constFind(id); known != m_seqs.constEnd())
        return *known;
    if (m_flavour == Flavour::Mastodon)
        return std::max<qint64>(
            0, (id.toLongLong() - kFirstNumber + kNumberStep - 1) / kNumberStep);
    return std::nullopt; // the others then behave as if no cursor had been given
}

std::vector<const FakePost*> FakeStore::select(
    const std::vector<qint64>& index, const Slice& slice, const Accept& accept) const
{
    auto first = index.begin();
    auto last = index.end();
    const auto cut = [&](const QString& id) { return id.isEmpty() ? std::nullopt : seqOf(id); };
    if (const auto max = cut(slice.maxId))
        last = std::lower_bound(first, last, *max);
    if (const auto min = cut(slice.minId.isEmpty() ? slice.sinceId : slice.minId))
        first = std::upper_bound(first, last, *min);

    std::vector<const FakePost*> out;
    const auto take = [&](qint64 seq) {
        const FakePost& post = m_posts.at(seq);
        if (!post.isDeleted && (post.boostOf == 0 || !m_posts.at(post.boostOf).isDeleted)
            && accept(post))
            out.push_back(&post);
        return static_cast<int>(out.size()) < slice.limit;
    };
    if (slice.minId.isEmpty()) {
        for (auto it = last; it != first && take(*(it - 1));)
            --it;
    } else {
        for (auto it = first; it != last && take(*it);)
            ++it;
        std::reverse(out.begin(), out.end());
    }
    return out;
}

} // namespace staffroom::test
