#include "core/compose/picture_strip.h"

#include <QtEndian>

namespace staffroom {

namespace {

/// Reads forward and never past the end.
class Cursor {
public:
    explicit Cursor(const QByteArray& bytes)
        : m_bytes(bytes)
    {
    }
    bool has(qsizetype count) const { return count >= 0 && m_bytes.size() - m_at >= count; }
    int byte() { return has(1) ? quint8(m_bytes.at(m_at++)) : -1; }
    QByteArray take(qsizetype count)
    {
        const auto out = m_bytes.mid(m_at, count);
        m_at += count;
        return out;
    }
    qsizetype at() const { return m_at; }
    QByteArray since(qsizetype from) const { return m_bytes.mid(from, m_at - from); }
    bool skip(qsizetype count)
    {
        if (!has(count))
            return false;
        m_at += count;
        return true;
    }
    /// The length-prefixed blocks of a GIF up to the empty one.
    bool skipBlocks()
    {
        for (int length = byte(); length != 0; length = byte()) {
            if (length < 0 || !skip(length))
                return false;
        }
        return true;
    }

private:
    const QByteArray& m_bytes;
    qsizetype m_at = 0;
};

qsizetype colourTable(int flags)
{
    return flags & 0x80 ? qsizetype(3) << ((flags & 0x07) + 1) : 0;
}

bool isLoop(const QByteArray& extension)
{
    // 21 FF 0B, then the name of the program.
    const auto name = extension.mid(3, 11);
    return name == "NETSCAPE2.0" || name == "ANIMEXTS1.0";
}

} // namespace

std::optional<QByteArray> stripGif(const QByteArray& gif)
{
    Cursor in(gif);
    if (!in.has(13) || !gif.startsWith("GIF8"))
        return std::nullopt;
    if (!in.skip(13) || !in.skip(colourTable(quint8(gif.at(10)))))
        return std::nullopt;
    QByteArray out = in.since(0);
    bool hasImage = false;
    for (;;) {
        const qsizetype from = in.at();
        const int kind = in.byte();
        if (kind == 0x3b) {
            out += char(0x3b);
            return hasImage ? std::optional(out) : std::nullopt;
        }
        if (kind == 0x2c) {
            if (!in.has(9))
                return std::nullopt;
            const QByteArray place = in.take(9);
            if (!in.skip(colourTable(quint8(place.at(8)))) || !in.skip(1) || !in.skipBlocks())
                return std::nullopt;
            hasImage = true;
            out += in.since(from);
        } else if (kind == 0x21) {
            const int label = in.byte();
            if (label < 0 || !in.skipBlocks())
                return std::nullopt;
            const auto extension = in.since(from);
            if (label == 0xf9 || (label == 0xff && isLoop(extension)))
                out += extension;
        } else {
            return std::nullopt;
        }
    }
}

std::optional<QByteArray> stripWebP(const QByteArray& webp)
{
    if (webp.size() < 12 || !webp.startsWith("RIFF") || webp.mid(8, 4) != "WEBP")
        return std::nullopt;
    QByteArray out = webp.left(12);
    qsizetype at = 12;
    while (at + 8 <= webp.size()) {
        const QByteArray name = webp.mid(at, 4);
        const qint64 length = qFromLittleEndian<quint32>(webp.constData() + at + 4);
        const qint64 padded = length + (length & 1);
        if (at + 8 + length > webp.size())
            return std::nullopt;
        QByteArray chunk = webp.mid(at, 8 + padded);
        at += 8 + padded;
        if (name == "VP8X" && length >= 10) {
            constexpr char kProfile = 0x20, kExif = 0x08, kXmp = 0x04;
            chunk[8] = char(chunk.at(8) & ~(kProfile | kExif | kXmp));
            out += chunk;
        } else if (name == "ANIM" || name == "ANMF" || name == "VP8 " || name == "VP8L"
            || name == "ALPH") {
            out += chunk;
        }
    }
    qToLittleEndian<quint32>(quint32(out.size() - 8), out.data() + 4);
    return out;
}

} // namespace staffroom
