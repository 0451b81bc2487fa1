/* SPDX-License-Identifier: MIT */
/* Options, and the one loop. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "modem.h"

#define FIXED 5 /* descriptors that are not links */

static const char help[] =
    "Usage: dunlin-modem --scenario FILE --uart PORT|PATH --control PATH [--log FILE]\n"
    "\n"
    "A Wi-Fi module with the ESP-AT command set, and the air around it: access points, addresses,\n"
    "sockets and TLS to loopback of this machine, time, a soft-AP with a station.\n"
    "\n"
    "  --scenario FILE   what there is: tools/modem/scenario.json is an example\n"
    "  --uart PORT|PATH  where the firmware's UART connects: a TCP port of loopback (0: any, said "
    "on\n"
    "                    standard output) or a Unix socket; QEMU: -serial tcp:127.0.0.1:PORT\n"
    "  --control PATH    Unix socket for faults on command; requests are in tools/modem/README.md\n"
    "  --log FILE        the dialogue, and what the firmware does wrong\n";

static struct modem modem;
static volatile sig_atomic_t ended;

int64_t now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void on_signal(int number)
{
    (void)number;
    ended = 1;
}

static int wait_ms(void)
{
    const int64_t module = module_next(&modem), radio = radio_next(&modem);
    const int64_t next = module < radio ? module : radio, now = now_ms();

    if (next == NEVER) {
        return -1;
    }
    return next <= now ? 0 : (int)(next - now);
}

static void turn(void)
{
    struct pollfd wait[FIXED + LINKS] = {
        {.fd = modem.listener, .events = POLLIN},
        {.fd = modem.uart, .events = (short)(POLLIN | (modem.output_used > 0 ? POLLOUT : 0))},
        {.fd = modem.control_listener, .events = POLLIN},
        {.fd = modem.control, .events = POLLIN},
        {.fd = modem.station_listener, .events = POLLIN},
    };
    static void (*const handlers[FIXED])(struct modem *) = {
        wire_accept, wire_receive, control_accept, control_receive, station_accept};

    for (int i = 0; i < LINKS; i++) {
        const short events = link_events(&modem, i);
        wait[FIXED + i] =
            (struct pollfd){.fd = events != 0 ? modem.links[i].fd : -1, .events = events};
    }
    if (poll(wait, FIXED + LINKS, wait_ms()) < 0) {
        return; /* a signal */
    }
    module_tick(&modem);
    radio_tick(&modem);
    for (int i = 0; i < LINKS; i++) { /* first: later handlers may reuse a descriptor */
        if (wait[FIXED + i].revents != 0 && modem.links[i].fd == wait[FIXED + i].fd) {
            link_ready(&modem, i);
        }
    }
    wire_flush(&modem);
    for (int i = 0; i < FIXED; i++) {
        if ((wait[i].revents & (POLLIN | POLLHUP | POLLERR)) != 0 && wait[i].fd >= 0) {
            handlers[i](&modem);
        }
    }
    if (modem.log != NULL) {
        fflush(modem.log);
    }
}

/* The value behind an option; NULL: not given. */
static const char *option(int count, char **words, const char *name)
{
    for (int i = 1; i + 1 < count; i += 2) {
        if (strcmp(words[i], name) == 0) {
            return words[i + 1];
        }
    }
    return NULL;
}

int main(int count, char **words)
{
    const char *const scenario = option(count, words, "--scenario");
    const char *const uart = option(count, words, "--uart");
    const char *const control = option(count, words, "--control");
    const char *const log = option(count, words, "--log");

    if (count > 1 && (strcmp(words[1], "--help") == 0 || strcmp(words[1], "-h") == 0)) {
        fputs(help, stdout);
        return 0;
    }
    if (scenario == NULL || uart == NULL || control == NULL || count % 2 == 0) {
        fputs(help, stderr);
        return 2;
    }
    modem.listener = modem.uart = modem.control_listener = modem.control = -1;
    modem.station_listener = -1;
    modem.blames = json_array();
    modem.output = malloc(OUTPUT_BYTES);
    for (int i = 0; i < LINKS; i++) {
        modem.links[i].fd = -1;
    }
    if (modem.output == NULL || !scenario_read(&modem, scenario)) {
        return 1;
    }
    module_reset(&modem);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGTERM, on_signal);
    signal(SIGINT, on_signal);
    if (log != NULL && (modem.log = fopen(log, "w")) == NULL) {
        fprintf(stderr, "modem: %s: %s\n", log, strerror(errno));
        return 1;
    }
    if (!control_listen(&modem, control) || !wire_listen(&modem, uart)) {
        fprintf(stderr, "modem: %s or %s: %s\n", control, uart, strerror(errno));
        return 1;
    }
    while (!ended) {
        turn();
    }
    return 0;
}
