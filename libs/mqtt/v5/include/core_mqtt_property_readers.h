/* SPDX-License-Identifier: MIT */
/** Reading MQTT 5 properties where they stand: ask which is next, then get it or skip it. */
#ifndef CORE_MQTT_PROPERTY_READERS_H
#define CORE_MQTT_PROPERTY_READERS_H

#include "core_mqtt_properties.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Tell which property is next.
 *
 * @param builder        Not NULL.
 * @param[in] index      Where the search is; begins as 0. Not NULL; unchanged.
 * @param[out] property  MQTT_..._ID. Not NULL.
 * @retval MQTTSuccess          The identifier is set.
 * @retval MQTTEndOfProperties  There is none left.
 * @retval MQTTBadParameter     An argument is NULL.
 * @retval MQTTBadResponse      What is there is no property.
 *
 * Context: any; one caller at a time per builder.
 * Blocks:  never.
 * Source:  coreMQTT API reference, MQTT_GetNextPropertyType.
 */
MQTTStatus_t MQTT_GetNextPropertyType(const MQTTPropBuilder_t *builder, size_t *index,
                                      uint8_t *property);

/**
 * Step over the next property.
 *
 * @param builder        Not NULL.
 * @param[in,out] index  Where the search is. Not NULL.
 * @retval MQTTSuccess          It is behind.
 * @retval MQTTEndOfProperties  There is none left.
 * @retval MQTTBadParameter     An argument is NULL.
 * @retval MQTTBadResponse      What is there is no property.
 *
 * Context: any; one caller at a time per builder.
 * Blocks:  never.
 * Source:  coreMQTT API reference, MQTT_SkipNextProperty.
 */
MQTTStatus_t MQTT_SkipNextProperty(const MQTTPropBuilder_t *builder, size_t *index);

/**
 * Read a user property, which must be next.
 *
 * @param builder        Not NULL.
 * @param[in,out] index  Where the search is; behind it on success. Not NULL.
 * @param[out] property  Its texts lie in the list. Not NULL.
 * @retval MQTTSuccess          Read.
 * @retval MQTTEndOfProperties  There is none left.
 * @retval MQTTBadParameter     An argument is NULL, or another property is next.
 * @retval MQTTBadResponse      What is there is no property.
 *
 * Context: any; one caller at a time per builder.
 * Blocks:  never.
 * Source:  coreMQTT API reference, MQTTPropGet_UserProp.
 */
MQTTStatus_t MQTTPropGet_UserProp(const MQTTPropBuilder_t *builder, size_t *index,
                                  MQTTUserProperty_t *property);

/**
 * Read MQTT_SESSION_EXPIRY_ID, which must be next.
 *
 * @param builder        Not NULL.
 * @param[in,out] index  Where the search is; behind it on success. Not NULL.
 * @param[out] value     Its value. Not NULL.
 * @retval MQTTSuccess          Read.
 * @retval MQTTEndOfProperties  There is none left.
 * @retval MQTTBadParameter     An argument is NULL, or another property is next.
 * @retval MQTTBadResponse      What is there is no property.
 *
 * Context: any; one caller at a time per builder.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 2.2.2; coreMQTT API reference, MQTTPropGet_SessionExpiry.
 */
MQTTStatus_t MQTTPropGet_SessionExpiry(const MQTTPropBuilder_t *builder, size_t *index,
                                       uint32_t *value);

/**
 * Read MQTT_RECEIVE_MAX_ID, which must be next.
 *
 * @param builder        Not NULL.
 * @param[in,out] index  Where the search is; behind it on success. Not NULL.
 * @param[out] value     Its value. Not NULL.
 * @retval MQTTSuccess          Read.
 * @retval MQTTEndOfProperties  There is none left.
 * @retval MQTTBadParameter     An argument is NULL, or another property is next.
 * @retval MQTTBadResponse      What is there is no property.
 *
 * Context: any; one caller at a time per builder.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 2.2.2; coreMQTT API reference, MQTTPropGet_ReceiveMax.
 */
MQTTStatus_t MQTTPropGet_ReceiveMax(const MQTTPropBuilder_t *builder, size_t *index,
                                    uint16_t *value);

