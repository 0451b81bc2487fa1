/* SPDX-License-Identifier: MIT */
/* A whole device, as `./run demo` shows it: provisioned with a claim, it takes its shadow through a
 * round trip, runs the Hello World set, and updates itself. An image on trial proves itself by the
 * round trip, before anything else.
 */
#include "cloud_device.h"
#include "figures.h"
#include "hello_set.h"
#include "hello_shadow.h"
#include "updates.h"

static bool prepare(struct mqtt_link *link, const char *thing)
{
    static struct updates updates;

    figures_start();
    updates = (struct updates){.link = link,
                               .thing = thing,
                               .shadow = hello_shadow_client(),
                               .self_test = hello_shadow_round_trip};
    return hello_shadow_prepare(link, thing) && hello_set_prepare(link) &&
           updates_prepare(&updates);
}

static bool say_hello(void)
{
    figures_print_handshake();
    const bool good = hello_shadow_round_trip() && hello_set_run() && cloud_device_has_sent_all();
    figures_print_end(cloud_device_connection(), HELLO_MESSAGES);
    return good;
}

static bool run(const struct secure_link *device)
{
    (void)device;
    if (!updates_are_on_trial() && !say_hello()) {
        return false;
    }
    updates_run();
}

int main(void)
{
    static const struct cloud_device device = {
        .prepare = prepare, .run = run, .will = &hello_set_will, .stays = true};

    return cloud_device_start(&device);
}
