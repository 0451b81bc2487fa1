/* SPDX-License-Identifier: MIT */
/* A device: it comes up, gets an identity of its own if it has a claim only, connects over mutual
 * TLS to the broker it was told of, takes its shadow through a round trip, and runs the Hello World
 * set. What every connected demo does is in demos/common/cloud_device.c.
 */
#include "cloud_device.h"
#include "figures.h"
#include "hello_set.h"
#include "hello_shadow.h"

static bool prepare(struct mqtt_link *link, const char *thing)
{
    figures_start();
    return hello_shadow_prepare(link, thing) && hello_set_prepare(link);
}

static bool run(const struct secure_link *device)
{
    (void)device;
    figures_print_handshake();
    const bool good = hello_shadow_round_trip() && hello_set_run() && cloud_device_has_sent_all();
    figures_print_end(cloud_device_connection(), HELLO_MESSAGES);
    return good;
}

int main(void)
{
    static const struct cloud_device device = {
        .prepare = prepare, .run = run, .will = &hello_set_will, .stays = true};

    return cloud_device_start(&device);
}
