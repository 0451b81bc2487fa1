/* SPDX-License-Identifier: MIT */
/* A device: it comes up, gets an identity of its own if it has a claim only, connects over mutual
 * TLS to the broker it was told of, and runs the Hello World set. The task of main() becomes the
 * connection's task; hello_set.c has its own.
 */
#include <stdio.h>

#include "FreeRTOS.h"
#include "board.h"
#include "entropy.h"
#include "figures.h"
#include "hello_set.h"
#include "hello_shadow.h"
#include "provision.h"
#include "secure_link.h"
#include "task.h"

#define TASK_WORDS         2048u /* the TLS handshake runs on it */
#define TASK_PRIORITY      3u
#define NETWORK_TIMEOUT_MS 20000u
#define KEEP_ALIVE_S       60u
#define RECEIVE_BYTES      2048u
#define STORE_BYTES        4096u
#define MESSAGES_UNDER_WAY 8u
#define SUBSCRIPTIONS      9u

static struct secure_link device_link;
static struct mqtt_connection connection;
static struct mqtt_connection_freertos wakes;
static struct mqtt_link link;

static void on_message(void *context, const struct mqtt_connection_message *message)
{
    const struct mqtt_link_message of_service = {message->topic, message->topic_length,
                                                 (const char *)message->payload, message->length};

    (void)context;
    if (!mqtt_link_deliver(&link, &of_service)) {
        hello_set_message(message);
    }
}

static void on_subscribed(void *context, const char *filter, bool granted)
{
    (void)context;
    mqtt_link_granted(&link, filter, granted);
    hello_set_subscribed(filter, granted);
}

static void on_state(void *context, enum mqtt_connection_state state, MQTTStatus_t reason)
{
    (void)context;
    switch (state) {
    case MQTT_CONNECTION_WAITING:
        printf("mqtt: not connected: %s; trying again\n", MQTT_Status_strerror(reason));
        break;
    case MQTT_CONNECTION_CONNECTING:
        printf("mqtt: connecting\n");
        break;
    case MQTT_CONNECTION_CONNECTED:
        printf("demo: connected to %s as %s\n", device_link.server_name, device_link.thing);
        mqtt_link_up(&link);
        break;
    case MQTT_CONNECTION_STOPPED:
        printf("mqtt: stopped\n");
        break;
    }
}

static MQTTStatus_t prepare_connection(void)
{
    static uint8_t receive[RECEIVE_BYTES];
    static uint32_t store[STORE_BYTES / sizeof(uint32_t)];
    static MQTTPubAckInfo_t outgoing[MESSAGES_UNDER_WAY];
    static struct mqtt_connection_subscription subscriptions[SUBSCRIPTIONS];
    static const MQTTPublishInfo_t will = {.qos = MQTTQoS1,
                                           .pTopicName = HELLO_WILL_TOPIC,
                                           .topicNameLength = sizeof HELLO_WILL_TOPIC - 1,
                                           .pPayload = HELLO_WILL_TEXT,
                                           .payloadLength = sizeof HELLO_WILL_TEXT - 1};
    struct mqtt_connection_config config = {
        .client_id = device_link.thing,
        .will = &will,
        .keep_alive_s = KEEP_ALIVE_S,
        .receive_buffer = receive,
        .receive_size = sizeof receive,
        .store_buffer = (uint8_t *)store,
        .store_size = sizeof store,
        .outgoing = outgoing,
        .outgoing_count = MESSAGES_UNDER_WAY,
        .subscriptions = subscriptions,
        .subscription_count = SUBSCRIPTIONS,
        .message = on_message,
        .state = on_state,
        .subscribed = on_subscribed,
    };

    mqtt_connection_freertos_init(&wakes, &config.system);
    secure_link_transport(&device_link, &wakes, &config.transport);
    const MQTTStatus_t status = mqtt_connection_init(&connection, &config);
    mqtt_link_of_connection(&link, &connection);
    return status == MQTTSuccess && !hello_shadow_prepare(&link, device_link.thing) ? MQTTNoMemory
                                                                                    : status;
}

static void device_task(void *arg)
{
    (void)arg;
    printf("Dunlin %s on %s, entropy: %s\n", tskKERNEL_VERSION_NUMBER, board_name(),
           entropy_source());
    secure_link_status_t status = secure_link_prepare(&device_link, NETWORK_TIMEOUT_MS);
    if (status != SECURE_LINK_OK) {
        printf("demo: failed: %s\n", secure_link_status_text(status));
        board_exit(1);
    }
    if (!provision_by_claim(&device_link)) {
        printf("demo: failed: the device has no identity\n");
        board_exit(1);
    }
    MQTTStatus_t prepared = prepare_connection();
    if (prepared != MQTTSuccess) {
        printf("demo: failed: the connection's configuration: %s\n",
               MQTT_Status_strerror(prepared));
        board_exit(1);
    }
    hello_set_start(&connection);
    figures_start();
    for (;;) {
        (void)mqtt_connection_run(&connection, 1000);
    }
}

int main(void)
{
    board_init();
    if (xTaskCreate(device_task, "device", TASK_WORDS, NULL, TASK_PRIORITY, NULL) != pdPASS) {
        printf("demo: failed: no memory for the device task\n");
        return 1;
    }
    vTaskStartScheduler();
    return 1;
}
