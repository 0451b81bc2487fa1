/* SPDX-License-Identifier: MIT */
/* Configuration of the kernel modules that are tested alone on the host. */
#ifndef FREERTOS_CONFIG_H
#define FREERTOS_CONFIG_H

#include <stdio.h>
#include <stdlib.h>

#define configUSE_PREEMPTION             1
#define configUSE_IDLE_HOOK              0
#define configUSE_TICK_HOOK              0
#define configMAX_PRIORITIES             40
#define configTICK_RATE_HZ               1000
#define configMINIMAL_STACK_SIZE         128
#define configSUPPORT_DYNAMIC_ALLOCATION 1
#define configSUPPORT_STATIC_ALLOCATION  1
#define configTOTAL_HEAP_SIZE            (64 * 1024)
#define configUSE_MUTEXES                0
#define configUSE_TIMERS                 0
#define configUSE_MALLOC_FAILED_HOOK     1

/* What configHEAP_GUARDS finds; heap_kit.c. */
void heap_damaged(const char *text);
#define configHEAP_DAMAGE(text) heap_damaged(text)

/* A failed assertion ends the test, unless the test expects it. */
extern int expected_asserts;
#define configASSERT(condition)                                                                    \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            if (expected_asserts == 0) {                                                           \
                printf("%s:%d: unexpected assert %s\n", __FILE__, __LINE__, #condition);           \
                exit(1);                                                                           \
            }                                                                                      \
            expected_asserts--;                                                                    \
        }                                                                                          \
    } while (0)

#endif
