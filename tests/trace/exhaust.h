/* SPDX-License-Identifier: MIT */
/* A heap that has nothing left, for what fails then. */
#ifndef TRACE_EXHAUST_H
#define TRACE_EXHAUST_H

#include "conformance.h"

#define EXHAUST_BLOCKS 64U

static void *exhaust_blocks[EXHAUST_BLOCKS];

static void exhaust_heap(void)
{
    size_t bytes = xPortGetFreeHeapSize();
    for (unsigned i = 0; i < EXHAUST_BLOCKS && bytes != 0;) {
        exhaust_blocks[i] = pvPortMalloc(bytes);
        if (exhaust_blocks[i] != NULL) {
            i++;
        } else {
            bytes /= 2U;
        }
    }
}

static void give_heap_back(void)
{
    for (unsigned i = 0; i < EXHAUST_BLOCKS; i++) {
        vPortFree(exhaust_blocks[i]);
        exhaust_blocks[i] = NULL;
    }
}

#endif
