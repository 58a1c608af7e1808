#pragma once

#include "ui/base/thin_scroll_bar.h"
