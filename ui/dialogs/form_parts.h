#pragma once

#include "ui/base/form_controls.h"

namespace staffroom {

struct Source;

/// A source as a person would type it: "mastodon.social", "http://127.0.0.1:3000", "practice".
QString serverText(const Source& source);
/// Combo with the practice chat, remembered servers, then a few well-known ones.
void fillServers(QComboBox& combo, const QStringList& remembered);

} // namespace staffroom
