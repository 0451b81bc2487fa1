/* SPDX-License-Identifier: MIT */
/* kernel/include/croutine.h */
#include "../../../kernel/include/croutine.h"
