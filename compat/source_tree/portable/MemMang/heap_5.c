/* SPDX-License-Identifier: MIT */
/* kernel/heap/heap_5.c */
#include "../../../../arch/include/always_optimized.h"

#include "../../../../kernel/heap/heap_5.c"