/**
 * Read MQTT_MAX_QOS_ID, which must be next.
 *
 * @param builder        Not NULL.
 * @param[in,out] index  Where the search is; behind it on success. Not NULL.
 * @param[out] value     Its value. Not NULL.
 * @retval MQTTSuccess          Read.
 * @retval MQTTEndOfProperties  There is none left.
 * @retval MQTTBadParameter     An argument is NULL, or another property is next.
 * @retval MQTTBadResponse      What is there is no property.
 *
 * Context: any; one caller at a time per builder.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 2.2.2; coreMQTT API reference, MQTTPropGet_MaxQos.
 */
MQTTStatus_t MQTTPropGet_MaxQos(const MQTTPropBuilder_t *builder, size_t *index, uint8_t *value);

/**
 * Read MQTT_RETAIN_AVAILABLE_ID, which must be next.
 *
 * @param builder        Not NULL.
 * @param[in,out] index  Where the search is; behind it on success. Not NULL.
 * @param[out] value     Its value. Not NULL.
 * @retval MQTTSuccess          Read.
 * @retval MQTTEndOfProperties  There is none left.
 * @retval MQTTBadParameter     An argument is NULL, or another property is next.
 * @retval MQTTBadResponse      What is there is no property.
 *
 * Context: any; one caller at a time per builder.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 2.2.2; coreMQTT API reference, MQTTPropGet_RetainAvailable.
 */
MQTTStatus_t MQTTPropGet_RetainAvailable(const MQTTPropBuilder_t *builder, size_t *index,
                                         uint8_t *value);

/**
 * Read MQTT_MAX_PACKET_SIZE_ID, which must be next.
 *
 * @param builder        Not NULL.
 * @param[in,out] index  Where the search is; behind it on success. Not NULL.
 * @param[out] value     Its value. Not NULL.
 * @retval MQTTSuccess          Read.
 * @retval MQTTEndOfProperties  There is none left.
 * @retval MQTTBadParameter     An argument is NULL, or another property is next.
 * @retval MQTTBadResponse      What is there is no property.
 *
 * Context: any; one caller at a time per builder.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 2.2.2; coreMQTT API reference, MQTTPropGet_MaxPacketSize.
 */
MQTTStatus_t MQTTPropGet_MaxPacketSize(const MQTTPropBuilder_t *builder, size_t *index,
                                       uint32_t *value);

/**
 * Read MQTT_TOPIC_ALIAS_MAX_ID, which must be next.
 *
 * @param builder        Not NULL.
 * @param[in,out] index  Where the search is; behind it on success. Not NULL.
 * @param[out] value     Its value. Not NULL.
 * @retval MQTTSuccess          Read.
 * @retval MQTTEndOfProperties  There is none left.
 * @retval MQTTBadParameter     An argument is NULL, or another property is next.
 * @retval MQTTBadResponse      What is there is no property.
 *
 * Context: any; one caller at a time per builder.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 2.2.2; coreMQTT API reference, MQTTPropGet_TopicAliasMax.
 */
MQTTStatus_t MQTTPropGet_TopicAliasMax(const MQTTPropBuilder_t *builder, size_t *index,
                                       uint16_t *value);

/**
 * Read MQTT_WILDCARD_ID, which must be next.
 *
 * @param builder        Not NULL.
 * @param[in,out] index  Where the search is; behind it on success. Not NULL.
 * @param[out] value     Its value. Not NULL.
 * @retval MQTTSuccess          Read.
 * @retval MQTTEndOfProperties  There is none left.
 * @retval MQTTBadParameter     An argument is NULL, or another property is next.
 * @retval MQTTBadResponse      What is there is no property.
 *
 * Context: any; one caller at a time per builder.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 2.2.2; coreMQTT API reference, MQTTPropGet_WildcardId.
 */
MQTTStatus_t MQTTPropGet_WildcardId(const MQTTPropBuilder_t *builder, size_t *index,
                                    uint8_t *value);

/**
 * Read MQTT_SUB_AVAILABLE_ID, which must be next.
 *
 * @param builder        Not NULL.
 * @param[in,out] index  Where the search is; behind it on success. Not NULL.
 * @param[out] value     Its value. Not NULL.
 * @retval MQTTSuccess          Read.
 * @retval MQTTEndOfProperties  There is none left.
 * @retval MQTTBadParameter     An argument is NULL, or another property is next.
 * @retval MQTTBadResponse      What is there is no property.
 *
 * Context: any; one caller at a time per builder.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 2.2.2; coreMQTT API reference, MQTTPropGet_SubsIdAvailable.
 */
