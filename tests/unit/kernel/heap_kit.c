/* SPDX-License-Identifier: MIT */
#include "heap_kit.h"

int expected_asserts;
int failed_hooks;
char damage[128];
bool in_isr;

void heap_damaged(const char *text);
void vApplicationMallocFailedHook(void);
void vApplicationGetRandomHeapCanary(portPOINTER_SIZE_TYPE *canary);

void vTaskSuspendAll(void)
{
}

BaseType_t xTaskResumeAll(void)
{
    return pdFALSE;
}

TaskHandle_t xTaskGetCurrentTaskHandle(void)
{
    return (TaskHandle_t)(void *)&in_isr;
}

char *pcTaskGetName(TaskHandle_t task)
{
    static char name[] = "greedy";
    (void)task;
    return name;
}

void heap_damaged(const char *text)
{
    strncpy(damage, text, sizeof damage - 1);
}

void vApplicationMallocFailedHook(void)
{
    failed_hooks++;
}

void vApplicationGetRandomHeapCanary(portPOINTER_SIZE_TYPE *canary)
{
    *canary = (portPOINTER_SIZE_TYPE)0x5bd1e995a5c3f017ULL;
}

uint32_t random_below(uint32_t limit)
{
    static uint64_t seed = 1;
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33) % limit;
}

#if TEST_HEAP == 5

/* Three regions: odd start and size, a neighbour without a gap, and one too small for a block. */
static uint8_t arena[48 * 1024] __attribute__((aligned(16)));
static const HeapRegion_t table[] = {{arena + 3, 16 * 1024 - 3},
                                     {arena + 16 * 1024, 8 * 1024 + 5},
                                     {arena + 30 * 1024, 9},
                                     {arena + 31 * 1024, 17 * 1024},
                                     {NULL, 0}};

void heap_renew(void)
{
    vPortHeapResetState();
    vPortDefineHeapRegions(table);
}

size_t heap_pieces(struct piece *pieces, size_t capacity)
{
    size_t count = 0;
    for (size_t i = 0; table[i].xSizeInBytes != 0; i++) {
        const HeapRegion_t alone[] = {table[i], {NULL, 0}};
        vPortHeapResetState();
        expected_asserts = table[i].xSizeInBytes < 64 ? 1 : 0;
        vPortDefineHeapRegions(alone);
        expected_asserts = 0;
        if (xPortGetFreeHeapSize() != 0 && count < capacity) {
            pieces[count].bytes = xPortGetFreeHeapSize();
            pieces[count++].base = (uintptr_t)pvPortMalloc(1);
        }
    }
    heap_renew();
    return count;
}

#else

void heap_renew(void)
{
    vPortHeapResetState();
}

#if TEST_HEAP == 4
size_t heap_pieces(struct piece *pieces, size_t capacity)
{
    (void)capacity;
    heap_renew();
    void *first = pvPortMalloc(1);
    pieces[0].base = (uintptr_t)first;
    vPortFree(first);
    pieces[0].bytes = xPortGetFreeHeapSize();
    heap_renew();
    return 1;
}

#endif
#endif
