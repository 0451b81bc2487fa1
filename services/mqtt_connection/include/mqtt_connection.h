/* SPDX-License-Identifier: MIT */
/** An MQTT connection that stays: it connects, keeps alive, comes back after a loss with back-off,
 * subscribes again, and sends again what was not acknowledged. "Accepted" means delivered at least
 * once (QoS 1) or taken over by the server (QoS 2), however often the connection breaks.
 *
 *   any task                          the connection's task: while (mqtt_connection_run() ...)
 *   mqtt_connection_publish ──► store ──► libs/mqtt ──► stream
 *                                ▲                        │ PUBACK, PUBCOMP
 *                                └──── freed ◄────────────┘
 *
 *       ┌──────── back-off over ────────► CONNECTING ── CONNACK ──► CONNECTED
 *    WAITING ◄──── refused, no answer ───────┘                         │
 *       ▲ ◄──── stream broken, no ping answer, acknowledgement late ───┘
 *       └── mqtt_connection_resume ── STOPPED ◄── mqtt_connection_disconnect, from each state
 *
 * The memory is the caller's, and its size is the bound: a message is in the store until it is
 * acknowledged, and a full store refuses (MQTTNoMemory). Only the connection's task touches the
 * stream. Functions of the system (stream, lock, clock) are handed in;
 * mqtt_connection_freertos.h has all but the stream ready-made.
 */
#ifndef MQTT_CONNECTION_H
#define MQTT_CONNECTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core_mqtt.h"
#include "mqtt_attempt.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Where the connection is; the picture above. */
enum mqtt_connection_state {
    MQTT_CONNECTION_WAITING,    /**< Not connected, a next attempt will come. The first state. */
    MQTT_CONNECTION_CONNECTING, /**< Opening the stream, then waiting for CONNACK. */
    MQTT_CONNECTION_CONNECTED,  /**< Open. */
    MQTT_CONNECTION_STOPPED,    /**< By mqtt_connection_disconnect. */
};

/** The stream. All are called by the connection's task only. */
struct mqtt_connection_transport {
    /** Opens it: name, TCP, TLS. Returns 0, or a negative error. Must end in bounded time. */
    int32_t (*open)(void *context);
    /** Closes it. Called once for each successful open. */
    void (*close)(void *context);
    /** Waits until bytes may be read (> 0), time is up or wake() was called (0), or the stream is
     * broken (< 0). A wake() that came before the call ends it too. NULL: `sleep` of the system
     * functions is used, and whoever brings bytes calls mqtt_connection_wake(). */
    int32_t (*wait)(void *context, uint32_t timeout_ms);
    /** Passed to the three above and to `network`. */
    void *context;
    /** Reads and writes. `recv` returns 0 at once when nothing is there; `send` may wait for room
     * for a bounded time and should, because the caller tries again at once after 0. `writev` may
     * be NULL. */
    TransportInterface_t stream;
    /** Tells which network the stream goes over, as a number that changes when another one is used
     * and when one comes or goes; whoever changes it calls wake(). A connection that was opened
     * over another ends, and a pause, too: the next attempt is at once. NULL: the stream itself
     * must notice. */
    uint32_t (*network)(void *context);
};

/** What is needed of the system. `lock` to `signal_room` get `context`. */
struct mqtt_connection_system {
    uint32_t (*now_ms)(void);      /**< Never runs backwards; may wrap at 2^32. */
    uint32_t (*random)(void);      /**< 32 random bits, for the jitter. */
    void (*lock)(void *context);   /**< Not recursive; held for short copies only. */
    void (*unlock)(void *context); /**< */
    void (*wake)(void *context);   /**< Ends `sleep` and the transport's `wait`; any task. */
    /** Waits for wake() or the time; a wake() that came before the call ends it too. */
    void (*sleep)(void *context, uint32_t timeout_ms);
    /** Waits in a publishing task for signal_room() or the time. NULL: publish never waits. */
    void (*wait_room)(void *context, uint32_t timeout_ms);
    void (*signal_room)(void *context); /**< Lets one waiting publish go on. NULL with wait_room. */
    void *context;
};

/** A subscription; the caller provides an array of these, the service fills it. */
struct mqtt_connection_subscription {
    const char *filter;
    MQTTQoS_t qos;
    uint8_t phase;      /**< Private. */
    uint16_t packet_id; /**< Private: of the SUBSCRIBE. */
    uint32_t sent_ms;   /**< Private: when it left. */
};

/** A received message; valid during the call. The topic has no terminator. */
struct mqtt_connection_message {
    const char *topic;
    size_t topic_length;
    const uint8_t *payload;
    size_t length;
    MQTTQoS_t qos;
    bool retained;
    bool duplicate; /**< The server may have sent it before (DUP flag). */
};