MQTTStatus_t MQTTPropGet_SubsIdAvailable(const MQTTPropBuilder_t *builder, size_t *index,
                                         uint8_t *value);

/**
 * Read MQTT_SHARED_SUB_ID, which must be next.
 *
 * @param builder        Not NULL.
 * @param[in,out] index  Where the search is; behind it on success. Not NULL.
 * @param[out] value     Its value. Not NULL.
 * @retval MQTTSuccess          Read.
 * @retval MQTTEndOfProperties  There is none left.
 * @retval MQTTBadParameter     An argument is NULL, or another property is next.
 * @retval MQTTBadResponse      What is there is no property.
 *
 * Context: any; one caller at a time per builder.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 2.2.2; coreMQTT API reference, MQTTPropGet_SharedSubAvailable.
 */
MQTTStatus_t MQTTPropGet_SharedSubAvailable(const MQTTPropBuilder_t *builder, size_t *index,
                                            uint8_t *value);

/**
 * Read MQTT_SERVER_KEEP_ALIVE_ID, which must be next.
 *
 * @param builder        Not NULL.
 * @param[in,out] index  Where the search is; behind it on success. Not NULL.
 * @param[out] value     Its value. Not NULL.
 * @retval MQTTSuccess          Read.
 * @retval MQTTEndOfProperties  There is none left.
 * @retval MQTTBadParameter     An argument is NULL, or another property is next.
 * @retval MQTTBadResponse      What is there is no property.
 *
 * Context: any; one caller at a time per builder.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 2.2.2; coreMQTT API reference, MQTTPropGet_ServerKeepAlive.
 */
MQTTStatus_t MQTTPropGet_ServerKeepAlive(const MQTTPropBuilder_t *builder, size_t *index,
                                         uint16_t *value);

/**
 * Read MQTT_PAYLOAD_FORMAT_ID, which must be next.
 *
 * @param builder        Not NULL.
 * @param[in,out] index  Where the search is; behind it on success. Not NULL.
 * @param[out] value     Its value. Not NULL.
 * @retval MQTTSuccess          Read.
 * @retval MQTTEndOfProperties  There is none left.
 * @retval MQTTBadParameter     An argument is NULL, or another property is next.
 * @retval MQTTBadResponse      What is there is no property.
 *
 * Context: any; one caller at a time per builder.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 2.2.2; coreMQTT API reference, MQTTPropGet_PayloadFormatIndicator.
 */
MQTTStatus_t MQTTPropGet_PayloadFormatIndicator(const MQTTPropBuilder_t *builder, size_t *index,
                                                uint8_t *value);

/**
 * Read MQTT_MSG_EXPIRY_ID, which must be next.
 *
 * @param builder        Not NULL.
 * @param[in,out] index  Where the search is; behind it on success. Not NULL.
 * @param[out] value     Its value. Not NULL.
 * @retval MQTTSuccess          Read.
 * @retval MQTTEndOfProperties  There is none left.
 * @retval MQTTBadParameter     An argument is NULL, or another property is next.
 * @retval MQTTBadResponse      What is there is no property.
 *
 * Context: any; one caller at a time per builder.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 2.2.2; coreMQTT API reference, MQTTPropGet_MessageExpiryInterval.
 */
MQTTStatus_t MQTTPropGet_MessageExpiryInterval(const MQTTPropBuilder_t *builder, size_t *index,
                                               uint32_t *value);

/**
 * Read MQTT_TOPIC_ALIAS_ID, which must be next.
 *
 * @param builder        Not NULL.
 * @param[in,out] index  Where the search is; behind it on success. Not NULL.
 * @param[out] value     Its value. Not NULL.
 * @retval MQTTSuccess          Read.
 * @retval MQTTEndOfProperties  There is none left.
 * @retval MQTTBadParameter     An argument is NULL, or another property is next.
 * @retval MQTTBadResponse      What is there is no property.
 *
 * Context: any; one caller at a time per builder.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 2.2.2; coreMQTT API reference, MQTTPropGet_TopicAlias.
 */
MQTTStatus_t MQTTPropGet_TopicAlias(const MQTTPropBuilder_t *builder, size_t *index,
                                    uint16_t *value);

