/* SPDX-License-Identifier: MIT */
/* What devices and the cloud in a box say to each other while a run runs: a client of the box's
 * broker, as its first device, puts messages and the shadow of the run's thing among the events. */
#ifndef CONSOLE_LISTENER_H
#define CONSOLE_LISTENER_H

#include "events.h"

struct listener;

/* NULL: no cloud runs, or it does not let us in; the run goes on without. The events must outlive
 * the listener. */
struct listener *listener_start(const char *cloud, const char *thing, unsigned run,
                                struct events *events);
void listener_stop(struct listener *listener);

#endif
