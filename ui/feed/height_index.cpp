#include "ui/feed/height_index.h"

#include <algorithm>

namespace staffroom {

void HeightIndex::dirty(int row)
{
    m_valid = std::min(m_valid, row);
}

void HeightIndex::ensureSums(int row) const
{
    if (m_tops.size() != m_rows.size() + 1)
        m_tops.resize(m_rows.size() + 1);
    if (m_valid < 0) {
        m_tops[0] = 0;
        m_valid = 0;
    }
    for (; m_valid < row; ++m_valid)
        m_tops[size_t(m_valid) + 1] = m_tops[size_t(m_valid)] + m_rows[size_t(m_valid)].height;
}

int HeightIndex::top(int row) const
{
    row = std::clamp(row, 0, count());
    ensureSums(row);
    return m_tops[size_t(row)];
}

int HeightIndex::rowAt(int y) const
{
    if (m_rows.empty())
        return -1;
    ensureSums(count());
    const auto above = std::upper_bound(m_tops.begin(), m_tops.end(), y);
    return std::clamp(int(above - m_tops.begin()) - 1, 0, count() - 1);
}

int HeightIndex::rowOfKey(quint64 key) const
{
    const auto it
        = std::find_if(m_rows.begin(), m_rows.end(), [key](const Row& r) { return r.key == key; });
    return it == m_rows.end() ? -1 : int(it - m_rows.begin());
}

void HeightIndex::clear()
{
    m_rows.clear();
    m_tops.clear();
    m_valid = -1;
}

void HeightIndex::insert(int row, const std::vector<Row>& rows)
{
    m_rows.insert(m_rows.begin() + row, rows.begin(), rows.end());
    dirty(row);
}

void HeightIndex::remove(int first, int last)
{
    m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
    dirty(first);
}

void HeightIndex::setKey(int row, quint64 key)
{
    m_rows[size_t(row)].key = key;
}

void HeightIndex::setMeasured(int row, int height)
{
    Row& r = m_rows[size_t(row)];
    r.isMeasured = true;
    if (r.height != height) {
        r.height = height;
        dirty(row);
    }
}

void HeightIndex::setEstimate(int row, int height)
{
    Row& r = m_rows[size_t(row)];
    r.isMeasured = false;
    if (r.height != height) {
        r.height = height;
        dirty(row);
    }
}

void HeightIndex::forgetMeasures()
{
    for (Row& r : m_rows)
        r.isMeasured = false;
}

} // namespace staffroom
