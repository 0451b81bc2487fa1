/* SPDX-License-Identifier: MIT */
/** Types of the MQTT library of 201906.00; iot_mqtt.h has the functions. */
#ifndef IOT_MQTT_TYPES_H_
#define IOT_MQTT_TYPES_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "platform/iot_network.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A connection, from IotMqtt_Connect to IotMqtt_Disconnect. */
typedef struct iot_mqtt_connection *IotMqttConnection_t;

/** An operation under way. A waitable one ends with IotMqtt_Wait, another before its callback. */
typedef struct iot_mqtt_operation *IotMqttOperation_t;

/** How a function or an operation ended. */
typedef enum IotMqttError {
    IOT_MQTT_SUCCESS = 0,
    IOT_MQTT_STATUS_PENDING,    /**< It has begun; the callback or IotMqtt_Wait tells the end. */
    IOT_MQTT_INIT_FAILED,       /**< IotMqtt_Init failed or was not called. */
    IOT_MQTT_BAD_PARAMETER,     /**< An argument is missing or out of range; nothing happened. */
    IOT_MQTT_NO_MEMORY,         /**< A pool or the heap is exhausted; nothing happened. */
    IOT_MQTT_NETWORK_ERROR,     /**< The connection is over. */
    IOT_MQTT_SCHEDULING_ERROR,  /**< Kept for programs that name it; does not occur. */
    IOT_MQTT_BAD_RESPONSE,      /**< The server broke the protocol. */
    IOT_MQTT_TIMEOUT,           /**< No answer in time. */
    IOT_MQTT_SERVER_REFUSED,    /**< CONNACK says no, or SUBACK to a filter. */
    IOT_MQTT_RETRY_NO_RESPONSE, /**< No PUBACK after the last retry. */
} IotMqttError_t;

/** What an operation is. */
typedef enum IotMqttOperationType {
    IOT_MQTT_CONNECT,
    IOT_MQTT_PUBLISH_TO_SERVER,
    IOT_MQTT_PUBACK,
    IOT_MQTT_SUBSCRIBE,
    IOT_MQTT_UNSUBSCRIBE,
    IOT_MQTT_PINGREQ,
    IOT_MQTT_DISCONNECT,
} IotMqttOperationType_t;

/** Delivery. QoS 2 is refused. */
typedef enum IotMqttQos {
    IOT_MQTT_QOS_0 = 0, /**< At most once. */
    IOT_MQTT_QOS_1 = 1, /**< At least once. */
    IOT_MQTT_QOS_2 = 2, /**< Exactly once: not of this library. */
} IotMqttQos_t;

/** Why a connection ended. */
typedef enum IotMqttDisconnectReason {
    IOT_MQTT_DISCONNECT_CALLED,   /**< IotMqtt_Disconnect. */
    IOT_MQTT_BAD_PACKET_RECEIVED, /**< The stream broke, or the server broke the protocol. */
    IOT_MQTT_KEEP_ALIVE_TIMEOUT,  /**< A PINGREQ was not answered, or did not leave. */
} IotMqttDisconnectReason_t;

/** A message. */
typedef struct IotMqttPublishInfo {
    IotMqttQos_t qos;
    bool retain;            /**< The server keeps it for later subscribers. */
    const char *pTopicName; /**< No terminator needed. */
    uint16_t topicNameLength;
    const void *pPayload; /**< NULL only when the length is 0. */
    size_t payloadLength;
    uint32_t retryMs;    /**< QoS 1: first wait for PUBACK before it is sent again; each further
                              one is twice as long. 0 only with retryLimit 0. */
    uint32_t retryLimit; /**< QoS 1: how often it is sent again; 0: never. */
} IotMqttPublishInfo_t;

/** What a callback learns. Valid during the call. */
typedef struct IotMqttCallbackParam {
    IotMqttConnection_t mqttConnection;
    union {
        /** An operation has ended. */
        struct {
            IotMqttOperationType_t type;
            IotMqttOperation_t reference; /**< As it was returned; no longer valid. */
            IotMqttError_t result;
        } operation;
        /** A message has arrived. */
        struct {
            const char *pTopicFilter; /**< Of the subscription. */
            uint16_t topicFilterLength;
            IotMqttPublishInfo_t info;
        } message;
        /** The connection has ended. */
        IotMqttDisconnectReason_t disconnectReason;
    } u;
} IotMqttCallbackParam_t;

