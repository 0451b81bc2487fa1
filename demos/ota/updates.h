/* SPDX-License-Identifier: MIT */
/* A device that updates itself: the agent on the board's flash, the trial of a new image, a line of
 * statistics a second, and what the shadow reports of it:
 *
 *   {"ota":{"version":"1.0.0","state":"receiving","percent":40,"job":"...","reason":null}}
 *
 * `demoFAULT` builds an image that is broken, to see it rolled back.
 */
#ifndef UPDATES_H
#define UPDATES_H

#include <stdbool.h>

#include "mqtt_link.h"
#include "shadow_client.h"

/* What is wrong with this image when it is on trial. */
#define UPDATES_GOOD    0
#define UPDATES_REFUSES 1 /* its own test fails: rejected */
#define UPDATES_SILENT  2 /* says nothing: the agent's time is over */
#define UPDATES_HANGS   3 /* with interrupts off: only a watchdog helps */
#define UPDATES_CRASHES 4

#ifndef demoFAULT
#define demoFAULT UPDATES_GOOD
#endif

struct updates {
    struct mqtt_link *link;
    const char *thing;
    struct shadow_client *shadow; /* the classic one */
    bool (*self_test)(void);      /* of an image on trial, which is connected. NULL: that is all */
};

/* Start the agent, before the connection runs: the time of a trial begins here. `config` lives as
 * long. False: no bootloader has started this; it has been said. */
bool updates_prepare(const struct updates *config);

/* Has this image still to prove itself? */
bool updates_are_on_trial(void);

/* In the demo's task, once connected: trials, reports, statistics. */
_Noreturn void updates_run(void);

#endif
