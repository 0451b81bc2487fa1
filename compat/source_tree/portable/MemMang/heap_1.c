/* SPDX-License-Identifier: MIT */
/* kernel/heap/heap_1.c */
#include "../../../../kernel/heap/heap_1.c"
