/* SPDX-License-Identifier: MIT */
/* CONNECT (MQTT 3.1.1 section 3.1).
 *
 *   10 len | 00 04 M Q T T | 04 | flags | keep-alive | client id, will topic, will message,
 *   fixed    protocol name   level        2 bytes      user name, password: 2 bytes of length each
 *
 *   flags  7 user name  6 password  5 will retain  4-3 will QoS  2 will  1 clean session  0 zero
 */
#include "core_mqtt_serializer.h"

#include <string.h>

#include "lib_bytes.h"
#include "mqtt_packets_3.h"
#include "mqtt_varint.h"

#define FLAG_CLEAN          0x02u
#define FLAG_WILL           0x04u
#define FLAG_WILL_QOS_SHIFT 3u
#define FLAG_WILL_RETAIN    0x20u
#define FLAG_PASSWORD       0x40u
#define FLAG_USER_NAME      0x80u

#define VARIABLE_HEADER_BYTES 10u
#define HEADER_BYTES_MAX      (MQTT_FIXED_HEADER_BYTES_MAX + VARIABLE_HEADER_BYTES)

bool mqtt_connect_measure(const MQTTConnectInfo_t *connect_info, const MQTTPublishInfo_t *will_info,
                          size_t *remaining_length)
{
    size_t sum = VARIABLE_HEADER_BYTES + 2u;

    if (connect_info == NULL ||
        (connect_info->pClientIdentifier == NULL && connect_info->clientIdentifierLength != 0)) {
        return false;
    }
    sum += connect_info->clientIdentifierLength;
    if (will_info != NULL) {
        size_t unused;
        if (!mqtt_publish_measure(will_info, &unused) || !mqtt_payload_is_there(will_info) ||
            will_info->payloadLength > UINT16_MAX) {
            return false;
        }
        sum += 2u + will_info->topicNameLength + 2u + will_info->payloadLength;
    }
    if (connect_info->pUserName != NULL) {
        sum += 2u + connect_info->userNameLength;
    }
    if (connect_info->pPassword != NULL) {
        sum += 2u + connect_info->passwordLength;
    }
    *remaining_length = sum;
    return true;
}

MQTTStatus_t MQTT_GetConnectPacketSize(const MQTTConnectInfo_t *connect_info,
                                       const MQTTPublishInfo_t *will_info, size_t *remaining_length,
                                       size_t *packet_size)
{
    if (remaining_length == NULL || packet_size == NULL ||
        !mqtt_connect_measure(connect_info, will_info, remaining_length)) {
        return MQTTBadParameter;
    }
    *packet_size = mqtt_packet_size(*remaining_length);
    return MQTTSuccess;
}

uint8_t *MQTT_SerializeConnectFixedHeader(uint8_t *bytes, const MQTTConnectInfo_t *connect_info,
                                          const MQTTPublishInfo_t *will_info,
                                          size_t remaining_length)
{
    unsigned flags = connect_info->cleanSession ? FLAG_CLEAN : 0u;

    flags |= connect_info->pUserName != NULL ? FLAG_USER_NAME : 0u;
    flags |= connect_info->pPassword != NULL ? FLAG_PASSWORD : 0u;
    if (will_info != NULL) {
        flags |= FLAG_WILL | (unsigned)will_info->qos << FLAG_WILL_QOS_SHIFT;
        flags |= will_info->retain ? FLAG_WILL_RETAIN : 0u;
    }
    *bytes++ = MQTT_PACKET_TYPE_CONNECT;
    bytes += mqtt_varint_write((uint32_t)remaining_length, bytes);
    memcpy(bytes, "\0\4MQTT\4", 7);
    bytes[7] = (uint8_t)flags;
    return lib_bytes_put16(&bytes[8], connect_info->keepAliveSeconds);
}

void mqtt_write_connect(struct mqtt_writer *writer, const MQTTConnectInfo_t *connect_info,
                        const MQTTPublishInfo_t *will_info, size_t remaining_length)
{
    uint8_t header[HEADER_BYTES_MAX];
    const uint8_t *const end =
        MQTT_SerializeConnectFixedHeader(header, connect_info, will_info, remaining_length);

    mqtt_writer_put(writer, header, (size_t)(end - header));
    mqtt_writer_put_string(writer, connect_info->pClientIdentifier,
                           connect_info->clientIdentifierLength);
    if (will_info != NULL) {
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
                                   const MQTTPublishInfo_t *will_info, size_t remaining_length,
                                   const MQTTFixedBuffer_t *buffer)
{
    size_t measured;

    if (buffer == NULL || buffer->pBuffer == NULL ||
        !mqtt_connect_measure(connect_info, will_info, &measured)) {
        return MQTTBadParameter;
    }
    if (mqtt_packet_size(remaining_length) > buffer->size) {
        return MQTTNoMemory;
    }
    if (measured != remaining_length) {
        return MQTTBadParameter;
    }
    struct mqtt_writer writer = {.bytes = buffer->pBuffer, .room = buffer->size};
    mqtt_write_connect(&writer, connect_info, will_info, remaining_length);
    return mqtt_writer_finish(&writer);
}
