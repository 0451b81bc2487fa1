/* SPDX-License-Identifier: MIT */
#include "os_test.h"

uint64_t memory[64];
uint64_t more_memory[512];
volatile int32_t results[16];

void conformance_start(TaskFunction_t control, size_t stack_words)
{
    const osThreadAttr_t attr = {.name = "control",
                                 .stack_size = (uint32_t)(stack_words * sizeof(StackType_t)),
                                 .priority = CONTROL};

    (void)osKernelInitialize();
    if (osThreadNew(control, NULL, &attr) != NULL) {
        (void)osKernelStart();
    }
}

osThreadId_t thread(osThreadFunc_t function, osPriority_t priority, void *arg)
{
    const osThreadAttr_t attr = {.stack_size = STACK_BYTES, .priority = priority};
    osThreadId_t id = osThreadNew(function, arg, &attr);
    CHECK(id != NULL);
    return id;
}

osThreadId_t joinable(osThreadFunc_t function, osPriority_t priority, void *arg)
{
    const osThreadAttr_t attr = {
        .attr_bits = osThreadJoinable, .stack_size = STACK_BYTES, .priority = priority};
    osThreadId_t id = osThreadNew(function, arg, &attr);
    CHECK(id != NULL);
    return id;
}

void in_isr(void (*handler)(void))
{
    for (size_t i = 0; i < sizeof results / sizeof results[0]; i++) {
        results[i] = -99;
    }
    irq_call(handler);
}
