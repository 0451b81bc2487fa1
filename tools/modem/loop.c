/* SPDX-License-Identifier: MIT */
/* One turn of the emulator: what is due, what came. The clock is its owner's. */
#include <poll.h>
#include <stdlib.h>

#include "modem.h"

#define FIXED 5 /* descriptors that are not links */

bool modem_begin(struct modem *modem, const char *scenario)
{
    modem->listener = modem->uart = modem->control_listener = modem->control = -1;
    modem->station_listener = -1;
    modem->blames = json_array();
    modem->output = malloc(OUTPUT_BYTES);
    for (int i = 0; i < LINKS; i++) {
        modem->links[i].fd = -1;
    }
    if (modem->output == NULL || !scenario_read(modem, scenario)) {
        return false;
    }
    module_reset(modem);
    return true;
}

int modem_wait_ms(const struct modem *modem)
{
    const int64_t module = module_next(modem), radio = radio_next(modem);
    const int64_t next = module < radio ? module : radio, now = now_ms();

    if (next == NEVER) {
        return -1;
    }
    return next <= now ? 0 : (int)(next - now);
}

bool modem_turn(struct modem *modem, int wait_ms)
{
    struct pollfd wait[FIXED + LINKS] = {
        {.fd = modem->listener, .events = POLLIN},
        {.fd = modem->uart, .events = (short)(POLLIN | (modem->output_used > 0 ? POLLOUT : 0))},
        {.fd = modem->control_listener, .events = POLLIN},
        {.fd = modem->control, .events = POLLIN},
        {.fd = modem->station_listener, .events = POLLIN},
    };
    static void (*const handlers[FIXED])(struct modem *) = {
        wire_accept, wire_receive, control_accept, control_receive, station_accept};

    for (int i = 0; i < LINKS; i++) {
        const short events = link_events(modem, i);
        wait[FIXED + i] =
            (struct pollfd){.fd = events != 0 ? modem->links[i].fd : -1, .events = events};
    }
    const int ready = poll(wait, FIXED + LINKS, wait_ms);
    if (ready < 0) {
        return false; /* a signal */
    }
    module_tick(modem);
    radio_tick(modem);
    for (int i = 0; i < LINKS; i++) { /* first: later handlers may reuse a descriptor */
        if (wait[FIXED + i].revents != 0 && modem->links[i].fd == wait[FIXED + i].fd) {
            link_ready(modem, i);
        }
    }
    wire_flush(modem);
    for (int i = 0; i < FIXED; i++) {
        if ((wait[i].revents & (POLLIN | POLLHUP | POLLERR)) != 0 && wait[i].fd >= 0) {
            handlers[i](modem);
        }
    }
    if (modem->log != NULL) {
        fflush(modem->log);
    }
    return ready > 0;
}
