/* SPDX-License-Identifier: MIT */
/* MQTT 5 of libs/mqtt against mosquitto: `mqtt5_peer PORT LIMITED_PORT`. run_mqtt5_peer.py starts
 * the two brokers; the second one has limits. */
#include <string.h>

#include "core_mqtt.h"
#include "socket_stream.h"
#include "test.h"

#define EVENTS  16u
#define WAIT_MS 3000u

struct event {
    uint8_t type;
    uint16_t id;
    MQTTStatus_t result;
    uint8_t code; /* the first reason code */
    MQTTQoS_t qos;
    char topic[64];
    char payload[64];
    uint8_t bytes[256]; /* of the properties */
    MQTTPropBuilder_t list;
};

struct client {
    MQTTContext_t context;
    struct NetworkContext network;
    MQTTPubAckInfo_t outgoing[8], incoming[8];
    uint8_t buffer[1024];
    struct event events[EVENTS];
    size_t count; /* events so far */
    size_t seen;  /* of them have been awaited */
};

static int port, limited_port;
static struct client clients[2];
static uint8_t memory[256];
static MQTTPropBuilder_t list;

static MQTTPropBuilder_t *begin(void)
{
    CHECK_EQ(MQTTPropertyBuilder_Init(&list, memory, sizeof memory), MQTTSuccess);
    return &list;
}

static bool on_event(MQTTContext_t *context, MQTTPacketInfo_t *packet, MQTTDeserializedInfo_t *info,
                     MQTTSuccessFailReasonCode_t *reason, MQTTPropBuilder_t *answer,
                     MQTTPropBuilder_t *properties)
{
    struct client *const client = (struct client *)context;
    struct event *const event = &client->events[client->count++ % EVENTS];

    (void)reason;
    (void)answer;
    memset(event, 0, sizeof *event);
    event->type = packet->type & 0xF0u;
    event->id = info->packetIdentifier;
    event->result = info->deserializationResult;
    event->code = info->pReasonCode != NULL ? info->pReasonCode->reasonCode[0] : 0;
    if (info->pPublishInfo != NULL) {
        event->qos = info->pPublishInfo->qos;
        memcpy(event->topic, info->pPublishInfo->pTopicName, info->pPublishInfo->topicNameLength);
        memcpy(event->payload, info->pPublishInfo->pPayload, info->pPublishInfo->payloadLength);
    }
    memcpy(event->bytes, properties->pBuffer, properties->currentIndex);
    event->list = *properties;
    event->list.pBuffer = event->bytes;
    return true;
}

/* Waits for a packet of this type; those before it are dropped. */
static struct event *await(struct client *client, uint8_t type)
{
    const uint32_t start = socket_stream_now();

    for (;;) {
        while (client->seen < client->count) {
            struct event *const event = &client->events[client->seen++ % EVENTS];
            if (event->type == (type & 0xF0u)) {
                return event;
            }
        }
        for (size_t i = 0; i < 2; i++) { /* what one waits for may be up to the other */
            MQTTContext_t *const context = &clients[i].context;
            if (MQTT_CheckConnectStatus(context) == MQTTStatusConnected) {
                const MQTTStatus_t status = MQTT_ProcessLoop(context);
                CHECK_EQ(
                    status == MQTTSuccess || status == MQTTNeedMoreBytes ||
                        (status == MQTTStatusNotConnected && type == MQTT_PACKET_TYPE_DISCONNECT),
                    true);
            }
        }
        CHECK_EQ(socket_stream_now() - start < WAIT_MS, true);
    }
}

static void nothing_comes(struct client *client)
{
    const uint32_t start = socket_stream_now();

    client->seen = client->count;
    while (socket_stream_now() - start < 100) {
        CHECK_EQ(MQTT_ProcessLoop(&client->context), MQTTSuccess);
    }
    CHECK_EQ(client->count, client->seen);
}

