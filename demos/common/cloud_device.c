/* SPDX-License-Identifier: MIT */
#include "cloud_device.h"

#include <stdio.h>

#include "FreeRTOS.h"
#include "board.h"
#include "cloud_sizes.h"
#include "dunlin_version.h"
#include "entropy.h"
#include "provision.h"
#include "semphr.h"
#include "task.h"

#define TASK_PRIORITY      3u
#define DEMO_PRIORITY      2u
#define NETWORK_TIMEOUT_MS 20000u
#define SENT_ALL_MS        10000u
#define SENT_ALL_TRIES     100u

static const struct cloud_device *demo;
static struct secure_link device_link;
static struct mqtt_connection connection;
static struct mqtt_connection_freertos wakes;
static struct mqtt_link link;
static SemaphoreHandle_t connected;

static void fail(const char *what)
{
    printf("demo: failed: %s\n", what);
    board_exit(1);
}

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
    if (!granted) {
        printf("mqtt: subscription to %s refused\n", filter);
    }
    mqtt_link_granted(&link, filter, granted);
}

static void on_state(void *context, enum mqtt_connection_state state, MQTTStatus_t reason)
{
    (void)context;
    if (state == MQTT_CONNECTION_WAITING) {
        printf("mqtt: not connected: %s; trying again\n", MQTT_Status_strerror(reason));
    } else if (state == MQTT_CONNECTION_CONNECTED) {
        printf("demo: connected to %s as %s\n", device_link.server_name, device_link.thing);
        mqtt_link_up(&link);
        (void)xSemaphoreGive(connected);
    }
}

static bool prepare_connection(void)
{
    static uint8_t receive[demoRECEIVE_BYTES];
    static uint32_t store[demoSTORE_BYTES / sizeof(uint32_t)];
    static MQTTPubAckInfo_t outgoing[demoMESSAGES_UNDER_WAY];
    static struct mqtt_connection_subscription subscriptions[demoSUBSCRIPTIONS];
    struct mqtt_connection_config config = {
        .client_id = device_link.thing,
        .will = demo->will,
        .receive_buffer = receive,
        .receive_size = sizeof receive,
        .store_buffer = (uint8_t *)store,
        .store_size = sizeof store,
        .outgoing = outgoing,
        .outgoing_count = demoMESSAGES_UNDER_WAY,
        .subscriptions = subscriptions,
        .subscription_count = demoSUBSCRIPTIONS,
        .message = on_message,
        .state = on_state,
        .subscribed = on_subscribed,
    };

    mqtt_connection_freertos_init(&wakes, &config.system);
    secure_link_transport(&device_link, &wakes, &config.transport);
    if (mqtt_connection_init(&connection, &config) != MQTTSuccess) {
        return false;
    }
    mqtt_link_of_connection(&link, &connection);
    return demo->prepare(&link, device_link.thing);
}

static void demo_task(void *arg)
{
    (void)arg;
    (void)xSemaphoreTake(connected, portMAX_DELAY);
    if (!demo->run(&device_link)) {
        fail("see above");
    }
    printf("demo: done\n");
    if (!demo->stays) {
        mqtt_connection_disconnect(&connection);
    }
    vTaskDelete(NULL);
}

static void device_task(void *arg)
{
    (void)arg;
    printf("Dunlin %s, kernel %s, on %s, entropy: %s\n", DUNLIN_VERSION, tskKERNEL_VERSION_NUMBER,
           board_name(), entropy_source());
    const secure_link_status_t status = secure_link_prepare(&device_link, NETWORK_TIMEOUT_MS);
    if (status != SECURE_LINK_OK) {
        fail(secure_link_status_text(status));
    }
    if (!provision_by_claim(&device_link)) {
        fail("the device has no identity");
    }
    connected = xSemaphoreCreateBinary();
    if (connected == NULL || !prepare_connection() ||
        xTaskCreate(demo_task, "demo", demoTASK_WORDS, NULL, DEMO_PRIORITY, NULL) != pdPASS) {
        fail("the configuration of the connection or its clients");
    }
    while (mqtt_connection_run(&connection, UINT32_MAX) != MQTT_CONNECTION_STOPPED) {
    }
    board_exit(0);
}

struct mqtt_connection *cloud_device_connection(void)
{
    return &connection;
}

bool cloud_device_has_sent_all(void)
{
    struct mqtt_connection_counts counts;

    for (unsigned i = 0; i < SENT_ALL_TRIES; i++) {
        mqtt_connection_statistics(&connection, &counts);
        if (counts.waiting == 0) {
            return true;
        }
        vTaskDelay(pdMS_TO_TICKS(SENT_ALL_MS / SENT_ALL_TRIES));
    }
    return false;
}

int cloud_device_start(const struct cloud_device *device)
{
    demo = device;
    board_init();
    if (xTaskCreate(device_task, "device", demoDEVICE_TASK_WORDS, NULL, TASK_PRIORITY, NULL) !=
        pdPASS) {
        printf("demo: failed: no memory for the device's task\n");
        return 1;
    }
    vTaskStartScheduler();
    return 1;
}
