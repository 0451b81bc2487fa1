/* SPDX-License-Identifier: MIT */
/* kernel/include/queue.h */
#include "../../../kernel/include/queue.h"