static bool connect_to(struct client *client, int to, const char *id, bool clean,
                       const MQTTPropBuilder_t *properties, const MQTTPublishInfo_t *will,
                       const MQTTPropBuilder_t *will_properties)
{
    const MQTTConnectInfo_t info = {.cleanSession = clean,
                                    .keepAliveSeconds = 60,
                                    .pClientIdentifier = id,
                                    .clientIdentifierLength = strlen(id)};
    const MQTTFixedBuffer_t buffer = {client->buffer, sizeof client->buffer};
    const TransportInterface_t transport = socket_stream_open(&client->network, to);
    bool present = false;

    client->count = client->seen = 0;
    CHECK_EQ(MQTT_Init(&client->context, &transport, socket_stream_now, on_event, &buffer),
             MQTTSuccess);
    CHECK_EQ(
        MQTT_InitStatefulQoS(&client->context, client->outgoing, 8, client->incoming, 8, NULL, 0),
        MQTTSuccess);
    CHECK_EQ(
        MQTT_Connect(&client->context, &info, will, WAIT_MS, &present, properties, will_properties),
        MQTTSuccess);
    return present;
}

static struct client *a_client(const char *id)
{
    struct client *const client = &clients[id[0] == 'b'];

    (void)connect_to(client, port, id, true, NULL, NULL, NULL);
    return client;
}

static void bye(struct client *client)
{
    CHECK_EQ(MQTT_Disconnect(&client->context, NULL, NULL), MQTTSuccess);
    socket_stream_close(&client->network);
}

static uint8_t subscribe(struct client *client, MQTTSubscribeInfo_t filter,
                         const MQTTPropBuilder_t *properties)
{
    const uint16_t id = MQTT_GetPacketId(&client->context);

    filter.topicFilterLength = strlen(filter.pTopicFilter);
    CHECK_EQ(MQTT_Subscribe(&client->context, &filter, 1, id, properties), MQTTSuccess);
    const struct event *const event = await(client, MQTT_PACKET_TYPE_SUBACK);
    CHECK_EQ(event->id, id);
    return event->code;
}

static MQTTStatus_t publish(struct client *client, MQTTQoS_t qos, const char *topic,
                            const char *payload, const MQTTPropBuilder_t *properties)
{
    const MQTTPublishInfo_t info = {.qos = qos,
                                    .pTopicName = topic,
                                    .topicNameLength = strlen(topic),
                                    .pPayload = payload,
                                    .payloadLength = strlen(payload)};

    return MQTT_Publish(&client->context, &info, MQTT_GetPacketId(&client->context), properties);
}

static const struct event *receive(struct client *client, const char *topic, const char *payload)
{
    const struct event *const event = await(client, MQTT_PACKET_TYPE_PUBLISH);

    CHECK_EQ(strcmp(event->topic, topic), 0);
    CHECK_EQ(strcmp(event->payload, payload), 0);
    return event;
}

static void an_empty_client_id_is_assigned_one(void)
{
    struct client *const client = &clients[0];
    const char *id = NULL;
    size_t length = 0, index = 0;
    uint8_t next;

    CHECK_EQ(connect_to(client, port, "", true, NULL, NULL, NULL), false);
    CHECK_EQ(client->events[0].type, MQTT_PACKET_TYPE_CONNACK);
    const MQTTPropBuilder_t *const said = &client->events[0].list;
    while (MQTT_GetNextPropertyType(said, &index, &next) == MQTTSuccess &&
           next != MQTT_ASSIGNED_CLIENT_ID) {
        CHECK_EQ(MQTT_SkipNextProperty(said, &index), MQTTSuccess);
    }
    CHECK_EQ(MQTTPropGet_AssignedClientId(said, &index, &id, &length), MQTTSuccess);
    CHECK_EQ(length > 4, true);
    bye(client);
}

