#pragma once

#include "core/timetable/listing_json.h"

namespace staffroom {

/// Makes the file known that is compiled in: the linker drops the registration of a resource that
/// lies in a static library. Main thread, once before `builtinChats`; repeats are harmless.
void initBuiltinChats();
/// The directory that comes with the program; parses it anew with each call. Any thread.
std::vector<ChatListing> builtinChats();

} // namespace staffroom
