/* SPDX-License-Identifier: MIT */
/* To the client it is a link that is there when a report is made: what it subscribes to is
 * subscribed to on each connection. */
#include "defender_mqtt.h"

#include <string.h>

#include "afr201906_defender.h"
#include "entropy.h"
#include "lib_text.h"
#include "platform/iot_metrics.h"

#define THING_BYTES 128u

static struct {
    IotMqttNetworkInfo_t network;
    IotMqttConnectInfo_t hello;
    IotMqttConnection_t connection;
    struct mqtt_link link;
    struct defender_client client;
    const char *filter;
    char thing[THING_BYTES + 1u];
    uint32_t last_id; /* 0: there was none */
} own;

static MQTTStatus_t publish(void *context, const char *topic, const void *payload, size_t length,
                            MQTTQoS_t qos, uint32_t timeout_ms)
{
    const IotMqttPublishInfo_t message = {.qos = (IotMqttQos_t)qos,
                                          .pTopicName = topic,
                                          .topicNameLength = (uint16_t)strlen(topic),
                                          .pPayload = payload,
                                          .payloadLength = length};

    (void)context;
    (void)timeout_ms; /* it leaves at once */
    return IotMqtt_Publish(own.connection, &message, 0, NULL, NULL) <= IOT_MQTT_STATUS_PENDING
               ? MQTTSuccess
               : MQTTSendFailed;
}

static MQTTStatus_t subscribe(void *context, const char *filter, MQTTQoS_t qos)
{
    (void)context;
    (void)qos;
    own.filter = filter;
    return MQTTSuccess;
}

static void on_message(void *context, IotMqttCallbackParam_t *told)
{
    const IotMqttPublishInfo_t *const info = &told->u.message.info;
    const struct mqtt_link_message message = {info->pTopicName, info->topicNameLength,
                                              info->pPayload, info->payloadLength};

    (void)context;
    (void)mqtt_link_deliver(&own.link, &message);
}

static void end(void)
{
    own.last_id = own.client.id;
    IotMqtt_Disconnect(own.connection, 0);
}

static bool begin(uint32_t timeout_ms)
{
    const IotMqttSubscription_t answers = {
        IOT_MQTT_QOS_1, own.filter, (uint16_t)strlen(own.filter), {NULL, on_message}};

    if (IotMqtt_Connect(&own.network, &own.hello, timeout_ms, &own.connection) !=
        IOT_MQTT_SUCCESS) {
        return false;
    }
    if (IotMqtt_TimedSubscribe(own.connection, &answers, 1, 0, timeout_ms) != IOT_MQTT_SUCCESS) {
        end();
        return false;
    }
    return true;
}

struct listing {
    struct defender_connection *list;
    size_t count, room;
};

/* "10.0.0.1:8883" */
static bool read_address(const char *text, size_t length, struct defender_connection *connection)
{
    const char *const end_of_text = text + length;
    uint32_t parts[5] = {0};

    for (unsigned i = 0; i < 5; i++) {
        const char *const end_of_part =
            i < 4 ? memchr(text, i < 3 ? '.' : ':', length) : end_of_text;
        if (end_of_part == NULL || !lib_text_to_number(text, (size_t)(end_of_part - text),
                                                       i < 4 ? UINT8_MAX : UINT16_MAX, &parts[i])) {
            return false;
        }
        text = i < 4 ? end_of_part + 1 : end_of_part;
        length = (size_t)(end_of_text - text);
    }
    for (unsigned i = 0; i < 4; i++) {
        connection->remote_ip[i] = (uint8_t)parts[i];
    }
    connection->remote_port = (uint16_t)parts[4];
    return true;
}

static void list_connections(void *context, const IotListDouble_t *known)
{
    struct listing *const listing = context;
    const IotLink_t *link;

    IotContainers_ForEach(known, link)
    {
        const IotMetricsTcpConnection_t *const one =
            IotLink_Container(IotMetricsTcpConnection_t, link, link);
        struct defender_connection connection = {0};
        if (listing->count < listing->room &&
            read_address(one->address, one->addressLength, &connection)) {
            listing->list[listing->count++] = connection;
        }
    }
}

static size_t connections(void *context, struct defender_connection *list, size_t room)
{
    struct listing listing = {list, 0, room};

    (void)context;
    IotMetrics_GetTcpConnections(&listing, list_connections);
    return listing.count;
}

void afr201906_defender_number_from(uint32_t first_id)
{
    own.last_id = first_id;
}

bool defender_mqtt_prepare(const IotMqttNetworkInfo_t *network, const IotMqttConnectInfo_t *hello,
                           struct defender_agent_way *way)
{
    if (hello->pClientIdentifier == NULL || hello->clientIdentifierLength == 0 ||
        hello->clientIdentifierLength > THING_BYTES) {
        return false;
    }
    own.network = *network;
    own.hello = *hello;
    memcpy(own.thing, hello->pClientIdentifier, hello->clientIdentifierLength);
    own.thing[hello->clientIdentifierLength] = '\0';
    own.link = (struct mqtt_link){.publish = publish, .subscribe = subscribe};
    if (own.last_id == 0) {
        (void)entropy_read(&own.last_id, sizeof own.last_id);
        own.last_id >>= 2; /* far from the end of what a report can tell */
    }
    const struct defender_client_config config =
        defender_agent_config(&own.link, own.thing, own.last_id);
    if (!IotMetrics_Init() || defender_client_init(&own.client, &config) != MQTTSuccess) {
        return false;
    }
    *way = (struct defender_agent_way){&own.client, connections, NULL, begin, end};
    return true;
}