/** Whom to tell. Callbacks run in the network's task or the library's; they may publish, subscribe
 * and unsubscribe, must not block, and must not connect, disconnect, clean up or wait. */
typedef struct IotMqttCallbackInfo {
    void *pCallbackContext; /**< First argument. */
    void (*function)(void *pCallbackContext, IotMqttCallbackParam_t *pCallbackParam);
} IotMqttCallbackInfo_t;

/** A topic filter and who gets what it matches. */
typedef struct IotMqttSubscription {
    IotMqttQos_t qos;         /**< Highest wanted. Ignored by IotMqtt_Unsubscribe. */
    const char *pTopicFilter; /**< Copied. May hold + and #. */
    uint16_t topicFilterLength;
    IotMqttCallbackInfo_t callback; /**< Needed to subscribe. */
} IotMqttSubscription_t;

/** How to connect. Used during IotMqtt_Connect only. */
typedef struct IotMqttConnectInfo {
    bool awsIotMqttMode; /**< Limits of AWS IoT: keep-alive 30 .. 1200 s (moved into the range, 0
                              becomes 1200), client id 128 bytes, topics 256, 8 filters a call. */
    bool cleanSession;   /**< False: the session of before goes on, and this one stays. */
    const IotMqttSubscription_t *pPreviousSubscriptions; /**< Without cleanSession: those of the
                              session. They are asked for again if the server has no session. */
    size_t previousSubscriptionCount;
    const IotMqttPublishInfo_t *pWillInfo; /**< NULL: none. */
    uint16_t keepAliveSeconds;             /**< 0: none. */
    const char *pClientIdentifier;         /**< Not empty, but with cleanSession. */
    uint16_t clientIdentifierLength;
    const char *pUserName; /**< NULL: none, or the metrics of AWS mode. */
    uint16_t userNameLength;
    const char *pPassword; /**< NULL: none. */
    uint16_t passwordLength;
} IotMqttConnectInfo_t;

/** A packet from the network, for a function of IotMqttSerializer_t. */
struct iot_mqtt_packet {
    uint8_t type;            /**< As `getPacketType` returned it. */
    uint8_t *pRemainingData; /**< So many bytes as `getRemainingLength` returned. */
    size_t remainingLength;
    uint16_t packetIdentifier;    /**< To be set, but for CONNACK, PINGRESP and QoS 0. */
    IotMqttPublishInfo_t publish; /**< Of a message: to be set; may point into the data. */
};

/** Packets of another form than MQTT 3.1.1, as over BLE. A member that is NULL: the form of MQTT.
 * Packets that are made are given back to `freePacket`. A packet identifier is that of the function
 * which made the packet. Called with the connection locked: must not call the library. */