static void messages_of_every_qos_arrive_with_their_properties(void)
{
    const MQTTUserProperty_t user = {"unit", 4, "K", 1};
    struct client *const a = a_client("a"), *const b = a_client("b");

    CHECK_EQ(MQTTPropAdd_SubscriptionId(begin(), 300, NULL), MQTTSuccess);
    CHECK_EQ(subscribe(b, (MQTTSubscribeInfo_t){.qos = MQTTQoS2, .pTopicFilter = "t/+"}, &list), 2);
    CHECK_EQ(MQTTPropAdd_ContentType(begin(), "text", 4, NULL), MQTTSuccess);
    CHECK_EQ(MQTTPropAdd_ResponseTopic(&list, "re", 2, NULL), MQTTSuccess);
    CHECK_EQ(MQTTPropAdd_CorrelationData(&list, "\0\1", 2, NULL), MQTTSuccess);
    CHECK_EQ(MQTTPropAdd_MessageExpiry(&list, 60, NULL), MQTTSuccess);
    CHECK_EQ(MQTTPropAdd_PayloadFormat(&list, true, NULL), MQTTSuccess);
    CHECK_EQ(MQTTPropAdd_UserProp(&list, &user, NULL), MQTTSuccess);
    for (int qos = 0; qos <= 2; qos++) {
        CHECK_EQ(publish(a, (MQTTQoS_t)qos, "t/1", "hello", &list), MQTTSuccess);
        const struct event *const event = receive(b, "t/1", "hello");
        CHECK_EQ(event->qos, qos);
        unsigned found = 0;
        size_t index = 0;
        uint8_t next;
        while (MQTT_GetNextPropertyType(&event->list, &index, &next) == MQTTSuccess) {
            uint32_t number = 0;
            found++;
            if (next == MQTT_SUBSCRIPTION_ID_ID) {
                CHECK_EQ(MQTTPropGet_SubscriptionId(&event->list, &index, &number), MQTTSuccess);
                CHECK_EQ(number, 300);
            } else if (next == MQTT_MSG_EXPIRY_ID) {
                CHECK_EQ(MQTTPropGet_MessageExpiryInterval(&event->list, &index, &number),
                         MQTTSuccess);
                CHECK_EQ(number <= 60 && number >= 50, true);
            } else {
                CHECK_EQ(MQTT_SkipNextProperty(&event->list, &index), MQTTSuccess);
            }
        }
        CHECK_EQ(found, 7);
        if (qos > 0) {
            const struct event *const end =
                await(a, qos == 1 ? MQTT_PACKET_TYPE_PUBACK : MQTT_PACKET_TYPE_PUBCOMP);
            CHECK_EQ(end->code, 0);
        }
    }
    CHECK_EQ(a->outgoing[0].packetId, 0);
    bye(a);
    bye(b);
}

static void a_message_for_nobody_is_acknowledged_as_such(void)
{
    struct client *const a = a_client("a");

    CHECK_EQ(publish(a, MQTTQoS1, "nobody/listens", "x", NULL), MQTTSuccess);
    const struct event *const event = await(a, MQTT_PACKET_TYPE_PUBACK);
    CHECK_EQ(event->code, MQTT_REASON_PUBACK_NO_MATCHING_SUBSCRIBERS);
    CHECK_EQ(event->result, MQTTSuccess);
    bye(a);
}

static void no_local_keeps_own_messages_away(void)
{
    struct client *const a = a_client("a"), *const b = a_client("b");

    CHECK_EQ(subscribe(a, (MQTTSubscribeInfo_t){.pTopicFilter = "n", .noLocalOption = true}, NULL),
             0);
    CHECK_EQ(publish(a, MQTTQoS0, "n", "own", NULL), MQTTSuccess);
    nothing_comes(a);
    CHECK_EQ(publish(b, MQTTQoS0, "n", "other", NULL), MQTTSuccess);
    (void)receive(a, "n", "other");
    bye(a);
    bye(b);
}

static void retained_messages_come_as_the_options_say(void)
{
    const MQTTPublishInfo_t kept = {.retain = true,
                                    .pTopicName = "r",
                                    .topicNameLength = 1,
                                    .pPayload = "kept",
                                    .payloadLength = 4};
    struct client *const a = a_client("a");

    CHECK_EQ(MQTT_Publish(&a->context, &kept, 0, NULL), MQTTSuccess);
    CHECK_EQ(subscribe(a,
                       (MQTTSubscribeInfo_t){.pTopicFilter = "r",
                                             .retainHandlingOption = retainDoNotSendonSub},
                       NULL),
             0);
    nothing_comes(a);
    CHECK_EQ(subscribe(a, (MQTTSubscribeInfo_t){.pTopicFilter = "r"}, NULL), 0);
    (void)receive(a, "r", "kept");
    bye(a);
}

static void an_alias_replaces_the_topic(void)
{
    struct client *const a = a_client("a"), *const b = a_client("b");

    CHECK_EQ(subscribe(b, (MQTTSubscribeInfo_t){.pTopicFilter = "long/#"}, NULL), 0);
    CHECK_EQ(a->context.connectionProperties.serverTopicAliasMax > 0, true);
    CHECK_EQ(MQTTPropAdd_TopicAlias(begin(), 1, NULL), MQTTSuccess);
    CHECK_EQ(publish(a, MQTTQoS0, "long/topic/name", "1", &list), MQTTSuccess);
    CHECK_EQ(publish(a, MQTTQoS0, "", "2", &list), MQTTSuccess);
    (void)receive(b, "long/topic/name", "1");
    (void)receive(b, "long/topic/name", "2");
    bye(a);
    bye(b);
}

