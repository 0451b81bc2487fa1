/* SPDX-License-Identifier: MIT */
/* The firmware: telemetry with numbers, a value of the shadow that is applied and reported, jobs
 * that are done. */
#include <stdio.h>
#include <string.h>

#include "FreeRTOS.h"
#include "board.h"
#include "jobs_client.h"
#include "json_member.h"
#include "mqtt_connection_freertos.h"
#include "mqtt_link.h"
#include "queue.h"
#include "shadow_client.h"
#include "stream.h"
#include "task.h"
#include "week.h"

#define TASK_WORDS    1024u
#define TELEMETRY_MS  10000u
#define ANSWER_MS     30000u
#define KEEP_ALIVE_S  60u
#define SUBSCRIPTIONS 8u

struct week_device week_device;

static struct mqtt_connection connection;
static struct mqtt_connection_freertos wakes;
static struct mqtt_link link;
static struct shadow_client shadow;
static struct jobs_client jobs;
static QueueHandle_t desired; /* the newest value only */

/* ---- The connection's task ---- */

static void on_message(void *context, const struct mqtt_connection_message *m)
{
    const struct mqtt_link_message message = {m->topic, m->topic_length, (const char *)m->payload,
                                              m->length};

    (void)context;
    (void)mqtt_link_deliver(&link, &message);
}

static void on_subscribed(void *context, const char *filter, bool granted)
{
    (void)context;
    mqtt_link_granted(&link, filter, granted);
}

static void on_state(void *context, enum mqtt_connection_state state, MQTTStatus_t reason)
{
    (void)context;
    (void)reason;
    if (state == MQTT_CONNECTION_CONNECTED) {
        mqtt_link_up(&link);
    }
}

static void prepare_connection(void)
{
    static uint8_t receive[4096];
    static uint32_t store[2048];
    static MQTTPubAckInfo_t outgoing[WEEK_UNDER_WAY], incoming[24];
    static struct mqtt_connection_subscription subscriptions[SUBSCRIPTIONS];
    struct mqtt_connection_config config = {
        .client_id = WEEK_THING,
        .keep_alive_s = KEEP_ALIVE_S,
        .receive_buffer = receive,
        .receive_size = sizeof receive,
        .store_buffer = (uint8_t *)store,
        .store_size = sizeof store,
        .outgoing = outgoing,
        .outgoing_count = WEEK_UNDER_WAY,
        .incoming = incoming,
        .incoming_count = sizeof incoming / sizeof incoming[0],
        .subscriptions = subscriptions,
        .subscription_count = SUBSCRIPTIONS,
        .message = on_message,
        .state = on_state,
        .subscribed = on_subscribed,
    };

    mqtt_connection_freertos_init(&wakes, &config.system);
    stream_prepare(&config.transport, &wakes);
    const MQTTStatus_t status = mqtt_connection_init(&connection, &config);
    configASSERT(status == MQTTSuccess);
    mqtt_link_of_connection(&link, &connection);
}

static void tell_world(void)
{
    const uint32_t accepted = week_device.accepted;
    struct mqtt_connection_counts counts;
    HeapStats_t heap;

    mqtt_connection_statistics(&connection, &counts);
    week_device.settled = accepted > counts.waiting ? accepted - counts.waiting : 0;
    week_device.acknowledged = counts.accepted - counts.waiting;
    week_device.waiting = counts.waiting;
    week_device.connects = counts.connects;
    week_device.losses = counts.losses;
    week_device.pings = counts.pings;
    week_device.resent = counts.resent;
    vPortGetHeapStats(&heap);
    week_device.heap_free = (uint32_t)heap.xAvailableHeapSpaceInBytes;
    week_device.heap_blocks =
        (uint32_t)(heap.xNumberOfSuccessfulAllocations - heap.xNumberOfSuccessfulFrees);
    week_device.stream = stream_kind();
}

static void connection_task(void *arg)
{
    (void)arg;
    for (;;) {
        (void)mqtt_connection_run(&connection, 1000);
        tell_world();
    }
}

