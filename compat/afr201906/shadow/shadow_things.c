/* SPDX-License-Identifier: MIT */
#include "shadow_things.h"

#include <string.h>

#include "FreeRTOS.h"
#include "semphr.h"
#include "task.h"

enum { UNASKED, ASKED, GRANTED, REFUSED };

static const struct {
    ShadowTopicStringType_t topic;
    bool all;
} wanted[SHADOW_FILTERS] = {
    [SHADOW_FILTER_ACCEPTED] = {ShadowTopicStringTypeUpdateAccepted, false},
    [SHADOW_FILTER_REJECTED] = {ShadowTopicStringTypeUpdateRejected, false},
    [SHADOW_FILTER_GET] = {ShadowTopicStringTypeGet, true},
    [SHADOW_FILTER_DELETE] = {ShadowTopicStringTypeDelete, true},
    [SHADOW_FILTER_DELTA] = {ShadowTopicStringTypeUpdateDelta, false},
    [SHADOW_FILTER_DOCUMENTS] = {ShadowTopicStringTypeUpdateDocuments, false},
};

static struct {
    struct shadow_thing places[AFR201906_SHADOW_THINGS];
    SemaphoreHandle_t turn; /* one task subscribes at a time */
    SemaphoreHandle_t answered;
    StaticSemaphore_t turn_memory, answered_memory;
} things;

void shadow_things_init(void)
{
    if (things.turn == NULL) {
        things.turn = xSemaphoreCreateMutexStatic(&things.turn_memory);
        things.answered = xSemaphoreCreateBinaryStatic(&things.answered_memory);
    }
}

struct shadow_thing *shadow_thing_at(unsigned n)
{
    return n < AFR201906_SHADOW_THINGS ? &things.places[n] : NULL;
}

struct shadow_thing *shadow_thing_find(const struct shadow_session *session, const char *name,
                                       size_t length)
{
    struct shadow_thing *thing;

    for (unsigned i = 0; (thing = shadow_thing_at(i)) != NULL; i++) {
        if (thing->session == session && thing->length == length &&
            memcmp(thing->name, name, length) == 0) {
            return thing;
        }
    }
    return NULL;
}

bool shadow_thing_topic(const struct shadow_thing *thing, ShadowTopicStringType_t type, char *topic)
{
    uint16_t length = 0;

    if (Shadow_AssembleTopicString(type, thing->name, thing->length, SHADOW_NAME_CLASSIC, 0, topic,
                                   SHADOW_THING_TOPIC_BYTES - 1u, &length) != SHADOW_SUCCESS) {
        return false;
    }
    topic[length] = '\0';
    return true;
}

static bool is_idle(const struct shadow_thing *thing)
{
    for (unsigned i = 0; i < SHADOW_FILTERS; i++) {
        if (thing->state[i] != UNASKED || thing->users[i] != 0 || thing->kept[i]) {
            return false;
        }
    }
    return true;
}

/* With the turn. */
static struct shadow_thing *place_of(const struct shadow_session *session, const char *name,
                                     size_t length)
{
    struct shadow_thing *thing = shadow_thing_find(session, name, length);

    for (unsigned i = 0; thing == NULL && i < AFR201906_SHADOW_THINGS; i++) {
        if (is_idle(&things.places[i])) {
            thing = &things.places[i];
            thing->length = 0; /* it is not found meanwhile */
            thing->session = session;
            memcpy(thing->name, name, length);
            thing->length = (uint8_t)length;
        }
    }
    return thing;
}

/* With the turn: ends what nobody uses or keeps, where the link can. */
static MQTTStatus_t sweep(struct shadow_thing *thing)
{
    const struct mqtt_link *const link = thing->session->link;
    MQTTStatus_t result = MQTTSuccess;

    for (unsigned i = 0; i < SHADOW_FILTERS && link->unsubscribe != NULL; i++) {
        if (thing->state[i] == UNASKED || thing->users[i] != 0 || thing->kept[i]) {
            continue;
        }
        if (thing->state[i] != REFUSED) {
            const MQTTStatus_t status = link->unsubscribe(link->context, thing->filters[i]);
            result = status != MQTTSuccess ? status : result;
        }
        thing->state[i] = UNASKED;
    }
    return result;
}

static void sweep_and_give_turn(void)
{
    for (unsigned i = 0; i < AFR201906_SHADOW_THINGS; i++) {
        if (things.places[i].length != 0) {
            (void)sweep(&things.places[i]);
        }
    }
    (void)xSemaphoreGive(things.turn);
}

/* An operation that shadow_things_forget() has overtaken counts no more. */
static void count_users(struct shadow_thing *thing, unsigned filters, int by)
{
    vTaskSuspendAll();
    for (unsigned i = 0; i < SHADOW_FILTERS; i++) {
        if ((filters & 1u << i) != 0 && thing->users[i] + by >= 0) {
            thing->users[i] = (uint8_t)(thing->users[i] + by);
        }
    }
    (void)xTaskResumeAll();
}

static void keep(struct shadow_thing *thing, unsigned filters, bool kept)
{
    for (unsigned i = 0; i < SHADOW_FILTERS; i++) {
        if ((filters & 1u << i) != 0) {
            thing->kept[i] = kept;
        }
    }
}

