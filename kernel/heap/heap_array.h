/* SPDX-License-Identifier: MIT */
/* ucHeap: the one array that heap_1, heap_2 and heap_4 give memory from. The application owns it,
 * and may place it, where configAPPLICATION_ALLOCATED_HEAP is 1. */
#ifndef KERNEL_HEAP_ARRAY_H
#define KERNEL_HEAP_ARRAY_H

#include "heap_common.h"

#ifndef configTOTAL_HEAP_SIZE
#error "configTOTAL_HEAP_SIZE is required: bytes of the heap, 128 or more"
#endif
KERNEL_CONFIG_ASSERT((configTOTAL_HEAP_SIZE) >= 128,
                     "configTOTAL_HEAP_SIZE is " KERNEL_CONFIG_TEXT(
                         configTOTAL_HEAP_SIZE) ": it must be 128 or more");

#if configAPPLICATION_ALLOCATED_HEAP
extern uint8_t ucHeap[configTOTAL_HEAP_SIZE];
#else
static uint8_t ucHeap[configTOTAL_HEAP_SIZE] __attribute__((aligned(16)));
#endif

#endif
