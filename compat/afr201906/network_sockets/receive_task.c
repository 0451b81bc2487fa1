/* SPDX-License-Identifier: MIT */
#include "connection.h"

/* Wait for a byte. False: there will be none. */
static bool await_byte(struct connection *connection)
{
    int32_t got = 0;

    while (got == 0 && !connection->closing) {
        got = SOCKETS_Recv(connection->socket, &connection->first, 1, 0);
    }
    connection->has_first = got == 1;
    return connection->has_first;
}

static void receive_task(void *arg)
{
    struct connection *const connection = arg;
    bool open = true;

    while (open && !connection->closing) {
        if (connection->has_first) {
            vTaskDelay(1); /* the call-back has read nothing: perhaps later */
        } else {
            open = await_byte(connection);
        }
        if (!connection->closing) {
            connection->callback(connection, connection->context);
        }
    }
    if (connection->free_at_end) {
        connection_free(connection);
    } else {
        (void)xSemaphoreGive(connection->ended);
    }
    vTaskDelete(NULL);
}

bool receive_task_start(struct connection *connection)
{
    return xTaskCreate(receive_task, "iot_receive", IOT_NETWORK_RECEIVE_TASK_STACK_SIZE, connection,
                       IOT_NETWORK_RECEIVE_TASK_PRIORITY, &connection->task) == pdPASS;
}

void receive_task_wait(struct connection *connection)
{
    if (connection->callback != NULL && connection->task != xTaskGetCurrentTaskHandle()) {
        (void)xSemaphoreTake(connection->ended, portMAX_DELAY);
        (void)xSemaphoreGive(connection->ended);
    }
}
