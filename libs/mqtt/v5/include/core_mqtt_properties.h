/* SPDX-License-Identifier: MIT */
/** MQTT 5 properties: written by builders; core_mqtt_property_readers.h reads them in place.
 *
 *   | id | value | id | value | ...     a builder's bytes; the length in front is the packet's
 *
 *   value   byte, 16 bits, 32 bits, variable byte integer, or 16 bits of length and the bytes of a
 *           text or of data; a user property is two texts
 *
 * A property that a packet may not have, one that is there twice, and a value that the protocol
 * excludes are refused when they are added and when they are read.
 */
#ifndef CORE_MQTT_PROPERTIES_H
#define CORE_MQTT_PROPERTIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../../include/core_mqtt_types.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Identifiers of properties. */
#define MQTT_PAYLOAD_FORMAT_ID    ((uint8_t)0x01U)
#define MQTT_MSG_EXPIRY_ID        ((uint8_t)0x02U)
#define MQTT_CONTENT_TYPE_ID      ((uint8_t)0x03U)
#define MQTT_RESPONSE_TOPIC_ID    ((uint8_t)0x08U)
#define MQTT_CORRELATION_DATA_ID  ((uint8_t)0x09U)
#define MQTT_SUBSCRIPTION_ID_ID   ((uint8_t)0x0BU)
#define MQTT_SESSION_EXPIRY_ID    ((uint8_t)0x11U)
#define MQTT_ASSIGNED_CLIENT_ID   ((uint8_t)0x12U)
#define MQTT_SERVER_KEEP_ALIVE_ID ((uint8_t)0x13U)
#define MQTT_AUTH_METHOD_ID       ((uint8_t)0x15U)
#define MQTT_AUTH_DATA_ID         ((uint8_t)0x16U)
#define MQTT_REQUEST_PROBLEM_ID   ((uint8_t)0x17U)
#define MQTT_WILL_DELAY_ID        ((uint8_t)0x18U)
#define MQTT_REQUEST_RESPONSE_ID  ((uint8_t)0x19U)
#define MQTT_RESPONSE_INFO_ID     ((uint8_t)0x1AU)
#define MQTT_SERVER_REF_ID        ((uint8_t)0x1CU)
#define MQTT_REASON_STRING_ID     ((uint8_t)0x1FU)
#define MQTT_RECEIVE_MAX_ID       ((uint8_t)0x21U)
#define MQTT_TOPIC_ALIAS_MAX_ID   ((uint8_t)0x22U)
#define MQTT_TOPIC_ALIAS_ID       ((uint8_t)0x23U)
#define MQTT_MAX_QOS_ID           ((uint8_t)0x24U)
#define MQTT_RETAIN_AVAILABLE_ID  ((uint8_t)0x25U)
#define MQTT_USER_PROPERTY_ID     ((uint8_t)0x26U)
#define MQTT_MAX_PACKET_SIZE_ID   ((uint8_t)0x27U)
#define MQTT_WILDCARD_ID          ((uint8_t)0x28U)
#define MQTT_SUB_AVAILABLE_ID     ((uint8_t)0x29U)
#define MQTT_SHARED_SUB_ID        ((uint8_t)0x2AU)

/** A list of properties in the caller's memory, or in a packet that has arrived. */
typedef struct MQTTPropBuilder {
    uint8_t *pBuffer;    /**< First property. */
    size_t bufferLength; /**< Bytes there is room for; of a packet: bytes of properties. */
    size_t currentIndex; /**< Bytes of properties. */
    uint32_t fieldSet;   /**< Which are there, one bit each; the library's. */
} MQTTPropBuilder_t;

/** A name and a value of the application's. */
typedef struct MQTTUserProperty {
    const char *pKey;
    size_t keyLength;
    const char *pValue;
    size_t valueLength;
} MQTTUserProperty_t;

/**
 * Begin a list of properties.
 *
 * @param[out] builder  Not NULL.
 * @param buffer        Where the properties go, not NULL; lives as long as the builder.
 * @param length        Bytes of it, 1 or more.
 * @retval MQTTSuccess       The list is empty.
 * @retval MQTTBadParameter  An argument is NULL or 0.
 *
 * Context: any; one caller at a time per builder.
 * Blocks:  never.
 * Source:  coreMQTT API reference, MQTTPropertyBuilder_Init.
 */
