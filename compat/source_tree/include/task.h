/* SPDX-License-Identifier: MIT */
/* kernel/include/task.h */
#include "../../../kernel/include/task.h"
