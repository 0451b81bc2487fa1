/* SPDX-License-Identifier: MIT */
#include "hello_shadow.h"

#include <stdio.h>

#include "FreeRTOS.h"
#include "cloud_sizes.h"
#include "entropy.h"
#include "semphr.h"
#include "shadow_client.h"

#define ANSWER_MS   20000u
#define STATE_BYTES 96u

#ifndef demoGREETING
#define demoGREETING "Hello"
#endif

static struct shadow_client shadow;
static SemaphoreHandle_t desired;

static void on_delta(void *context, const char *state, size_t length, uint32_t version)
{
    (void)context;
    (void)version;
    printf("shadow: desired %.*s\n", (int)length, state);
    (void)xSemaphoreGive(desired);
}

bool hello_shadow_prepare(struct mqtt_link *link, const char *thing)
{
    static StaticSemaphore_t memory;
    static char request[demoSHADOW_REQUEST_BYTES], answer[demoSHADOW_ANSWER_BYTES];
    const struct shadow_client_config config = {.link = link,
                                                .thing = thing,
                                                .request = request,
                                                .request_size = sizeof request,
                                                .answer = answer,
                                                .answer_size = sizeof answer,
                                                .delta = on_delta};

    desired = xSemaphoreCreateBinaryStatic(&memory);
    return shadow_client_init(&shadow, &config) == MQTTSuccess;
}

/* The number makes it another state each time: what is so already is not told. */
bool hello_shadow_round_trip(void)
{
    char state[STATE_BYTES];
    uint16_t number = 0;

    (void)entropy_read(&number, sizeof number);
    (void)snprintf(state, sizeof state, "{\"greeting\":\"" demoGREETING "\",\"number\":%u}",
                   (unsigned)number);
    const bool done = shadow_client_desire(&shadow, state, ANSWER_MS) == MQTT_REQUEST_ACCEPTED &&
                      xSemaphoreTake(desired, pdMS_TO_TICKS(ANSWER_MS)) == pdTRUE &&
                      shadow_client_report(&shadow, state, ANSWER_MS) == MQTT_REQUEST_ACCEPTED;

    printf("shadow: %s %s\n", done ? "reported" : "no round trip of", state);
    return done;
}

struct shadow_client *hello_shadow_client(void)
{
    return &shadow;
}
