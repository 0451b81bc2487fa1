/* SPDX-License-Identifier: MIT */
/* Operations under way: begin, send again, end, wait. */
#include "iot_mqtt_parts.h"
#include "ms_to_ticks.h"

struct iot_mqtt_operation *iot_mqtt_operation_begin(struct iot_mqtt_connection *connection,
                                                    IotMqttOperationType_t type, uint32_t flags,
                                                    const IotMqttCallbackInfo_t *callback)
{
    for (size_t i = 0; i < IOT_MQTT_MAX_IN_PROGRESS_OPERATIONS; i++) {
        struct iot_mqtt_operation *const operation = &connection->operations[i];
        if (!operation->used) {
            operation->used = true;
            operation->waitable = (flags & IOT_MQTT_FLAG_WAITABLE) != 0;
            operation->type = type;
            operation->status = IOT_MQTT_STATUS_PENDING;
            operation->callback = callback != NULL ? *callback : (IotMqttCallbackInfo_t){0};
            operation->packet_id = MQTT_GetPacketId(&connection->mqtt);
            operation->copy = NULL;
            (void)xSemaphoreTake(operation->done, 0);
            return operation;
        }
    }
    return NULL;
}

struct iot_mqtt_operation *iot_mqtt_operation_find(struct iot_mqtt_connection *connection,
                                                   IotMqttOperationType_t type, uint16_t packet_id)
{
    for (size_t i = 0; i < IOT_MQTT_MAX_IN_PROGRESS_OPERATIONS; i++) {
        struct iot_mqtt_operation *const operation = &connection->operations[i];
        if (operation->used && operation->status == IOT_MQTT_STATUS_PENDING &&
            operation->type == type && operation->packet_id == packet_id) {
            return operation;
        }
    }
    return NULL;
}

static void drop_copy(struct iot_mqtt_operation *operation)
{
    if (operation->copy != NULL) {
        iot_mqtt_memory_give(operation->copy);
        operation->copy = NULL;
    }
}

void iot_mqtt_operation_free(struct iot_mqtt_operation *operation)
{
    drop_copy(operation);
    operation->used = false;
}

void iot_mqtt_operation_end(struct iot_mqtt_operation *operation, IotMqttError_t status)
{
    struct iot_mqtt_connection *const connection = operation->connection;
    const IotMqttCallbackInfo_t callback = operation->callback;
    IotMqttCallbackParam_t told = {.mqttConnection = connection};

    operation->status = status;
    if (operation->waitable) {
        drop_copy(operation);
        (void)xSemaphoreGive(operation->done);
        return;
    }
    told.u.operation.type = operation->type;
    told.u.operation.reference = operation;
    told.u.operation.result = status;
    iot_mqtt_operation_free(operation);
    if (callback.function != NULL) {
        iot_mqtt_give(connection->lock);
        callback.function(callback.pCallbackContext, &told);
        iot_mqtt_take(connection->lock);
    }
}

void iot_mqtt_operation_end_all(struct iot_mqtt_connection *connection)
{
    for (size_t i = 0; i < IOT_MQTT_MAX_IN_PROGRESS_OPERATIONS; i++) {
        struct iot_mqtt_operation *const operation = &connection->operations[i];
        if (operation->used && operation->status == IOT_MQTT_STATUS_PENDING) {
            iot_mqtt_operation_end(operation, IOT_MQTT_NETWORK_ERROR);
        }
    }
}

/* Sends one message again, or gives up. Returns when it is due next. */
static uint32_t retry_one(struct iot_mqtt_operation *operation)
{
    struct iot_mqtt_connection *const connection = operation->connection;
    const uint32_t now = iot_mqtt.system.now_ms();
    const uint32_t passed = now - operation->sent_ms;

    if (passed < operation->wait_ms) {
        return operation->wait_ms - passed;
    }
    if (operation->retries_left == 0) {
        (void)MQTT_CancelCallback(&connection->mqtt, operation->packet_id);
        iot_mqtt_operation_end(operation, IOT_MQTT_RETRY_NO_RESPONSE);
        return UINT32_MAX;
    }
    operation->retries_left--;
    operation->message.dup = true;
    if (MQTT_Publish(&connection->mqtt, &operation->message, operation->packet_id) != MQTTSuccess) {
        iot_mqtt_lost(connection, IOT_MQTT_BAD_PACKET_RECEIVED);
        return UINT32_MAX;
    }
    operation->sent_ms = now;
    operation->retry_ms = operation->retry_ms < IOT_MQTT_RETRY_MS_CEILING / 2u
                              ? operation->retry_ms * 2u
                              : IOT_MQTT_RETRY_MS_CEILING;
    operation->wait_ms =
        operation->retry_ms + iot_mqtt.system.random() % (operation->retry_ms / 8u + 1u);
    return operation->wait_ms;
}

uint32_t iot_mqtt_operation_retry(struct iot_mqtt_connection *connection)
{
    uint32_t wait = UINT32_MAX;

    for (size_t i = 0; i < IOT_MQTT_MAX_IN_PROGRESS_OPERATIONS; i++) {
        struct iot_mqtt_operation *const operation = &connection->operations[i];
        if (connection->state == IOT_MQTT_OPEN && operation->used && operation->copy != NULL) {
            const uint32_t its = retry_one(operation);
            wait = its < wait ? its : wait;
        }
    }
    return wait;
}

IotMqttError_t IotMqtt_Wait(IotMqttOperation_t operation, uint32_t timeoutMs)
{
    if (operation == NULL || !operation->used || !operation->waitable) {
        return IOT_MQTT_BAD_PARAMETER;
    }
    struct iot_mqtt_connection *const connection = operation->connection;
    (void)xSemaphoreTake(operation->done, ms_to_wait_or_ever(timeoutMs));
    iot_mqtt_take(connection->lock);
    IotMqttError_t status = operation->status;
    if (status == IOT_MQTT_STATUS_PENDING) {
        status = IOT_MQTT_TIMEOUT;
        if (operation->type == IOT_MQTT_PUBLISH_TO_SERVER) {
            (void)MQTT_CancelCallback(&connection->mqtt, operation->packet_id);
        }
    }
    iot_mqtt_operation_free(operation);
    iot_mqtt_give(connection->lock);
    return status;
}
