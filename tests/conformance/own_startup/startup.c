/* SPDX-License-Identifier: MIT */
/* The application's own way from reset to main(): vector table, memory, and a tick handler that
 * does its own work before it calls the kernel's (K13). Nothing of Dunlin's board code is linked.
 */
#include "app.h"

#include "FreeRTOS.h"
#include "task.h"

extern uint32_t data_start[], data_end[], data_load[], bss_start[], bss_end[], stack_top[];

volatile uint32_t own_ticks;
void (*volatile own_interrupt)(void);

void Reset_Handler(void);
void SVC_Handler(void);
void PendSV_Handler(void);
void SysTick_Handler(void);

static void unexpected(void)
{
    app_write("FAIL unexpected exception\n");
    app_exit(1);
}

static void IRQ20_Handler(void)
{
    own_interrupt();
}

void SysTick_Handler(void)
{
    own_ticks = own_ticks + 1U;
    if (xTaskGetSchedulerState() != taskSCHEDULER_NOT_STARTED) {
        xPortSysTickHandler();
    }
}

__attribute__((section(".vectors"), used)) static const void *const vectors[16 + 32] = {
    [0] = stack_top,
    [1] = Reset_Handler,
    [2] = unexpected,
    [3] = unexpected,
    [4] = unexpected,
    [5] = unexpected,
    [6] = unexpected,
    [11] = SVC_Handler,
    [14] = PendSV_Handler,
    [15] = SysTick_Handler,
    [16 + OWN_IRQ] = IRQ20_Handler,
};

void Reset_Handler(void)
{
    uint32_t *from = data_load;
    for (uint32_t *to = data_start; to < data_end;) {
        *to++ = *from++;
    }
    for (uint32_t *to = bss_start; to < bss_end;) {
        *to++ = 0;
    }
    app_exit(main());
}

/* Semihosting: operation in r0, argument in r1. */
static void host_call(uint32_t operation, const void *argument)
{
    register uint32_t r0 __asm("r0") = operation;
    register const void *r1 __asm("r1") = argument;
    __asm volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
}

void app_write(const char *text)
{
    host_call(0x04, text);
}

void app_exit(int status)
{
    const uint32_t block[2] = {0x20026, (uint32_t)status};
    host_call(0x20, block);
    for (;;) {
    }
}