typedef struct IotMqttSerializer {
    /** The next packet's type, a value as MQTT has it: its upper four bits count. */
    uint8_t (*getPacketType)(void *pNetworkConnection,
                             const IotNetworkInterface_t *pNetworkInterface);
    /** Then how many bytes follow. SIZE_MAX: broken. */
    size_t (*getRemainingLength)(void *pNetworkConnection,
                                 const IotNetworkInterface_t *pNetworkInterface);
    void (*freePacket)(uint8_t *pPacket); /**< NULL: nothing is to be given back. */
    /** Make a packet. Other than IOT_MQTT_SUCCESS: the connection ends. */
    struct {
        IotMqttError_t (*connect)(const IotMqttConnectInfo_t *pConnectInfo,
                                  uint8_t **pConnectPacket, size_t *pPacketSize);
        IotMqttError_t (*publish)(const IotMqttPublishInfo_t *pPublishInfo,
                                  uint8_t **pPublishPacket, size_t *pPacketSize,
                                  uint16_t *pPacketIdentifier, uint8_t **pPacketIdentifierHigh);
        /** Marks a packet of `publish` as sent again; `pNewPacketIdentifier` is NULL. May be
         * NULL. */
        void (*publishSetDup)(uint8_t *pPublishPacket, uint8_t *pPacketIdentifierHigh,
                              uint16_t *pNewPacketIdentifier);
        IotMqttError_t (*puback)(uint16_t packetIdentifier, uint8_t **pPubackPacket,
                                 size_t *pPacketSize);
        IotMqttError_t (*subscribe)(const IotMqttSubscription_t *pSubscriptionList,
                                    size_t subscriptionCount, uint8_t **pSubscribePacket,
                                    size_t *pPacketSize, uint16_t *pPacketIdentifier);
        IotMqttError_t (*unsubscribe)(const IotMqttSubscription_t *pSubscriptionList,
                                      size_t subscriptionCount, uint8_t **pUnsubscribePacket,
                                      size_t *pPacketSize, uint16_t *pPacketIdentifier);
        IotMqttError_t (*pingreq)(uint8_t **pPingreqPacket, size_t *pPacketSize);
        IotMqttError_t (*disconnect)(uint8_t **pDisconnectPacket, size_t *pPacketSize);
    } serialize;
    /** Take a packet apart. IOT_MQTT_SUCCESS; IOT_MQTT_SERVER_REFUSED of CONNACK and, for all its
     * filters, SUBACK; other than these: the connection ends. */
    struct {
        IotMqttError_t (*connack)(struct iot_mqtt_packet *pConnack);
        IotMqttError_t (*publish)(struct iot_mqtt_packet *pPublish);
        IotMqttError_t (*puback)(struct iot_mqtt_packet *pPuback);
        IotMqttError_t (*suback)(struct iot_mqtt_packet *pSuback);
        IotMqttError_t (*unsuback)(struct iot_mqtt_packet *pUnsuback);
        IotMqttError_t (*pingresp)(struct iot_mqtt_packet *pPingresp);
    } deserialize;
} IotMqttSerializer_t;

/** Over which network. Used during IotMqtt_Connect only, but for what its pointers point at: the
 * table of functions and a connection stay valid until IotMqtt_Disconnect. */
typedef struct IotMqttNetworkInfo {
    bool createNetworkConnection; /**< True: `setup`, false: `pNetworkConnection`. */
    union {
        struct {
            void *pNetworkServerInfo;     /**< Handed to `create` of the network, */
            void *pNetworkCredentialInfo; /**< and so is this. */
        } setup;
        void *pNetworkConnection; /**< Open. It is closed with the connection, not destroyed. */
    } u;
    const IotNetworkInterface_t *pNetworkInterface; /**< All members but `create` needed. */
    IotMqttCallbackInfo_t disconnectCallback;       /**< Its function may be NULL. */
    const IotMqttSerializer_t *pMqttSerializer;     /**< NULL: MQTT 3.1.1. Other than that needs
                                                         IOT_MQTT_ENABLE_SERIALIZER_OVERRIDES, and
                                                         stays valid until IotMqtt_Disconnect. */
} IotMqttNetworkInfo_t;

#define IOT_MQTT_NETWORK_INFO_INITIALIZER                                                          \
    {                                                                                              \
        .createNetworkConnection = true                                                            \
    }
#define IOT_MQTT_SERIALIZER_INITIALIZER                                                            \
    {                                                                                              \
        0                                                                                          \
    }
#define IOT_MQTT_CONNECT_INFO_INITIALIZER                                                          \
    {                                                                                              \
        .cleanSession = true                                                                       \
    }
#define IOT_MQTT_PUBLISH_INFO_INITIALIZER                                                          \
    {                                                                                              \
        .qos = IOT_MQTT_QOS_0                                                                      \
    }
#define IOT_MQTT_SUBSCRIPTION_INITIALIZER                                                          \
    {                                                                                              \
        .qos = IOT_MQTT_QOS_0                                                                      \
    }
#define IOT_MQTT_CALLBACK_INFO_INITIALIZER                                                         \
    {                                                                                              \
        0                                                                                          \
    }
#define IOT_MQTT_CONNECTION_INITIALIZER NULL
#define IOT_MQTT_OPERATION_INITIALIZER  NULL

/** Of subscribe, unsubscribe and publish: IotMqtt_Wait will be called, once. */
#define IOT_MQTT_FLAG_WAITABLE (0x00000001)

/** Of IotMqtt_Disconnect: no DISCONNECT is sent, the server publishes the will. */
#define IOT_MQTT_FLAG_CLEANUP_ONLY (0x00000001)

#ifdef __cplusplus
}
#endif

#endif
