/* SPDX-License-Identifier: MIT */
/** A thing's shadow, classic or named, kept in step: what the device reports goes up, what others
 * desire comes down, and after each loss of the connection both are compared again.
 *
 *      shadow_client_report ──► .../update ──► accepted | rejected ──► the caller
 *      .../update/delta, and after each connect .../get ──► `delta` of the configuration
 *
 * A delta comes until it is reported as done; the one with the newest version is the one that
 * counts, and older ones that arrive late are not passed on.
 */
#ifndef SHADOW_CLIENT_H
#define SHADOW_CLIENT_H

#include "mqtt_link.h"
#include "mqtt_request.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Longest topic, with its terminator: 239 for the longest names. */
#ifndef SHADOW_CLIENT_TOPIC_BYTES
#define SHADOW_CLIENT_TOPIC_BYTES 128u
#endif

#define SHADOW_CLIENT_FILTERS 5u

/** How to keep it. What the pointers point at stays valid as long as the client. */
struct shadow_client_config {
    struct mqtt_link *link; /**< Not NULL. */
    const char *thing;      /**< 1 to 128 bytes. */
    const char *shadow;     /**< 1 to 64 bytes; NULL: the classic one. */
    char *request;          /**< Holds a request: the state and about 60 bytes. */
    size_t request_size;    /**< At least 64. */
    char *answer;           /**< Holds an answer: the whole document for shadow_client_get(). */
    size_t answer_size;     /**< At least 64. */
    /** Others desire what is not so yet: a JSON object. In the connection's task; must not block.
     * May be NULL. */
    void (*delta)(void *context, const char *state, size_t length, uint32_t version);
    void *context; /**< Passed to `delta`. */
};

/** What the service said when it refused. */
struct shadow_client_refusal {
    int32_t code;        /**< 400, 404, 409 ...; 0: the answer had none. */
    const char *message; /**< In the answer's buffer, not terminated; NULL: none. */
    size_t message_length;
};

/** One shadow. All members are private. */
struct shadow_client {
    struct shadow_client_config config;
    struct mqtt_link_receiver receiver;
    struct mqtt_request request;
    char filters[SHADOW_CLIENT_FILTERS][SHADOW_CLIENT_TOPIC_BYTES];
    char topic[SHADOW_CLIENT_TOPIC_BYTES];
    volatile uint8_t granted; /* one bit a filter */
    uint32_t version;         /* of the newest delta passed on */
};

/**
 * Prepare a client and subscribe.
 *
 * @param[out] client  Not NULL; lives as long as the link.
 * @param config       Copied.
 * @retval MQTTSuccess       Ready; requests wait for the connection.
 * @retval MQTTBadParameter  A member is missing, a name too long, or a topic above
 * SHADOW_CLIENT_TOPIC_BYTES.
 * @retval MQTTNoMemory      The connection has no room for 5 more subscriptions.
 *
 * Context: task, before the connection runs.
 * Blocks:  never.
 */
MQTTStatus_t shadow_client_init(struct shadow_client *client,
                                const struct shadow_client_config *config);

/**
 * Report how things are: update the reported state.
 *
 * @param client      Initialised.
 * @param state       A JSON object, 0-terminated: `{"powerOn":1}`. A member that is null is
 * removed.
 * @param timeout_ms  Longest wait for the turn, and again for the answer.
 * @return See mqtt_request_result_t; shadow_client_refused() tells more of REJECTED.
 *
 * Context: task; not the connection's.
 * Blocks:  up to twice `timeout_ms`.
 * Source:  AWS IoT Device Shadow service, "/update".
 */
mqtt_request_result_t shadow_client_report(struct shadow_client *client, const char *state,
                                           uint32_t timeout_ms);

/**
 * Desire how things should be: update the desired state, as an application does.
 *
 * @param client      Initialised.
 * @param state       As shadow_client_report().
 * @param timeout_ms  As there.
 * @return As there.
 *
 * Context: task; not the connection's.
 * Blocks:  up to twice `timeout_ms`.
 */
mqtt_request_result_t shadow_client_desire(struct shadow_client *client, const char *state,
                                           uint32_t timeout_ms);

/**
 * Get the whole document.
 *
 * @param client         Initialised.
 * @param[out] document  Where it is, in the answer's buffer, until the next call. Not NULL.
 * @param[out] length    Bytes of it. Not NULL.
 * @param timeout_ms     As shadow_client_report().
 * @return As there; the document is there with ACCEPTED only.
 *
 * Context: task; not the connection's.
 * Blocks:  up to twice `timeout_ms`.
 */
mqtt_request_result_t shadow_client_get(struct shadow_client *client, const char **document,
                                        size_t *length, uint32_t timeout_ms);

/**
 * Delete the shadow.
 *
 * @param client      Initialised.
 * @param timeout_ms  As shadow_client_report().
 * @return As there.
 *
 * Context: task; not the connection's.
 * Blocks:  up to twice `timeout_ms`.
 */
mqtt_request_result_t shadow_client_delete(struct shadow_client *client, uint32_t timeout_ms);

/**
 * Tell why the last request was rejected.
 *
 * @param client        Initialised.
 * @param[out] refusal  Valid until the next request. Not NULL.
 *
 * Context: the task whose request it was.
 * Blocks:  never.
 */
void shadow_client_refused(const struct shadow_client *client,
                           struct shadow_client_refusal *refusal);

#ifdef __cplusplus
}
#endif

#endif
