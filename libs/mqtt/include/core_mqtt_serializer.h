/* SPDX-License-Identifier: MIT */
/** MQTT 3.1.1 packets: their sizes, their bytes, and back.
 *
 *   byte 0          1 .. 4               then
 *   | type | flags | remaining length | variable header | payload |
 *   '-- fixed header -----------------'-- "remaining data" -------'
 *
 * Pure functions over the caller's buffers. Lengths in packets that came from the network are
 * checked against the bytes that are there; what does not fit is MQTTBadResponse. The client in
 * core_mqtt.h is built on these; an application needs them only to do without it.
 */
#ifndef CORE_MQTT_SERIALIZER_H
#define CORE_MQTT_SERIALIZER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core_mqtt_types.h"
#include "transport_interface.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Bytes of a PUBACK, PUBREC, PUBREL or PUBCOMP. */
#define MQTT_PUBLISH_ACK_PACKET_SIZE (4UL)

/** What a CONNECT says. Strings need no terminator. */
typedef struct MQTTConnectInfo {
    bool cleanSession;               /**< True: forget the previous session, keep none. */
    uint16_t keepAliveSeconds;       /**< 0 = no keep-alive. */
    const char *pClientIdentifier;   /**< UTF-8. Empty only with cleanSession. */
    uint16_t clientIdentifierLength; /**< Bytes. */
    const char *pUserName;           /**< NULL: none. */
    uint16_t userNameLength;         /**< Bytes. */
    const char *pPassword;           /**< NULL: none. Needs a user name. */
    uint16_t passwordLength;         /**< Bytes. */
} MQTTConnectInfo_t;

/** One topic filter of a SUBSCRIBE or UNSUBSCRIBE. */
typedef struct MQTTSubscribeInfo {
    MQTTQoS_t qos;              /**< Highest QoS wanted; ignored by UNSUBSCRIBE. */
    const char *pTopicFilter;   /**< UTF-8, may hold + and #. */
    uint16_t topicFilterLength; /**< Bytes, at least 1. */
} MQTTSubscribeInfo_t;

/** One message. */
typedef struct MQTTPublishInfo {
    MQTTQoS_t qos;            /**< Delivery guarantee. */
    bool retain;              /**< The server keeps it for later subscribers. */
    bool dup;                 /**< It may have been sent before under the same packet id. */
    const char *pTopicName;   /**< UTF-8, no wildcards. */
    uint16_t topicNameLength; /**< Bytes, at least 1. */
    const void *pPayload;     /**< Any bytes; NULL only when there are none. */
    size_t payloadLength;     /**< Bytes. */
} MQTTPublishInfo_t;

/** A packet that has arrived. */
typedef struct MQTTPacketInfo {
    uint8_t type;            /**< First byte. */
    uint8_t *pRemainingData; /**< What follows the fixed header. */
    size_t remainingLength;  /**< Bytes at pRemainingData. */
    size_t headerLength;     /**< Bytes of the fixed header, 2 .. 5. */
} MQTTPacketInfo_t;

/**
 * Size a CONNECT packet and check its parts.
 *
 * @param connect_info            Not NULL.
 * @param will_info               The message the server sends when this client dies, or NULL.
 * @param[out] remaining_length   For MQTT_SerializeConnect. Not NULL.
 * @param[out] packet_size        Bytes of the whole packet. Not NULL.
 * @retval MQTTSuccess       Both sizes are set.
 * @retval MQTTBadParameter  A part is missing, too long or not allowed by the protocol.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 3.1.1 section 3.1.
 */
MQTTStatus_t MQTT_GetConnectPacketSize(const MQTTConnectInfo_t *connect_info,
                                       const MQTTPublishInfo_t *will_info, size_t *remaining_length,
                                       size_t *packet_size);

/**
 * Write a CONNECT packet.
 *
 * @param connect_info      As given to MQTT_GetConnectPacketSize.
 * @param will_info         As given to MQTT_GetConnectPacketSize, or NULL.
 * @param remaining_length  From MQTT_GetConnectPacketSize.
 * @param buffer            Where to; not NULL.
 * @retval MQTTSuccess       The packet is in the buffer.
 * @retval MQTTBadParameter  An argument is NULL or the length is not the packet's.
 * @retval MQTTNoMemory      The buffer is smaller than the packet.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 3.1.1 section 3.1.
 */
MQTTStatus_t MQTT_SerializeConnect(const MQTTConnectInfo_t *connect_info,
                                   const MQTTPublishInfo_t *will_info, size_t remaining_length,
                                   const MQTTFixedBuffer_t *buffer);