static void a_shared_subscription_gets_each_message_once(void)
{
    struct client *const a = a_client("a"), *const b = a_client("b");
    const MQTTSubscribeInfo_t shared = {.pTopicFilter = "$share/group/s"};

    CHECK_EQ(subscribe(a, shared, NULL), 0);
    CHECK_EQ(subscribe(b, shared, NULL), 0);
    CHECK_EQ(publish(a, MQTTQoS0, "s", "1", NULL), MQTTSuccess);
    CHECK_EQ(publish(a, MQTTQoS0, "s", "2", NULL), MQTTSuccess);
    (void)await(a, MQTT_PACKET_TYPE_PUBLISH);
    (void)await(b, MQTT_PACKET_TYPE_PUBLISH);
    nothing_comes(a);
    nothing_comes(b);
    bye(a);
    bye(b);
}

static void unsubscribing_what_is_not_there_says_so(void)
{
    const MQTTSubscribeInfo_t filter = {.pTopicFilter = "never", .topicFilterLength = 5};
    struct client *const a = a_client("a");

    CHECK_EQ(MQTT_Unsubscribe(&a->context, &filter, 1, 7, NULL), MQTTSuccess);
    const struct event *const event = await(a, MQTT_PACKET_TYPE_UNSUBACK);
    CHECK_EQ(event->id, 7);
    CHECK_EQ(event->code, MQTT_REASON_UNSUBACK_NO_SUBSCRIPTION_EXISTED);
    bye(a);
}

static void a_session_with_an_expiry_is_found_again(void)
{
    struct client *const a = &clients[0];

    CHECK_EQ(MQTTPropAdd_SessionExpiry(begin(), 60, NULL), MQTTSuccess);
    CHECK_EQ(connect_to(a, port, "again", true, &list, NULL, NULL), false);
    CHECK_EQ(subscribe(a, (MQTTSubscribeInfo_t){.qos = MQTTQoS1, .pTopicFilter = "q"}, NULL), 1);
    bye(a);
    struct client *const b = a_client("b");
    CHECK_EQ(publish(b, MQTTQoS1, "q", "while away", NULL), MQTTSuccess);
    CHECK_EQ(await(b, MQTT_PACKET_TYPE_PUBACK)->result, MQTTSuccess);
    bye(b);
    CHECK_EQ(connect_to(a, port, "again", false, NULL, NULL, NULL), true);
    (void)receive(a, "q", "while away");
    bye(a); /* without an expiry: that was its end */
    CHECK_EQ(connect_to(a, port, "again", false, NULL, NULL, NULL), false);
    bye(a);
}

static void a_server_that_is_wronged_disconnects_with_a_reason(void)
{
    struct client *const a = &clients[0];

    (void)connect_to(a, limited_port, "a", true, NULL, NULL, NULL);
    a->context.connectionProperties.serverMaxQos = 2; /* it is 1 */
    CHECK_EQ(publish(a, MQTTQoS2, "ok/2", "x", NULL), MQTTSuccess);
    const struct event *const event = await(a, MQTT_PACKET_TYPE_DISCONNECT);
    CHECK_EQ(event->code, MQTT_REASON_DISCONNECT_QOS_NOT_SUPPORTED);
    CHECK_EQ(MQTT_CheckConnectStatus(&a->context), MQTTStatusNotConnected);
    socket_stream_close(&a->network);
}

static void a_will_is_sent_with_its_properties(void)
{
    const MQTTPublishInfo_t will = {.qos = MQTTQoS1,
                                    .pTopicName = "will",
                                    .topicNameLength = 4,
                                    .pPayload = "gone",
                                    .payloadLength = 4};
    const MQTTSuccessFailReasonCode_t with_will =
        MQTT_REASON_DISCONNECT_DISCONNECT_WITH_WILL_MESSAGE;
    struct client *const a = &clients[0], *const b = a_client("b");
    const char *type;
    size_t length, index = 0;

    CHECK_EQ(subscribe(b, (MQTTSubscribeInfo_t){.qos = MQTTQoS1, .pTopicFilter = "will"}, NULL), 1);
    CHECK_EQ(MQTTPropAdd_ContentType(begin(), "last", 4, NULL), MQTTSuccess);
    (void)connect_to(a, port, "a", true, NULL, &will, &list);
    CHECK_EQ(MQTT_Disconnect(&a->context, NULL, &with_will), MQTTSuccess);
    socket_stream_close(&a->network);
    const struct event *const event = receive(b, "will", "gone");
    CHECK_EQ(MQTTPropGet_ContentType(&event->list, &index, &type, &length), MQTTSuccess);
    CHECK_EQ(length, 4);
    bye(b);
}

