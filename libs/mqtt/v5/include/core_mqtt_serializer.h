/* SPDX-License-Identifier: MIT */
/** MQTT 5.0 packets: their sizes, their bytes, and back.
 *
 *   byte 0          1 .. 4               then
 *   | type | flags | remaining length | variable header | properties | payload |
 *   '-- fixed header -----------------'-- "remaining data" ----------------------'
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

#include "core_mqtt_properties.h"
#include "core_mqtt_property_readers.h"
#include "core_mqtt_reason_codes.h"
#include "transport_interface.h"

#ifdef __cplusplus
extern "C" {
#endif

/** This include folder is that of MQTT 5. */
#define MQTT_VERSION_5 (1)

/** The longest packet there is, bytes. */
#define MQTT_MAX_PACKET_SIZE (268435460U)

/** Bytes of a PUBACK, PUBREC, PUBREL or PUBCOMP without reason code and properties. */
#define MQTT_PUBLISH_ACK_PACKET_SIZE (4UL)

/** What a CONNECT says. Strings need no terminator and are 65535 bytes at most. */
typedef struct MQTTConnectInfo {
    bool cleanSession;             /**< True: forget the previous session ("Clean Start"). */
    uint16_t keepAliveSeconds;     /**< 0 = no keep-alive. The server may set another. */
    const char *pClientIdentifier; /**< UTF-8. Empty: the server chooses one. */
    size_t clientIdentifierLength; /**< Bytes. */
    const char *pUserName;         /**< NULL: none. */
    size_t userNameLength;         /**< Bytes. */
    const char *pPassword;         /**< NULL: none. */
    size_t passwordLength;         /**< Bytes. */
} MQTTConnectInfo_t;

/** What the server does with retained messages when a subscription is made. */
typedef enum MQTTRetainHandling {
    retainSendOnSub = 0,             /**< Sends them. */
    retainSendOnSubIfNotPresent = 1, /**< Sends them when the subscription is new. */
    retainDoNotSendonSub = 2,        /**< Does not send them. */
} MQTTRetainHandling_t;

/** One topic filter of a SUBSCRIBE or UNSUBSCRIBE, which uses the filter only. */
typedef struct MQTTSubscribeInfo {
    MQTTQoS_t qos;                             /**< Highest QoS wanted. */
    const char *pTopicFilter;                  /**< UTF-8, may hold + and #. */
    size_t topicFilterLength;                  /**< Bytes, 1 .. 65535. */
    bool noLocalOption;                        /**< Not this client's own messages. */
    bool retainAsPublishedOption;              /**< `retain` as the publisher set it. */
    MQTTRetainHandling_t retainHandlingOption; /**< As said there. */
} MQTTSubscribeInfo_t;

/** One message. */
typedef struct MQTTPublishInfo {
    MQTTQoS_t qos;          /**< Delivery guarantee. */
    bool retain;            /**< The server keeps it for later subscribers. */
    bool dup;               /**< It may have been sent before under the same packet id. */
    const char *pTopicName; /**< UTF-8, no wildcards. */
    size_t topicNameLength; /**< Bytes, 1 .. 65535; 0 with a topic alias. */
    const void *pPayload;   /**< Any bytes; NULL only when there are none. */
    size_t payloadLength;   /**< Bytes. */
} MQTTPublishInfo_t;

/** A packet that has arrived. */
typedef struct MQTTPacketInfo {
    uint8_t type;            /**< First byte. */
    uint8_t *pRemainingData; /**< What follows the fixed header. */
    size_t remainingLength;  /**< Bytes at pRemainingData. */
    size_t headerLength;     /**< Bytes of the fixed header, 2 .. 5. */
} MQTTPacketInfo_t;

