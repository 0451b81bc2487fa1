/* SPDX-License-Identifier: MIT */
/* kernel/heap/heap_5.c */
#include "../../../../kernel/heap/heap_5.c"