MQTTStatus_t MQTTPropertyBuilder_Init(MQTTPropBuilder_t *builder, uint8_t *buffer, size_t length);

/**
 * Add a user property; there may be several.
 *
 * @param builder   Begun. Not NULL.
 * @param property  Not NULL; neither text longer than 65535 bytes.
 * @param type      Packet that it is for (MQTT_PACKET_TYPE_...), to be checked; NULL: any.
 * @retval MQTTSuccess       Added.
 * @retval MQTTBadParameter  An argument is NULL or too long, or the packet has no such property.
 * @retval MQTTNoMemory      No room; the list is unchanged.
 *
 * Context: any; one caller at a time per builder.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 2.2.2; coreMQTT API reference, MQTTPropAdd_UserProp.
 */
MQTTStatus_t MQTTPropAdd_UserProp(MQTTPropBuilder_t *builder, const MQTTUserProperty_t *property,
                                  const uint8_t *type);

/**
 * Add the subscription identifier, 1 .. 268435455.
 *
 * @param builder  Begun. Not NULL.
 * @param subscription_id  As said. Values that the protocol excludes are refused.
 * @param type     Packet that it is for (MQTT_PACKET_TYPE_...), to be checked; NULL: any.
 * @retval MQTTSuccess       Added.
 * @retval MQTTBadParameter  Out of range, there already, or not for that packet.
 * @retval MQTTNoMemory      No room; the list is unchanged.
 *
 * Context: any; one caller at a time per builder.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 2.2.2; coreMQTT API reference, MQTTPropAdd_SubscriptionId.
 */
MQTTStatus_t MQTTPropAdd_SubscriptionId(MQTTPropBuilder_t *builder, uint32_t subscription_id,
                                        const uint8_t *type);

/**
 * Add how long the session outlives the connection, seconds.
 *
 * @param builder  Begun. Not NULL.
 * @param seconds  As said. Values that the protocol excludes are refused.
 * @param type     Packet that it is for (MQTT_PACKET_TYPE_...), to be checked; NULL: any.
 * @retval MQTTSuccess       Added.
 * @retval MQTTBadParameter  Out of range, there already, or not for that packet.
 * @retval MQTTNoMemory      No room; the list is unchanged.
 *
 * Context: any; one caller at a time per builder.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 2.2.2; coreMQTT API reference, MQTTPropAdd_SessionExpiry.
 */
MQTTStatus_t MQTTPropAdd_SessionExpiry(MQTTPropBuilder_t *builder, uint32_t seconds,
                                       const uint8_t *type);

/**
 * Add how many QoS 1 and 2 messages may be under way to this client, 1 or more.
 *
 * @param builder  Begun. Not NULL.
 * @param receive_max  As said. Values that the protocol excludes are refused.
 * @param type     Packet that it is for (MQTT_PACKET_TYPE_...), to be checked; NULL: any.
 * @retval MQTTSuccess       Added.
 * @retval MQTTBadParameter  Out of range, there already, or not for that packet.
 * @retval MQTTNoMemory      No room; the list is unchanged.
 *
 * Context: any; one caller at a time per builder.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 2.2.2; coreMQTT API reference, MQTTPropAdd_ReceiveMax.
 */
MQTTStatus_t MQTTPropAdd_ReceiveMax(MQTTPropBuilder_t *builder, uint16_t receive_max,
                                    const uint8_t *type);

/**
 * Add the longest packet this client takes, 1 or more.
 *
 * @param builder  Begun. Not NULL.
 * @param bytes  As said. Values that the protocol excludes are refused.
 * @param type     Packet that it is for (MQTT_PACKET_TYPE_...), to be checked; NULL: any.
 * @retval MQTTSuccess       Added.
 * @retval MQTTBadParameter  Out of range, there already, or not for that packet.
 * @retval MQTTNoMemory      No room; the list is unchanged.
 *
 * Context: any; one caller at a time per builder.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 2.2.2; coreMQTT API reference, MQTTPropAdd_MaxPacketSize.
 */