static void pings_are_answered(void)
{
    struct client *const a = a_client("a");

    CHECK_EQ(MQTT_Ping(&a->context), MQTTSuccess);
    const uint32_t start = socket_stream_now();
    while (a->context.waitingForPingResp) {
        CHECK_EQ(MQTT_ProcessLoop(&a->context), MQTTSuccess);
        CHECK_EQ(socket_stream_now() - start < WAIT_MS, true);
    }
    bye(a);
}

static void the_limits_of_a_server_are_kept(void)
{
    static char large[600];
    struct client *const a = &clients[0];
    MQTTPublishInfo_t info = {.retain = true, .pTopicName = "ok/r", .topicNameLength = 4};

    (void)connect_to(a, limited_port, "a", true, NULL, NULL, NULL);
    const MQTTConnectionProperties_t *const server = &a->context.connectionProperties;
    CHECK_EQ(server->serverMaxQos, 1);
    CHECK_EQ(server->retainAvailable, 0);
    CHECK_EQ(server->serverReceiveMax, 3);
    CHECK_EQ(server->serverMaxPacketSize, 500);
    CHECK_EQ(server->serverTopicAliasMax, 0);
    CHECK_EQ(a->context.keepAliveIntervalSec, 30);
    memset(large, 'x', sizeof large - 1);
    CHECK_EQ(publish(a, MQTTQoS2, "ok/2", "x", NULL), MQTTBadParameter);
    CHECK_EQ(publish(a, MQTTQoS0, "ok/1", large, NULL), MQTTBadParameter);
    CHECK_EQ(MQTT_Publish(&a->context, &info, 0, NULL), MQTTBadParameter);
    for (int i = 0; i < 3; i++) {
        CHECK_EQ(publish(a, MQTTQoS1, "ok/1", "x", NULL), MQTTSuccess);
    }
    CHECK_EQ(publish(a, MQTTQoS1, "ok/1", "x", NULL), MQTTNoMemory);
    for (int i = 0; i < 3; i++) {
        CHECK_EQ(await(a, MQTT_PACKET_TYPE_PUBACK)->result, MQTTSuccess);
        CHECK_EQ(publish(a, MQTTQoS1, "ok/1", "x", NULL), MQTTSuccess);
    }
    bye(a);
}

static void what_is_not_authorized_is_refused_by_its_reason(void)
{
    struct client *const a = &clients[0];

    (void)connect_to(a, limited_port, "a", true, NULL, NULL, NULL);
    CHECK_EQ(publish(a, MQTTQoS1, "secret", "x", NULL), MQTTSuccess);
    const struct event *const event = await(a, MQTT_PACKET_TYPE_PUBACK);
    CHECK_EQ(event->result, MQTTServerRefused);
    CHECK_EQ(event->code, MQTT_REASON_PUBACK_NOT_AUTHORIZED);
    CHECK_EQ(a->outgoing[0].packetId, 0);
    bye(a);
}

int main(int count, char **words)
{
    port = count > 1 ? atoi(words[1]) : 0;
    limited_port = count > 2 ? atoi(words[2]) : 0;
    RUN(an_empty_client_id_is_assigned_one);
    RUN(messages_of_every_qos_arrive_with_their_properties);
    RUN(a_message_for_nobody_is_acknowledged_as_such);
    RUN(no_local_keeps_own_messages_away);
    RUN(retained_messages_come_as_the_options_say);
    RUN(an_alias_replaces_the_topic);
    RUN(a_shared_subscription_gets_each_message_once);
    RUN(unsubscribing_what_is_not_there_says_so);
    RUN(a_session_with_an_expiry_is_found_again);
    RUN(a_server_that_is_wronged_disconnects_with_a_reason);
    RUN(a_will_is_sent_with_its_properties);
    RUN(pings_are_answered);
    RUN(the_limits_of_a_server_are_kept);
    RUN(what_is_not_authorized_is_refused_by_its_reason);
    return 0;
}
