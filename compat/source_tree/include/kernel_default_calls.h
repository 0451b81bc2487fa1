/* SPDX-License-Identifier: MIT */
/* kernel/include/kernel_default_calls.h */
#include "../../../kernel/include/kernel_default_calls.h"