MQTTStatus_t MQTTPropAdd_MaxPacketSize(MQTTPropBuilder_t *builder, uint32_t bytes,
                                       const uint8_t *type);

/**
 * Add the highest topic alias this client takes.
 *
 * @param builder  Begun. Not NULL.
 * @param alias_max  As said. Values that the protocol excludes are refused.
 * @param type     Packet that it is for (MQTT_PACKET_TYPE_...), to be checked; NULL: any.
 * @retval MQTTSuccess       Added.
 * @retval MQTTBadParameter  Out of range, there already, or not for that packet.
 * @retval MQTTNoMemory      No room; the list is unchanged.
 *
 * Context: any; one caller at a time per builder.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 2.2.2; coreMQTT API reference, MQTTPropAdd_TopicAliasMax.
 */
MQTTStatus_t MQTTPropAdd_TopicAliasMax(MQTTPropBuilder_t *builder, uint16_t alias_max,
                                       const uint8_t *type);

/**
 * Add whether the server shall tell response information.
 *
 * @param builder  Begun. Not NULL.
 * @param wanted  As said. Values that the protocol excludes are refused.
 * @param type     Packet that it is for (MQTT_PACKET_TYPE_...), to be checked; NULL: any.
 * @retval MQTTSuccess       Added.
 * @retval MQTTBadParameter  Out of range, there already, or not for that packet.
 * @retval MQTTNoMemory      No room; the list is unchanged.
 *
 * Context: any; one caller at a time per builder.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 2.2.2; coreMQTT API reference, MQTTPropAdd_RequestRespInfo.
 */
MQTTStatus_t MQTTPropAdd_RequestRespInfo(MQTTPropBuilder_t *builder, bool wanted,
                                         const uint8_t *type);

/**
 * Add whether the server may tell reasons and user properties.
 *
 * @param builder  Begun. Not NULL.
 * @param wanted  As said. Values that the protocol excludes are refused.
 * @param type     Packet that it is for (MQTT_PACKET_TYPE_...), to be checked; NULL: any.
 * @retval MQTTSuccess       Added.
 * @retval MQTTBadParameter  Out of range, there already, or not for that packet.
 * @retval MQTTNoMemory      No room; the list is unchanged.
 *
 * Context: any; one caller at a time per builder.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 2.2.2; coreMQTT API reference, MQTTPropAdd_RequestProbInfo.
 */
MQTTStatus_t MQTTPropAdd_RequestProbInfo(MQTTPropBuilder_t *builder, bool wanted,
                                         const uint8_t *type);

/**
 * Add whether the payload is UTF-8.
 *
 * @param builder  Begun. Not NULL.
 * @param is_text  As said. Values that the protocol excludes are refused.
 * @param type     Packet that it is for (MQTT_PACKET_TYPE_...), to be checked; NULL: any.
 * @retval MQTTSuccess       Added.
 * @retval MQTTBadParameter  Out of range, there already, or not for that packet.
 * @retval MQTTNoMemory      No room; the list is unchanged.
 *
 * Context: any; one caller at a time per builder.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 2.2.2; coreMQTT API reference, MQTTPropAdd_PayloadFormat.
 */
MQTTStatus_t MQTTPropAdd_PayloadFormat(MQTTPropBuilder_t *builder, bool is_text,
                                       const uint8_t *type);

/**
 * Add how long the message is worth delivering, seconds.
 *
 * @param builder  Begun. Not NULL.
 * @param seconds  As said. Values that the protocol excludes are refused.
 * @param type     Packet that it is for (MQTT_PACKET_TYPE_...), to be checked; NULL: any.
 * @retval MQTTSuccess       Added.
 * @retval MQTTBadParameter  Out of range, there already, or not for that packet.
 * @retval MQTTNoMemory      No room; the list is unchanged.
 *
 * Context: any; one caller at a time per builder.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 2.2.2; coreMQTT API reference, MQTTPropAdd_MessageExpiry.
 */
