/* SPDX-License-Identifier: MIT */
/* portable.h: the heap, with configHEAP_GUARDS. */
#include "misuse.h"

#include <string.h>

static uint64_t not_of_the_heap[8];

static bool free_twice(void)
{
    void *memory = pvPortMalloc(24);
    vPortFree(memory);
    size_t free_bytes = xPortGetFreeHeapSize();
    vPortFree(memory);
    return xPortGetFreeHeapSize() == free_bytes;
}

MISUSE(BOTH, IN_TASK, "vPortFree", free_twice());
MISUSE(BOTH, IN_TASK, "vPortFree", DONE(vPortFree(&not_of_the_heap[4])));
MISUSE(BOTH, IN_TASK, "vPortGetHeapStats", DONE(vPortGetHeapStats(NULL)));
MISUSE(NEVER, IN_TASK, "", pvPortMalloc(0) == NULL);
MISUSE(NEVER, IN_TASK, "", pvPortMalloc(SIZE_MAX) == NULL);
MISUSE(NEVER, IN_TASK, "", pvPortMalloc(SIZE_MAX - 32) == NULL);
MISUSE(NEVER, IN_TASK, "", pvPortMalloc(configTOTAL_HEAP_SIZE) == NULL);
MISUSE(NEVER, IN_TASK, "", pvPortCalloc(SIZE_MAX / 2 + 1, 2) == NULL);
MISUSE(NEVER, IN_TASK, "", pvPortCalloc(SIZE_MAX, SIZE_MAX) == NULL);
MISUSE(NEVER, IN_TASK, "", DONE(vPortFree(NULL)));
MISUSE(ASSERTS, IN_ISR, "pvPortMalloc", DONE(pvPortMalloc(8)));
