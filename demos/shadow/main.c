/* SPDX-License-Identifier: MIT */
/* A light with a shadow. An application desires it on and off (here the demo itself, through the
 * shadow); the device learns of the difference, switches, and reports. Play the application from
 * the host:
 *
 *      mosquitto_pub ... -t '$aws/things/THING/shadow/update' -m
 * '{"state":{"desired":{"powerOn":1}}}'
 */
#include <stdio.h>

#include "FreeRTOS.h"
#include "cloud_device.h"
#include "json_member.h"
#include "queue.h"
#include "shadow_client.h"

#define ROUNDS     4u
#define ANSWER_MS  20000u
#define UPDATE_MAX 32u

static struct shadow_client shadow;
static QueueHandle_t deltas; /* the newest one */

static void on_delta(void *context, const char *state, size_t length, uint32_t version)
{
    const uint32_t power = json_member_number(state, length, "powerOn");

    (void)context;
    printf("shadow: delta of version %lu: %.*s\n", (unsigned long)version, (int)length, state);
    (void)xQueueOverwrite(deltas, &power);
}

static bool prepare(struct mqtt_link *link, const char *thing)
{
    static char request[128], answer[1024];
    const struct shadow_client_config config = {.link = link,
                                                .thing = thing,
                                                .request = request,
                                                .request_size = sizeof request,
                                                .answer = answer,
                                                .answer_size = sizeof answer,
                                                .delta = on_delta};

    deltas = xQueueCreate(1, sizeof(uint32_t));
    return deltas != NULL && shadow_client_init(&shadow, &config) == MQTTSuccess;
}

static bool succeeded(const char *what, mqtt_request_result_t result)
{
    struct shadow_client_refusal refusal;

    if (result == MQTT_REQUEST_REJECTED) {
        shadow_client_refused(&shadow, &refusal);
        printf("shadow: %s: rejected, %ld %.*s\n", what, (long)refusal.code,
               (int)refusal.message_length, refusal.message != NULL ? refusal.message : "");
    } else if (result != MQTT_REQUEST_ACCEPTED) {
        printf("shadow: %s: no answer (%d)\n", what, (int)result);
    }
    return result == MQTT_REQUEST_ACCEPTED;
}

static bool report(uint32_t power)
{
    char state[UPDATE_MAX];

    (void)snprintf(state, sizeof state, "{\"powerOn\":%lu}", (unsigned long)power);
    return succeeded("report", shadow_client_report(&shadow, state, ANSWER_MS));
}

/* One round: what is desired comes back as a delta, is done and reported. */
static bool switch_to(uint32_t wanted)
{
    char state[UPDATE_MAX];
    uint32_t power = 0;

    (void)snprintf(state, sizeof state, "{\"powerOn\":%lu}", (unsigned long)wanted);
    if (!succeeded("desire", shadow_client_desire(&shadow, state, ANSWER_MS))) {
        return false;
    }
    do {
        if (xQueueReceive(deltas, &power, pdMS_TO_TICKS(ANSWER_MS)) != pdTRUE) {
            printf("shadow: no delta came\n");
            return false;
        }
    } while (power != wanted);
    printf("shadow: the light is %s\n", power != 0 ? "on" : "off");
    return report(power);
}

static bool run(const struct secure_link *device)
{
    const char *document;
    size_t length;

    (void)device;
    if (!report(0)) {
        return false;
    }
    for (uint32_t i = 1; i <= ROUNDS; i++) {
        if (!switch_to(i % 2u)) {
            return false;
        }
    }
    if (!succeeded("get", shadow_client_get(&shadow, &document, &length, ANSWER_MS))) {
        return false;
    }
    printf("shadow: %.*s\n", (int)length, document);
    return true;
}

int main(void)
{
    static const struct cloud_device device = {prepare, run};

    return cloud_device_start(&device);
}
