/* SPDX-License-Identifier: MIT */
/* CONNECT (MQTT 5.0 section 3.1).
 *
 *   10 len | 00 04 M Q T T | 05 | flags | keep-alive | properties | client id, [will properties,
 *   fixed    protocol name   level        2 bytes                   will topic, will message], user
 *                                                                   name, password
 *   flags  7 user name  6 password  5 will retain  4-3 will QoS  2 will  1 clean start  0 zero
 */
#include "core_mqtt_serializer.h"

#include <string.h>

#include "lib_bytes.h"
#include "mqtt_packets.h"

#define FLAG_CLEAN          0x02u
#define FLAG_WILL           0x04u
#define FLAG_WILL_QOS_SHIFT 3u
#define FLAG_WILL_RETAIN    0x20u
#define FLAG_PASSWORD       0x40u
#define FLAG_USER_NAME      0x80u

#define VARIABLE_HEADER_BYTES 10u
#define HEADER_BYTES_MAX      (MQTT_FIXED_HEADER_BYTES_MAX + VARIABLE_HEADER_BYTES)

MQTTStatus_t MQTT_InitConnect(MQTTConnectionProperties_t *properties)
{
    if (properties == NULL) {
        return MQTTBadParameter;
    }
    *properties = (MQTTConnectionProperties_t){
        .maxPacketSize = MQTT_MAX_PACKET_SIZE,
        .serverMaxPacketSize = MQTT_MAX_PACKET_SIZE,
        .receiveMax = UINT16_MAX,
        .serverReceiveMax = UINT16_MAX,
        .requestProblemInfo = true,
        .serverMaxQos = MQTTQoS2,
        .retainAvailable = 1,
        .isWildcardAvailable = 1,
        .isSubscriptionIdAvailable = 1,
        .isSharedAvailable = 1,
    };
    return MQTTSuccess;
}

static void note_of_client(MQTTConnectionProperties_t *connection, uint8_t id, uint32_t number)
{
    switch (id) {
    case MQTT_RECEIVE_MAX_ID:
        connection->receiveMax = (uint16_t)number;
        break;
    case MQTT_MAX_PACKET_SIZE_ID:
        connection->maxPacketSize = number;
        break;
    case MQTT_TOPIC_ALIAS_MAX_ID:
        connection->topicAliasMax = (uint16_t)number;
        break;
    case MQTT_REQUEST_RESPONSE_ID:
        connection->requestResponseInfo = number != 0;
        break;
    case MQTT_REQUEST_PROBLEM_ID:
        connection->requestProblemInfo = number != 0;
        break;
    }
}

static void note_of_server(MQTTConnectionProperties_t *connection, uint8_t id, uint32_t number)
{
    switch (id) {
    case MQTT_RECEIVE_MAX_ID:
        connection->serverReceiveMax = (uint16_t)number;
        break;
    case MQTT_MAX_PACKET_SIZE_ID:
        connection->serverMaxPacketSize = number;
        break;
    case MQTT_TOPIC_ALIAS_MAX_ID:
        connection->serverTopicAliasMax = (uint16_t)number;
        break;
    case MQTT_SERVER_KEEP_ALIVE_ID:
        connection->serverKeepAlive = (uint16_t)number;
        break;
    case MQTT_MAX_QOS_ID:
        connection->serverMaxQos = (uint8_t)number;
        break;
    case MQTT_RETAIN_AVAILABLE_ID:
        connection->retainAvailable = (uint8_t)number;
        break;
    case MQTT_WILDCARD_ID:
        connection->isWildcardAvailable = (uint8_t)number;
        break;
    case MQTT_SUB_AVAILABLE_ID:
        connection->isSubscriptionIdAvailable = (uint8_t)number;
        break;
    case MQTT_SHARED_SUB_ID:
        connection->isSharedAvailable = (uint8_t)number;
        break;
    }
}

void mqtt_connection_note(MQTTConnectionProperties_t *connection, const MQTTPropBuilder_t *list,
                          bool from_server)
{
    struct mqtt_property property;
    size_t index = 0;
    uint8_t id = 0;

    while (list != NULL && mqtt_property_next(list, &index, &id, &property) == MQTTSuccess) {
        if (id == MQTT_SESSION_EXPIRY_ID) {
            connection->sessionExpiry = property.number;
        } else if (from_server) {
            note_of_server(connection, id, property.number);
        } else {
            note_of_client(connection, id, property.number);
        }
    }
}

MQTTStatus_t MQTT_ValidateConnectProperties(const MQTTPropBuilder_t *list,
                                            bool *request_problem_info, uint32_t *max_packet_size)
{
    struct mqtt_property property;

    if (request_problem_info == NULL || max_packet_size == NULL ||
        mqtt_properties_validate(list, MQTT_PROPERTIES_OF(MQTT_PACKET_TYPE_CONNECT)) !=
            MQTTSuccess ||
        (mqtt_property_find(list, MQTT_AUTH_DATA_ID, &property) &&
         !mqtt_property_find(list, MQTT_AUTH_METHOD_ID, &property))) {
        return MQTTBadParameter;
    }
    *request_problem_info =
        !mqtt_property_find(list, MQTT_REQUEST_PROBLEM_ID, &property) || property.number != 0;
    *max_packet_size = mqtt_property_find(list, MQTT_MAX_PACKET_SIZE_ID, &property)
                           ? property.number
                           : MQTT_MAX_PACKET_SIZE;
    return MQTTSuccess;
}

/* A string of CONNECT; false: it is too long, or there are no bytes where there should be. */
static bool add_string(const void *bytes, size_t length, size_t *sum)
{
    *sum += 2u + length;
    return length <= UINT16_MAX && (bytes != NULL || length == 0);
}

