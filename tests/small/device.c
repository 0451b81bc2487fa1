/* SPDX-License-Identifier: MIT */
/* A whole device in 64 KB of RAM: it connects by mutual TLS, publishes ECHO_BYTES to a topic that
 * it has subscribed to, takes them back from the broker, and tells what memory it took.
 * run_small_test.py is the judge.
 */
#include <stdio.h>
#include <string.h>

#include "FreeRTOS.h"
#include "board.h"
#include "secure_link.h"
#include "sockets.h"
#include "task.h"

#define ECHO_BYTES   3000u
#define ROUNDS       3u
#define TOPIC_BYTES  80u
#define DEVICE_WORDS 1280u
#define PATIENCE_MS  30000u

static struct secure_link device_link;
static struct mqtt_connection connection;
static struct mqtt_connection_freertos wakes;
static char topic[TOPIC_BYTES];
static uint8_t data[ECHO_BYTES];
static unsigned echoes;
static unsigned wrong;
static bool subscribed;
static size_t connected_bytes;

static uint8_t pattern(size_t index)
{
    return (uint8_t)(index * 2654435761u >> 13);
}

static void on_message(void *context, const struct mqtt_connection_message *message)
{
    (void)context;
    bool same = message->length == ECHO_BYTES;
    for (size_t i = 0; same && i < ECHO_BYTES; i++) {
        same = message->payload[i] == pattern(i);
    }
    echoes += same ? 1u : 0u;
    wrong += same ? 0u : 1u;
}

static void on_subscribed(void *context, const char *filter, bool granted)
{
    (void)context;
    (void)filter;
    subscribed = granted;
}

static void on_state(void *context, enum mqtt_connection_state state, MQTTStatus_t reason)
{
    (void)context;
    if (state == MQTT_CONNECTION_WAITING && reason != MQTTSuccess) {
        printf("small: lost: %s\n", MQTT_Status_strerror(reason));
    }
}

static MQTTStatus_t prepare_connection(void)
{
    static uint8_t receive[ECHO_BYTES + 100u];
    static uint32_t store[2u * (ECHO_BYTES + TOPIC_BYTES) / 4u];
    static MQTTPubAckInfo_t outgoing[2];
    static struct mqtt_connection_subscription subscriptions[1];
    struct mqtt_connection_config config = {
        .client_id = device_link.thing,
        .receive_buffer = receive,
        .receive_size = sizeof receive,
        .store_buffer = (uint8_t *)store,
        .store_size = sizeof store,
        .outgoing = outgoing,
        .outgoing_count = sizeof outgoing / sizeof outgoing[0],
        .subscriptions = subscriptions,
        .subscription_count = 1,
        .message = on_message,
        .subscribed = on_subscribed,
        .state = on_state,
    };
    mqtt_connection_freertos_init(&wakes, &config.system);
    secure_link_transport(&device_link, &wakes, &config.transport);
    return mqtt_connection_init(&connection, &config);
}

/* The connection runs until `done` says so. */
static bool run_until(bool (*done)(unsigned), unsigned wanted)
{
    TickType_t start = xTaskGetTickCount();
    while (!done(wanted)) {
        (void)mqtt_connection_run(&connection, 50);
        if (xTaskGetTickCount() - start > pdMS_TO_TICKS(PATIENCE_MS)) {
            return false;
        }
    }
    return true;
}

static bool is_subscribed(unsigned unused)
{
    (void)unused;
    return subscribed;
}

static bool has_echoes(unsigned wanted)
{
    return echoes + wrong >= wanted;
}

static bool echo_all(void)
{
    for (size_t i = 0; i < ECHO_BYTES; i++) {
        data[i] = pattern(i);
    }
    for (unsigned round = 1; round <= ROUNDS; round++) {
        MQTTStatus_t status =
            mqtt_connection_publish(&connection, topic, data, sizeof data, MQTTQoS0, 1000);
        if (status != MQTTSuccess || !run_until(has_echoes, round)) {
            printf("small: publish: %s\n", MQTT_Status_strerror(status));
            return false;
        }
    }
    return wrong == 0;
}

static void print_stacks(void)
{
    TaskStatus_t tasks[6];
    UBaseType_t count = uxTaskGetSystemState(tasks, 6, NULL);
    for (UBaseType_t i = 0; i < count; i++) {
        printf("small: stack of %s: %lu of %lu words free\n", tasks[i].pcTaskName,
               (unsigned long)tasks[i].usStackHighWaterMark,
               (unsigned long)(tasks[i].pxEndOfStack - tasks[i].pxStackBase + 1));
    }
}

static void device_task(void *arg)
{
    struct sockets_memory memory;
    (void)arg;
    secure_link_status_t status = secure_link_prepare(&device_link, 20000);
    if (status != SECURE_LINK_OK || prepare_connection() != MQTTSuccess) {
        printf("small: failed: %s\n", secure_link_status_text(status));
        board_exit(1);
    }
    sockets_memory(&memory);
    printf("small: tls prepared %lu\n", (unsigned long)memory.used);
    size_t before = xPortGetFreeHeapSize();
    snprintf(topic, sizeof topic, "%s/echo", device_link.thing);
    (void)mqtt_connection_subscribe(&connection, topic, MQTTQoS0);
    bool ok = run_until(is_subscribed, 0);
    sockets_memory(&memory);
    connected_bytes = memory.used;
    printf("small: tls peak %lu connected %lu arena %lu\n", (unsigned long)memory.peak,
           (unsigned long)memory.used, (unsigned long)memory.bytes);
    ok = ok && echo_all();
    sockets_memory(&memory);
    printf("small: tls peak_of_data %lu\n", (unsigned long)memory.peak);
    printf("small: heap %lu free %lu least %lu before %lu\n", (unsigned long)configTOTAL_HEAP_SIZE,
           (unsigned long)xPortGetFreeHeapSize(), (unsigned long)xPortGetMinimumEverFreeHeapSize(),
           (unsigned long)before);
    print_stacks();
    printf("small: %s, %u echoes of %u bytes, %u wrong\n", ok ? "ok" : "failed", echoes, ECHO_BYTES,
           wrong);
    board_exit(ok ? 0 : 1);
}

int main(void)
{
    board_init();
    (void)xTaskCreate(device_task, "device", DEVICE_WORDS, NULL, 2, NULL);
    vTaskStartScheduler();
    return 1;
}
