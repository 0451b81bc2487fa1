/* SPDX-License-Identifier: MIT */
/* What the planted defects share: a neighbour that runs beside the culprit, so that a report could
 * name the wrong one. */
#ifndef PLANTED_H
#define PLANTED_H

#include <stdio.h>

#include "FreeRTOS.h"
#include "task.h"

#include "board.h"

#define STACK 1024u

static void neighbour(void *arg)
{
    (void)arg;
    for (volatile unsigned n = 0;; n = n + 1u) {
        if (n % 64u == 0) {
            vTaskDelay(1);
        }
    }
}

/* Runs `code` as a task of this name, between two neighbours. */
static void run_planted(const char *name, TaskFunction_t code, configSTACK_DEPTH_TYPE depth)
{
    board_init();
    xTaskCreate(neighbour, "before", STACK, NULL, 1, NULL);
    xTaskCreate(code, name, depth, NULL, 1, NULL);
    xTaskCreate(neighbour, "after", STACK, NULL, 1, NULL);
    vTaskStartScheduler();
}

#endif
