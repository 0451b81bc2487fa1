/* SPDX-License-Identifier: MIT */
/* What the library's files share.
 *
 *   lock      of a connection: all of it but `stream`, and the engine; given while callbacks run
 *   reading   held by the network's task in IotMqtt_ReceiveCallback, from end to end
 *   registry  held by the library's task while it looks at connections, and to free one
 *
 * Taken in the order registry or reading, then lock.
 *
 * A place of the table of connections is free when it is FREE and none of its operations is used:
 * a waitable operation outlives its connection.
 */
#ifndef IOT_MQTT_PARTS_H
#define IOT_MQTT_PARTS_H

#include "FreeRTOS.h"

#include "core_mqtt.h"
#include "iot_mqtt.h"
#include "mqtt_connection_freertos.h"
#include "semphr.h"

#define AWS_TOPIC_BYTES     256u
#define AWS_CLIENT_ID_BYTES 128u
#define AWS_FILTERS         8u
#define AWS_KEEP_ALIVE_MIN  30u
#define AWS_KEEP_ALIVE_MAX  1200u

struct iot_mqtt_operation {
    struct iot_mqtt_connection *connection;
    bool used, waitable;
    IotMqttOperationType_t type;
    IotMqttError_t status; /* IOT_MQTT_STATUS_PENDING until it has ended */
    uint16_t packet_id;
    IotMqttCallbackInfo_t callback;
    SemaphoreHandle_t done;
    StaticSemaphore_t done_memory;
    /* of a PUBLISH that is sent again */
    MQTTPublishInfo_t message;
    uint8_t *copy; /* NULL: it is not */
    uint32_t sent_ms, wait_ms, retry_ms, retries_left;
};

struct iot_mqtt_subscription {
    uint16_t length;    /* of the filter; 0: the place is free */
    uint16_t packet_id; /* of its SUBSCRIBE, */
    uint8_t place;      /* and where in it */
    IotMqttQos_t qos;
    IotMqttCallbackInfo_t callback;
    char filter[IOT_MQTT_FILTER_BYTES];
};

/* Packets of another form: iot_mqtt_translate.c. Without them the code is there, and not called. */
#define TRANSLATED_BYTES (IOT_MQTT_ENABLE_SERIALIZER_OVERRIDES ? IOT_MESSAGE_BUFFER_SIZE : 8)
#define TRANSLATED_IDS                                                                             \
    (IOT_MQTT_ENABLE_SERIALIZER_OVERRIDES ? IOT_MQTT_MAX_IN_PROGRESS_OPERATIONS : 1)

struct iot_mqtt_translation {
    const IotMqttSerializer_t *serializer; /* NULL: there is none */
    const IotMqttConnectInfo_t *hello;     /* while CONNECT is sent */
    size_t out_length, in_length, in_read;
    uint8_t out[TRANSLATED_BYTES]; /* the engine's packet, until it is complete */
    uint8_t in[TRANSLATED_BYTES];  /* for the engine */
    struct iot_mqtt_translated_id {
        uint16_t ours, theirs; /* 0: the place is free */
        uint8_t answer;        /* type of the packet that ends it */
        uint8_t filters;
    } ids[TRANSLATED_IDS];
    unsigned next_id; /* place to be taken when none is free */
};

enum iot_mqtt_state { IOT_MQTT_FREE, IOT_MQTT_CONNECTING, IOT_MQTT_OPEN, IOT_MQTT_LOST };

struct iot_mqtt_connection {
    MQTTContext_t mqtt; /* first: the engine's callback finds the connection by it */
    volatile enum iot_mqtt_state state;
    bool aws, owns_stream, closed, told, session_present;
    const IotNetworkInterface_t *network;
    void *stream;
    IotMqttCallbackInfo_t on_disconnect;
    IotMqttDisconnectReason_t reason;
    uint32_t connack_ms;
    bool ping_waits;
    uint32_t ping_ms;
    bool may_read; /* the head of a packet */
    size_t left;   /* then so many bytes */
    SemaphoreHandle_t lock, reading, readable, released;
    StaticSemaphore_t lock_memory, reading_memory, readable_memory, released_memory;
    struct iot_mqtt_operation operations[IOT_MQTT_MAX_IN_PROGRESS_OPERATIONS];
    MQTTPubAckInfo_t outgoing[IOT_MQTT_MAX_IN_PROGRESS_OPERATIONS];
    struct iot_mqtt_subscription subscriptions[IOT_MQTT_SUBSCRIPTIONS];
    MQTTSubscribeInfo_t asked[IOT_MQTT_SUBSCRIPTIONS]; /* of the packet that leaves */
    uint8_t buffer[IOT_MESSAGE_BUFFER_SIZE];
    struct iot_mqtt_translation translation;
};