/**
 * Size a SUBSCRIBE packet and check its filters.
 *
 * @param subscriptions          `count` filters, not NULL.
 * @param count                  1 or more.
 * @param[out] remaining_length  For MQTT_SerializeSubscribe. Not NULL.
 * @param[out] packet_size       Bytes of the whole packet. Not NULL.
 * @retval MQTTSuccess       Both sizes are set.
 * @retval MQTTBadParameter  An argument is NULL or 0, a filter is empty, a QoS is above 2, or the
 *                           packet would be longer than the protocol allows.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 3.1.1 section 3.8.
 */
MQTTStatus_t MQTT_GetSubscribePacketSize(const MQTTSubscribeInfo_t *subscriptions, size_t count,
                                         size_t *remaining_length, size_t *packet_size);

/**
 * Write a SUBSCRIBE packet.
 *
 * @param subscriptions     As given to MQTT_GetSubscribePacketSize.
 * @param count             1 or more.
 * @param packet_id         Not 0.
 * @param remaining_length  From MQTT_GetSubscribePacketSize.
 * @param buffer            Where to; not NULL.
 * @retval MQTTSuccess       The packet is in the buffer.
 * @retval MQTTBadParameter  An argument is NULL or 0 or the length is not the packet's.
 * @retval MQTTNoMemory      The buffer is smaller than the packet.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 3.1.1 section 3.8.
 */
MQTTStatus_t MQTT_SerializeSubscribe(const MQTTSubscribeInfo_t *subscriptions, size_t count,
                                     uint16_t packet_id, size_t remaining_length,
                                     const MQTTFixedBuffer_t *buffer);

/**
 * Size an UNSUBSCRIBE packet and check its filters.
 *
 * @param subscriptions          `count` filters, not NULL.
 * @param count                  1 or more.
 * @param[out] remaining_length  For MQTT_SerializeUnsubscribe. Not NULL.
 * @param[out] packet_size       Bytes of the whole packet. Not NULL.
 * @retval MQTTSuccess       Both sizes are set.
 * @retval MQTTBadParameter  As MQTT_GetSubscribePacketSize, the QoS apart.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 3.1.1 section 3.10.
 */
MQTTStatus_t MQTT_GetUnsubscribePacketSize(const MQTTSubscribeInfo_t *subscriptions, size_t count,
                                           size_t *remaining_length, size_t *packet_size);

/**
 * Write an UNSUBSCRIBE packet.
 *
 * @param subscriptions     As given to MQTT_GetUnsubscribePacketSize.
 * @param count             1 or more.
 * @param packet_id         Not 0.
 * @param remaining_length  From MQTT_GetUnsubscribePacketSize.
 * @param buffer            Where to; not NULL.
 * @retval MQTTSuccess       The packet is in the buffer.
 * @retval MQTTBadParameter  An argument is NULL or 0 or the length is not the packet's.
 * @retval MQTTNoMemory      The buffer is smaller than the packet.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 3.1.1 section 3.10.
 */
MQTTStatus_t MQTT_SerializeUnsubscribe(const MQTTSubscribeInfo_t *subscriptions, size_t count,
                                       uint16_t packet_id, size_t remaining_length,
                                       const MQTTFixedBuffer_t *buffer);

/**
 * Size a PUBLISH packet and check its parts.
 *
 * @param publish_info           Not NULL.
 * @param[out] remaining_length  For the functions that write it. Not NULL.
 * @param[out] packet_size       Bytes of the whole packet. Not NULL.
 * @retval MQTTSuccess       Both sizes are set.
 * @retval MQTTBadParameter  An argument is NULL, the topic is empty, the QoS is above 2 or the
 *                           packet would be longer than the protocol allows. The payload is not
 *                           looked at: it may be missing still.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 3.1.1 section 3.3.
 */
MQTTStatus_t MQTT_GetPublishPacketSize(const MQTTPublishInfo_t *publish_info,
                                       size_t *remaining_length, size_t *packet_size);

/**
 * Write a PUBLISH packet.
 *
 * @param publish_info      As given to MQTT_GetPublishPacketSize.
 * @param packet_id         Not 0 for QoS 1 and 2; ignored for QoS 0.
 * @param remaining_length  From MQTT_GetPublishPacketSize.
 * @param buffer            Where to; not NULL.
 * @retval MQTTSuccess       The packet is in the buffer.
 * @retval MQTTBadParameter  An argument is NULL or 0, a set DUP flag comes with QoS 0, or the
 * length is not the packet's.
 * @retval MQTTNoMemory      The buffer is smaller than the packet.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 3.1.1 section 3.3.
 */
MQTTStatus_t MQTT_SerializePublish(const MQTTPublishInfo_t *publish_info, uint16_t packet_id,
                                   size_t remaining_length, const MQTTFixedBuffer_t *buffer);

