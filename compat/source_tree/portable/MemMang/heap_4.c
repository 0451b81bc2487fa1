/* SPDX-License-Identifier: MIT */
/* kernel/heap/heap_4.c */
#include "../../../../kernel/heap/heap_4.c"
