/* SPDX-License-Identifier: MIT */
/* kernel/include/semphr.h */
#include "../../../kernel/include/semphr.h"
