/* SPDX-License-Identifier: MIT */
/* heap_1: one array, given away from its start to its end and never taken back: for applications
 * that create everything before the scheduler starts and delete nothing. */
#include "heap_array.h"

/* Bytes of ucHeap that are gone, the gap before the first block included. */
static size_t used_bytes;

static size_t first_byte(void)
{
    return heap_round_up((uintptr_t)ucHeap) - (uintptr_t)ucHeap;
}

void *pvPortMalloc(size_t bytes)
{
    void *memory = NULL;

    KASSERT(!arch_in_isr() && "pvPortMalloc: called from an interrupt handler");
    size_t size = heap_round_up(bytes);
    arch_mask_t mask = kernel_lock();
    size_t start = used_bytes != 0 ? used_bytes : first_byte();
    if (bytes != 0 && size >= bytes && size <= (size_t)configTOTAL_HEAP_SIZE - start) {
        memory = &ucHeap[start];
        used_bytes = start + size;
    }
    kernel_unlock(mask);
    return heap_allocated(memory, size);
}

void vPortFree(void *memory)
{
    traceFREE(memory, (size_t)0);
    (void)memory;
    KASSERT(memory == NULL && "vPortFree: heap_1 takes nothing back");
}

size_t xPortGetFreeHeapSize(void)
{
    return (size_t)configTOTAL_HEAP_SIZE - used_bytes;
}

size_t xPortGetMinimumEverFreeHeapSize(void)
{
    return xPortGetFreeHeapSize();
}

void vPortInitialiseBlocks(void)
{
    used_bytes = 0;
}

void vPortHeapResetState(void)
{
    used_bytes = 0;
}
