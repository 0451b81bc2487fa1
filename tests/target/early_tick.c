/* SPDX-License-Identifier: MIT */
/* A tick that is due before the first task runs, as on a machine that is busy elsewhere when the
 * scheduler starts: it waits, and two equals that are the first then share the processor. */
#include "FreeRTOS.h"
#include "task.h"

#include "board.h"

#define SYST_CSR    (*(volatile uint32_t *)0xe000e010u)
#define SYST_RVR    (*(volatile uint32_t *)0xe000e014u)
#define SYST_CVR    (*(volatile uint32_t *)0xe000e018u)
#define START       7u /* the core's clock, with an interrupt */
#define HAS_COUNTED (1u << 16)
#define EQUALS      2u
#define TURNS       3u

void vPortSetupTimerInterrupt(void);

/* In place of the port's: returns when the tick is due. */
void vPortSetupTimerInterrupt(void)
{
    SYST_CSR = 0;
    SYST_CVR = 0;
    SYST_RVR = configCPU_CLOCK_HZ / configTICK_RATE_HZ - 1u;
    SYST_CSR = START;
    while ((SYST_CSR & HAS_COUNTED) == 0) {
    }
}

static volatile unsigned turns[EQUALS];

static void take_turns(void *mine)
{
    volatile unsigned *turn = mine;

    while (turns[0] < TURNS || turns[1] < TURNS) {
        const TickType_t now = xTaskGetTickCount();
        (*turn)++;
        while (xTaskGetTickCount() == now) {
        }
    }
    board_exit(0);
}

int main(void)
{
    board_init();
    for (unsigned i = 0; i < EQUALS; i++) {
        (void)xTaskCreate(take_turns, "equal", configMINIMAL_STACK_SIZE, (void *)&turns[i],
                          configMAX_PRIORITIES - 1, NULL);
    }
    vTaskStartScheduler();
}
