#pragma once

#include "core/hosting/host_script.h"

#include <QString>

namespace staffroom {

/// "Welcome", "Question", "Remark", "Closing words"
QString lineKindText(ScriptLine::Kind kind);
/// "Q3" for a question, else its kind.
QString lineTitle(const ScriptLine& line);
/// How far a line is: "waits for 19:21", "posted at 19:22, 1 min late", "skipped".
QString lineStateText(const HostScript& script, size_t line, Timestamp now);
/// How the run is: "Not started", "Next: Q2 in 4:20", "On hold since 19:12; next is Q2".
QString runText(const HostScript& script, Timestamp now);
/// "#EdChat as @bea@labcoat.example and @bea.labcoat.example, from 19:00, every 8 min"
QString aboutText(const HostScript& script, Timestamp now);
/// "on time", "3 min behind the plan"
QString driftText(Millis drift);

} // namespace staffroom
