/* SPDX-License-Identifier: MIT */
/* kernel/heap/heap_3.c */
#include "../../../../kernel/heap/heap_3.c"
