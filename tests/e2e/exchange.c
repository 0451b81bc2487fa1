/* SPDX-License-Identifier: MIT */
/* Firmware of the exchange test: EXCHANGE_MESSAGES numbered QoS 1 messages go up, as many come
 * down, while the broker dies again and again. It tells what it accepted and what it received;
 * run_exchange_test.py knows what the other side saw.
 *
 * With EXCHANGE_DROP the connection drops what is not acknowledged, and the test must notice.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "FreeRTOS.h"
#include "board.h"
#include "network.h"
#include "secure_link.h"
#include "task.h"

#ifndef EXCHANGE_MESSAGES
#define EXCHANGE_MESSAGES 5000u
#endif
#ifndef EXCHANGE_DROP
#define EXCHANGE_DROP 0
#endif

#ifndef EXCHANGE_PACE_MS /* between two messages */
#define EXCHANGE_PACE_MS 0
#endif

#define TOPIC_BYTES 96u

static struct secure_link device_link;
static struct mqtt_connection connection;
static struct mqtt_connection_freertos wakes;
static char up[TOPIC_BYTES];
static char down[TOPIC_BYTES];

static struct {
    uint32_t accepted;
    uint32_t refused; /* publish said no: the task tries again */
    uint32_t unique;
    uint32_t duplicates;
    uint32_t strange; /* numbers that were never sent */
    uint32_t losses;
    uint32_t losses_in_flight; /* with messages accepted and not acknowledged */
    uint8_t seen[EXCHANGE_MESSAGES / 8u + 1u];
} count;

static void on_message(void *context, const struct mqtt_connection_message *message)
{
    char text[16] = {0};
    (void)context;
    memcpy(text, message->payload,
           message->length < sizeof text - 1 ? message->length : sizeof text - 1);
    unsigned long number = strtoul(text, NULL, 10);
    if (number < 1 || number > EXCHANGE_MESSAGES) {
        count.strange++;
    } else if ((count.seen[number / 8u] & (1u << (number % 8u))) != 0) {
        count.duplicates++;
    } else {
        count.seen[number / 8u] |= (uint8_t)(1u << (number % 8u));
        count.unique++;
    }
}

static void on_state(void *context, enum mqtt_connection_state state, MQTTStatus_t reason)
{
    struct mqtt_connection_counts counts;
    (void)context;
    if (state == MQTT_CONNECTION_CONNECTED) {
        const struct network_interface *const over = network_current();
        printf("exchange: connected over %s\n", over != NULL ? over->name : "what is lost again");
    } else if (state == MQTT_CONNECTION_WAITING) {
        mqtt_connection_statistics(&connection, &counts);
        if (counts.losses != count.losses) {
            count.losses = counts.losses;
            count.losses_in_flight += counts.waiting != 0 ? 1u : 0u;
            printf("exchange: lost: %s, %lu in flight\n", MQTT_Status_strerror(reason),
                   (unsigned long)counts.waiting);
        }
    }
}

static void publish_task(void *arg)
{
    (void)arg;
    for (uint32_t number = 1; number <= EXCHANGE_MESSAGES;) {
        char text[16];
        snprintf(text, sizeof text, "%lu", (unsigned long)number);
        if (mqtt_connection_publish(&connection, up, text, strlen(text), MQTTQoS1, 1000) ==
            MQTTSuccess) {
            count.accepted++;
            number++;
            vTaskDelay(pdMS_TO_TICKS(EXCHANGE_PACE_MS));
        } else {
            count.refused++;
        }
    }
    vTaskDelete(NULL);
}

static void report(void)
{
    struct mqtt_connection_counts counts;
    mqtt_connection_statistics(&connection, &counts);
    printf("exchange: accepted %lu acknowledged %lu waiting %lu resent %lu unique %lu "
           "duplicates %lu strange %lu losses %lu in_flight %lu resumed %lu\n",
           (unsigned long)count.accepted, (unsigned long)counts.acknowledged,
           (unsigned long)counts.waiting, (unsigned long)counts.resent, (unsigned long)count.unique,
           (unsigned long)count.duplicates, (unsigned long)count.strange,
           (unsigned long)count.losses, (unsigned long)count.losses_in_flight,
           (unsigned long)counts.resumed);
}

static MQTTStatus_t prepare_connection(void)
{
    static uint8_t receive[1024];
    static uint32_t store[1024];
    static MQTTPubAckInfo_t outgoing[16];
    static struct mqtt_connection_subscription subscriptions[1];
    struct mqtt_connection_config config = {
        .client_id = device_link.thing,
        .keep_alive_s = 10,
        .ack_timeout_ms = 5000,
        .backoff_base_ms = 50,
        .backoff_max_ms = 1000,
        .receive_buffer = receive,
        .receive_size = sizeof receive,
        .store_buffer = (uint8_t *)store,
        .store_size = sizeof store,
        .outgoing = outgoing,
        .outgoing_count = sizeof outgoing / sizeof outgoing[0],
        .subscriptions = subscriptions,
        .subscription_count = 1,
        .message = on_message,
        .state = on_state,
        .drop_unacknowledged = EXCHANGE_DROP,
    };
    mqtt_connection_freertos_init(&wakes, &config.system);
    secure_link_transport(&device_link, &wakes, &config.transport);
    return mqtt_connection_init(&connection, &config);
}

static void device_task(void *arg)
{
    (void)arg;
    secure_link_status_t status = secure_link_prepare(&device_link, 20000);
    if (status != SECURE_LINK_OK || prepare_connection() != MQTTSuccess) {
        printf("exchange: failed: %s\n", secure_link_status_text(status));
        board_exit(1);
    }
    snprintf(up, sizeof up, "%s/up", device_link.thing);
    snprintf(down, sizeof down, "%s/down", device_link.thing);
    (void)mqtt_connection_subscribe(&connection, down, MQTTQoS1);
    if (xTaskCreate(publish_task, "publish", 512, NULL, 2, NULL) != pdPASS) {
        board_exit(1);
    }
    TickType_t told = xTaskGetTickCount();
    for (;;) {
        (void)mqtt_connection_run(&connection, 200);
        if (xTaskGetTickCount() - told >= pdMS_TO_TICKS(1000)) {
            told = xTaskGetTickCount();
            report();
        }
    }
}

int main(void)
{
    board_init();
    (void)xTaskCreate(device_task, "device", 2048, NULL, 3, NULL);
    vTaskStartScheduler();
    return 1;
}
