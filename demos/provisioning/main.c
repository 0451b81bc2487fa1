/* SPDX-License-Identifier: MIT */
/* A device that leaves the factory with a claim: it makes its key, is provisioned by the fleet's
 * template, and reports its first boot in its own shadow. Boot it again: it is who it is, and
 * nothing is written to flash. */
#include <stdio.h>

#include "board.h"
#include "cloud_device.h"
#include "shadow_client.h"

#define ANSWER_MS 20000u

static struct shadow_client shadow;

static bool prepare(struct mqtt_link *link, const char *thing)
{
    static char request[128], answer[512];
    const struct shadow_client_config config = {.link = link,
                                                .thing = thing,
                                                .request = request,
                                                .request_size = sizeof request,
                                                .answer = answer,
                                                .answer_size = sizeof answer};

    return shadow_client_init(&shadow, &config) == MQTTSuccess;
}

static bool run(const struct secure_link *device)
{
    if (shadow_client_report(&shadow, "{\"provisioned\":true}", ANSWER_MS) !=
        MQTT_REQUEST_ACCEPTED) {
        printf("provisioning: the shadow of %s took no report\n", device->thing);
        return false;
    }
    printf("provisioning: %s has a shadow\n", device->thing);
    return true;
}

int main(void)
{
    static const struct cloud_device device = {prepare, run};

    return cloud_device_start(&device);
}
