/* SPDX-License-Identifier: MIT */
/* Two tasks allocate and free while a third is in the middle of it. Every byte of a block is its
 * owner's, and in the end the heap is one piece again. */
#include <string.h>

#include "scenario.h"

#define HELD 4u

static unsigned actors[3];
static size_t heap_before;

static void churn(void *arg)
{
    unsigned me = actors[(uintptr_t)arg];
    uint8_t *held[HELD] = {NULL};
    size_t bytes[HELD] = {0};

    for (uint32_t n = 0; n < 4u * rounds(); n++) {
        uint32_t i = n % HELD;
        if (held[i] != NULL) {
            for (size_t b = 0; b < bytes[i]; b += 7u) {
                EXPECT(held[i][b] == (uint8_t)(me + i));
            }
            vPortFree(held[i]);
        }
        bytes[i] = 1u + choose(choose(3) == 0 ? 600 : 60);
        held[i] = pvPortMalloc(bytes[i]);
        EXPECT(held[i] != NULL);
        memset(held[i], (int)(me + i), bytes[i]);
        progress(me);
        if (choose(4) == 0) {
            vTaskDelay(choose(2));
        }
    }
    for (uint32_t i = 0; i < HELD; i++) {
        vPortFree(held[i]);
    }
    done(me);
    rest();
}

static void setup(void)
{
    static const char *const names[] = {"first", "second", "third"};
    for (uintptr_t i = 0; i < 3u; i++) {
        actors[i] = actor(names[i]);
        spawn(names[i], churn, i == 2u ? P_MIDDLE : P_LOW, (void *)i);
    }
    heap_before = xPortGetFreeHeapSize();
}

static void check(void)
{
    HeapStats_t stats;
    vPortGetHeapStats(&stats);
    EXPECT(xPortGetFreeHeapSize() == heap_before);
    EXPECT(stats.xAvailableHeapSpaceInBytes == heap_before);
    EXPECT(stats.xSizeOfLargestFreeBlockInBytes <= heap_before);
}

SCENARIO(heap_blocks, "blocks of the heap are one task's each, and join again when freed");