/** What both ends of a connection have said they can do. */
typedef struct MQTTConnectionProperties {
    uint32_t sessionExpiry;            /**< Seconds the session outlives the connection. */
    uint32_t maxPacketSize;            /**< Longest packet to this client, bytes. */
    uint32_t serverMaxPacketSize;      /**< Longest packet to the server, bytes. */
    uint16_t receiveMax;               /**< QoS 1 and 2 messages under way to this client. */
    uint16_t topicAliasMax;            /**< Highest alias to this client; 0: none. */
    uint16_t serverReceiveMax;         /**< QoS 1 and 2 messages under way to the server. */
    uint16_t serverTopicAliasMax;      /**< Highest alias to the server; 0: none. */
    uint16_t serverKeepAlive;          /**< Keep-alive in force, seconds. */
    bool requestResponseInfo;          /**< The client asked for response information. */
    bool requestProblemInfo;           /**< The client takes reason strings. */
    uint8_t serverMaxQos;              /**< Highest QoS to the server. */
    uint8_t retainAvailable;           /**< 0: no retained messages. */
    uint8_t isWildcardAvailable;       /**< 0: no wildcards in filters. */
    uint8_t isSubscriptionIdAvailable; /**< 0: no subscription identifiers. */
    uint8_t isSharedAvailable;         /**< 0: no shared subscriptions. */
} MQTTConnectionProperties_t;

/** Reason codes of a packet that has arrived: several in a SUBACK and UNSUBACK, else one. */
typedef struct MQTTReasonCodeInfo {
    const uint8_t *reasonCode; /**< The first one. */
    size_t reasonCodeLength;   /**< How many. */
} MQTTReasonCodeInfo_t;

/**
 * Set what holds before CONNECT and CONNACK say otherwise.
 *
 * @param[out] properties  Not NULL.
 * @retval MQTTSuccess       Set.
 * @retval MQTTBadParameter  The argument is NULL.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 5.0 sections 3.1.2.11, 3.2.2.3; coreMQTT API reference, MQTT_InitConnect.
 */
MQTTStatus_t MQTT_InitConnect(MQTTConnectionProperties_t *properties);

/**
 * Tell whether properties may be those of a CONNECT.
 *
 * @param builder                     NULL or empty: there are none, which is allowed.
 * @param[out] request_problem_info   Whether reason strings are taken: true unless they say
 *                                    otherwise. Not NULL.
 * @param[out] max_packet_size        What they say, or MQTT_MAX_PACKET_SIZE. Not NULL.
 * @retval MQTTSuccess       They may; both outputs are set.
 * @retval MQTTBadParameter  An output is NULL, or a property may not be there, is there twice, has
 *                           an excluded value, or is authentication data without a method.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 3.1.2.11; coreMQTT API reference, MQTT_ValidateConnectProperties.
 */
MQTTStatus_t MQTT_ValidateConnectProperties(const MQTTPropBuilder_t *builder,
                                            bool *request_problem_info, uint32_t *max_packet_size);

/**
 * Tell whether properties may be those of a SUBSCRIBE.
 *
 * @param is_subscription_id_available  What the server said.
 * @param builder                       NULL or empty: there are none, which is allowed.
 * @retval MQTTSuccess       They may.
 * @retval MQTTBadParameter  One may not, is there twice, has an excluded value or is not available.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 3.8.2.1; coreMQTT API reference, MQTT_ValidateSubscribeProperties.
 */
MQTTStatus_t MQTT_ValidateSubscribeProperties(bool is_subscription_id_available,
                                              const MQTTPropBuilder_t *builder);

/**
 * Tell whether properties may be those of a PUBLISH to the server.
 *
 * @param server_topic_alias_max  What the server said.
 * @param builder                 NULL or empty: there are none, which is allowed.
 * @param[out] topic_alias        Their alias, or 0. Not NULL.
 * @retval MQTTSuccess       They may; the output is set.
 * @retval MQTTBadParameter  The output is NULL, or a property may not be there, is there twice, has
 *                           an excluded value, or is an alias that the server does not know.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 3.3.2.3; coreMQTT API reference, MQTT_ValidatePublishProperties.
 */
MQTTStatus_t MQTT_ValidatePublishProperties(uint16_t server_topic_alias_max,
                                            const MQTTPropBuilder_t *builder,
                                            uint16_t *topic_alias);