/**
 * Write a PUBLISH packet up to and with the length of its topic: 4 to 7 bytes.
 *
 * @param publish_info      As given to MQTT_GetPublishPacketSize.
 * @param remaining_length  From MQTT_GetPublishPacketSize.
 * @param[out] bytes        Room for 7 bytes; not NULL.
 * @param[out] header_size  Bytes written. Not NULL.
 * @retval MQTTSuccess       The bytes are written.
 * @retval MQTTBadParameter  An argument is NULL or out of range.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 3.1.1 section 3.3.
 */
MQTTStatus_t MQTT_SerializePublishHeaderWithoutTopic(const MQTTPublishInfo_t *publish_info,
                                                     size_t remaining_length, uint8_t *bytes,
                                                     size_t *header_size);

/**
 * Write a PUBLISH packet up to where its payload begins.
 *
 * @param publish_info      As given to MQTT_GetPublishPacketSize.
 * @param packet_id         Not 0 for QoS 1 and 2; ignored for QoS 0.
 * @param remaining_length  From MQTT_GetPublishPacketSize.
 * @param buffer            Where to; not NULL. The payload need not fit.
 * @param[out] header_size  Bytes written. Not NULL.
 * @retval MQTTSuccess       The header is in the buffer; the payload follows it on the wire.
 * @retval MQTTBadParameter  As MQTT_SerializePublish.
 * @retval MQTTNoMemory      The buffer is smaller than the header.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 3.1.1 section 3.3.
 */
MQTTStatus_t MQTT_SerializePublishHeader(const MQTTPublishInfo_t *publish_info, uint16_t packet_id,
                                         size_t remaining_length, const MQTTFixedBuffer_t *buffer,
                                         size_t *header_size);

/**
 * Write a PUBACK, PUBREC, PUBREL or PUBCOMP packet.
 *
 * @param buffer       MQTT_PUBLISH_ACK_PACKET_SIZE bytes or more; not NULL.
 * @param packet_type  One of the four MQTT_PACKET_TYPE_* values.
 * @param packet_id    Not 0.
 * @retval MQTTSuccess       The packet is in the buffer.
 * @retval MQTTBadParameter  An argument is NULL, 0 or another type.
 * @retval MQTTNoMemory      The buffer is smaller than the packet.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 3.1.1 sections 3.4 to 3.7.
 */
MQTTStatus_t MQTT_SerializeAck(const MQTTFixedBuffer_t *buffer, uint8_t packet_type,
                               uint16_t packet_id);

/**
 * Size a DISCONNECT packet.
 *
 * @param[out] packet_size  Always 2. Not NULL.
 * @retval MQTTSuccess       The size is set.
 * @retval MQTTBadParameter  The argument is NULL.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 3.1.1 section 3.14.
 */
MQTTStatus_t MQTT_GetDisconnectPacketSize(size_t *packet_size);

/**
 * Write a DISCONNECT packet.
 *
 * @param buffer  2 bytes or more; not NULL.
 * @retval MQTTSuccess       The packet is in the buffer.
 * @retval MQTTBadParameter  An argument is NULL.
 * @retval MQTTNoMemory      The buffer is smaller than the packet.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 3.1.1 section 3.14.
 */
MQTTStatus_t MQTT_SerializeDisconnect(const MQTTFixedBuffer_t *buffer);

/**
 * Size a PINGREQ packet.
 *
 * @param[out] packet_size  Always 2. Not NULL.
 * @retval MQTTSuccess       The size is set.
 * @retval MQTTBadParameter  The argument is NULL.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 3.1.1 section 3.12.
 */
MQTTStatus_t MQTT_GetPingreqPacketSize(size_t *packet_size);

/**
 * Write a PINGREQ packet.
 *
 * @param buffer  2 bytes or more; not NULL.
 * @retval MQTTSuccess       The packet is in the buffer.
 * @retval MQTTBadParameter  An argument is NULL.
 * @retval MQTTNoMemory      The buffer is smaller than the packet.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 3.1.1 section 3.12.
 */
MQTTStatus_t MQTT_SerializePingreq(const MQTTFixedBuffer_t *buffer);

/**
 * Take a PUBLISH packet apart. The parts point into the packet; nothing is copied.
 *
 * @param packet             A complete packet from the network: untrusted. Not NULL.
 * @param[out] packet_id     1 .. 65535, or 0 for QoS 0. Not NULL.
 * @param[out] publish_info  The message; valid as long as the packet's bytes are. Not NULL.
 * @retval MQTTSuccess       Both outputs are set.
 * @retval MQTTBadParameter  An argument is NULL, or the packet is not a PUBLISH.
 * @retval MQTTBadResponse   The packet is malformed.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 3.1.1 section 3.3.
 */
