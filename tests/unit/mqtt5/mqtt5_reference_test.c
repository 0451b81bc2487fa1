/* SPDX-License-Identifier: MIT */
/* The names and signatures of MQTT 5 as coreMQTT's guides for version 5 show them, written from
 * these alone: what has another type does not compile. Then the guides' ways to use them. */
#include <string.h>

#include "core_mqtt.h"
#include "test.h"
#include "wire_5.h"

/* --- types --- */

#define HAS_TYPE(what, type)                                                                       \
    _Static_assert(_Generic(&what, type : 1, default : 0), #what " has not the type " #type)

typedef MQTTStatus_t result;
typedef MQTTContext_t *context;
typedef const MQTTPropBuilder_t *list;
typedef const MQTTConnectInfo_t *connect_info;
typedef const MQTTPublishInfo_t *message;
typedef const MQTTSubscribeInfo_t *filters;
typedef const MQTTFixedBuffer_t *room;
typedef const MQTTPacketInfo_t *arrived;
typedef const MQTTSuccessFailReasonCode_t *reason;

/* core_mqtt.h */
HAS_TYPE(MQTT_Init, result (*)(context, const TransportInterface_t *, MQTTGetCurrentTimeFunc_t,
                               MQTTEventCallback_t, room));
HAS_TYPE(MQTT_InitStatefulQoS, result (*)(context, MQTTPubAckInfo_t *, size_t, MQTTPubAckInfo_t *,
                                          size_t, uint8_t *, size_t));
HAS_TYPE(MQTT_Connect, result (*)(context, connect_info, message, uint32_t, bool *, list, list));
HAS_TYPE(MQTT_Subscribe, result (*)(context, filters, size_t, uint16_t, list));
HAS_TYPE(MQTT_Unsubscribe, result (*)(context, filters, size_t, uint16_t, list));
HAS_TYPE(MQTT_Publish, result (*)(context, message, uint16_t, list));
HAS_TYPE(MQTT_Disconnect, result (*)(context, list, reason));
HAS_TYPE(MQTT_Ping, result (*)(context));
HAS_TYPE(MQTT_ProcessLoop, result (*)(context));
HAS_TYPE(MQTT_ReceiveLoop, result (*)(context));
HAS_TYPE(MQTT_CheckConnectStatus, result (*)(const MQTTContext_t *));
HAS_TYPE(MQTT_CancelCallback, result (*)(const MQTTContext_t *, uint16_t));
HAS_TYPE(MQTT_GetPacketId, uint16_t (*)(context));
HAS_TYPE(MQTT_MatchTopic,
         result (*)(const char *, const size_t, const char *, const size_t, bool *));
HAS_TYPE(MQTT_GetSubAckStatusCodes, result (*)(arrived, uint8_t **, size_t *));
HAS_TYPE(MQTT_GetUnsubAckStatusCodes, result (*)(arrived, uint8_t **, size_t *));
HAS_TYPE(MQTT_Status_strerror, const char *(*)(result));
_Static_assert(_Generic((MQTTEventCallback_t)0,
                        bool (*)(MQTTContext_t *, MQTTPacketInfo_t *, MQTTDeserializedInfo_t *,
                                 MQTTSuccessFailReasonCode_t *, MQTTPropBuilder_t *,
                                 MQTTPropBuilder_t *) : 1,
                        default : 0),
               "the event callback");

/* core_mqtt_serializer.h */
HAS_TYPE(MQTT_GetConnectPacketSize,
         result (*)(connect_info, message, list, list, uint32_t *, uint32_t *));
HAS_TYPE(MQTT_SerializeConnect, result (*)(connect_info, message, list, list, uint32_t, room));
HAS_TYPE(MQTT_GetSubscribePacketSize, result (*)(filters, size_t, list, uint32_t *, uint32_t *));
HAS_TYPE(MQTT_SerializeSubscribe, result (*)(filters, size_t, list, uint16_t, uint32_t, room));
HAS_TYPE(MQTT_GetUnsubscribePacketSize, result (*)(filters, size_t, list, uint32_t *, uint32_t *));
HAS_TYPE(MQTT_SerializeUnsubscribe, result (*)(filters, size_t, list, uint16_t, uint32_t, room));
HAS_TYPE(MQTT_GetPublishPacketSize, result (*)(message, list, uint32_t *, uint32_t *));
HAS_TYPE(MQTT_SerializePublish, result (*)(message, list, uint16_t, uint32_t, room));
HAS_TYPE(MQTT_SerializePublishHeader,
         result (*)(message, list, uint16_t, uint32_t, room, size_t *));
HAS_TYPE(MQTT_GetDisconnectPacketSize, result (*)(list, uint32_t *, uint32_t *, reason));
HAS_TYPE(MQTT_SerializeDisconnect, result (*)(list, reason, uint32_t, room));
HAS_TYPE(MQTT_DeserializePublish, result (*)(arrived, uint16_t *, MQTTPublishInfo_t *,
                                             MQTTPropBuilder_t *, uint32_t, uint16_t));
HAS_TYPE(MQTT_DeserializeAck, result (*)(arrived, uint16_t *, MQTTReasonCodeInfo_t *,
                                         MQTTPropBuilder_t *, const MQTTConnectionProperties_t *));
HAS_TYPE(MQTT_DeserializeConnAck,
         result (*)(arrived, bool *, MQTTPropBuilder_t *, MQTTConnectionProperties_t *));
HAS_TYPE(MQTT_GetIncomingPacketTypeAndLength,
         result (*)(TransportRecv_t, NetworkContext_t *, MQTTPacketInfo_t *));
HAS_TYPE(MQTT_ProcessIncomingPacketTypeAndLength,
         result (*)(const uint8_t *, const size_t *, MQTTPacketInfo_t *));

/* Properties: written, with the packet they are for; read, with a place that moves on. */
#define ADDS(name, ...)                                                                            \
    HAS_TYPE(MQTTPropAdd_##name, result (*)(MQTTPropBuilder_t *, __VA_ARGS__, const uint8_t *))
#define GETS(name, ...) HAS_TYPE(MQTTPropGet_##name, result (*)(list, size_t *, __VA_ARGS__))
#define TEXT            const char *, size_t

HAS_TYPE(MQTTPropertyBuilder_Init, result (*)(MQTTPropBuilder_t *, uint8_t *, size_t));
HAS_TYPE(MQTT_GetNextPropertyType, result (*)(list, size_t *, uint8_t *));
HAS_TYPE(MQTT_SkipNextProperty, result (*)(list, size_t *));
ADDS(SessionExpiry, uint32_t);
ADDS(ReceiveMax, uint16_t);
ADDS(MaxPacketSize, uint32_t);
ADDS(TopicAliasMax, uint16_t);
ADDS(RequestRespInfo, bool);
ADDS(RequestProbInfo, bool);
ADDS(AuthMethod, TEXT);
ADDS(AuthData, const void *, size_t);
ADDS(UserProp, const MQTTUserProperty_t *);
ADDS(WillDelayInterval, uint32_t);
ADDS(PayloadFormat, bool);
ADDS(MessageExpiry, uint32_t);
ADDS(ContentType, TEXT);
ADDS(ResponseTopic, TEXT);
ADDS(CorrelationData, const void *, size_t);
ADDS(TopicAlias, uint16_t);
ADDS(SubscriptionId, uint32_t);
ADDS(ReasonString, TEXT);
GETS(SessionExpiry, uint32_t *);
GETS(ReceiveMax, uint16_t *);
GETS(MaxQos, uint8_t *);
GETS(RetainAvailable, uint8_t *);
GETS(MaxPacketSize, uint32_t *);
GETS(TopicAliasMax, uint16_t *);
GETS(WildcardId, uint8_t *);
GETS(SubsIdAvailable, uint8_t *);
GETS(SharedSubAvailable, uint8_t *);
GETS(ServerKeepAlive, uint16_t *);
GETS(PayloadFormatIndicator, uint8_t *);
GETS(MessageExpiryInterval, uint32_t *);
GETS(TopicAlias, uint16_t *);
GETS(SubscriptionId, uint32_t *);
GETS(UserProp, MQTTUserProperty_t *);
GETS(AssignedClientId, const char **, size_t *);
GETS(ReasonString, const char **, size_t *);
GETS(ResponseInfo, const char **, size_t *);
GETS(ServerRef, const char **, size_t *);
GETS(AuthMethod, const char **, size_t *);
GETS(AuthData, const void **, size_t *);
GETS(ResponseTopic, const char **, size_t *);
GETS(CorrelationData, const void **, size_t *);
GETS(ContentType, const char **, size_t *);

_Static_assert(MQTT_SESSION_EXPIRY_ID == 0x11 && MQTT_USER_PROPERTY_ID == 0x26,
               "MQTT 5.0, 2.2.2.2");
_Static_assert(retainSendOnSub == 0 && retainSendOnSubIfNotPresent == 1, "MQTT 5.0, 3.8.3.1");
_Static_assert(MQTT_REASON_SUBACK_GRANTED_QOS0 == 0 && MQTT_REASON_SUBACK_GRANTED_QOS1 == 1 &&
                   MQTT_REASON_SUBACK_GRANTED_QOS2 == 2 &&
                   MQTT_REASON_SUBACK_NOT_AUTHORIZED == 0x87,
               "MQTT 5.0, 3.9.3");
_Static_assert(MQTT_REASON_DISCONNECT_NORMAL_DISCONNECTION == 0 &&
                   MQTT_REASON_DISCONNECT_SERVER_SHUTTING_DOWN == 0x8B &&
                   MQTT_REASON_DISCONNECT_KEEP_ALIVE_TIMEOUT == 0x8D,
               "MQTT 5.0, 3.14.2.1");

/* --- use --- */

static uint8_t memory[100];
static MQTTPropBuilder_t builder;

static void begin(void)
{
    CHECK_EQ(MQTTPropertyBuilder_Init(&builder, memory, sizeof memory), MQTTSuccess);
}

/* A loop that knows one property, and skips the others: it ends. */
static void properties_are_walked_by_type_and_skipped(void)
{
    const MQTTUserProperty_t user = {
        .pKey = "device-id", .keyLength = 9, .pValue = "sensor-001", .valueLength = 10};
    uint32_t expiry = 0;
    unsigned skipped = 0;
    size_t index = 0;
    uint8_t type;

    begin();
    CHECK_EQ(MQTTPropAdd_UserProp(&builder, &user, &(uint8_t){MQTT_PACKET_TYPE_CONNECT}),
             MQTTSuccess);
    CHECK_EQ(MQTTPropAdd_RequestProbInfo(&builder, 1, NULL), MQTTSuccess);
    CHECK_EQ(MQTTPropAdd_SessionExpiry(&builder, 3600, &(uint8_t){MQTT_PACKET_TYPE_CONNECT}),
             MQTTSuccess);
    while (MQTT_GetNextPropertyType(&builder, &index, &type) == MQTTSuccess) {
        if (type == MQTT_SESSION_EXPIRY_ID) {
            CHECK_EQ(MQTTPropGet_SessionExpiry(&builder, &index, &expiry), MQTTSuccess);
        } else {
            CHECK_EQ(MQTT_SkipNextProperty(&builder, &index), MQTTSuccess);
            skipped++;
        }
    }
    CHECK_EQ(MQTT_GetNextPropertyType(&builder, &index, &type), MQTTEndOfProperties);
    CHECK_EQ(expiry, 3600);
    CHECK_EQ(skipped, 2);
}

static void properties_of_another_packet_are_refused(void)
{
    begin();
    CHECK_EQ(MQTTPropAdd_SessionExpiry(&builder, 1, &(uint8_t){MQTT_PACKET_TYPE_PUBLISH}),
             MQTTBadParameter);
    CHECK_EQ(MQTTPropAdd_TopicAlias(&builder, 1, &(uint8_t){MQTT_PACKET_TYPE_CONNECT}),
             MQTTBadParameter);
}

/* Once with the topic, then with the alias alone. */
static void a_topic_is_said_once(void)
{
    MQTTPublishInfo_t info = {.pTopicName = "device/temperature",
                              .topicNameLength = 18,
                              .pPayload = "25.5",
                              .payloadLength = 4};

    wire_client(true);
    WIRE_CONNACK(0x22, 0, 4);
    CHECK_EQ(wire_connect(false, 0), MQTTSuccess);
    wire_forget();
    begin();
    CHECK_EQ(MQTTPropAdd_TopicAlias(&builder, 1, &(uint8_t){MQTT_PACKET_TYPE_PUBLISH}),
             MQTTSuccess);
    CHECK_EQ(MQTT_Publish(&wire_context, &info, 0, &builder), MQTTSuccess);
    wire_forget();
    info.pTopicName = "";
    info.topicNameLength = 0;
    CHECK_EQ(MQTT_Publish(&wire_context, &info, 0, &builder), MQTTSuccess);
    CHECK_SENT(0x30, 10, 0, 0, 3, 0x23, 0, 1, '2', '5', '.', '5');
}

static void a_disconnect_says_why(void)
{
    const MQTTSuccessFailReasonCode_t why = MQTT_REASON_DISCONNECT_NORMAL_DISCONNECTION;

    wire_connected_client(true, 0);
    wire_forget();
    begin();
    CHECK_EQ(MQTTPropAdd_ReasonString(&builder, "bye", 3, &(uint8_t){MQTT_PACKET_TYPE_DISCONNECT}),
             MQTTSuccess);
    CHECK_EQ(MQTT_Disconnect(&wire_context, &builder, &why), MQTTSuccess);
    CHECK_SENT(0xE0, 8, 0, 6, 0x1F, 0, 3, 'b', 'y', 'e');
}

static void memory_for_properties_of_answers_may_be_missing(void)
{
    wire_client(true);
    CHECK_EQ(MQTT_InitStatefulQoS(&wire_context, wire_outgoing, WIRE_RECORDS, wire_incoming,
                                  WIRE_RECORDS, NULL, 0),
             MQTTSuccess);
}

int main(void)
{
    RUN(properties_are_walked_by_type_and_skipped);
    RUN(properties_of_another_packet_are_refused);
    RUN(a_topic_is_said_once);
    RUN(a_disconnect_says_why);
    RUN(memory_for_properties_of_answers_may_be_missing);
    return 0;
}