/**
 * Tell whether a message may be sent to a server.
 *
 * @param publish_info      Not NULL.
 * @param retain_available  What the server said, as are the next and the last.
 * @param max_qos           0, 1 or 2.
 * @param topic_alias       From MQTT_ValidatePublishProperties: with one the topic may be empty.
 * @param max_packet_size   Bytes, 1 or more.
 * @retval MQTTSuccess       It may, unless its size, with properties, turns out too large.
 * @retval MQTTBadParameter  It may not, or an argument is NULL or 0.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 3.3; coreMQTT API reference, MQTT_ValidatePublishParams.
 */
MQTTStatus_t MQTT_ValidatePublishParams(const MQTTPublishInfo_t *publish_info,
                                        uint8_t retain_available, uint8_t max_qos,
                                        uint16_t topic_alias, uint32_t max_packet_size);

/**
 * Tell whether properties may be those of a DISCONNECT to the server.
 *
 * @param connect_session_expiry  Of the connection, seconds: when it is 0, that of DISCONNECT is.
 * @param builder                 NULL or empty: there are none, which is allowed.
 * @retval MQTTSuccess       They may.
 * @retval MQTTBadParameter  One may not, is there twice or has an excluded value.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 3.14.2.2; coreMQTT API reference, MQTT_ValidateDisconnectProperties.
 */
MQTTStatus_t MQTT_ValidateDisconnectProperties(uint32_t connect_session_expiry,
                                               const MQTTPropBuilder_t *builder);

/**
 * Size a CONNECT packet and check its parts.
 *
 * @param connect_info           Not NULL.
 * @param will_info              The message the server sends when this client dies, or NULL.
 * @param connect_properties     NULL: none.
 * @param will_properties        NULL: none; only with a will.
 * @param[out] remaining_length  For MQTT_SerializeConnect. Not NULL.
 * @param[out] packet_size       Bytes of the whole packet. Not NULL.
 * @retval MQTTSuccess       Both sizes are set.
 * @retval MQTTBadParameter  A part is missing, too long or not allowed by the protocol.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 3.1.
 */
MQTTStatus_t MQTT_GetConnectPacketSize(const MQTTConnectInfo_t *connect_info,
                                       const MQTTPublishInfo_t *will_info,
                                       const MQTTPropBuilder_t *connect_properties,
                                       const MQTTPropBuilder_t *will_properties,
                                       uint32_t *remaining_length, uint32_t *packet_size);

/**
 * Write a CONNECT packet.
 *
 * @param connect_info        As given to MQTT_GetConnectPacketSize, as are the next three.
 * @param will_info           Or NULL.
 * @param connect_properties  Or NULL.
 * @param will_properties     Or NULL.
 * @param remaining_length    From MQTT_GetConnectPacketSize.
 * @param buffer              Where to; not NULL.
 * @retval MQTTSuccess       The packet is in the buffer.
 * @retval MQTTBadParameter  An argument is NULL or the length is not the packet's.
 * @retval MQTTNoMemory      The buffer is smaller than the packet.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 3.1.
 */
MQTTStatus_t MQTT_SerializeConnect(const MQTTConnectInfo_t *connect_info,
                                   const MQTTPublishInfo_t *will_info,
                                   const MQTTPropBuilder_t *connect_properties,
                                   const MQTTPropBuilder_t *will_properties,
                                   uint32_t remaining_length, const MQTTFixedBuffer_t *buffer);

/**
 * Write a CONNECT packet up to where its properties begin: 12 to 15 bytes.
 *
 * @param bytes             Room for 15 bytes.
 * @param connect_info      As given to MQTT_GetConnectPacketSize.
 * @param will_info         As given to MQTT_GetConnectPacketSize, or NULL.
 * @param remaining_length  From MQTT_GetConnectPacketSize.
 * @return The address after the last byte written.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 3.1.
 */
uint8_t *MQTT_SerializeConnectFixedHeader(uint8_t *bytes, const MQTTConnectInfo_t *connect_info,
                                          const MQTTPublishInfo_t *will_info,
                                          uint32_t remaining_length);

