/* SPDX-License-Identifier: MIT */
/* Greengrass: asks the cloud where the device's core is, connects to it and publishes there. The
 * core's name and authority come from the discovery document, not from the image. */
#include <stdio.h>
#include <string.h>

#include "FreeRTOS.h"
#include "board.h"
#include "discovery_client.h"
#include "secure_link.h"
#include "task.h"

#define TASK_WORDS         2048u
#define TASK_PRIORITY      2u
#define NETWORK_TIMEOUT_MS 20000u
#define MESSAGES           5u
#define TOPIC              "freertos/demos/ggd"

static struct secure_link device_link;
static struct discovery_client discovery;
static struct mqtt_connection connection;
static struct mqtt_connection_freertos wakes;
static NetworkContext_t core_network = {SOCKETS_INVALID_SOCKET};

static void fail(const char *what)
{
    printf("demo: failed: %s\n", what);
    board_exit(1);
}

/* ---- MQTT over the stream that discovery opens: a new core each time it is lost ---- */

static void bytes_arrived(Socket_t socket)
{
    (void)socket;
    mqtt_connection_freertos_wake(&wakes);
}

static int32_t core_open(void *context)
{
    struct greengrass_endpoint core;
    const TickType_t receive_ms = 1;

    (void)context;
    if (discovery_client_connect(&discovery, &core_network, &core) != DISCOVERY_OK) {
        printf("greengrass: no core can be reached\n");
        return SOCKETS_SOCKET_ERROR;
    }
    printf("greengrass: core %.*s of group %.*s\n", (int)core.host.length, core.host.text,
           (int)core.group_id.length, core.group_id.text);
    (void)SOCKETS_SetSockOpt(core_network.socket, 0, SOCKETS_SO_RCVTIMEO, &receive_ms,
                             sizeof receive_ms);
    (void)SOCKETS_SetSockOpt(core_network.socket, 0, SOCKETS_SO_WAKEUP_CALLBACK,
                             (const void *)bytes_arrived, sizeof(void *));
    return 0;
}

static void core_close(void *context)
{
    (void)context;
    transport_secure_sockets_close(&core_network);
}

static MQTTStatus_t prepare_connection(void)
{
    static uint8_t receive[512];
    static uint32_t store[256];
    static MQTTPubAckInfo_t outgoing[4];
    struct mqtt_connection_config config = {
        .transport = {.open = core_open, .close = core_close},
        .client_id = device_link.thing,
        .receive_buffer = receive,
        .receive_size = sizeof receive,
        .store_buffer = (uint8_t *)store,
        .store_size = sizeof store,
        .outgoing = outgoing,
        .outgoing_count = 4,
    };

    mqtt_connection_freertos_init(&wakes, &config.system);
    transport_secure_sockets_init(&config.transport.stream, &core_network, SOCKETS_INVALID_SOCKET);
    return mqtt_connection_init(&connection, &config);
}

/* ---- Discovery ---- */

static void ask(void)
{
    static uint8_t document[8192];
    static char authority[2048];
    const struct discovery_client_config config = {.host = device_link.address,
                                                   .port = device_link.credentials.https_port,
                                                   .server_name = device_link.server_name,
                                                   .thing = device_link.thing,
                                                   .document = document,
                                                   .document_size = sizeof document,
                                                   .authority = authority,
                                                   .authority_size = sizeof authority};

    if (!discovery_client_init(&discovery, &config)) {
        fail("the discovery client's configuration");
    }
    const discovery_result_t result = discovery_client_ask(&discovery);
    if (result != DISCOVERY_OK) {
        printf("greengrass: no document (%d), HTTP status %u\n", (int)result,
               (unsigned)discovery.http_status);
        fail("discovery");
    }
    printf("greengrass: discovered\n");
}

static void publish_messages(void)
{
    struct mqtt_connection_counts counts;
    char text[32];

    for (unsigned i = 1; i <= MESSAGES; i++) {
        const int length = snprintf(text, sizeof text, "Hello world msg #%u!", i);
        (void)mqtt_connection_publish(&connection, TOPIC, text, (size_t)length, MQTTQoS1, 0);
    }
    do {
        (void)mqtt_connection_run(&connection, 1000);
        mqtt_connection_statistics(&connection, &counts);
    } while (counts.acknowledged < MESSAGES);
    printf("greengrass: %u messages acknowledged by the core\n", MESSAGES);
}

static void greengrass_task(void *arg)
{
    (void)arg;
    const secure_link_status_t status = secure_link_prepare(&device_link, NETWORK_TIMEOUT_MS);
    if (status != SECURE_LINK_OK) {
        fail(secure_link_status_text(status));
    }
    ask();
    if (prepare_connection() != MQTTSuccess) {
        fail("the connection's configuration");
    }
    publish_messages();
    printf("demo: done\n");
    board_exit(0);
}

int main(void)
{
    board_init();
    if (xTaskCreate(greengrass_task, "greengrass", TASK_WORDS, NULL, TASK_PRIORITY, NULL) !=
        pdPASS) {
        printf("demo: failed: no memory for the task\n");
        return 1;
    }
    vTaskStartScheduler();
    return 1;
}
