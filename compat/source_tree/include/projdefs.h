/* SPDX-License-Identifier: MIT */
/* kernel/include/projdefs.h */
#include "../../../kernel/include/projdefs.h"