static AwsIotShadowError_t ask(struct shadow_thing *thing, unsigned i)
{
    const struct mqtt_link *const link = thing->session->link;
    char *filter = thing->filters[i];

    if ((thing->state[i] == GRANTED || thing->state[i] == ASKED) &&
        shadow_session_has(thing->session, filter)) {
        return AWS_IOT_SHADOW_SUCCESS;
    }
    if (!shadow_thing_topic(thing, wanted[i].topic, filter)) {
        return AWS_IOT_SHADOW_BAD_PARAMETER;
    }
    if (wanted[i].all) {
        memcpy(filter + strlen(filter), "/+", sizeof "/+");
    }
    thing->state[i] = ASKED;
    const MQTTStatus_t status = link->subscribe(link->context, filter, MQTTQoS1);
    if (status == MQTTSuccess) {
        return AWS_IOT_SHADOW_SUCCESS;
    }
    thing->state[i] = UNASKED;
    return status == MQTTNoMemory ? AWS_IOT_SHADOW_NO_MEMORY : AWS_IOT_SHADOW_MQTT_ERROR;
}

static AwsIotShadowError_t await(const struct shadow_thing *thing, unsigned i, TimeOut_t *since,
                                 TickType_t *left)
{
    while (thing->state[i] == ASKED) {
        if (xTaskCheckForTimeOut(since, left) == pdTRUE) {
            return AWS_IOT_SHADOW_TIMEOUT;
        }
        (void)xSemaphoreTake(things.answered, *left);
    }
    return thing->state[i] == GRANTED ? AWS_IOT_SHADOW_SUCCESS : AWS_IOT_SHADOW_MQTT_ERROR;
}

/* With the turn. */
static AwsIotShadowError_t ask_all(struct shadow_thing *thing, unsigned filters, TimeOut_t *since,
                                   TickType_t *left)
{
    AwsIotShadowError_t result = AWS_IOT_SHADOW_SUCCESS;

    for (unsigned i = 0; i < SHADOW_FILTERS && result == AWS_IOT_SHADOW_SUCCESS; i++) {
        if ((filters & 1u << i) != 0) {
            result = ask(thing, i);
        }
    }
    for (unsigned i = 0; i < SHADOW_FILTERS && result == AWS_IOT_SHADOW_SUCCESS; i++) {
        if ((filters & 1u << i) != 0) {
            result = await(thing, i, since, left);
        }
    }
    return result;
}

AwsIotShadowError_t shadow_thing_subscribe(const struct shadow_session *session, const char *name,
                                           size_t length, unsigned filters, bool kept,
                                           uint32_t timeout_ms, struct shadow_thing **thing)
{
    AwsIotShadowError_t result = AWS_IOT_SHADOW_NO_MEMORY;
    TickType_t left = pdMS_TO_TICKS(timeout_ms);
    TimeOut_t since;

    vTaskSetTimeOutState(&since);
    if (xSemaphoreTake(things.turn, left) == pdFALSE) {
        return AWS_IOT_SHADOW_TIMEOUT;
    }
    *thing = place_of(session, name, length);
    if (*thing != NULL) {
        count_users(*thing, filters, 1);
        result = ask_all(*thing, filters, &since, &left);
        if (result != AWS_IOT_SHADOW_SUCCESS) {
            count_users(*thing, filters, -1);
        } else if (kept) {
            keep(*thing, filters, true);
        }
    }
    sweep_and_give_turn();
    return result;
}

void shadow_thing_release(struct shadow_thing *thing, unsigned filters)
{
    count_users(thing, filters, -1);
    if (xSemaphoreTake(things.turn, 0) == pdTRUE) {
        sweep_and_give_turn();
    }
}

AwsIotShadowError_t shadow_thing_forget(struct shadow_thing *thing, unsigned filters,
                                        uint32_t timeout_ms)
{
    if (thing->session->link->unsubscribe == NULL) {
        return AWS_IOT_SHADOW_MQTT_ERROR;
    }
    if (xSemaphoreTake(things.turn, pdMS_TO_TICKS(timeout_ms)) == pdFALSE) {
        return AWS_IOT_SHADOW_TIMEOUT;
    }
    keep(thing, filters, false);
    const MQTTStatus_t status = sweep(thing);
    sweep_and_give_turn();
    return status == MQTTSuccess ? AWS_IOT_SHADOW_SUCCESS : AWS_IOT_SHADOW_MQTT_ERROR;
}

void shadow_things_forget(void)
{
    vTaskSuspendAll();
    for (unsigned n = 0; n < AFR201906_SHADOW_THINGS; n++) {
        struct shadow_thing *const thing = &things.places[n];
        for (unsigned i = 0; i < SHADOW_FILTERS; i++) {
            thing->users[i] = 0;
            thing->kept[i] = false;
        }
        thing->delta.function = NULL;
        thing->updated.function = NULL;
    }
    (void)xTaskResumeAll();
}

void shadow_things_granted(const struct shadow_session *session, const char *filter, bool granted)
{
    struct shadow_thing *thing;

    for (unsigned n = 0; (thing = shadow_thing_at(n)) != NULL; n++) {
        for (unsigned i = 0; i < SHADOW_FILTERS; i++) {
            if (thing->session == session && thing->state[i] != UNASKED &&
                strcmp(filter, thing->filters[i]) == 0) {
                thing->state[i] = granted ? GRANTED : REFUSED;
            }
        }
    }
    (void)xSemaphoreGive(things.answered);
}
