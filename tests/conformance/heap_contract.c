/* SPDX-License-Identifier: MIT */
/* Each of the five heaps on the board: HEAP says which one is linked. Tasks of three priorities and
 * a tick that pre-empts them allocate, fill, check and free at once; nothing overlaps, nothing is
 * lost, and what cannot be had is refused. Fails on a heap that is not safe between tasks. */
#include <stdbool.h>
#include <string.h>

#include "FreeRTOS.h"
#include "board.h"
#include "task.h"

#define FREES       (HEAP != 1)
#define HAS_FIGURES (HEAP != 3)
#define ACTORS      3u
#define HELD        6u
#define ROUNDS      (FREES ? 400u : 6u)
#define STACK       (configMINIMAL_STACK_SIZE + 256u)

static const char *volatile failure;
static volatile unsigned finished;
static unsigned failed_hooks;

static struct actor {
    StaticTask_t block;
    StackType_t stack[STACK];
    uint32_t seed;
    struct {
        uint8_t *memory;
        size_t bytes;
    } held[HELD];
} actors[ACTORS], judge_memory;

#define EXPECT(condition)                                                                          \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            failure = #condition;                                                                  \
        }                                                                                          \
    } while (0)

void vApplicationMallocFailedHook(void);
void vApplicationMallocFailedHook(void)
{
    failed_hooks++;
}

#if configENABLE_HEAP_PROTECTOR
void vApplicationGetRandomHeapCanary(portPOINTER_SIZE_TYPE *canary)
{
    *canary = (portPOINTER_SIZE_TYPE)0x3c6ef372UL;
}
#endif

static uint32_t below(struct actor *actor, uint32_t limit)
{
    actor->seed = actor->seed * 1664525u + 1013904223u;
    return (actor->seed >> 8) % limit;
}

static void check_and_free(struct actor *actor, size_t i, uint8_t fill)
{
    for (size_t b = 0; b < actor->held[i].bytes; b++) {
        EXPECT(actor->held[i].memory[b] == fill);
    }
#if FREES
    vPortFree(actor->held[i].memory);
#endif
    actor->held[i].memory = NULL;
}

static void churn(void *arg)
{
    struct actor *actor = arg;
    uint8_t fill = (uint8_t)(1 + (actor - actors));

    for (unsigned round = 0; round < ROUNDS; round++) {
        size_t i = below(actor, HELD);
        if (actor->held[i].memory != NULL) {
            check_and_free(actor, i, fill);
        } else {
            size_t bytes = 1u + below(actor, 200);
            uint8_t *memory =
                round % 2u == 0 ? pvPortMalloc(bytes) : pvPortCalloc(bytes, sizeof(uint8_t));
            EXPECT(memory != NULL && (uintptr_t)memory % portBYTE_ALIGNMENT == 0);
            for (size_t b = 0; round % 2u != 0 && b < bytes; b++) {
                EXPECT(memory[b] == 0);
            }
            memset(memory, fill, bytes);
            actor->held[i].memory = memory;
            actor->held[i].bytes = bytes;
        }
        if (round % 16u == (unsigned)fill) {
            vTaskDelay(1);
        }
    }
    for (size_t i = 0; i < HELD; i++) {
        if (actor->held[i].memory != NULL) {
            check_and_free(actor, i, fill);
        }
    }
    finished++;
    vTaskSuspend(NULL);
}

static void refuse(void)
{
    unsigned before = failed_hooks;

    EXPECT(pvPortMalloc(0) == NULL);
    for (size_t less = 0; less <= 64; less++) {
        EXPECT(pvPortMalloc(SIZE_MAX - less) == NULL);
    }
    EXPECT(pvPortCalloc(SIZE_MAX / 2u + 1u, 2) == NULL);
    EXPECT(failed_hooks == before + (configUSE_MALLOC_FAILED_HOOK ? 67u : 0u));
    vPortFree(NULL);
}

static void put(const char *text)
{
    board_console_write(text, strlen(text));
}

static void judge(void *arg)
{
    (void)arg;
#if HAS_FIGURES
    void *first = pvPortMalloc(1);
    size_t free_before = xPortGetFreeHeapSize();
#endif
    refuse();
    for (unsigned i = 0; i < ACTORS; i++) {
        actors[i].seed = i + 1u;
        (void)xTaskCreateStatic(churn, "actor", STACK, &actors[i], 1u + i, actors[i].stack,
                                &actors[i].block);
    }
    for (unsigned waited = 0; finished < ACTORS && waited < 10000u; waited++) {
        vTaskDelay(1);
    }
    EXPECT(finished == ACTORS);
#if HAS_FIGURES && FREES
    EXPECT(xPortGetFreeHeapSize() == free_before);
    EXPECT(xPortGetMinimumEverFreeHeapSize() < free_before);
#elif HAS_FIGURES
    EXPECT(xPortGetFreeHeapSize() < free_before);
#endif
#if HAS_FIGURES && FREES
    vPortFree(first);
#elif HAS_FIGURES
    (void)first;
#endif
    put(failure == NULL ? "PASS heap\n1 Tests 0 Failures\n" : "FAIL ");
    if (failure != NULL) {
        put(failure);
        put("\n1 Tests 1 Failures\n");
    }
    board_exit(failure == NULL ? 0 : 1);
}

#if HEAP == 5
static void define_regions(void)
{
    static uint64_t low[512], middle[1024], high[700];
    HeapRegion_t regions[] = {{(uint8_t *)low, sizeof low},
                              {(uint8_t *)middle, sizeof middle},
                              {(uint8_t *)high, sizeof high},
                              {NULL, 0}};
    for (size_t i = 0; i < 2; i++) { /* the linker chooses the order; three are soon sorted */
        for (size_t k = 0; k < 2; k++) {
            if (regions[k].pucStartAddress > regions[k + 1].pucStartAddress) {
                HeapRegion_t other = regions[k];
                regions[k] = regions[k + 1];
                regions[k + 1] = other;
            }
        }
    }
    vPortDefineHeapRegions(regions);
}
#else
static void define_regions(void)
{
}
#endif

int main(void)
{
    board_init();
    define_regions();
    (void)xTaskCreateStatic(judge, "judge", STACK, NULL, 5, judge_memory.stack,
                            &judge_memory.block);
    vTaskStartScheduler();
    board_exit(1);
}
