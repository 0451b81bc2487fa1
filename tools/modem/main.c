/* SPDX-License-Identifier: MIT */
/* Options; the clock is the host's. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "modem.h"

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
    if (!modem_begin(&modem, scenario)) {
        return 1;
    }
    signal(SIGPIPE, SIG_IGN);
    signal(SIGTERM, on_signal);
    signal(SIGINT, on_signal);
    if (log != NULL && (modem.log = fopen(log, "w")) == NULL) {
        fprintf(stderr, "modem: %s: %s\n", log, strerror(errno));
        return 1;
    }
    if (!wire_listen(&modem, uart) || !control_listen(&modem, control)) { /* who is there: all is */
        fprintf(stderr, "modem: %s or %s: %s\n", control, uart, strerror(errno));
        return 1;
    }
    while (!ended) {
        (void)modem_turn(&modem, modem_wait_ms(&modem));
    }
    return 0;
}