/** How to connect. What the pointers point at stays valid and unchanged as long as the connection
 * is in use; the structure itself is copied. A member that is 0 has the default in brackets. */
struct mqtt_connection_config {
    struct mqtt_connection_transport transport;
    struct mqtt_connection_system system;

    const char *client_id; /**< Not empty: the session hangs on it. */
    const char *user;      /**< NULL: none. */
    const char *password;  /**< NULL: none. */
    const MQTTPublishInfo_t
        *will;             /**< Published by the server when the device is gone. NULL: none. */
    bool clean_session;    /**< The server keeps nothing from one connection to the next. */
    uint16_t keep_alive_s; /**< [60] */
    uint32_t connack_timeout_ms; /**< Longest wait for CONNACK [10000]. */
    uint32_t ack_timeout_ms;     /**< A PUBLISH or SUBSCRIBE unanswered for so long ends the
                                      connection, and so makes it be sent again [20000]. */
    uint16_t backoff_base_ms;    /**< Longest first wait [500]. */
    uint16_t backoff_max_ms;     /**< Longest wait of all [60000]. */

    uint8_t *receive_buffer;    /**< As large as the largest packet to be received. */
    size_t receive_size;        /**< Bytes, at least 64. */
    uint8_t *store_buffer;      /**< Messages not yet acknowledged, 4-byte aligned. */
    size_t store_size;          /**< Bytes, at least 64. A message takes topic + payload + 24,
                                     and must fit in one piece: give at least twice the largest. */
    MQTTPubAckInfo_t *outgoing; /**< Messages under way at a time. */
    size_t outgoing_count;      /**< 1 or more. */
    MQTTPubAckInfo_t *incoming; /**< QoS 2 messages arriving at a time; NULL without QoS 2. */
    size_t incoming_count;      /**< 0 without QoS 2. When it is too small the connection is ended
                                     and comes back: mosquitto sends up to 20, a few more after a
                                     reconnect. */
    struct mqtt_connection_subscription *subscriptions; /**< NULL without. */
    size_t subscription_count;

    /** A message has arrived. In the connection's task; must not block, may publish with
     * timeout_ms 0. It is acknowledged when this returns. NULL without subscriptions. */
    void (*message)(void *context, const struct mqtt_connection_message *message);
    /** The state has changed, with the reason: MQTTSuccess when all is well. In the connection's
     * task; must not block. May be NULL. */
    void (*state)(void *context, enum mqtt_connection_state state, MQTTStatus_t reason);
    /** A SUBSCRIBE was answered. In the connection's task; must not block. May be NULL. */
    void (*subscribed)(void *context, const char *filter, bool granted);
    void *context; /**< Passed to the three above. */

    /** For tests only, to see them fail: what is not acknowledged is dropped at a reconnect. */
    bool drop_unacknowledged;
};

/** Counts since mqtt_connection_init. They wrap. */
struct mqtt_connection_counts {
    uint32_t accepted;     /**< QoS 1 and 2 messages that publish took: MQTTSuccess. */
    uint32_t acknowledged; /**< Of these, taken over by the server: PUBACK, PUBCOMP. */
    uint32_t resent;       /**< PUBLISH packets sent once more after a reconnect. */
    uint32_t dropped;      /**< Accepted and lost; 0 unless drop_unacknowledged. */
    uint32_t waiting;      /**< In the store now: accepted - acknowledged - dropped. */
    uint32_t sent_qos0;    /**< QoS 0 messages handed to the stream. */
    uint32_t received;     /**< Messages handed to `message`. */
    uint32_t duplicates;   /**< Of these, with the DUP flag. */
    uint32_t oversized;    /**< Packets dropped because the receive buffer is too small. */
    uint32_t connects;     /**< CONNACKs that accept. */
    uint32_t resumed;      /**< Of these, with the session still there. */
    uint32_t losses;       /**< Connections that ended without mqtt_connection_disconnect. */
    uint32_t failures;     /**< Attempts that led to no connection. */
    uint32_t pings;        /**< PINGREQs sent. */
};

/** One connection. All members are private; the memory is the caller's. */
struct mqtt_connection {
    MQTTContext_t mqtt; /* first: the engine's callbacks find the connection by it */
    struct mqtt_connection_config config;
    struct mqtt_connection_counts counts;
    struct mqtt_attempt attempt;
    enum mqtt_connection_state state;
    bool connected;      /* for publishers of QoS 0; under the lock */
    uint32_t publishers; /* waiting for room; under the lock */
    struct mqtt_store {  /* under the lock; mqtt_store.h has the picture */
        uint8_t *bytes;
        uint32_t size;
        uint32_t head;  /* the oldest message */
        uint32_t tail;  /* where the next one goes */
        uint32_t end;   /* where the ring wraps */
        uint32_t count; /* messages */
    } store;
};

