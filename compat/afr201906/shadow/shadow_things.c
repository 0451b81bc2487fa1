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
    struct mqtt_link *link;
    struct shadow_thing places[AFR201906_SHADOW_THINGS];
    SemaphoreHandle_t turn; /* one task subscribes at a time */
    SemaphoreHandle_t answered;
    StaticSemaphore_t turn_memory, answered_memory;
} things;

void shadow_things_init(struct mqtt_link *link)
{
    things.link = link;
    things.turn = xSemaphoreCreateMutexStatic(&things.turn_memory);
    things.answered = xSemaphoreCreateBinaryStatic(&things.answered_memory);
}

struct shadow_thing *shadow_thing_at(unsigned n)
{
    return n < AFR201906_SHADOW_THINGS ? &things.places[n] : NULL;
}

struct shadow_thing *shadow_thing_find(const char *name, size_t length)
{
    struct shadow_thing *thing;

    for (unsigned i = 0; (thing = shadow_thing_at(i)) != NULL; i++) {
        if (thing->length == length && memcmp(thing->name, name, length) == 0) {
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

static struct shadow_thing *place_of(const char *name, size_t length)
{
    struct shadow_thing *thing = shadow_thing_find(name, length);

    for (unsigned i = 0; thing == NULL && i < AFR201906_SHADOW_THINGS; i++) {
        if (things.places[i].length == 0) {
            thing = &things.places[i];
            memcpy(thing->name, name, length);
            thing->length = (uint8_t)length;
        }
    }
    return thing;
}

static AwsIotShadowError_t ask(struct shadow_thing *thing, unsigned i)
{
    char *filter = thing->filters[i];

    if (thing->state[i] == GRANTED || thing->state[i] == ASKED) {
        return AWS_IOT_SHADOW_SUCCESS;
    }
    if (!shadow_thing_topic(thing, wanted[i].topic, filter)) {
        return AWS_IOT_SHADOW_BAD_PARAMETER;
    }
    if (wanted[i].all) {
        memcpy(filter + strlen(filter), "/+", sizeof "/+");
    }
    thing->state[i] = ASKED;
    const MQTTStatus_t status = things.link->subscribe(things.link->context, filter, MQTTQoS1);
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

AwsIotShadowError_t shadow_thing_subscribe(const char *name, size_t length, unsigned filters,
                                           uint32_t timeout_ms, struct shadow_thing **thing)
{
    AwsIotShadowError_t result = AWS_IOT_SHADOW_SUCCESS;
    TickType_t left = pdMS_TO_TICKS(timeout_ms);
    TimeOut_t since;

    vTaskSetTimeOutState(&since);
    if (xSemaphoreTake(things.turn, left) == pdFALSE) {
        return AWS_IOT_SHADOW_TIMEOUT;
    }
    *thing = place_of(name, length);
    if (*thing == NULL) {
        result = AWS_IOT_SHADOW_NO_MEMORY;
    }
    for (unsigned i = 0; i < SHADOW_FILTERS && result == AWS_IOT_SHADOW_SUCCESS; i++) {
        if ((filters & 1u << i) != 0) {
            result = ask(*thing, i);
        }
    }
    for (unsigned i = 0; i < SHADOW_FILTERS && result == AWS_IOT_SHADOW_SUCCESS; i++) {
        if ((filters & 1u << i) != 0) {
            result = await(*thing, i, &since, &left);
        }
    }
    (void)xSemaphoreGive(things.turn);
    return result;
}

void shadow_things_granted(const char *filter, bool granted)
{
    struct shadow_thing *thing;

    for (unsigned n = 0; (thing = shadow_thing_at(n)) != NULL; n++) {
        for (unsigned i = 0; i < SHADOW_FILTERS; i++) {
            if (thing->state[i] != UNASKED && strcmp(filter, thing->filters[i]) == 0) {
                thing->state[i] = granted ? GRANTED : REFUSED;
            }
        }
    }
    (void)xSemaphoreGive(things.answered);
}
