#include "core/room/pacer.h"

#include <algorithm>

namespace staffroom {

Millis Pacer::interval() const
{
    return Millis(60'000 / std::clamp(m_setting.perMinute, 1, 60));
}

void Pacer::setSetting(const PaceSetting& setting, Millis now)
{
    if (setting == m_setting)
        return;
    const Millis before = interval();
    const bool wasGentle = m_setting.mode == PaceSetting::Mode::Gentle;
    m_setting = setting;
    m_setting.perMinute = std::clamp(setting.perMinute, 1, 60);
    // The distance is kept from the last one shown, by the new measure.
    m_nextAt = wasGentle ? m_nextAt - before + interval() : now;
}

bool Pacer::put(const Item& item, Millis now)
{
    const Place place{!item.isFirst, item.written, item.key};
    if (const auto known = m_items.find(item.key); known != m_items.end()) {
        m_queue.erase(*known);
        m_queue.insert(place);
        *known = place;
        return false;
    }
    if (m_setting.mode == PaceSetting::Mode::AsItComes)
        return true;
    if (m_setting.mode == PaceSetting::Mode::Gentle && m_queue.empty() && now >= m_nextAt) {
        m_nextAt = now + interval();
        return true;
    }
    m_items.insert(item.key, place);
    m_queue.insert(place);
    return false;
}

void Pacer::remove(quint64 key)
{
    const auto known = m_items.find(key);
    if (known == m_items.end())
        return;
    m_queue.erase(*known);
    m_items.erase(known);
}

std::vector<quint64> Pacer::take(Millis now)
{
    switch (m_setting.mode) {
    case PaceSetting::Mode::AsItComes:
        return release();
    case PaceSetting::Mode::Held:
        return {};
    case PaceSetting::Mode::Gentle:
        break;
    }
    // One at a time, however long nobody asked: a machine that slept does not pour out the rest.
    if (m_queue.empty() || now < m_nextAt)
        return {};
    const quint64 key = m_queue.begin()->key;
    remove(key);
    m_nextAt = now + interval();
    return {key};
}

std::optional<Millis> Pacer::untilNext(Millis now) const
{
    if (m_queue.empty() || m_setting.mode == PaceSetting::Mode::Held)
        return std::nullopt;
    if (m_setting.mode == PaceSetting::Mode::AsItComes)
        return Millis(0);
    return std::max(Millis(0), m_nextAt - now);
}

std::vector<quint64> Pacer::release(const std::function<bool(quint64)>& which)
{
    std::vector<Place> places;
    for (const auto& place : m_queue) {
        if (!which || which(place.key))
            places.push_back(place);
    }
    std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) {
        return std::tie(a.written, a.key) < std::tie(b.written, b.key);
    });
    std::vector<quint64> out;
    out.reserve(places.size());
    for (const auto& place : places) {
        out.push_back(place.key);
        remove(place.key);
    }
    return out;
}

PaceState Pacer::state(Timestamp roomNow) const
{
    PaceState out;
    out.setting = m_setting;
    out.waiting = waiting();
    if (!m_queue.empty())
        out.behind = std::max(Millis(0), roomNow - m_queue.begin()->written);
    return out;
}

} // namespace staffroom
