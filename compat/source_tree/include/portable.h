/* SPDX-License-Identifier: MIT */
/* kernel/include/portable.h */
#include "../../../kernel/include/portable.h"
