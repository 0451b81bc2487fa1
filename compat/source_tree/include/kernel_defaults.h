/* SPDX-License-Identifier: MIT */
/* kernel/include/kernel_defaults.h */
#include "../../../kernel/include/kernel_defaults.h"