/**
 * Size a SUBSCRIBE packet and check its filters.
 *
 * @param subscriptions          `count` filters, not NULL.
 * @param count                  1 or more.
 * @param properties             NULL: none.
 * @param[out] remaining_length  For MQTT_SerializeSubscribe. Not NULL.
 * @param[out] packet_size       Bytes of the whole packet. Not NULL.
 * @retval MQTTSuccess       Both sizes are set.
 * @retval MQTTBadParameter  An argument is NULL or 0, a filter is empty or too long, an option is
 *                           out of range, a shared subscription asks for noLocalOption, a property
 *                           has no place here, or the packet would be longer than allowed.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 3.8.
 */
MQTTStatus_t MQTT_GetSubscribePacketSize(const MQTTSubscribeInfo_t *subscriptions, size_t count,
                                         const MQTTPropBuilder_t *properties,
                                         uint32_t *remaining_length, uint32_t *packet_size);

/**
 * Write a SUBSCRIBE packet.
 *
 * @param subscriptions     As given to MQTT_GetSubscribePacketSize.
 * @param count             1 or more.
 * @param properties        NULL: none.
 * @param packet_id         Not 0.
 * @param remaining_length  From MQTT_GetSubscribePacketSize.
 * @param buffer            Where to; not NULL.
 * @retval MQTTSuccess       The packet is in the buffer.
 * @retval MQTTBadParameter  An argument is NULL or 0 or the length is not the packet's.
 * @retval MQTTNoMemory      The buffer is smaller than the packet.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 3.8.
 */
MQTTStatus_t MQTT_SerializeSubscribe(const MQTTSubscribeInfo_t *subscriptions, size_t count,
                                     const MQTTPropBuilder_t *properties, uint16_t packet_id,
                                     uint32_t remaining_length, const MQTTFixedBuffer_t *buffer);

/**
 * Write a SUBSCRIBE packet up to where its properties begin: 4 to 7 bytes.
 *
 * @param remaining_length  From MQTT_GetSubscribePacketSize.
 * @param bytes             Room for 7 bytes.
 * @param packet_id         Not 0.
 * @return The address after the last byte written.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 3.8.
 */
uint8_t *MQTT_SerializeSubscribeHeader(uint32_t remaining_length, uint8_t *bytes,
                                       uint16_t packet_id);

/**
 * Size an UNSUBSCRIBE packet and check its filters.
 *
 * @param subscriptions          `count` filters, not NULL.
 * @param count                  1 or more.
 * @param properties             NULL: none.
 * @param[out] remaining_length  For MQTT_SerializeUnsubscribe. Not NULL.
 * @param[out] packet_size       Bytes of the whole packet. Not NULL.
 * @retval MQTTSuccess       Both sizes are set.
 * @retval MQTTBadParameter  As MQTT_GetSubscribePacketSize, the options apart.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 3.10.
 */
MQTTStatus_t MQTT_GetUnsubscribePacketSize(const MQTTSubscribeInfo_t *subscriptions, size_t count,
                                           const MQTTPropBuilder_t *properties,
                                           uint32_t *remaining_length, uint32_t *packet_size);

/**
 * Write an UNSUBSCRIBE packet.
 *
 * @param subscriptions     As given to MQTT_GetUnsubscribePacketSize.
 * @param count             1 or more.
 * @param properties        NULL: none.
 * @param packet_id         Not 0.
 * @param remaining_length  From MQTT_GetUnsubscribePacketSize.
 * @param buffer            Where to; not NULL.
 * @retval MQTTSuccess       The packet is in the buffer.
 * @retval MQTTBadParameter  An argument is NULL or 0 or the length is not the packet's.
 * @retval MQTTNoMemory      The buffer is smaller than the packet.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 3.10.
 */
MQTTStatus_t MQTT_SerializeUnsubscribe(const MQTTSubscribeInfo_t *subscriptions, size_t count,
                                       const MQTTPropBuilder_t *properties, uint16_t packet_id,
                                       uint32_t remaining_length, const MQTTFixedBuffer_t *buffer);

