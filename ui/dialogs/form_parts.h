#pragma once

#include "ui/base/form_controls.h"

namespace staffroom {

struct Source;

/// A source as a person would type it: "mastodon.social", "http://127.0.0.1:3000", "practice".
QString serverText(const Source& source);
/// Combo with the accounts ("@bea@labcoat.example"), remembered servers, a few well-known ones,
/// and the practice chat.
void fillServers(QComboBox& combo, const QStringList& remembered, const QStringList& handles = {});

} // namespace staffroom
