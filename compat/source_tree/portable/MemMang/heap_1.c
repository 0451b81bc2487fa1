/* SPDX-License-Identifier: MIT */
/* kernel/heap/heap_1.c */
#include "../../../../arch/include/always_optimized.h"

#include "../../../../kernel/heap/heap_1.c"
