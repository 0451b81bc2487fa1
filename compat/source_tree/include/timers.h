/* SPDX-License-Identifier: MIT */
/* kernel/include/timers.h */
#include "../../../kernel/include/timers.h"
