/* SPDX-License-Identifier: MIT */
/* The life of the library, and its task. */
#include "iot_mqtt_parts.h"

#include <string.h>

#include "task.h"

struct iot_mqtt iot_mqtt;

static StaticTask_t task_memory;
static StackType_t task_stack[IOT_MQTT_TASK_STACK_WORDS];
static TaskHandle_t task;

static uint32_t left(uint32_t limit, uint32_t passed)
{
    return passed < limit ? limit - passed : 0;
}

void iot_mqtt_lost(struct iot_mqtt_connection *connection, IotMqttDisconnectReason_t reason)
{
    if (connection->state == IOT_MQTT_OPEN) {
        connection->state = IOT_MQTT_LOST;
        connection->reason = reason;
        iot_mqtt.system.wake(iot_mqtt.system.context);
    }
}

void iot_mqtt_tell_end(struct iot_mqtt_connection *connection)
{
    const IotMqttCallbackInfo_t callback = connection->on_disconnect;
    IotMqttCallbackParam_t told = {.mqttConnection = connection};

    if (connection->told) {
        return;
    }
    connection->told = true;
    told.u.disconnectReason = connection->reason;
    if (callback.function != NULL) {
        iot_mqtt_give(connection->lock);
        callback.function(callback.pCallbackContext, &told);
        iot_mqtt_take(connection->lock);
    }
}

/* The longer of two silences counts: a server that is gone is found out about by a client that
 * only publishes, too. Returns when it is due. */
static uint32_t keep_alive(struct iot_mqtt_connection *connection)
{
    const uint32_t now = iot_mqtt.system.now_ms();
    const uint32_t interval = connection->mqtt.keepAliveIntervalSec * UINT32_C(1000);
    const uint32_t sent = now - connection->mqtt.lastPacketTxTime;
    const uint32_t received = now - connection->mqtt.lastPacketRxTime;

    if (interval == 0) {
        return UINT32_MAX;
    }
    if (connection->ping_waits) {
        const uint32_t wait = left(IOT_MQTT_RESPONSE_WAIT_MS, now - connection->ping_ms);
        if (wait == 0) {
            iot_mqtt_lost(connection, IOT_MQTT_KEEP_ALIVE_TIMEOUT);
        }
        return wait;
    }
    const uint32_t wait = left(interval, sent > received ? sent : received);
    if (wait > 0) {
        return wait;
    }
    if (MQTT_Ping(&connection->mqtt) != MQTTSuccess) {
        iot_mqtt_lost(connection, IOT_MQTT_KEEP_ALIVE_TIMEOUT);
        return 0;
    }
    connection->ping_waits = true;
    connection->ping_ms = now;
    return IOT_MQTT_RESPONSE_WAIT_MS;
}

/* Does what is due. Returns when more will be. */
static uint32_t look_after(struct iot_mqtt_connection *connection)
{
    uint32_t wait = UINT32_MAX;

    iot_mqtt_take(connection->lock);
    if (connection->state == IOT_MQTT_OPEN) {
        const uint32_t retry = iot_mqtt_operation_retry(connection);
        const uint32_t ping =
            connection->state == IOT_MQTT_OPEN ? keep_alive(connection) : UINT32_MAX;
        wait = retry < ping ? retry : ping;
    }
    if (connection->state == IOT_MQTT_LOST) {
        iot_mqtt_give(connection->lock);
        iot_mqtt_close(connection);
        iot_mqtt_take(connection->lock);
        iot_mqtt_operation_end_all(connection);
        iot_mqtt_tell_end(connection);
        wait = UINT32_MAX;
    }
    iot_mqtt_give(connection->lock);
    return wait;
}

static void run(void *arg)
{
    (void)arg;
    while (!iot_mqtt.stop) {
        uint32_t wait = UINT32_MAX;
        iot_mqtt_take(iot_mqtt.registry);
        for (size_t i = 0; i < IOT_MQTT_CONNECTIONS; i++) {
            const uint32_t its = look_after(&iot_mqtt.connections[i]);
            wait = its < wait ? its : wait;
        }
        iot_mqtt_give(iot_mqtt.registry);
        iot_mqtt.system.sleep(iot_mqtt.system.context, wait);
    }
    iot_mqtt_give(iot_mqtt.ended);
    vTaskSuspend(NULL);
}

static void make(struct iot_mqtt_connection *connection)
{
    connection->lock = xSemaphoreCreateMutexStatic(&connection->lock_memory);
    connection->reading = xSemaphoreCreateMutexStatic(&connection->reading_memory);
    connection->readable = xSemaphoreCreateBinaryStatic(&connection->readable_memory);
    connection->released = xSemaphoreCreateBinaryStatic(&connection->released_memory);
    for (size_t i = 0; i < IOT_MQTT_MAX_IN_PROGRESS_OPERATIONS; i++) {
        struct iot_mqtt_operation *const operation = &connection->operations[i];
        operation->connection = connection;
        operation->done = xSemaphoreCreateBinaryStatic(&operation->done_memory);
    }
}

IotMqttError_t IotMqtt_Init(void)
{
    if (iot_mqtt.ready) {
        return IOT_MQTT_INIT_FAILED;
    }
    memset(&iot_mqtt, 0, sizeof iot_mqtt);
    mqtt_connection_freertos_init(&iot_mqtt.wakes, &iot_mqtt.system);
    iot_mqtt.registry = xSemaphoreCreateMutexStatic(&iot_mqtt.registry_memory);
    iot_mqtt.ended = xSemaphoreCreateBinaryStatic(&iot_mqtt.ended_memory);
    for (size_t i = 0; i < IOT_MQTT_CONNECTIONS; i++) {
        make(&iot_mqtt.connections[i]);
    }
    iot_mqtt.ready = true;
    task = xTaskCreateStatic(run, "mqtt", IOT_MQTT_TASK_STACK_WORDS, NULL, IOT_MQTT_TASK_PRIORITY,
                             task_stack, &task_memory);
    return IOT_MQTT_SUCCESS;
}

void IotMqtt_Cleanup(void)
{
    if (!iot_mqtt.ready) {
        return;
    }
    iot_mqtt.stop = true;
    iot_mqtt.system.wake(iot_mqtt.system.context);
    iot_mqtt_take(iot_mqtt.ended);
    vTaskDelete(task);
    iot_mqtt.ready = false;
}