/**
 * Prepare a connection. Nothing is sent before mqtt_connection_run.
 *
 * @param[out] connection  Not NULL; lives as long as it is used.
 * @param config           Copied; see there for what its pointers need. Not NULL.
 * @retval MQTTSuccess       State WAITING, first attempt at once.
 * @retval MQTTBadParameter  A member is missing or out of range.
 *
 * Context: task, before any other function of this header.
 * Blocks:  never.
 */
MQTTStatus_t mqtt_connection_init(struct mqtt_connection *connection,
                                  const struct mqtt_connection_config *config);

/**
 * Subscribe, now and whenever the server has no session for this client.
 *
 * @param connection  Initialised.
 * @param filter      0-terminated, 1 .. 65535 bytes; stays valid. Subscribing to the same text
 *                    again replaces the QoS.
 * @param qos         Highest QoS wanted.
 * @retval MQTTSuccess       Noted; `subscribed` tells the server's answer.
 * @retval MQTTBadParameter  An argument is missing or out of range.
 * @retval MQTTNoMemory      The array of subscriptions is full.
 *
 * Context: any task.
 * Blocks:  for the lock only.
 * Source:  MQTT 3.1.1 section 3.8.
 */
MQTTStatus_t mqtt_connection_subscribe(struct mqtt_connection *connection, const char *filter,
                                       MQTTQoS_t qos);

/**
 * Hand over a message. It is copied, and sent by the connection's task in the order of the calls.
 *
 * @param connection  Initialised.
 * @param topic       0-terminated, 1 .. 65535 bytes, no wildcards.
 * @param payload     `length` bytes; NULL only when that is 0.
 * @param length      Bytes.
 * @param qos         1 and 2 are accepted whether or not there is a connection. 0 is accepted while
 *                    connected only, and may be lost.
 * @param timeout_ms  How long to wait for room in the store; 0 in callbacks of this connection.
 * @retval MQTTSuccess             Accepted.
 * @retval MQTTNoMemory            The store had no room in time; nothing was taken.
 * @retval MQTTStatusNotConnected  QoS 0 without connection; nothing was taken.
 * @retval MQTTBadParameter        An argument is missing, out of range, or the message is larger
 *                                 than the store; nothing was taken.
 *
 * Context: any task.
 * Blocks:  up to `timeout_ms`, and for the lock.
 * Source:  MQTT 3.1.1 section 3.3, 4.3, 4.6.
 */
MQTTStatus_t mqtt_connection_publish(struct mqtt_connection *connection, const char *topic,
                                     const void *payload, size_t length, MQTTQoS_t qos,
                                     uint32_t timeout_ms);

/**
 * Do what is due, then wait once: until bytes arrive, another task hands something over, keep-alive
 * or an acknowledgement is due, the back-off is over, or the time is up; then handle what came.
 *
 * @param connection  Initialised.
 * @param timeout_ms  Longest wait; 0 = only what is due.
 * @return The state afterwards.
 *
 * Context: the connection's task: one task, always the same. Not from callbacks.
 * Blocks:  up to `timeout_ms`; when an attempt to connect is due, as long as `open` and
 *          `connack_timeout_ms`; when the stream takes no bytes, MQTT_SEND_TIMEOUT_MS.
 */
enum mqtt_connection_state mqtt_connection_run(struct mqtt_connection *connection,
                                               uint32_t timeout_ms);

/**
 * Ask for an orderly end: DISCONNECT is sent, the will is not published, the state becomes STOPPED.
 * Messages in the store stay there.
 *
 * @param connection  Initialised.
 *
 * Context: any task. The connection's task does it in its next mqtt_connection_run.
 * Blocks:  never.
 * Source:  MQTT 3.1.1 section 3.14.
 */
void mqtt_connection_disconnect(struct mqtt_connection *connection);

/**
 * Leave STOPPED: connect again, with all that is in the store. No effect in other states, but that
 * it takes back an mqtt_connection_disconnect which has not been carried out.
 *
 * @param connection  Initialised.
 *
 * Context: any task.
 * Blocks:  never.
 */
void mqtt_connection_resume(struct mqtt_connection *connection);

/**
 * End the wait of mqtt_connection_run early, for instance when bytes have arrived.
 *
 * @param connection  Initialised.
 *
 * Context: where `wake` of the configuration may be called.
 * Blocks:  never.
 */
void mqtt_connection_wake(struct mqtt_connection *connection);

/**
 * Copy the counts.
 *
 * @param connection       Initialised.
 * @param[out] statistics  Not NULL. All counts are of one moment.
 *
 * Context: any task.
 * Blocks:  for the lock only.
 */
void mqtt_connection_statistics(struct mqtt_connection *connection,
                                struct mqtt_connection_counts *statistics);

#ifdef __cplusplus
}
#endif

#endif
