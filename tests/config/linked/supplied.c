/* SPDX-License-Identifier: MIT */
/* What options ask an application for. None of it hurts where nobody asks. */
#include "works.h"

static volatile unsigned idle_rounds, ticks, starts;

void vApplicationIdleHook(void);
void vApplicationIdleHook(void)
{
    idle_rounds = idle_rounds + 1;
}

void vApplicationTickHook(void);
void vApplicationTickHook(void)
{
    ticks = ticks + 1;
}

void vApplicationDaemonTaskStartupHook(void);
void vApplicationDaemonTaskStartupHook(void)
{
    starts = starts + 1;
}

void vApplicationMallocFailedHook(void);
void vApplicationMallocFailedHook(void)
{
    check_failed("there is memory");
}

void supplied_works(void)
{
    CHECK(!configUSE_IDLE_HOOK || idle_rounds > 0);
    CHECK(!configUSE_TICK_HOOK || ticks > 0);
    CHECK(starts == configUSE_DAEMON_TASK_STARTUP_HOOK);
}

void vApplicationGetRandomHeapCanary(portPOINTER_SIZE_TYPE *canary);
void vApplicationGetRandomHeapCanary(portPOINTER_SIZE_TYPE *canary)
{
    *canary = (portPOINTER_SIZE_TYPE)0x5ca1ab1e;
}

#if configAPPLICATION_ALLOCATED_HEAP
extern uint8_t ucHeap[configTOTAL_HEAP_SIZE];
uint8_t ucHeap[configTOTAL_HEAP_SIZE];
#endif

#if configSUPPORT_DYNAMIC_ALLOCATION && configSTACK_ALLOCATION_FROM_SEPARATE_HEAP
void *pvPortMallocStack(size_t bytes)
{
    return pvPortMalloc(bytes);
}

void vPortFreeStack(void *memory)
{
    vPortFree(memory);
}
#endif

#if configSUPPORT_STATIC_ALLOCATION && !configKERNEL_PROVIDED_STATIC_MEMORY
void vApplicationGetIdleTaskMemory(StaticTask_t **block, StackType_t **stack,
                                   configSTACK_DEPTH_TYPE *depth)
{
    static StaticTask_t memory;
    static StackType_t words[DEPTH];
    *block = &memory;
    *stack = words;
    *depth = DEPTH;
}

void vApplicationGetTimerTaskMemory(StaticTask_t **block, StackType_t **stack,
                                    configSTACK_DEPTH_TYPE *depth);
void vApplicationGetTimerTaskMemory(StaticTask_t **block, StackType_t **stack,
                                    configSTACK_DEPTH_TYPE *depth)
{
    static StaticTask_t memory;
    static StackType_t words[DEPTH];
    *block = &memory;
    *stack = words;
    *depth = DEPTH;
}
#endif
