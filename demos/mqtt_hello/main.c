/* SPDX-License-Identifier: MIT */
/* A device: it comes up, gets an identity of its own if it has a claim only, connects over mutual
 * TLS to the broker it was told of, takes its shadow through a round trip, and runs the Hello World
 * set. What every connected demo does is in demos/common/cloud_device.c.
 */
#include "FreeRTOS.h"
#include "cloud_device.h"
#include "figures.h"
#include "hello_set.h"
#include "hello_shadow.h"
#include "task.h"

static bool prepare(struct mqtt_link *link, const char *thing)
{
    figures_start();
    return hello_shadow_prepare(link, thing) && hello_set_prepare(link);
}

static bool everything_is_acknowledged(void)
{
    struct mqtt_connection_counts counts;

    for (unsigned i = 0; i < 100; i++) {
        mqtt_connection_statistics(cloud_device_connection(), &counts);
        if (counts.waiting == 0) {
            return true;
        }
        vTaskDelay(pdMS_TO_TICKS(100));
    }
    return false;
}

static bool run(const struct secure_link *device)
{
    (void)device;
    figures_print_handshake();
    const bool good = hello_shadow_round_trip() && hello_set_run() && everything_is_acknowledged();
    figures_print_end(cloud_device_connection(), HELLO_MESSAGES);
    return good;
}

int main(void)
{
    static const MQTTPublishInfo_t will = {.qos = MQTTQoS1,
                                           .pTopicName = HELLO_WILL_TOPIC,
                                           .topicNameLength = sizeof HELLO_WILL_TOPIC - 1,
                                           .pPayload = HELLO_WILL_TEXT,
                                           .payloadLength = sizeof HELLO_WILL_TEXT - 1};
    static const struct cloud_device device = {
        .prepare = prepare, .run = run, .will = &will, .stays = true};

    return cloud_device_start(&device);
}
