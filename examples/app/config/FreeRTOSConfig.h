/* SPDX-License-Identifier: MIT */
/* The application's own configuration: what it needs, and no more. Every other option has its
 * default in kernel/include/kernel_defaults.h. */
#ifndef FREERTOS_CONFIG_H
#define FREERTOS_CONFIG_H

#define configCPU_CLOCK_HZ       25000000UL
#define configTICK_RATE_HZ       1000
#define configMAX_PRIORITIES     5
#define configMINIMAL_STACK_SIZE 128
#define configTOTAL_HEAP_SIZE    (32 * 1024)
#define configUSE_PREEMPTION     1
#define configUSE_IDLE_HOOK      0
#define configUSE_TICK_HOOK      0

#define configMAX_SYSCALL_INTERRUPT_PRIORITY 0x20
#define configKERNEL_INTERRUPT_PRIORITY      0xFF

#define INCLUDE_vTaskDelay  1
#define INCLUDE_vTaskDelete 1

/* The names of the vector table. */
#define vPortSVCHandler     SVC_Handler
#define xPortPendSVHandler  PendSV_Handler
#define xPortSysTickHandler SysTick_Handler

#endif
