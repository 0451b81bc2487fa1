/* SPDX-License-Identifier: MIT */
/* From reset to main(), and the board: QEMU's MPS2, where console and end are semihosting. */
#include <stdint.h>

#include "board.h"

uint32_t SystemCoreClock = 25000000;

extern uint32_t data_start[], data_end[], data_load[], bss_start[], bss_end[], stack_top[];

int main(void);
void Reset_Handler(void);
void SVC_Handler(void);
void PendSV_Handler(void);
void SysTick_Handler(void);

static void unexpected(void)
{
    console_write("unexpected exception\n");
    board_stop(1);
}

__attribute__((section(".vectors"), used)) static const void *const vectors[16] = {
    [0] = stack_top,    [1] = Reset_Handler,   [2] = unexpected,       [3] = unexpected,
    [4] = unexpected,   [5] = unexpected,      [6] = unexpected,       [7] = unexpected,
    [11] = SVC_Handler, [14] = PendSV_Handler, [15] = SysTick_Handler,
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
    board_stop(main());
}

/* Semihosting: operation in r0, argument in r1. */
static void host_call(uint32_t operation, const void *argument)
{
    register uint32_t r0 __asm__("r0") = operation;
    register const void *r1 __asm__("r1") = argument;
    __asm__ volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
}

void console_write(const char *text)
{
    host_call(0x04, text);
}

void led_toggle(void)
{
    console_write("*");
}

void board_stop(int status)
{
    const uint32_t block[2] = {0x20026, (uint32_t)status};
    host_call(0x20, block);
    for (;;) {
    }
}