MQTTStatus_t MQTTPropAdd_MessageExpiry(MQTTPropBuilder_t *builder, uint32_t seconds,
                                       const uint8_t *type);

/**
 * Add how long the server waits before it sends the will, seconds.
 *
 * @param builder  Begun. Not NULL.
 * @param seconds  As said. Values that the protocol excludes are refused.
 * @param type     Packet that it is for (MQTT_PACKET_TYPE_...), to be checked; NULL: any.
 * @retval MQTTSuccess       Added.
 * @retval MQTTBadParameter  Out of range, there already, or not for that packet.
 * @retval MQTTNoMemory      No room; the list is unchanged.
 *
 * Context: any; one caller at a time per builder.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 2.2.2; coreMQTT API reference, MQTTPropAdd_WillDelayInterval.
 */
MQTTStatus_t MQTTPropAdd_WillDelayInterval(MQTTPropBuilder_t *builder, uint32_t seconds,
                                           const uint8_t *type);

/**
 * Add the number that stands for the topic, 1 or more.
 *
 * @param builder  Begun. Not NULL.
 * @param alias  As said. Values that the protocol excludes are refused.
 * @param type     Packet that it is for (MQTT_PACKET_TYPE_...), to be checked; NULL: any.
 * @retval MQTTSuccess       Added.
 * @retval MQTTBadParameter  Out of range, there already, or not for that packet.
 * @retval MQTTNoMemory      No room; the list is unchanged.
 *
 * Context: any; one caller at a time per builder.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 2.2.2; coreMQTT API reference, MQTTPropAdd_TopicAlias.
 */
MQTTStatus_t MQTTPropAdd_TopicAlias(MQTTPropBuilder_t *builder, uint16_t alias,
                                    const uint8_t *type);

/**
 * Add the name of the authentication method.
 *
 * @param builder  Begun. Not NULL.
 * @param text     Not NULL.
 * @param length   Bytes, 1 .. 65535.
 * @param type     Packet that it is for (MQTT_PACKET_TYPE_...), to be checked; NULL: any.
 * @retval MQTTSuccess       Added.
 * @retval MQTTBadParameter  Out of range, there already, or not for that packet.
 * @retval MQTTNoMemory      No room; the list is unchanged.
 *
 * Context: any; one caller at a time per builder.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 2.2.2; coreMQTT API reference, MQTTPropAdd_AuthMethod.
 */
MQTTStatus_t MQTTPropAdd_AuthMethod(MQTTPropBuilder_t *builder, const char *text, size_t length,
                                    const uint8_t *type);

/**
 * Add what the authentication method needs.
 *
 * @param builder  Begun. Not NULL.
 * @param data     Not NULL.
 * @param length   Bytes, 1 .. 65535.
 * @param type     Packet that it is for (MQTT_PACKET_TYPE_...), to be checked; NULL: any.
 * @retval MQTTSuccess       Added.
 * @retval MQTTBadParameter  Out of range, there already, or not for that packet.
 * @retval MQTTNoMemory      No room; the list is unchanged.
 *
 * Context: any; one caller at a time per builder.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 2.2.2; coreMQTT API reference, MQTTPropAdd_AuthData.
 */
MQTTStatus_t MQTTPropAdd_AuthData(MQTTPropBuilder_t *builder, const void *data, size_t length,
                                  const uint8_t *type);

/**
 * Add the topic for the answer.
 *
 * @param builder  Begun. Not NULL.
 * @param text     Not NULL.
 * @param length   Bytes, 1 .. 65535.
 * @param type     Packet that it is for (MQTT_PACKET_TYPE_...), to be checked; NULL: any.
 * @retval MQTTSuccess       Added.
 * @retval MQTTBadParameter  Out of range, there already, or not for that packet.
 * @retval MQTTNoMemory      No room; the list is unchanged.
 *
 * Context: any; one caller at a time per builder.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 2.2.2; coreMQTT API reference, MQTTPropAdd_ResponseTopic.
 */
MQTTStatus_t MQTTPropAdd_ResponseTopic(MQTTPropBuilder_t *builder, const char *text, size_t length,
                                       const uint8_t *type);

