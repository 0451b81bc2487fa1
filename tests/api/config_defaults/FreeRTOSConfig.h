/* SPDX-License-Identifier: MIT */
/* Only what has no default. */
#ifndef DEFAULTS_FREERTOS_CONFIG_H
#define DEFAULTS_FREERTOS_CONFIG_H

#define configUSE_PREEMPTION                 1
#define configUSE_IDLE_HOOK                  0
#define configUSE_TICK_HOOK                  0
#define configMAX_PRIORITIES                 5
#define configMINIMAL_STACK_SIZE             128
#define configTICK_RATE_HZ                   1000
#define configTOTAL_HEAP_SIZE                (32 * 1024)
#define configCPU_CLOCK_HZ                   25000000UL
#define configKERNEL_INTERRUPT_PRIORITY      255
#define configMAX_SYSCALL_INTERRUPT_PRIORITY 0x20

#endif
