/* SPDX-License-Identifier: MIT */
/* Between the application and its startup code. */
#ifndef APP_H
#define APP_H

#include <stdint.h>

#define OWN_IRQ 20

extern volatile uint32_t own_ticks;          /* SysTick interrupts since reset */
extern void (*volatile own_interrupt)(void); /* what OWN_IRQ does */

int main(void);
void app_write(const char *text);
__attribute__((noreturn)) void app_exit(int status);

#endif
