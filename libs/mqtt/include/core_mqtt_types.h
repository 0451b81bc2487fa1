/* SPDX-License-Identifier: MIT */
/** What MQTT 3.1.1 and MQTT 5 have in common: packet types, results, states of messages. Both
 * core_mqtt_serializer.h include it; an application does not. */
#ifndef CORE_MQTT_TYPES_H
#define CORE_MQTT_TYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** First byte of each packet; a PUBLISH has its flags in the low four bits. */
#define MQTT_PACKET_TYPE_CONNECT     ((uint8_t)0x10U)
#define MQTT_PACKET_TYPE_CONNACK     ((uint8_t)0x20U)
#define MQTT_PACKET_TYPE_PUBLISH     ((uint8_t)0x30U)
#define MQTT_PACKET_TYPE_PUBACK      ((uint8_t)0x40U)
#define MQTT_PACKET_TYPE_PUBREC      ((uint8_t)0x50U)
#define MQTT_PACKET_TYPE_PUBREL      ((uint8_t)0x62U)
#define MQTT_PACKET_TYPE_PUBCOMP     ((uint8_t)0x70U)
#define MQTT_PACKET_TYPE_SUBSCRIBE   ((uint8_t)0x82U)
#define MQTT_PACKET_TYPE_SUBACK      ((uint8_t)0x90U)
#define MQTT_PACKET_TYPE_UNSUBSCRIBE ((uint8_t)0xA2U)
#define MQTT_PACKET_TYPE_UNSUBACK    ((uint8_t)0xB0U)
#define MQTT_PACKET_TYPE_PINGREQ     ((uint8_t)0xC0U)
#define MQTT_PACKET_TYPE_PINGRESP    ((uint8_t)0xD0U)
#define MQTT_PACKET_TYPE_DISCONNECT  ((uint8_t)0xE0U)

/** No packet has this id. */
#define MQTT_PACKET_ID_INVALID ((uint16_t)0U)

/** Result of every MQTT function. Those behind MQTTNeedMoreBytes name conditions that 2.3.1
 * has no name for. */
typedef enum MQTTStatus {
    MQTTSuccess = 0,             /**< Done. */
    MQTTBadParameter,            /**< An argument is out of range; nothing happened. */
    MQTTNoMemory,                /**< A buffer or a record table is too small. */
    MQTTSendFailed,              /**< The transport did not take all of a packet. */
    MQTTRecvFailed,              /**< The transport is broken or closed. */
    MQTTBadResponse,             /**< The server broke the protocol. */
    MQTTServerRefused,           /**< CONNACK or SUBACK says no. */
    MQTTNoDataAvailable,         /**< No packet has begun to arrive. */
    MQTTIllegalState,            /**< A state record is in a state it cannot be in. */
    MQTTStateCollision,          /**< The packet id is in use. */
    MQTTKeepAliveTimeout,        /**< A PINGREQ was not answered. */
    MQTTNeedMoreBytes,           /**< A packet has arrived in part. */
    MQTTStatusConnected,         /**< MQTT_CheckConnectStatus of MQTT 5: there is a connection. */
    MQTTStatusNotConnected,      /**< There is no connection; nothing happened. */
    MQTTStatusDisconnectPending, /**< Not used by this library. */
    MQTTPublishStoreFailed,      /**< The retransmit store refused a PUBLISH; nothing was sent. */
    MQTTPublishRetrieveFailed,   /**< The retransmit store lost a PUBLISH it had accepted. */
    MQTTEventCallbackFailed,     /**< MQTT 5: the event callback refused a packet. */
    MQTTEndOfProperties,         /**< MQTT 5: there is no further property. */
} MQTTStatus_t;

/** Delivery guarantee of a message. */
typedef enum MQTTQoS {
    MQTTQoS0 = 0, /**< At most once. */
    MQTTQoS1 = 1, /**< At least once. */
    MQTTQoS2 = 2, /**< Exactly once. */
} MQTTQoS_t;

/** A buffer of the caller's. */
typedef struct MQTTFixedBuffer {
    uint8_t *pBuffer; /**< First byte. */
    size_t size;      /**< Bytes. */
} MQTTFixedBuffer_t;

/** Whether CONNACK has been received on the stream and the stream is whole. */
typedef enum MQTTConnectionStatus {
    MQTTNotConnected, /**< No packets may be sent but CONNECT. */
    MQTTConnected,    /**< Open. */
} MQTTConnectionStatus_t;

/** State of a message under way; core_mqtt_state.h has the picture. */
typedef enum MQTTPublishState {
    MQTTStateNull = 0,  /**< No record. */
    MQTTPublishSend,    /**< The PUBLISH has not left. */
    MQTTPubAckSend,     /**< A PUBACK is owed. */
    MQTTPubRecSend,     /**< A PUBREC is owed. */
    MQTTPubRelSend,     /**< A PUBREL is owed. */
    MQTTPubCompSend,    /**< A PUBCOMP is owed. */
    MQTTPubAckPending,  /**< Waits for PUBACK. */
    MQTTPubRecPending,  /**< Waits for PUBREC. */
    MQTTPubRelPending,  /**< Waits for PUBREL. */
    MQTTPubCompPending, /**< Waits for PUBCOMP. */
    MQTTPublishDone,    /**< Complete; the record is free. */
} MQTTPublishState_t;

/** The four packets that answer a PUBLISH. */
typedef enum MQTTPubAckType {
    MQTTPuback,
    MQTTPubrec,
    MQTTPubrel,
    MQTTPubcomp,
} MQTTPubAckType_t;

/** One record of a message under way; the application provides the arrays. */
typedef struct MQTTPubAckInfo {
    uint16_t packetId;               /**< 0: the record is free. */
    MQTTQoS_t qos;                   /**< 1 or 2. */
    MQTTPublishState_t publishState; /**< Where it is. */
} MQTTPubAckInfo_t;

/** Milliseconds since any moment; may wrap at 2^32. */
typedef uint32_t (*MQTTGetCurrentTimeFunc_t)(void);

/** One client; core_mqtt.h has its parts. */
typedef struct MQTTContext MQTTContext_t;

/** A PUBLISH in pieces, as handed to a retransmit store; see MQTT_SerializeMQTTVec. */
typedef struct MQTTVec MQTTVec_t;

/** Copies a PUBLISH for a later resend. False refuses it: MQTT_Publish then sends nothing. */
typedef bool (*MQTTStorePacketForRetransmit)(MQTTContext_t *pContext, uint16_t packetId,
                                             MQTTVec_t *pMqttVec);

/** Finds the copy again: its bytes, writable, and their number. False: it is lost. */
typedef bool (*MQTTRetrievePacketForRetransmit)(MQTTContext_t *pContext, uint16_t packetId,
                                                uint8_t **pSerializedMqttVec,
                                                size_t *pSerializedMqttVecLen);

/** The copy is no longer needed. */
typedef void (*MQTTClearPacketForRetransmit)(MQTTContext_t *pContext, uint16_t packetId);

#ifdef __cplusplus
}
#endif

#endif