bool mqtt_connect_measure(const MQTTConnectInfo_t *connect_info, const MQTTPublishInfo_t *will_info,
                          const MQTTPropBuilder_t *list, const MQTTPropBuilder_t *will_list,
                          size_t *remaining_length)
{
    size_t sum = VARIABLE_HEADER_BYTES;
    bool problem_info;
    uint32_t max_packet_size;

    if (connect_info == NULL ||
        MQTT_ValidateConnectProperties(list, &problem_info, &max_packet_size) != MQTTSuccess ||
        MQTT_ValidateWillProperties(will_list) != MQTTSuccess ||
        (will_info == NULL && mqtt_list_length(will_list) != 0) ||
        !add_string(connect_info->pClientIdentifier, connect_info->clientIdentifierLength, &sum)) {
        return false;
    }
    if (will_info != NULL) {
        sum += mqtt_block_size(will_list);
        if (will_info->qos > MQTTQoS2 || will_info->topicNameLength == 0 ||
            !add_string(will_info->pTopicName, will_info->topicNameLength, &sum) ||
            !add_string(will_info->pPayload, will_info->payloadLength, &sum)) {
            return false;
        }
    }
    if (connect_info->pUserName != NULL &&
        !add_string(connect_info->pUserName, connect_info->userNameLength, &sum)) {
        return false;
    }
    if (connect_info->pPassword != NULL &&
        !add_string(connect_info->pPassword, connect_info->passwordLength, &sum)) {
        return false;
    }
    sum += mqtt_block_size(list);
    *remaining_length = sum;
    return sum <= MQTT_VARINT_MAX;
}

MQTTStatus_t MQTT_GetConnectPacketSize(const MQTTConnectInfo_t *connect_info,
                                       const MQTTPublishInfo_t *will_info,
                                       const MQTTPropBuilder_t *list,
                                       const MQTTPropBuilder_t *will_list,
                                       uint32_t *remaining_length, uint32_t *packet_size)
{
    size_t remaining;

    if (remaining_length == NULL || packet_size == NULL ||
        !mqtt_connect_measure(connect_info, will_info, list, will_list, &remaining)) {
        return MQTTBadParameter;
    }
    *remaining_length = (uint32_t)remaining;
    *packet_size = (uint32_t)mqtt_packet_size(remaining);
    return MQTTSuccess;
}

uint8_t *MQTT_SerializeConnectFixedHeader(uint8_t *bytes, const MQTTConnectInfo_t *connect_info,
                                          const MQTTPublishInfo_t *will_info,
                                          uint32_t remaining_length)
{
    unsigned flags = connect_info->cleanSession ? FLAG_CLEAN : 0u;

    flags |= connect_info->pUserName != NULL ? FLAG_USER_NAME : 0u;
    flags |= connect_info->pPassword != NULL ? FLAG_PASSWORD : 0u;
    if (will_info != NULL) {
        flags |= FLAG_WILL | (unsigned)will_info->qos << FLAG_WILL_QOS_SHIFT;
        flags |= will_info->retain ? FLAG_WILL_RETAIN : 0u;
    }
    *bytes++ = MQTT_PACKET_TYPE_CONNECT;
    bytes += mqtt_varint_write(remaining_length, bytes);
    memcpy(bytes, "\0\4MQTT\5", 7);
    bytes[7] = (uint8_t)flags;
    return lib_bytes_put16(&bytes[8], connect_info->keepAliveSeconds);
}

void mqtt_write_connect(struct mqtt_writer *writer, const MQTTConnectInfo_t *connect_info,
                        const MQTTPublishInfo_t *will_info, const MQTTPropBuilder_t *list,
                        const MQTTPropBuilder_t *will_list, size_t remaining_length)
{
    uint8_t header[HEADER_BYTES_MAX];
    const uint8_t *const end = MQTT_SerializeConnectFixedHeader(header, connect_info, will_info,
                                                                (uint32_t)remaining_length);

    mqtt_writer_put(writer, header, (size_t)(end - header));
    mqtt_write_block(writer, list);
    mqtt_writer_put_string(writer, connect_info->pClientIdentifier,
                           connect_info->clientIdentifierLength);
    if (will_info != NULL) {
        mqtt_write_block(writer, will_list);
        mqtt_writer_put_string(writer, will_info->pTopicName, will_info->topicNameLength);
        mqtt_writer_put_string(writer, will_info->pPayload, will_info->payloadLength);
    }
    if (connect_info->pUserName != NULL) {
        mqtt_writer_put_string(writer, connect_info->pUserName, connect_info->userNameLength);
    }
    if (connect_info->pPassword != NULL) {
        mqtt_writer_put_string(writer, connect_info->pPassword, connect_info->passwordLength);
    }
}

MQTTStatus_t MQTT_SerializeConnect(const MQTTConnectInfo_t *connect_info,
                                   const MQTTPublishInfo_t *will_info,
                                   const MQTTPropBuilder_t *list,
                                   const MQTTPropBuilder_t *will_list, uint32_t remaining_length,
                                   const MQTTFixedBuffer_t *buffer)
{
    size_t measured;

    if (!mqtt_is_buffer(buffer) ||
        !mqtt_connect_measure(connect_info, will_info, list, will_list, &measured) ||
        measured != remaining_length) {
        return MQTTBadParameter;
    }
    struct mqtt_writer writer = {.bytes = buffer->pBuffer, .room = buffer->size};
    mqtt_write_connect(&writer, connect_info, will_info, list, will_list, measured);
    return mqtt_writer_finish(&writer);
}
