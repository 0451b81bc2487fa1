/* SPDX-License-Identifier: MIT */
/* heap_3: malloc and free of the C library, made safe between tasks by suspending the scheduler.
 *
 * How much is free only that library knows: there is no xPortGetFreeHeapSize here. Where malloc is
 * itself the kernel's heap, as on Dunlin's boards (chips/<chip>/libc_heap.c), the two would call
 * each other for ever: the name below exists in both, so that they do not link.
 */
#include "heap_common.h"

#include <stdlib.h>

extern const char malloc_of_this_image_is_the_kernels_heap;
const char malloc_of_this_image_is_the_kernels_heap = 0;

void *pvPortMalloc(size_t bytes)
{
    KASSERT(!arch_in_isr() && "pvPortMalloc: called from an interrupt handler");
    vTaskSuspendAll();
    void *memory = bytes != 0 ? malloc(bytes) : NULL;
    (void)xTaskResumeAll();
    return heap_allocated(memory, bytes);
}

void vPortFree(void *memory)
{
    KASSERT(!arch_in_isr() && "vPortFree: called from an interrupt handler");
    if (memory != NULL) {
        vTaskSuspendAll();
        traceFREE(memory, (size_t)0);
        free(memory);
        (void)xTaskResumeAll();
    }
}

void vPortInitialiseBlocks(void)
{
    /* The C library begins by itself. */
}

void vPortHeapResetState(void)
{
    /* What is allocated is the C library's business. */
}