MQTTStatus_t MQTT_DeserializePublish(const MQTTPacketInfo_t *packet, uint16_t *packet_id,
                                     MQTTPublishInfo_t *publish_info);

/**
 * Take a CONNACK, SUBACK, UNSUBACK, PINGRESP, PUBACK, PUBREC, PUBREL or PUBCOMP apart.
 *
 * @param packet                A complete packet from the network: untrusted. Not NULL.
 * @param[out] packet_id        Set for the types that have one; may be NULL for CONNACK and
 *                              PINGRESP.
 * @param[out] session_present  Set for CONNACK; may be NULL for the others.
 * @retval MQTTSuccess        The packet is well formed and says yes.
 * @retval MQTTServerRefused  A CONNACK refuses, or a SUBACK refuses at least one filter.
 * @retval MQTTBadParameter   A needed argument is NULL.
 * @retval MQTTBadResponse    The packet is malformed, or of a type no server sends.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 3.1.1 sections 3.2, 3.4 to 3.7, 3.9, 3.11, 3.13.
 */
MQTTStatus_t MQTT_DeserializeAck(const MQTTPacketInfo_t *packet, uint16_t *packet_id,
                                 bool *session_present);

/**
 * Read a fixed header byte by byte from a transport.
 *
 * @param receive          The transport's recv. Not NULL.
 * @param network_context  Passed to it.
 * @param[out] packet      Type, remaining length and header length. Not NULL.
 * @retval MQTTSuccess          The header is read; `remainingLength` bytes follow.
 * @retval MQTTNoDataAvailable  Nothing has arrived.
 * @retval MQTTRecvFailed       The transport failed at the first byte.
 * @retval MQTTBadResponse      Not a packet a server sends, a malformed length, or a header that
 *                              stops in the middle.
 * @retval MQTTBadParameter     An argument is NULL.
 *
 * Context: task.
 * Blocks:  as long as five calls of `receive`.
 * Source:  MQTT 3.1.1 section 2.2.
 */
MQTTStatus_t MQTT_GetIncomingPacketTypeAndLength(TransportRecv_t receive,
                                                 NetworkContext_t *network_context,
                                                 MQTTPacketInfo_t *packet);

/**
 * Read a fixed header from the front of a buffer that may hold only part of it.
 *
 * @param bytes        From the network: untrusted. Not NULL.
 * @param count        Number of bytes there. Not NULL.
 * @param[out] packet  Type, remaining length and header length. Not NULL.
 * @retval MQTTSuccess          The header is complete; the packet itself may not be.
 * @retval MQTTNoDataAvailable  `*count` is 0.
 * @retval MQTTNeedMoreBytes    The bytes are the beginning of a header.
 * @retval MQTTBadResponse      Not a packet a server sends, or a malformed length.
 * @retval MQTTBadParameter     An argument is NULL.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 3.1.1 section 2.2.
 */
MQTTStatus_t MQTT_ProcessIncomingPacketTypeAndLength(const uint8_t *bytes, const size_t *count,
                                                     MQTTPacketInfo_t *packet);

/**
 * Write a CONNECT packet up to where its payload begins: 12 to 15 bytes.
 *
 * @param bytes             Room for 15 bytes.
 * @param connect_info      As given to MQTT_GetConnectPacketSize.
 * @param will_info         As given to MQTT_GetConnectPacketSize, or NULL.
 * @param remaining_length  From MQTT_GetConnectPacketSize.
 * @return The address after the last byte written.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 3.1.1 section 3.1.
 */
uint8_t *MQTT_SerializeConnectFixedHeader(uint8_t *bytes, const MQTTConnectInfo_t *connect_info,
                                          const MQTTPublishInfo_t *will_info,
                                          size_t remaining_length);

/**
 * Write a SUBSCRIBE packet up to where its filters begin: 4 to 7 bytes.
 *
 * @param remaining_length  From MQTT_GetSubscribePacketSize.
 * @param bytes             Room for 7 bytes.
 * @param packet_id         Not 0.
 * @return The address after the last byte written.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 3.1.1 section 3.8.
 */
uint8_t *MQTT_SerializeSubscribeHeader(size_t remaining_length, uint8_t *bytes, uint16_t packet_id);

/**
 * Write an UNSUBSCRIBE packet up to where its filters begin: 4 to 7 bytes.
 *
 * @param remaining_length  From MQTT_GetUnsubscribePacketSize.
 * @param bytes             Room for 7 bytes.
 * @param packet_id         Not 0.
 * @return The address after the last byte written.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 3.1.1 section 3.10.
 */
uint8_t *MQTT_SerializeUnsubscribeHeader(size_t remaining_length, uint8_t *bytes,
                                         uint16_t packet_id);

#ifdef __cplusplus
}
#endif

#endif
