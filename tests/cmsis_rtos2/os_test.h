/* SPDX-License-Identifier: MIT */
/* What the programs about the CMSIS-RTOS API share: the conformance harness, whose control task is
 * a thread here. Each test gives back what it took: the heap is as it was. */
#ifndef OS_TEST_H
#define OS_TEST_H

#include "cmsis_os2.h"
#include "conformance.h"
#include "irq.h"
#include "os2_objects.h"
#include "whole_heap.h"

#define CONTROL ((osPriority_t)P_CONTROL)
#define LOW     ((osPriority_t)P_LOW)
#define HIGH    ((osPriority_t)P_HIGH)
#define HIGHER  ((osPriority_t)P_HIGHER)

#define STACK_BYTES (512u * sizeof(StackType_t))

/* A detached thread of `priority`. */
osThreadId_t thread(osThreadFunc_t function, osPriority_t priority, void *arg);

/* A thread that can be joined. */
osThreadId_t joinable(osThreadFunc_t function, osPriority_t priority, void *arg);

/* Memory that objects may be made in; aligned to 8. */
extern uint64_t memory[64];
extern uint64_t more_memory[512];

/* Status codes that a handler collected, in order. */
extern volatile int32_t results[16];

/* Runs `handler` as an interrupt; results are -99 before. */
void in_isr(void (*handler)(void));

#endif
