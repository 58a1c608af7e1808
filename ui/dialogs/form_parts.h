#pragma once

#include "ui/base/form_controls.h"

namespace staffroom {

class ServiceRegistry;
struct Source;

/// A source as a person would type it: "mastodon.social", "http://127.0.0.1:3000", "practice".
QString serverText(const Source& source);
/// Combo with the accounts ("@bea@labcoat.example"), remembered servers, and what every network
/// shows to everybody.
void fillServers(QComboBox& combo, const ServiceRegistry& services, const QStringList& remembered,
    const QStringList& handles = {});

} // namespace staffroom
