/* SPDX-License-Identifier: MIT */
/* kernel/include/atomic.h */
#include "../../../kernel/include/atomic.h"