struct iot_mqtt {
    bool ready;
    volatile bool stop;
    struct mqtt_connection_freertos wakes;
    struct mqtt_connection_system system; /* the clock, chance, and the sleep of the task */
    SemaphoreHandle_t registry, ended;
    StaticSemaphore_t registry_memory, ended_memory;
    struct iot_mqtt_connection connections[IOT_MQTT_CONNECTIONS];
};

extern struct iot_mqtt iot_mqtt;

/* --- iot_mqtt.c --- */

static inline void iot_mqtt_take(SemaphoreHandle_t mutex)
{
    (void)xSemaphoreTake(mutex, portMAX_DELAY);
}

static inline void iot_mqtt_give(SemaphoreHandle_t mutex)
{
    (void)xSemaphoreGive(mutex);
}

/* The connection is over; the library's task tells. Locked. */
void iot_mqtt_lost(struct iot_mqtt_connection *connection, IotMqttDisconnectReason_t reason);

/* Calls disconnectCallback, once for a connection. Locked; the lock is given meanwhile. */
void iot_mqtt_tell_end(struct iot_mqtt_connection *connection);

/* --- iot_mqtt_connect.c --- */

/* Closes the stream, unless that was done. With `registry`; not locked. */
void iot_mqtt_close(struct iot_mqtt_connection *connection);

/* --- iot_mqtt_memory.c --- */

/* NULL: there is none. */
uint8_t *iot_mqtt_memory_take(size_t bytes);
void iot_mqtt_memory_give(uint8_t *memory);

/* --- iot_mqtt_operation.c; all locked --- */

/* NULL: all are in use. */
struct iot_mqtt_operation *iot_mqtt_operation_begin(struct iot_mqtt_connection *connection,
                                                    IotMqttOperationType_t type, uint32_t flags,
                                                    const IotMqttCallbackInfo_t *callback);
struct iot_mqtt_operation *iot_mqtt_operation_find(struct iot_mqtt_connection *connection,
                                                   IotMqttOperationType_t type, uint16_t packet_id);

/* Frees its memory, without telling. */
void iot_mqtt_operation_free(struct iot_mqtt_operation *operation);

/* Tells the end. The lock is given while a callback runs. */
void iot_mqtt_operation_end(struct iot_mqtt_operation *operation, IotMqttError_t status);
void iot_mqtt_operation_end_all(struct iot_mqtt_connection *connection);

/* Sends again what is due. Returns when something will be, in ms; UINT32_MAX: nothing. */
uint32_t iot_mqtt_operation_retry(struct iot_mqtt_connection *connection);

/* --- iot_mqtt_subscription.c; all locked --- */

/* False, and nothing has changed: they do not fit. `packet_id`: of their SUBSCRIBE. */
bool iot_mqtt_subscription_add(struct iot_mqtt_connection *connection,
                               const IotMqttSubscription_t *list, size_t count, uint16_t packet_id);
struct iot_mqtt_subscription *iot_mqtt_subscription_find(struct iot_mqtt_connection *connection,
                                                         const char *filter, uint16_t length);

/* Removes what the server's codes refuse; with NULL all of that SUBSCRIBE. Returns whether some
 * were. */
bool iot_mqtt_subscription_refuse(struct iot_mqtt_connection *connection, uint16_t packet_id,
                                  const uint8_t *codes, size_t count);

/* Calls whom the message is for. The lock is given meanwhile. */
void iot_mqtt_subscription_deliver(struct iot_mqtt_connection *connection,
                                   const MQTTPublishInfo_t *message);

/* --- iot_mqtt_receive.c --- */

/* The stream and the callback as the engine wants them. */
TransportInterface_t iot_mqtt_stream(struct iot_mqtt_connection *connection);
void iot_mqtt_event(MQTTContext_t *context, MQTTPacketInfo_t *packet, MQTTDeserializedInfo_t *info);

/* --- iot_mqtt_translate.c --- */

static inline bool iot_mqtt_translates(const struct iot_mqtt_connection *connection)
{
    return IOT_MQTT_ENABLE_SERIALIZER_OVERRIDES && connection->translation.serializer != NULL;
}

/* As the stream's functions. `receive` begins with the next packet where none has begun. */
int32_t iot_mqtt_translate_send(struct iot_mqtt_connection *connection, const void *bytes,
                                size_t length);
int32_t iot_mqtt_translate_receive(struct iot_mqtt_connection *connection, void *bytes,
                                   size_t length);

/* --- iot_mqtt_request.c --- */

bool iot_mqtt_may_subscribe(const IotMqttSubscription_t *list, size_t count, bool aws);
bool iot_mqtt_may_publish(const IotMqttPublishInfo_t *message, bool aws);
MQTTPublishInfo_t iot_mqtt_message(const IotMqttPublishInfo_t *message);

#endif
