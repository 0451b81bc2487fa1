/* SPDX-License-Identifier: MIT */
/* kernel/include/event_groups.h */
#include "../../../kernel/include/event_groups.h"
