/* SPDX-License-Identifier: MIT */
/* A device and its world for days of virtual time.
 *
 *      device.c    firmware: sockets, lwIP, mqtt_connection, shadow and jobs clients; four tasks
 *         │ stream_tls.c or stream_plain.c
 *         │ cable  wire_sim: loss, duplication, reordering, corruption
 *      world.c     the box at its other end, and what happens to it: an operator, faults, restarts
 *      oracle.c    what was accepted arrives, once where that was promised; all is as desired when
 * the faults have ceased
 */
#ifndef WEEK_H
#define WEEK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "netif.h"

#ifndef WEEK_HOURS
#define WEEK_HOURS 168u
#endif

#define WEEK_THING "lamp"
#define WEEK_TOPIC "dt/" WEEK_THING

/* Messages that may be on their way to the broker at a time. */
#define WEEK_UNDER_WAY 8u

/* Kinds of streams, which need different amounts of memory. */
#define WEEK_STREAMS 3u

/* One telemetry message in so many goes with QoS 2. */
#define WEEK_QOS2_EVERY 10u

/* What the firmware tells; read by the world, which runs beside it. */
struct week_device {
    volatile uint32_t accepted;     /* messages with numbers 1 .. accepted were taken by publish */
    volatile uint32_t acknowledged; /* of these, by the broker; by the device's own count */
    volatile uint32_t waiting;      /* and not yet: all messages, the clients' included */
    volatile uint32_t settled;      /* what was accepted less what waits, both of one moment: they
                                       go stale together while a connection is tried */
    volatile uint32_t connects, losses, pings, resent;
    volatile uint32_t reports, jobs;
    volatile uint32_t heap_free, heap_blocks; /* now; the world compares quiet moments */
    volatile unsigned stream;                 /* with this kind of stream open */
    volatile int32_t applied;                 /* the value of the shadow that the device has */
};

extern struct week_device week_device;
extern const bool week_has_tls; /* by the stream that was linked */

/* world.c */
struct netif_device *world_start(void); /* the device's end of the cable */

/* oracle.c. Beside the processor. */
void oracle_saw(const char *topic, const void *payload, size_t bytes, unsigned qos);
void oracle_desired(int32_t value);
void oracle_job_created(const char *id);
/* The broker is about to forget the session: what is under way may be published anew, which QoS 2
 * cannot prevent. */
void oracle_session_lost(void);
/* Some minutes after the last fault. Ends the run when something is not as it should be. */
void oracle_all_is_well(void);
/* At the end: enough has happened. Prints the figures and ends the run. */
void oracle_finish(void);

#endif
