/* SPDX-License-Identifier: MIT */
#include "hello_shadow.h"

#include <stdio.h>

#include "FreeRTOS.h"
#include "semphr.h"
#include "shadow_client.h"

#define ANSWER_MS 20000u
#define STATE     "{\"greeting\":\"Hello\"}"

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
    static char request[128], answer[768];
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

bool hello_shadow_round_trip(void)
{
    const bool done = shadow_client_desire(&shadow, STATE, ANSWER_MS) == MQTT_REQUEST_ACCEPTED &&
                      xSemaphoreTake(desired, pdMS_TO_TICKS(ANSWER_MS)) == pdTRUE &&
                      shadow_client_report(&shadow, STATE, ANSWER_MS) == MQTT_REQUEST_ACCEPTED;

    printf(done ? "shadow: reported " STATE "\n" : "shadow: no round trip\n");
    return done;
}
