/* SPDX-License-Identifier: MIT */
/** A request to a cloud service and its answer: publish on a topic, wait until `accepted` or
 * `rejected` came, or time is up. One at a time; tasks that want one too wait for their turn.
 *
 *      begin ── write the request, with the token ── exchange ── read the answer ── end
 *                                                       ▲
 *                                                       └── mqtt_request_answer, the connection's
 * task
 */
#ifndef MQTT_REQUEST_H
#define MQTT_REQUEST_H

#include "FreeRTOS.h"
#include "mqtt_link.h"
#include "semphr.h"

#ifdef __cplusplus
extern "C" {
#endif

/** How a request ended. */
typedef enum {
    MQTT_REQUEST_ACCEPTED = 0,
    MQTT_REQUEST_REJECTED,  /**< By the service; the answer has its code and text. */
    MQTT_REQUEST_TIMED_OUT, /**< No turn, no room to publish, or no answer in time. It may still be
                               carried out. */
    MQTT_REQUEST_NOT_SENT,  /**< The link refused it, or it does not fit in a buffer: nothing was
                               sent. */
    MQTT_REQUEST_TOO_LARGE, /**< Accepted, but the answer does not fit in the buffer. */
} mqtt_request_result_t;

/** One request after the other. All members are private. */
struct mqtt_request {
    StaticSemaphore_t turn_memory, done_memory;
    SemaphoreHandle_t turn, done;
    volatile uint8_t state;
    bool accepted, fits;
    char *answer;
    size_t answer_size, answer_length;
    uint32_t number; /* of the token */
};

/** Bytes of a token's text, without a terminator: 8 hexadecimal digits. */
#define MQTT_REQUEST_TOKEN_BYTES 8u

/**
 * Prepare.
 *
 * @param[out] request  Not NULL.
 * @param answer        Holds the answer; as large as the largest to be read. Not NULL.
 * @param size          Bytes of it, at least 1.
 *
 * Context: task.
 * Blocks:  never.
 */
void mqtt_request_init(struct mqtt_request *request, char *answer, size_t size);

/**
 * Take the turn. On success mqtt_request_end() gives it back.
 *
 * @param request     Initialised.
 * @param timeout_ms  How long to wait for it.
 * @param[out] token  MQTT_REQUEST_TOKEN_BYTES characters that no other request of this boot has.
 * @return Whether it is this task's turn.
 *
 * Context: task.
 * Blocks:  up to `timeout_ms`.
 */
bool mqtt_request_begin(struct mqtt_request *request, uint32_t timeout_ms, char *token);

/**
 * Publish the request and wait for its answer.
 *
 * @param request     This task's turn.
 * @param link        Where to.
 * @param topic       0-terminated.
 * @param payload     `length` bytes.
 * @param length      Bytes.
 * @param timeout_ms  How long to wait for room and for the answer.
 * @return See there. With ACCEPTED and REJECTED the answer is in the buffer.
 *
 * Context: task; not the connection's.
 * Blocks:  up to `timeout_ms`.
 */
mqtt_request_result_t mqtt_request_exchange(struct mqtt_request *request,
                                            const struct mqtt_link *link, const char *topic,
                                            const void *payload, size_t length,
                                            uint32_t timeout_ms);

/**
 * Give back the turn.
 *
 * @param request  This task's turn.
 *
 * Context: task.
 * Blocks:  never.
 */
void mqtt_request_end(struct mqtt_request *request);

/**
 * Hand over an answer in JSON if its member "clientToken" is the token of the request that waits.
 *
 * @param request   Initialised.
 * @param accepted  Or rejected.
 * @param message   Copied.
 *
 * Context: the connection's task.
 * Blocks:  never.
 */
void mqtt_request_answer_to_token(struct mqtt_request *request, bool accepted,
                                  const struct mqtt_link_message *message);

/**
 * Hand over an answer without a token. Nothing happens when nobody waits.
 *
 * @param request   Initialised.
 * @param accepted  Or rejected.
 * @param payload   Copied.
 * @param length    Bytes of it.
 *
 * Context: the connection's task.
 * Blocks:  never.
 */
void mqtt_request_answer(struct mqtt_request *request, bool accepted, const char *payload,
                         size_t length);

#ifdef __cplusplus
}
#endif

#endif
