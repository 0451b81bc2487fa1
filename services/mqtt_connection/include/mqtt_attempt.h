/* SPDX-License-Identifier: MIT */
/** Attempts to connect: the stream is opened, CONNECT is said, CONNACK awaited; after a failure or
 * a loss the next attempt waits, longer each time, with jitter.
 *
 *      left_ms == 0 ──► connect ── MQTTSuccess ──► connected ──► lost ─┐
 *          ▲               └────── any other ────► pause ◄─────────────┘
 *          └───────────────────────────────────────┘
 *
 * What mqtt_connection and mqtt_agent have in common: both are carried by one of these and differ
 * in who keeps the messages. Of the configuration it uses transport, system, client_id to will, the
 * times, and the limits of the back-off.
 *
 * Invariant: the back-off starts anew only after a connection that held longer than the next wait
 * may be: a server that accepts and then throws out is not hammered.
 */
#ifndef MQTT_ATTEMPT_H
#define MQTT_ATTEMPT_H

#include <stdbool.h>
#include <stdint.h>

#include "backoff_algorithm.h"
#include "core_mqtt.h"

#ifdef __cplusplus
extern "C" {
#endif

struct mqtt_connection_config; /* mqtt_connection.h */

/** The attempts of one client. Private but `stop`, `unsure` and `bytes_came`. */
struct mqtt_attempt {
    const struct mqtt_connection_config *config;
    BackoffAlgorithmContext_t backoff;
    uint32_t begun_ms;     /* the pause, or the attempt */
    uint32_t connected_ms; /* since when there is a connection */
    uint32_t network;      /* that the last attempt was made over */
    uint16_t pause_ms;
    bool connecting;
    bool unsure;        /**< A CONNECT left and its answer is not known; the user takes it back. */
    bool bytes_came;    /**< The last read gave something: read again before waiting. */
    volatile bool stop; /**< Set by the user, from any task: gives up waiting for CONNACK. */
};

/**
 * Tell whether a configuration has what an attempt needs.
 *
 * @param config  Not NULL.
 * @return False: a member is missing or out of range.
 *
 * Context: any.
 * Blocks:  never.
 */
bool mqtt_attempt_may_use(const struct mqtt_connection_config *config);

/**
 * Prepare: the first attempt is due at once. Fills in the defaults of the configuration's times.
 *
 * @param[out] attempt  Not NULL.
 * @param config        mqtt_attempt_may_use it; kept, and valid as long as `attempt`.
 *
 * Context: task.
 * Blocks:  never.
 */
void mqtt_attempt_init(struct mqtt_attempt *attempt, struct mqtt_connection_config *config);

/**
 * The stream as MQTT_Init wants it: while CONNACK is awaited, reading from it waits.
 *
 * @param attempt  Initialised; stays where it is.
 * @return To be handed to MQTT_Init.
 *
 * Context: task.
 * Blocks:  never; reading, while connecting, up to `connack_timeout_ms`.
 */
TransportInterface_t mqtt_attempt_stream(struct mqtt_attempt *attempt);

/**
 * Tell how long the pause still is.
 *
 * @param attempt  Initialised, not connected.
 * @return Milliseconds; 0: the attempt is due.
 *
 * Context: task.
 * Blocks:  never.
 */
uint32_t mqtt_attempt_left_ms(const struct mqtt_attempt *attempt);

/**
 * Open the stream and connect. After a failure the stream is closed and the next pause has begun.
 *
 * @param attempt               Not connected.
 * @param mqtt                  Initialised with mqtt_attempt_stream().
 * @param[out] session_present  What the server says. Not NULL.
 * @retval MQTTSuccess             Connected.
 * @retval MQTTStatusNotConnected  The stream could not be opened.
 * @return Otherwise as MQTT_Connect.
 *
 * Context: the connection's task.
 * Blocks:  as long as `open` and `connack_timeout_ms`.
 * Source:  MQTT 3.1.1 section 3.1, 3.2.
 */
MQTTStatus_t mqtt_attempt_connect(struct mqtt_attempt *attempt, MQTTContext_t *mqtt,
                                  bool *session_present);

/**
 * Wait for bytes on the stream.
 *
 * @param attempt     Connected or connecting.
 * @param timeout_ms  Longest wait; UINT32_MAX: for ever.
 * @return < 0: the stream is broken; otherwise it is time to look.
 *
 * Context: the connection's task.
 * Blocks:  up to `timeout_ms`.
 */
int32_t mqtt_attempt_wait(struct mqtt_attempt *attempt, uint32_t timeout_ms);

/**
 * Close the stream.
 *
 * @param attempt  Connected.
 *
 * Context: the connection's task.
 * Blocks:  as `close` does.
 */
void mqtt_attempt_close(struct mqtt_attempt *attempt);

/**
 * Close the stream of a connection that broke, and begin the pause.
 *
 * @param attempt  Connected.
 *
 * Context: the connection's task.
 * Blocks:  as `close` does.
 */
void mqtt_attempt_lost(struct mqtt_attempt *attempt);

/**
 * Forget earlier failures: the next attempt is due at once.
 *
 * @param attempt  Not connected.
 *
 * Context: the connection's task.
 * Blocks:  never.
 */
void mqtt_attempt_start_anew(struct mqtt_attempt *attempt);

#ifdef __cplusplus
}
#endif

#endif
