#pragma once

#include "core/recap/keepsakes.h"
#include "core/recap/recap_words.h"

namespace staffroom {

/// The words of a recap in the person's language.
RecapWords recapWords();
/// "to try", "tried", "worked", "not for us"
QString shelfStateText(ShelfLink::State state);
/// "person", "space", "tool"
QString noteAboutText(Note::About about);
Keepsakes::ExportWords keepsakeWords();
/// "#SproutChat, Q3, @bea@labcoat.example"
QString foundText(const FoundIn& found);

} // namespace staffroom