/**
 * Write an UNSUBSCRIBE packet up to where its properties begin: 4 to 7 bytes.
 *
 * @param remaining_length  From MQTT_GetUnsubscribePacketSize.
 * @param bytes             Room for 7 bytes.
 * @param packet_id         Not 0.
 * @return The address after the last byte written.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 3.10.
 */
uint8_t *MQTT_SerializeUnsubscribeHeader(uint32_t remaining_length, uint8_t *bytes,
                                         uint16_t packet_id);

/**
 * Size a PUBLISH packet and check its parts.
 *
 * @param publish_info           Not NULL.
 * @param properties             NULL: none.
 * @param[out] remaining_length  For the functions that write it. Not NULL.
 * @param[out] packet_size       Bytes of the whole packet. Not NULL.
 * @retval MQTTSuccess       Both sizes are set.
 * @retval MQTTBadParameter  An argument is NULL, the topic is too long or empty without an alias,
 *                           the QoS is above 2, payload is missing, a property has no place here,
 *                           or the packet would be longer than the protocol allows.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 3.3.
 */
MQTTStatus_t MQTT_GetPublishPacketSize(const MQTTPublishInfo_t *publish_info,
                                       const MQTTPropBuilder_t *properties,
                                       uint32_t *remaining_length, uint32_t *packet_size);

/**
 * Write a PUBLISH packet.
 *
 * @param publish_info      As given to MQTT_GetPublishPacketSize.
 * @param properties        As given to MQTT_GetPublishPacketSize.
 * @param packet_id         Not 0 for QoS 1 and 2; ignored for QoS 0.
 * @param remaining_length  From MQTT_GetPublishPacketSize.
 * @param buffer            Where to; not NULL.
 * @retval MQTTSuccess       The packet is in the buffer.
 * @retval MQTTBadParameter  An argument is NULL, the id is 0, DUP is set with QoS 0, or the length
 *                           is not the packet's.
 * @retval MQTTNoMemory      The buffer is smaller than the packet.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 3.3.
 */
MQTTStatus_t MQTT_SerializePublish(const MQTTPublishInfo_t *publish_info,
                                   const MQTTPropBuilder_t *properties, uint16_t packet_id,
                                   uint32_t remaining_length, const MQTTFixedBuffer_t *buffer);

/**
 * Write a PUBLISH packet up to and with the length of its topic: 4 to 7 bytes. The topic, the
 * packet id, the properties with their length and the payload follow.
 *
 * @param publish_info      As given to MQTT_GetPublishPacketSize.
 * @param remaining_length  From MQTT_GetPublishPacketSize.
 * @param bytes             Room for 7 bytes. Not NULL.
 * @param[out] header_size  Bytes written. Not NULL.
 * @retval MQTTSuccess       The bytes are there.
 * @retval MQTTBadParameter  An argument is NULL, or the length is too short for the message.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 3.3.
 */
MQTTStatus_t MQTT_SerializePublishHeaderWithoutTopic(const MQTTPublishInfo_t *publish_info,
                                                     uint32_t remaining_length, uint8_t *bytes,
                                                     size_t *header_size);

/**
 * Write a PUBLISH packet up to where its payload begins.
 *
 * @param publish_info      As given to MQTT_GetPublishPacketSize.
 * @param properties        As given to MQTT_GetPublishPacketSize.
 * @param packet_id         Not 0 for QoS 1 and 2; ignored for QoS 0.
 * @param remaining_length  From MQTT_GetPublishPacketSize.
 * @param buffer            Where to; not NULL.
 * @param[out] header_size  Bytes written. Not NULL.
 * @retval MQTTSuccess       The header is in the buffer; the payload follows it on the wire.
 * @retval MQTTBadParameter  As MQTT_SerializePublish.
 * @retval MQTTNoMemory      The buffer is smaller than the header.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 3.3.
 */
MQTTStatus_t MQTT_SerializePublishHeader(const MQTTPublishInfo_t *publish_info,
                                         const MQTTPropBuilder_t *properties, uint16_t packet_id,
                                         uint32_t remaining_length, const MQTTFixedBuffer_t *buffer,
                                         size_t *header_size);

