/* SPDX-License-Identifier: MIT */
#include "sensor.h"

#include <stdio.h>
#include <string.h>

#include "task.h"

#define SENSORS_MAX   4u
#define TASK_WORDS    512u
#define TASK_PRIORITY 2u
#define BLOCK_MS      10000u
#define PERIOD_MS     50u

static struct sensor {
    struct mqtt_agent *agent;
    unsigned number;
    char topic[32];
    volatile uint32_t heard; /* a bit for each reading */
} sensors[SENSORS_MAX];

static volatile unsigned done;

/* What a command carries to its callback. */
struct MQTTAgentCommandContext {
    TaskHandle_t task;
    struct sensor *sensor;
    MQTTStatus_t status;
};

/* In the agent's task. */
static void ended(MQTTAgentCommandContext_t *context, MQTTAgentReturnInfo_t *result)
{
    context->status = result->returnCode;
    (void)xTaskNotifyGive(context->task);
}

static void heard(void *context, MQTTPublishInfo_t *message)
{
    struct sensor *const sensor = context;
    char text[16] = "";
    unsigned reading = SENSOR_READINGS;

    if (message->payloadLength < sizeof text) {
        memcpy(text, message->pPayload, message->payloadLength);
    }
    if (sscanf(text, "reading %u", &reading) == 1 && reading < SENSOR_READINGS) {
        sensor->heard |= UINT32_C(1) << reading;
    }
}

/* In the agent's task, which alone touches the list: messages may come right behind the answer. */
static void subscribed(MQTTAgentCommandContext_t *context, MQTTAgentReturnInfo_t *result)
{
    struct sensor *const sensor = context->sensor;

    if (result->returnCode == MQTTSuccess &&
        !addSubscription(sensor->agent->subscriptions, sensor->topic,
                         (uint16_t)strlen(sensor->topic), heard, sensor)) {
        printf("demo: no place for the filter %s\n", sensor->topic);
    }
    ended(context, result);
}

static MQTTStatus_t subscribe(struct sensor *sensor)
{
    struct MQTTAgentCommandContext context = {xTaskGetCurrentTaskHandle(), sensor, MQTTSuccess};
    MQTTSubscribeInfo_t filter = {MQTTQoS1, sensor->topic, (uint16_t)strlen(sensor->topic)};
    MQTTAgentSubscribeArgs_t args = {&filter, 1};
    const MQTTAgentCommandInfo_t info = {subscribed, &context, BLOCK_MS};
    const MQTTStatus_t status = MQTTAgent_Subscribe(&sensor->agent->context, &args, &info);

    if (status != MQTTSuccess) {
        return status;
    }
    (void)ulTaskNotifyTake(pdTRUE, portMAX_DELAY);
    return context.status;
}

/* The message is on this stack: it stays there until the callback. */
static MQTTStatus_t publish(struct sensor *sensor, unsigned reading)
{
    struct MQTTAgentCommandContext context = {xTaskGetCurrentTaskHandle(), sensor, MQTTSuccess};
    char text[16];
    const int length = snprintf(text, sizeof text, "reading %u", reading);
    MQTTPublishInfo_t message = {.qos = MQTTQoS1,
                                 .pTopicName = sensor->topic,
                                 .topicNameLength = (uint16_t)strlen(sensor->topic),
                                 .pPayload = text,
                                 .payloadLength = (size_t)length};
    const MQTTAgentCommandInfo_t info = {ended, &context, BLOCK_MS};
    const MQTTStatus_t status = MQTTAgent_Publish(&sensor->agent->context, &message, &info);

    if (status != MQTTSuccess) {
        return status;
    }
    (void)ulTaskNotifyTake(pdTRUE, portMAX_DELAY);
    return context.status;
}

static void sensor_task(void *arg)
{
    struct sensor *const sensor = arg;
    MQTTStatus_t status;

    while ((status = subscribe(sensor)) != MQTTSuccess) { /* the connection was lost in between */
        printf("sensor %u: not subscribed: %s\n", sensor->number, MQTT_Status_strerror(status));
        vTaskDelay(pdMS_TO_TICKS(PERIOD_MS));
    }
    for (unsigned i = 0; i < SENSOR_READINGS; i++) {
        while ((status = publish(sensor, i)) != MQTTSuccess) {
            printf("sensor %u: reading %u again: %s\n", sensor->number, i,
                   MQTT_Status_strerror(status));
            vTaskDelay(pdMS_TO_TICKS(PERIOD_MS));
        }
        printf("sensor %u: reading %u acknowledged\n", sensor->number, i);
        vTaskDelay(pdMS_TO_TICKS(PERIOD_MS));
    }
    while (sensor->heard != (UINT32_C(1) << SENSOR_READINGS) - 1u) {
        vTaskDelay(pdMS_TO_TICKS(PERIOD_MS));
    }
    printf("sensor %u: all of its readings came back\n", sensor->number);
    taskENTER_CRITICAL();
    done++;
    taskEXIT_CRITICAL();
    vTaskDelete(NULL);
}

bool sensor_start(struct mqtt_agent *agent, unsigned number)
{
    struct sensor *const sensor = &sensors[number % SENSORS_MAX];
    char name[configMAX_TASK_NAME_LEN];

    sensor->agent = agent;
    sensor->number = number;
    (void)snprintf(sensor->topic, sizeof sensor->topic, "demo/agent/sensor/%u", number);
    (void)snprintf(name, sizeof name, "sensor %u", number % SENSORS_MAX);
    return xTaskCreate(sensor_task, name, TASK_WORDS, sensor, TASK_PRIORITY, NULL) == pdPASS;
}

unsigned sensor_count_done(void)
{
    return done;
}
