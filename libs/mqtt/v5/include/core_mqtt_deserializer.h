/* SPDX-License-Identifier: MIT */
/** MQTT 5.0 packets from the server, taken apart where they lie; part of core_mqtt_serializer.h,
 * which includes it. */
#ifndef CORE_MQTT_DESERIALIZER_H
#define CORE_MQTT_DESERIALIZER_H

#include "core_mqtt_serializer.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Take a PUBLISH packet apart. The parts point into the packet; nothing is copied.
 *
 * @param packet             A complete packet from the network: untrusted. Not NULL.
 * @param[out] packet_id     1 .. 65535, or 0 for QoS 0. Not NULL.
 * @param[out] publish_info  The message; valid as long as the packet's bytes are. Not NULL.
 * @param[out] properties    To be read; lies in the packet. Not NULL.
 * @param max_packet_size    Longest packet that this client takes.
 * @param topic_alias_max    Highest alias that this client takes.
 * @retval MQTTSuccess       The outputs are set.
 * @retval MQTTBadParameter  An argument is NULL, or the packet is not a PUBLISH.
 * @retval MQTTBadResponse   The packet is malformed, too long, has an alias that is too high, or
 *                           neither topic nor alias.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 3.3.
 */
MQTTStatus_t MQTT_DeserializePublish(const MQTTPacketInfo_t *packet, uint16_t *packet_id,
                                     MQTTPublishInfo_t *publish_info, MQTTPropBuilder_t *properties,
                                     uint32_t max_packet_size, uint16_t topic_alias_max);

/**
 * Take a SUBACK, UNSUBACK, PINGRESP, PUBACK, PUBREC, PUBREL or PUBCOMP apart.
 *
 * @param packet                 A complete packet from the network: untrusted. Not NULL.
 * @param[out] packet_id         Set but for PINGRESP. Not NULL.
 * @param[out] reason_code       Set but for PINGRESP. Not NULL.
 * @param[out] properties        To be read; lies in the packet. Not NULL.
 * @param connection_properties  Of this connection. Not NULL.
 * @retval MQTTSuccess        The packet is well formed and says yes.
 * @retval MQTTServerRefused  It is well formed and a reason code is 0x80 or more.
 * @retval MQTTBadParameter   An argument is NULL.
 * @retval MQTTBadResponse    The packet is malformed, too long, gives reasons where none were
 *                            wanted, or is of another type.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 5.0 sections 3.4 to 3.7, 3.9, 3.11, 3.13.
 */
MQTTStatus_t MQTT_DeserializeAck(const MQTTPacketInfo_t *packet, uint16_t *packet_id,
                                 MQTTReasonCodeInfo_t *reason_code, MQTTPropBuilder_t *properties,
                                 const MQTTConnectionProperties_t *connection_properties);

/**
 * Take a CONNACK apart, and keep what the server says about itself.
 *
 * @param packet                         A complete packet from the network: untrusted. Not NULL.
 * @param[out] session_present           Not NULL.
 * @param[out] properties                To be read; lies in the packet. Not NULL.
 * @param[in,out] connection_properties  After MQTT_InitConnect. Not NULL.
 * @retval MQTTSuccess        Connected; the outputs are set.
 * @retval MQTTServerRefused  The server says no; the outputs are set.
 * @retval MQTTBadParameter   An argument is NULL.
 * @retval MQTTBadResponse    The packet is malformed or of another type.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 3.2.
 */
MQTTStatus_t MQTT_DeserializeConnAck(const MQTTPacketInfo_t *packet, bool *session_present,
                                     MQTTPropBuilder_t *properties,
                                     MQTTConnectionProperties_t *connection_properties);

/**
 * Take a DISCONNECT apart.
 *
 * @param packet            A complete packet from the network: untrusted. Not NULL.
 * @param max_packet_size   Longest packet that this client takes.
 * @param[out] reason_code  Not NULL.
 * @param[out] properties   To be read; lies in the packet. Not NULL.
 * @retval MQTTSuccess       The outputs are set.
 * @retval MQTTBadParameter  An argument is NULL.
 * @retval MQTTBadResponse   The packet is malformed, too long or of another type.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 3.14.
 */
MQTTStatus_t MQTT_DeserializeDisconnect(const MQTTPacketInfo_t *packet, uint32_t max_packet_size,
                                        MQTTReasonCodeInfo_t *reason_code,
                                        MQTTPropBuilder_t *properties);

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
 * Source:  MQTT 5.0 section 2.1.
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
 * Source:  MQTT 5.0 section 2.1.
 */
MQTTStatus_t MQTT_ProcessIncomingPacketTypeAndLength(const uint8_t *bytes, const size_t *count,
                                                     MQTTPacketInfo_t *packet);

#ifdef __cplusplus
}
#endif

#endif