/* ---- What the device does ---- */

static void telemetry_task(void *arg)
{
    char text[16];

    (void)arg;
    for (uint32_t number = 1;; number++) {
        const MQTTQoS_t qos = number % WEEK_QOS2_EVERY == 0 ? MQTTQoS2 : MQTTQoS1;
        const int length = snprintf(text, sizeof text, "%lu", (unsigned long)number);
        while (mqtt_connection_publish(&connection, WEEK_TOPIC, text, (size_t)length, qos, 60000) !=
               MQTTSuccess) {
        }
        week_device.accepted = number;
        vTaskDelay(pdMS_TO_TICKS(TELEMETRY_MS));
    }
}

static void on_delta(void *context, const char *state, size_t length, uint32_t version)
{
    const uint32_t value = json_member_number(state, length, "value");

    (void)context;
    (void)version;
    (void)xQueueOverwrite(desired, &value);
}

static void shadow_task(void *arg)
{
    uint32_t value;
    char text[32];

    (void)arg;
    for (;;) {
        (void)xQueueReceive(desired, &value, portMAX_DELAY);
        week_device.applied = (int32_t)value;
        (void)snprintf(text, sizeof text, "{\"value\":%lu}", (unsigned long)value);
        if (shadow_client_report(&shadow, text, ANSWER_MS) == MQTT_REQUEST_ACCEPTED) {
            week_device.reports = week_device.reports + 1;
        }
    }
}

static void jobs_task(void *arg)
{
    struct jobs_client_job job;

    (void)arg;
    for (;;) {
        if (jobs_client_next(&jobs, &job, UINT32_MAX) != MQTT_REQUEST_ACCEPTED) {
            vTaskDelay(pdMS_TO_TICKS(10000));
            continue;
        }
        vTaskDelay(pdMS_TO_TICKS(5000)); /* the work */
        mqtt_request_result_t result;
        do {
            result = jobs_client_update(&jobs, Succeeded, NULL, ANSWER_MS);
        } while (result == MQTT_REQUEST_TIMED_OUT);
        week_device.jobs = week_device.jobs + (result == MQTT_REQUEST_ACCEPTED);
    }
}

static void prepare_clients(void)
{
    static char requests[2][256], answers[2][1024];
    const struct shadow_client_config of_shadow = {.link = &link,
                                                   .thing = WEEK_THING,
                                                   .request = requests[0],
                                                   .request_size = sizeof requests[0],
                                                   .answer = answers[0],
                                                   .answer_size = sizeof answers[0],
                                                   .delta = on_delta};
    const struct jobs_client_config of_jobs = {.link = &link,
                                               .thing = WEEK_THING,
                                               .request = requests[1],
                                               .request_size = sizeof requests[1],
                                               .answer = answers[1],
                                               .answer_size = sizeof answers[1],
                                               .answer_timeout_ms = ANSWER_MS};

    const MQTTStatus_t first = shadow_client_init(&shadow, &of_shadow);
    const MQTTStatus_t second = jobs_client_init(&jobs, &of_jobs);
    configASSERT(first == MQTTSuccess && second == MQTTSuccess);
}

static void start(TaskFunction_t code, const char *name, UBaseType_t priority)
{
    const BaseType_t created = xTaskCreate(code, name, TASK_WORDS, NULL, priority, NULL);
    configASSERT(created == pdPASS);
}

static void main_task(void *device)
{
    stream_device = device;
    desired = xQueueCreate(1, sizeof(uint32_t));
    prepare_connection();
    prepare_clients();
    (void)xTaskCreate(connection_task, "mqtt", STREAM_TASK_WORDS, NULL, 3, NULL);
    start(telemetry_task, "telemetry", 2);
    start(shadow_task, "shadow", 2);
    start(jobs_task, "jobs", 2);
    vTaskDelete(NULL);
}

int main(void)
{
    board_init();
    (void)xTaskCreate(main_task, "main", STREAM_TASK_WORDS, world_start(), 2, NULL);
    vTaskStartScheduler();
    return 1;
}
