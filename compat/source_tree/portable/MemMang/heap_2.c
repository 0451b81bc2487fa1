/* SPDX-License-Identifier: MIT */
/* kernel/heap/heap_2.c */
#include "../../../../kernel/heap/heap_2.c"
