/* SPDX-License-Identifier: MIT */
#include "watchdog_sim.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "forbidden.h"

HOST_CALL(fread);

#define CAUSE       "DUNLIN_SIM_RESET"
#define CAUSE_VALUE "watchdog"
#define ARGUMENTS   64

/* The same command line again: what stands in /proc/self/cmdline, each argument ended by 0. */
static void start_again(void)
{
    static char line[8192];
    char *arguments[ARGUMENTS + 1] = {NULL};
    unsigned count = 0;
    FILE *file = fopen("/proc/self/cmdline", "r");
    size_t length = file != NULL ? HOST(fread)(line, 1, sizeof line - 1u, file) : 0;

    for (size_t at = 0; at < length && count < ARGUMENTS; at += strlen(line + at) + 1u) {
        arguments[count++] = line + at;
    }
    setenv(CAUSE, CAUSE_VALUE, 1);
    execv("/proc/self/exe", arguments);
}

static void bite(struct sim_event *event)
{
    struct watchdog_sim *watchdog = event->arg;

    if (watchdog->reset != NULL) {
        watchdog->reset();
        return;
    }
    fprintf(stderr, "sim: the watchdog was not fed in %s: reset\n", sim_where());
    fflush(stdout);
    start_again();
    sim_fail("the watchdog could not start the process again");
}

static void feed(struct watchdog_device *device)
{
    struct watchdog_sim *watchdog = device->state;
    if (watchdog->timeout_ns != 0) {
        sim_event_at(&watchdog->bite, sim_now_ns() + watchdog->timeout_ns);
    }
}

static bool start(struct watchdog_device *device, uint32_t timeout_ms)
{
    struct watchdog_sim *watchdog = device->state;

    if (timeout_ms == 0) {
        return false;
    }
    watchdog->timeout_ns = (uint64_t)timeout_ms * 1000000u;
    watchdog->bite.happen = bite;
    watchdog->bite.arg = watchdog;
    feed(device);
    return true;
}

static bool caused_reset(struct watchdog_device *device)
{
    const char *cause = getenv(CAUSE);
    (void)device;
    return cause != NULL && strcmp(cause, CAUSE_VALUE) == 0;
}

const struct watchdog_driver watchdog_sim_driver = {
    .start = start,
    .feed = feed,
    .caused_reset = caused_reset,
};
