#include "core/net/backoff.h"

#include <QRandomGenerator>

#include <algorithm>

namespace staffroom {

RandomSource systemRandom()
{
    return [] { return QRandomGenerator::global()->generateDouble(); };
}

Backoff::Backoff(RandomSource random, Millis first, Millis most)
    : m_random(std::move(random))
    , m_first(first)
    , m_most(most)
    , m_current(first)
{
}

Millis Backoff::next()
{
    const Millis full = m_current;
    m_current = std::min(m_current * 2, m_most);
    const auto cut = static_cast<double>(full.count()) * 0.5 * m_random();
    return full - Millis(static_cast<qint64>(cut));
}

void Backoff::reset()
{
    m_current = m_first;
}

} // namespace staffroom
