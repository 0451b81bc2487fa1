/* SPDX-License-Identifier: MIT */
/* USART1 of the STM32F205, polled: reference manual RM0033, chapter 24. */
#include "board.h"

#include "console.h"
#include "cortex_m.h"

#define SR  CM_REGISTER(0x40011000u) /* status */
#define DR  CM_REGISTER(0x40011004u) /* data */
#define BRR CM_REGISTER(0x40011008u) /* divider of the peripheral's clock */
#define CR1 CM_REGISTER(0x4001100Cu) /* control */

#define SR_RXNE (1u << 5)
#define SR_TXE  (1u << 7)
#define CR1_RE  (1u << 2)
#define CR1_TE  (1u << 3)
#define CR1_UE  (1u << 13)
#define APB2_HZ 60000000u
#define BAUD    115200u

void console_start(void)
{
    BRR = APB2_HZ / BAUD;
    CR1 = CR1_UE | CR1_TE | CR1_RE;
}

void board_console_write(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        while ((SR & SR_TXE) == 0) {
        }
        DR = (unsigned char)text[i];
    }
}

size_t board_console_read(char *text, size_t capacity)
{
    size_t count = 0;

    while (count < capacity && (SR & SR_RXNE) != 0) {
        text[count++] = (char)DR;
    }
    return count;
}