/**
 * Size a PUBACK, PUBREC, PUBREL or PUBCOMP packet with a reason code and properties.
 *
 * @param[out] remaining_length  Not NULL.
 * @param[out] packet_size       Bytes of the whole packet. Not NULL.
 * @param property_length        Bytes of properties.
 * @retval MQTTSuccess       Both sizes are set.
 * @retval MQTTBadParameter  An argument is NULL, or the packet would be longer than allowed.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 5.0 sections 3.4 to 3.7; coreMQTT API reference, MQTT_GetAckPacketSize.
 */
MQTTStatus_t MQTT_GetAckPacketSize(uint32_t *remaining_length, uint32_t *packet_size,
                                   size_t property_length);

/**
 * Write a PUBACK, PUBREC, PUBREL or PUBCOMP packet.
 *
 * @param buffer       Where to; not NULL.
 * @param packet_type  One of the four MQTT_PACKET_TYPE_* values.
 * @param packet_id    Not 0.
 * @param properties   NULL: none.
 * @param reason_code  One that the packet may have. NULL: success.
 * @retval MQTTSuccess       The packet is in the buffer: MQTT_PUBLISH_ACK_PACKET_SIZE bytes without
 *                           reason code and properties, else those of MQTT_GetAckPacketSize.
 * @retval MQTTBadParameter  An argument is NULL, 0, of another type, or has no place here.
 * @retval MQTTNoMemory      The buffer is smaller than the packet.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 5.0 sections 3.4 to 3.7.
 */
MQTTStatus_t MQTT_SerializeAck(const MQTTFixedBuffer_t *buffer, uint8_t packet_type,
                               uint16_t packet_id, const MQTTPropBuilder_t *properties,
                               const MQTTSuccessFailReasonCode_t *reason_code);

/**
 * Size a DISCONNECT packet and check its parts.
 *
 * @param properties             NULL: none.
 * @param[out] remaining_length  For MQTT_SerializeDisconnect. Not NULL.
 * @param[out] packet_size       Bytes of the whole packet. Not NULL.
 * @param reason_code            One that a client may give. NULL: normal.
 * @retval MQTTSuccess       Both sizes are set.
 * @retval MQTTBadParameter  An argument is NULL or has no place here.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 3.14.
 */
MQTTStatus_t MQTT_GetDisconnectPacketSize(const MQTTPropBuilder_t *properties,
                                          uint32_t *remaining_length, uint32_t *packet_size,
                                          const MQTTSuccessFailReasonCode_t *reason_code);

/**
 * Write a DISCONNECT packet.
 *
 * @param properties        As given to MQTT_GetDisconnectPacketSize.
 * @param reason_code       As given to MQTT_GetDisconnectPacketSize.
 * @param remaining_length  From MQTT_GetDisconnectPacketSize.
 * @param buffer            Where to; not NULL.
 * @retval MQTTSuccess       The packet is in the buffer.
 * @retval MQTTBadParameter  An argument is NULL or the length is not the packet's.
 * @retval MQTTNoMemory      The buffer is smaller than the packet.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 3.14.
 */
MQTTStatus_t MQTT_SerializeDisconnect(const MQTTPropBuilder_t *properties,
                                      const MQTTSuccessFailReasonCode_t *reason_code,
                                      uint32_t remaining_length, const MQTTFixedBuffer_t *buffer);

/**
 * Size a PINGREQ packet.
 *
 * @param[out] packet_size  Always 2. Not NULL.
 * @retval MQTTSuccess       The size is set.
 * @retval MQTTBadParameter  The argument is NULL.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 3.12.
 */
MQTTStatus_t MQTT_GetPingreqPacketSize(uint32_t *packet_size);

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
 * Source:  MQTT 5.0 section 3.12.
 */
MQTTStatus_t MQTT_SerializePingreq(const MQTTFixedBuffer_t *buffer);

#ifdef __cplusplus
}
#endif

#include "core_mqtt_deserializer.h"

#endif