/**
 * Read MQTT_SUBSCRIPTION_ID_ID, which must be next.
 *
 * @param builder        Not NULL.
 * @param[in,out] index  Where the search is; behind it on success. Not NULL.
 * @param[out] value     Its value. Not NULL.
 * @retval MQTTSuccess          Read.
 * @retval MQTTEndOfProperties  There is none left.
 * @retval MQTTBadParameter     An argument is NULL, or another property is next.
 * @retval MQTTBadResponse      What is there is no property.
 *
 * Context: any; one caller at a time per builder.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 2.2.2; coreMQTT API reference, MQTTPropGet_SubscriptionId.
 */
MQTTStatus_t MQTTPropGet_SubscriptionId(const MQTTPropBuilder_t *builder, size_t *index,
                                        uint32_t *value);

/**
 * Read MQTT_ASSIGNED_CLIENT_ID, which must be next.
 *
 * @param builder        Not NULL.
 * @param[in,out] index  Where the search is; behind it on success. Not NULL.
 * @param[out] text      Lies in the list. Not NULL.
 * @param[out] length    Bytes of it. Not NULL.
 * @retval MQTTSuccess          Read.
 * @retval MQTTEndOfProperties  There is none left.
 * @retval MQTTBadParameter     An argument is NULL, or another property is next.
 * @retval MQTTBadResponse      What is there is no property.
 *
 * Context: any; one caller at a time per builder.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 2.2.2; coreMQTT API reference, MQTTPropGet_AssignedClientId.
 */
MQTTStatus_t MQTTPropGet_AssignedClientId(const MQTTPropBuilder_t *builder, size_t *index,
                                          const char **text, size_t *length);

/**
 * Read MQTT_REASON_STRING_ID, which must be next.
 *
 * @param builder        Not NULL.
 * @param[in,out] index  Where the search is; behind it on success. Not NULL.
 * @param[out] text      Lies in the list. Not NULL.
 * @param[out] length    Bytes of it. Not NULL.
 * @retval MQTTSuccess          Read.
 * @retval MQTTEndOfProperties  There is none left.
 * @retval MQTTBadParameter     An argument is NULL, or another property is next.
 * @retval MQTTBadResponse      What is there is no property.
 *
 * Context: any; one caller at a time per builder.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 2.2.2; coreMQTT API reference, MQTTPropGet_ReasonString.
 */
MQTTStatus_t MQTTPropGet_ReasonString(const MQTTPropBuilder_t *builder, size_t *index,
                                      const char **text, size_t *length);

/**
 * Read MQTT_RESPONSE_INFO_ID, which must be next.
 *
 * @param builder        Not NULL.
 * @param[in,out] index  Where the search is; behind it on success. Not NULL.
 * @param[out] text      Lies in the list. Not NULL.
 * @param[out] length    Bytes of it. Not NULL.
 * @retval MQTTSuccess          Read.
 * @retval MQTTEndOfProperties  There is none left.
 * @retval MQTTBadParameter     An argument is NULL, or another property is next.
 * @retval MQTTBadResponse      What is there is no property.
 *
 * Context: any; one caller at a time per builder.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 2.2.2; coreMQTT API reference, MQTTPropGet_ResponseInfo.
 */
MQTTStatus_t MQTTPropGet_ResponseInfo(const MQTTPropBuilder_t *builder, size_t *index,
                                      const char **text, size_t *length);

/**
 * Read MQTT_SERVER_REF_ID, which must be next.
 *
 * @param builder        Not NULL.
 * @param[in,out] index  Where the search is; behind it on success. Not NULL.
 * @param[out] text      Lies in the list. Not NULL.
 * @param[out] length    Bytes of it. Not NULL.
 * @retval MQTTSuccess          Read.
 * @retval MQTTEndOfProperties  There is none left.
 * @retval MQTTBadParameter     An argument is NULL, or another property is next.
 * @retval MQTTBadResponse      What is there is no property.
 *
 * Context: any; one caller at a time per builder.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 2.2.2; coreMQTT API reference, MQTTPropGet_ServerRef.
 */
MQTTStatus_t MQTTPropGet_ServerRef(const MQTTPropBuilder_t *builder, size_t *index,
                                   const char **text, size_t *length);

