/* SPDX-License-Identifier: MIT */
/* What devices and the cloud in a box say to each other while a run runs: a client of the box's
 * broker, as its first device, puts messages and the shadow of the run's thing among the events,
 * and says what the page wants said. */
#ifndef CONSOLE_LISTENER_H
#define CONSOLE_LISTENER_H

#include <stdbool.h>
#include <stddef.h>

#include "events.h"

#define LISTENER_TOPIC_MAX   256
#define LISTENER_PAYLOAD_MAX 1500 /* longer ones are told by their length */

struct listener;

/* NULL: no cloud runs, or it does not let us in; the run goes on without. The events must outlive
 * the listener. */
struct listener *listener_start(const char *cloud, const char *thing, unsigned run,
                                struct events *events);
/* 1 to LISTENER_TOPIC_MAX bytes, without wildcards, and none of the services' ("$aws/..."). */
bool listener_can_publish(const char *topic);
/* At least once; it comes among the events as "console"'s when the broker has it. False: no
 * connection. */
bool listener_publish(struct listener *listener, const char *topic, const char *payload,
                      size_t bytes);
void listener_stop(struct listener *listener);

#endif
