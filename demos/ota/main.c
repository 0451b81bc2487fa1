/* SPDX-License-Identifier: MIT */
/* A device that updates itself: it waits for a job, receives the image, resets into it, and accepts
 * it once it is connected again. Its shadow says which version runs, and a line a second what the
 * agent has had to do.
 */
#include "cloud_device.h"
#include "updates.h"

static bool prepare(struct mqtt_link *link, const char *thing)
{
    static struct shadow_client shadow;
    static char request[384], answer[1024];
    const struct shadow_client_config config = {.link = link,
                                                .thing = thing,
                                                .request = request,
                                                .request_size = sizeof request,
                                                .answer = answer,
                                                .answer_size = sizeof answer};
    static struct updates updates;

    updates = (struct updates){.link = link, .thing = thing, .shadow = &shadow};
    return shadow_client_init(&shadow, &config) == MQTTSuccess && updates_prepare(&updates);
}

static bool run(const struct secure_link *device)
{
    (void)device;
    updates_run();
}

int main(void)
{
    static const struct cloud_device device = {prepare, run, NULL, true};

    return cloud_device_start(&device);
}
