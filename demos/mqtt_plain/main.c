/* SPDX-License-Identifier: MIT */
/* The MQTT library by itself, over TCP without TLS: connect, subscribe, publish, receive, leave.
 * For a broker on the desk; a product's connection is mqtt_connection or mqtt_agent, over TLS.
 * Where: the broker's port in the credentials. */
#include <stdio.h>
#include <string.h>

#include "FreeRTOS.h"
#include "board.h"
#include "clock.h"
#include "core_mqtt.h"
#include "secure_link.h"
#include "task.h"

#define TASK_WORDS         1024u
#define TASK_PRIORITY      2u
#define NETWORK_TIMEOUT_MS 20000u
#define ANSWER_MS          5000u
#define MESSAGES           5u
#define RECORDS            4u
#define TOPIC              "demo/plain"

static struct secure_link device_link;
static NetworkContext_t network;
static MQTTContext_t context;
static unsigned received, acknowledged;

static uint32_t now_ms(void)
{
    return (uint32_t)(clock_monotonic_us() / 1000u);
}

static void check(MQTTStatus_t status, const char *what)
{
    if (status != MQTTSuccess) {
        printf("demo: failed: %s: %s\n", what, MQTT_Status_strerror(status));
        board_exit(1);
    }
}

static void on_packet(MQTTContext_t *mqtt, MQTTPacketInfo_t *packet, MQTTDeserializedInfo_t *info)
{
    (void)mqtt;
    if ((packet->type & 0xF0u) == MQTT_PACKET_TYPE_PUBLISH) {
        received++;
        printf("demo: received %.*s\n", (int)info->pPublishInfo->payloadLength,
               (const char *)info->pPublishInfo->pPayload);
    } else {
        acknowledged++;
    }
}

/* Lets the library work until both counts are there. */
static void wait_for(unsigned messages, unsigned acknowledgements)
{
    const uint32_t begin = now_ms();

    while (received < messages || acknowledged < acknowledgements) {
        const MQTTStatus_t status = MQTT_ProcessLoop(&context);
        check(status == MQTTNeedMoreBytes ? MQTTSuccess : status, "the connection");
        check(now_ms() - begin < ANSWER_MS ? MQTTSuccess : MQTTRecvFailed, "no answer in time");
    }
}

static void open_stream(TransportInterface_t *stream)
{
    const struct transport_target target = {
        .host = device_link.address, .port = device_link.credentials.port, .receive_ms = 20};

    transport_secure_sockets_init(stream, &network, SOCKETS_INVALID_SOCKET);
    if (transport_secure_sockets_open(&network, &target) != SOCKETS_ERROR_NONE) {
        printf("demo: failed: no connection to %s:%u\n", target.host, target.port);
        board_exit(1);
    }
}

static void connect(void)
{
    static uint8_t buffer[512];
    static MQTTPubAckInfo_t outgoing[RECORDS], incoming[RECORDS];
    static TransportInterface_t stream;
    const MQTTFixedBuffer_t fixed = {buffer, sizeof buffer};
    const MQTTConnectInfo_t info = {.cleanSession = true,
                                    .keepAliveSeconds = 60,
                                    .pClientIdentifier = device_link.thing,
                                    .clientIdentifierLength = (uint16_t)strlen(device_link.thing)};
    bool present;

    open_stream(&stream);
    check(MQTT_Init(&context, &stream, now_ms, on_packet, &fixed), "init");
    check(MQTT_InitStatefulQoS(&context, outgoing, RECORDS, incoming, RECORDS), "init");
    check(MQTT_Connect(&context, &info, NULL, ANSWER_MS, &present), "connect");
    printf("demo: connected\n");
}

static void exchange(void)
{
    static char text[16];
    const MQTTSubscribeInfo_t filter = {
        .qos = MQTTQoS1, .pTopicFilter = TOPIC, .topicFilterLength = sizeof TOPIC - 1};
    MQTTPublishInfo_t message = {.qos = MQTTQoS1,
                                 .pTopicName = TOPIC,
                                 .topicNameLength = sizeof TOPIC - 1,
                                 .pPayload = text};

    check(MQTT_Subscribe(&context, &filter, 1, MQTT_GetPacketId(&context)), "subscribe");
    wait_for(0, 1);
    for (unsigned i = 1; i <= MESSAGES; i++) {
        message.payloadLength = (size_t)snprintf(text, sizeof text, "message %u", i);
        check(MQTT_Publish(&context, &message, MQTT_GetPacketId(&context)), "publish");
        wait_for(i, 1 + i);
    }
}

static void plain_task(void *arg)
{
    (void)arg;
    const secure_link_status_t status = secure_link_prepare(&device_link, NETWORK_TIMEOUT_MS);
    if (status != SECURE_LINK_OK) {
        printf("demo: failed: %s\n", secure_link_status_text(status));
        board_exit(1);
    }
    connect();
    exchange();
    check(MQTT_Disconnect(&context), "disconnect");
    transport_secure_sockets_close(&network);
    printf("demo: done\n");
    board_exit(0);
}

int main(void)
{
    board_init();
    if (xTaskCreate(plain_task, "plain", TASK_WORDS, NULL, TASK_PRIORITY, NULL) != pdPASS) {
        printf("demo: failed: no memory for the task\n");
        return 1;
    }
    vTaskStartScheduler();
    return 1;
}
