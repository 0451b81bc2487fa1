/* SPDX-License-Identifier: MIT */
#include "whole_heap.h"

#include "FreeRTOS.h"

void *take_whole_heap(void)
{
    void **held = NULL;

    for (size_t bytes = 65536; bytes >= sizeof(void *);) {
        void **block = xPortGetFreeHeapSize() > bytes ? pvPortMalloc(bytes) : NULL;
        if (block == NULL) {
            bytes /= 2u;
        } else {
            *block = (void *)held;
            held = block;
        }
    }
    return (void *)held;
}

void give_whole_heap(void *held)
{
    while (held != NULL) {
        void *next = *(void **)held;
        vPortFree(held);
        held = next;
    }
}
