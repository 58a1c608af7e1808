#pragma once

#include "ui/base/icon_button.h"
