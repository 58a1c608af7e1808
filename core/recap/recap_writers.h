#pragma once

#include "core/recap/recap.h"

#include <QByteArray>

namespace staffroom {

QByteArray writeRecapHtml(const Recap& recap, const RecapWords& words);
QByteArray writeRecapMarkdown(const Recap& recap, const RecapWords& words);
QByteArray writeRecapCsv(const Recap& recap);
QByteArray writeRecapJson(const Recap& recap);

/// "19:04", of another day than the recap's first "2026-11-24 19:04"; "+5:00" where it has no date.
QString recapClock(const Recap& recap, Timestamp time);
/// "2026-11-24, 19:00 to 20:02 (Europe/Berlin)"
QString recapSpan(const Recap& recap);
/// Handle with '@', or what stands for it where names are removed; names before it. Of a bare post
/// its site.
QString recapAuthor(const Recap& recap, const RecapPost& post);
/// What was left out and how much of it, one line each; empty: nothing was.
QStringList recapLeftOut(const Recap& recap, const RecapWords& words);

} // namespace staffroom
