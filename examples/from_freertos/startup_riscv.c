/* SPDX-License-Identifier: MIT */
/* From reset to main(), and the board: QEMU's RISC-V "virt". */
#include <stdint.h>

#include "board.h"

#define UART_TRANSMIT (*(volatile uint8_t *)0x10000000u)
#define TEST_FINISHER (*(volatile uint32_t *)0x00100000u)
#define TEST_PASS     0x5555u
#define TEST_FAIL     0x3333u

uint32_t SystemCoreClock = 10000000; /* of mtime */

extern uint32_t data_start[], data_end[], data_load[], bss_start[], bss_end[], stack_top[];

int main(void);
void start(void);
void freertos_risc_v_trap_handler(void);

__attribute__((naked, used, section(".vectors"))) void Reset_Handler(void)
{
    __asm__ volatile("la sp, stack_top\n\t"
                     "la t0, freertos_risc_v_trap_handler\n\t"
                     "csrw mtvec, t0\n\t"
                     "j start\n\t");
}

void start(void)
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

void console_write(const char *text)
{
    while (*text != '\0') {
        UART_TRANSMIT = (uint8_t)*text++;
    }
}

void led_toggle(void)
{
    console_write("*");
}

void board_stop(int status)
{
    TEST_FINISHER = status == 0 ? TEST_PASS : (uint32_t)status << 16 | TEST_FAIL;
    for (;;) {
    }
}
