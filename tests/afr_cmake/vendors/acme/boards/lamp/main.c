/* SPDX-License-Identifier: MIT */
/* What the board adds to the compiler's and the kernel's port is in the image. */
#include <stdio.h>

#include "FreeRTOS.h"
#include "task.h"

#include "board.h"
#include "iot_serializer.h"
#include "lamp.h"

static void shine(void *unused)
{
    (void)unused;
    const bool has_serializer =
        IotSerializer_ScalarSignedInt(1).type == IOT_SERIALIZER_SCALAR_SIGNED_INT;

    printf("lamp: %u watts, serializer %s, kernel %s\n", lamp_watts(),
           has_serializer ? "there" : "gone", tskKERNEL_VERSION_NUMBER);
    board_exit(0);
    vTaskDelete(NULL);
}

int main(void)
{
    board_init();
    (void)xTaskCreate(shine, "shine", configMINIMAL_STACK_SIZE * 4, NULL, tskIDLE_PRIORITY + 1,
                      NULL);
    vTaskStartScheduler();
    return 1;
}
