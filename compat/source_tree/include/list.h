/* SPDX-License-Identifier: MIT */
/* kernel/include/list.h */
#include "../../../kernel/include/list.h"