/**
 * Add what the answer repeats.
 *
 * @param builder  Begun. Not NULL.
 * @param data     Not NULL.
 * @param length   Bytes, 1 .. 65535.
 * @param type     Packet that it is for (MQTT_PACKET_TYPE_...), to be checked; NULL: any.
 * @retval MQTTSuccess       Added.
 * @retval MQTTBadParameter  Out of range, there already, or not for that packet.
 * @retval MQTTNoMemory      No room; the list is unchanged.
 *
 * Context: any; one caller at a time per builder.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 2.2.2; coreMQTT API reference, MQTTPropAdd_CorrelationData.
 */
MQTTStatus_t MQTTPropAdd_CorrelationData(MQTTPropBuilder_t *builder, const void *data,
                                         size_t length, const uint8_t *type);

/**
 * Add what the payload is.
 *
 * @param builder  Begun. Not NULL.
 * @param text     Not NULL.
 * @param length   Bytes, 1 .. 65535.
 * @param type     Packet that it is for (MQTT_PACKET_TYPE_...), to be checked; NULL: any.
 * @retval MQTTSuccess       Added.
 * @retval MQTTBadParameter  Out of range, there already, or not for that packet.
 * @retval MQTTNoMemory      No room; the list is unchanged.
 *
 * Context: any; one caller at a time per builder.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 2.2.2; coreMQTT API reference, MQTTPropAdd_ContentType.
 */
MQTTStatus_t MQTTPropAdd_ContentType(MQTTPropBuilder_t *builder, const char *text, size_t length,
                                     const uint8_t *type);

/**
 * Add a reason for people to read.
 *
 * @param builder  Begun. Not NULL.
 * @param text     Not NULL.
 * @param length   Bytes, 1 .. 65535.
 * @param type     Packet that it is for (MQTT_PACKET_TYPE_...), to be checked; NULL: any.
 * @retval MQTTSuccess       Added.
 * @retval MQTTBadParameter  Out of range, there already, or not for that packet.
 * @retval MQTTNoMemory      No room; the list is unchanged.
 *
 * Context: any; one caller at a time per builder.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 2.2.2; coreMQTT API reference, MQTTPropAdd_ReasonString.
 */
MQTTStatus_t MQTTPropAdd_ReasonString(MQTTPropBuilder_t *builder, const char *text, size_t length,
                                      const uint8_t *type);

/**
 * Tell whether properties may be those of a will.
 *
 * @param builder  NULL or empty: there are none, which is allowed.
 * @retval MQTTSuccess       They may.
 * @retval MQTTBadParameter  One may not, is there twice or has an excluded value.
 *
 * Context: any; one caller at a time per builder.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 2.2.2; coreMQTT API reference, MQTT_ValidateWillProperties.
 */
MQTTStatus_t MQTT_ValidateWillProperties(const MQTTPropBuilder_t *builder);

/**
 * Tell whether properties may be those of an UNSUBSCRIBE.
 *
 * @param builder  NULL or empty: there are none, which is allowed.
 * @retval MQTTSuccess       They may.
 * @retval MQTTBadParameter  One may not, is there twice or has an excluded value.
 *
 * Context: any; one caller at a time per builder.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 2.2.2; coreMQTT API reference, MQTT_ValidateUnsubscribeProperties.
 */
MQTTStatus_t MQTT_ValidateUnsubscribeProperties(const MQTTPropBuilder_t *builder);

/**
 * Tell whether properties may be those of a PUBACK, PUBREC, PUBREL or PUBCOMP.
 *
 * @param builder  NULL or empty: there are none, which is allowed.
 * @retval MQTTSuccess       They may.
 * @retval MQTTBadParameter  One may not, is there twice or has an excluded value.
 *
 * Context: any; one caller at a time per builder.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 2.2.2; coreMQTT API reference, MQTT_ValidatePublishAckProperties.
 */
MQTTStatus_t MQTT_ValidatePublishAckProperties(const MQTTPropBuilder_t *builder);

#ifdef __cplusplus
}
#endif

#endif