/**
 * Read MQTT_AUTH_METHOD_ID, which must be next.
 *
 * @param builder        Not NULL.
 * @param[in,out] index  Where the search is; behind it on success. Not NULL.
 * @param[out] text      Lies in the list. Not NULL.
 * @param[out] length    Bytes of it. Not NULL.
 * @retval MQTTSuccess          Read.
 * @retval MQTTEndOfProperties  There is none left.
 * @retval MQTTBadParameter     An argument is NULL, or another property is next.
 * @retval MQTTBadResponse      What is there is no property.
 *
 * Context: any; one caller at a time per builder.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 2.2.2; coreMQTT API reference, MQTTPropGet_AuthMethod.
 */
MQTTStatus_t MQTTPropGet_AuthMethod(const MQTTPropBuilder_t *builder, size_t *index,
                                    const char **text, size_t *length);

/**
 * Read MQTT_AUTH_DATA_ID, which must be next.
 *
 * @param builder        Not NULL.
 * @param[in,out] index  Where the search is; behind it on success. Not NULL.
 * @param[out] data      Lies in the list. Not NULL.
 * @param[out] length    Bytes of it. Not NULL.
 * @retval MQTTSuccess          Read.
 * @retval MQTTEndOfProperties  There is none left.
 * @retval MQTTBadParameter     An argument is NULL, or another property is next.
 * @retval MQTTBadResponse      What is there is no property.
 *
 * Context: any; one caller at a time per builder.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 2.2.2; coreMQTT API reference, MQTTPropGet_AuthData.
 */
MQTTStatus_t MQTTPropGet_AuthData(const MQTTPropBuilder_t *builder, size_t *index,
                                  const void **data, size_t *length);

/**
 * Read MQTT_RESPONSE_TOPIC_ID, which must be next.
 *
 * @param builder        Not NULL.
 * @param[in,out] index  Where the search is; behind it on success. Not NULL.
 * @param[out] text      Lies in the list. Not NULL.
 * @param[out] length    Bytes of it. Not NULL.
 * @retval MQTTSuccess          Read.
 * @retval MQTTEndOfProperties  There is none left.
 * @retval MQTTBadParameter     An argument is NULL, or another property is next.
 * @retval MQTTBadResponse      What is there is no property.
 *
 * Context: any; one caller at a time per builder.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 2.2.2; coreMQTT API reference, MQTTPropGet_ResponseTopic.
 */
MQTTStatus_t MQTTPropGet_ResponseTopic(const MQTTPropBuilder_t *builder, size_t *index,
                                       const char **text, size_t *length);

/**
 * Read MQTT_CORRELATION_DATA_ID, which must be next.
 *
 * @param builder        Not NULL.
 * @param[in,out] index  Where the search is; behind it on success. Not NULL.
 * @param[out] data      Lies in the list. Not NULL.
 * @param[out] length    Bytes of it. Not NULL.
 * @retval MQTTSuccess          Read.
 * @retval MQTTEndOfProperties  There is none left.
 * @retval MQTTBadParameter     An argument is NULL, or another property is next.
 * @retval MQTTBadResponse      What is there is no property.
 *
 * Context: any; one caller at a time per builder.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 2.2.2; coreMQTT API reference, MQTTPropGet_CorrelationData.
 */
MQTTStatus_t MQTTPropGet_CorrelationData(const MQTTPropBuilder_t *builder, size_t *index,
                                         const void **data, size_t *length);

/**
 * Read MQTT_CONTENT_TYPE_ID, which must be next.
 *
 * @param builder        Not NULL.
 * @param[in,out] index  Where the search is; behind it on success. Not NULL.
 * @param[out] text      Lies in the list. Not NULL.
 * @param[out] length    Bytes of it. Not NULL.
 * @retval MQTTSuccess          Read.
 * @retval MQTTEndOfProperties  There is none left.
 * @retval MQTTBadParameter     An argument is NULL, or another property is next.
 * @retval MQTTBadResponse      What is there is no property.
 *
 * Context: any; one caller at a time per builder.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 2.2.2; coreMQTT API reference, MQTTPropGet_ContentType.
 */
MQTTStatus_t MQTTPropGet_ContentType(const MQTTPropBuilder_t *builder, size_t *index,
                                     const char **text, size_t *length);

#ifdef __cplusplus
}
#endif

#endif
