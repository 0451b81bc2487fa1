/* SPDX-License-Identifier: MIT */
/* Joins what is kept in flash, and says when the network is there and when it is lost. */
#include <stdio.h>
#include <string.h>

#include "FreeRTOS.h"
#include "board.h"
#include "network.h"
#include "task.h"

static void join_task(void *arg)
{
    const struct network_config config = {0};
    net_status_t status = network_start(&config, 0);

    (void)arg;
    printf("join: started %d\n", (int)status);
    for (;;) {
        uint8_t octets[4];
        status = network_wait_up(UINT32_MAX);
        const uint32_t address = network_address();
        memcpy(octets, &address, sizeof octets);
        printf("join: up %u.%u.%u.%u\n", octets[0], octets[1], octets[2], octets[3]);
        while (network_is_up()) {
            vTaskDelay(pdMS_TO_TICKS(20));
        }
        printf("join: down\n");
    }
}

int main(void)
{
    board_init();
    (void)xTaskCreate(join_task, "join", 1024, NULL, 2, NULL);
    vTaskStartScheduler();
    return 1;
}
