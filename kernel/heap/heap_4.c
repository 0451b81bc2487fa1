/* SPDX-License-Identifier: MIT */
/* heap_4: one array, blocks of any size, neighbours that are free are one block. */
#include "heap_array.h"

#define HEAP_LARGEST        ((size_t)configTOTAL_HEAP_SIZE)
#define HEAP_BYTES_AT_FIRST ((size_t)configTOTAL_HEAP_SIZE)

#include "heap_blocks.h"

static void heap_begin(void)
{
    heap_set_top(ucHeap, configTOTAL_HEAP_SIZE);
}
