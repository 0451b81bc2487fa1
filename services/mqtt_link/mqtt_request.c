/* SPDX-License-Identifier: MIT */
/* Who waits and who answers meet in `state`, which changes in critical sections only:
 *
 *      IDLE ──exchange──► WAITING ──answer──► FILLING ──copied──► DONE ──exchange──► IDLE
 *                            └── time is up ──► IDLE
 *
 * While FILLING the answer belongs to the connection's task, and the one that waits, waits on. */
#include "mqtt_request.h"

#include <string.h>

#include "entropy.h"
#include "json_member.h"
#include "ms_to_ticks.h"
#include "task.h"

enum { IDLE, WAITING, FILLING, DONE };

static bool change(struct mqtt_request *request, uint8_t from, uint8_t to)
{
    taskENTER_CRITICAL();
    const bool is_so = request->state == from;
    if (is_so) {
        request->state = to;
    }
    taskEXIT_CRITICAL();
    return is_so;
}

static void write_token(uint32_t number, char *token)
{
    for (unsigned i = 0; i < MQTT_REQUEST_TOKEN_BYTES; i++) {
        token[i] = "0123456789abcdef"[(number >> (28u - 4u * i)) & 0xFu];
    }
}

void mqtt_request_init(struct mqtt_request *request, char *answer, size_t size)
{
    memset(request, 0, sizeof *request);
    request->turn = xSemaphoreCreateMutexStatic(&request->turn_memory);
    request->done = xSemaphoreCreateBinaryStatic(&request->done_memory);
    request->answer = answer;
    request->answer_size = size;
    /* Late answers to the boot before must not look like this one's. */
    (void)entropy_read(&request->number, sizeof request->number);
}

bool mqtt_request_begin(struct mqtt_request *request, uint32_t timeout_ms, char *token)
{
    if (xSemaphoreTake(request->turn, ms_to_wait_or_ever(timeout_ms)) != pdTRUE) {
        return false;
    }
    request->number++;
    write_token(request->number, token);
    return true;
}

void mqtt_request_end(struct mqtt_request *request)
{
    (void)xSemaphoreGive(request->turn);
}

/* No longer wait; false: the answer came meanwhile. */
static bool give_up(struct mqtt_request *request)
{
    if (change(request, WAITING, IDLE)) {
        return true;
    }
    (void)xSemaphoreTake(request->done, portMAX_DELAY); /* it is being copied */
    return false;
}

/* Until the answer is there; false: none came. */
static bool wait_done(struct mqtt_request *request, TickType_t left)
{
    return xSemaphoreTake(request->done, left) == pdTRUE || !give_up(request);
}

mqtt_request_result_t mqtt_request_exchange(struct mqtt_request *request,
                                            const struct mqtt_link *link, const char *topic,
                                            const void *payload, size_t length, uint32_t timeout_ms)
{
    TickType_t left = ms_to_wait_or_ever(timeout_ms);
    TimeOut_t since;

    vTaskSetTimeOutState(&since);
    (void)change(request, IDLE, WAITING);
    const MQTTStatus_t sent =
        link->publish(link->context, topic, payload, length, MQTTQoS1, timeout_ms);
    if (sent != MQTTSuccess) {
        if (!give_up(request)) {
            (void)change(request, DONE, IDLE); /* of an answer to nothing: nobody reads it */
        }
        return sent == MQTTNoMemory ? MQTT_REQUEST_TIMED_OUT : MQTT_REQUEST_NOT_SENT;
    }
    if (xTaskCheckForTimeOut(&since, &left) == pdTRUE) {
        left = 0;
    }
    if (!wait_done(request, left)) {
        return MQTT_REQUEST_TIMED_OUT;
    }
    (void)change(request, DONE, IDLE);
    if (!request->accepted) {
        return MQTT_REQUEST_REJECTED;
    }
    return request->fits ? MQTT_REQUEST_ACCEPTED : MQTT_REQUEST_TOO_LARGE;
}

void mqtt_request_answer(struct mqtt_request *request, bool accepted, const char *payload,
                         size_t length)
{
    if (!change(request, WAITING, FILLING)) {
        return;
    }
    request->accepted = accepted;
    request->fits = length <= request->answer_size;
    request->answer_length = request->fits ? length : request->answer_size;
    memcpy(request->answer, payload, request->answer_length);
    (void)change(request, FILLING, DONE);
    (void)xSemaphoreGive(request->done);
}

void mqtt_request_answer_to_token(struct mqtt_request *request, bool accepted,
                                  const struct mqtt_link_message *message)
{
    char wanted[MQTT_REQUEST_TOKEN_BYTES];
    const char *token;
    size_t length;

    write_token(request->number, wanted);
    if (json_member(message->payload, message->length, "clientToken", &token, &length) &&
        length == sizeof wanted && memcmp(token, wanted, length) == 0) {
        mqtt_request_answer(request, accepted, message->payload, message->length);
    }
}
