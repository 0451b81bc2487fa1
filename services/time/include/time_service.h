/* SPDX-License-Identifier: MIT */
/** What time it is: asked from a time server once, kept by the board's clock since.
 *
 *      network_time() ──► time at start of the board ──┐
 *                                                      + ──► time_service_now_unix_ms()
 *      clock_monotonic_us() ───────────────────────────┘
 *
 * The floor is a moment that has passed for certain: midnight UTC of the day on which the source of
 * the image was committed. A server that tells an earlier time is not believed, so the time never
 * is below the floor; it is what to judge certificates by while the time is unknown.
 *
 * Between two exchanges the time only grows. An exchange may set it back, but not below the floor:
 * SNTP does not prove who answers, only that the request was seen. Times up to 68 years after the
 * floor are understood; nothing happens in 2036, 2038 or 2106.
 */
#ifndef TIME_SERVICE_H
#define TIME_SERVICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "time_status.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Servers in one call, most. */
#define TIME_SERVICE_SERVERS_MAX 4u

/** A server to ask. */
struct time_service_server {
    const char *host; /* name or dotted address, 0-terminated, not NULL */
    uint16_t port;    /* 123 as a rule */
};

/**
 * Ask a server for the time, again after a growing wait while it does not answer.
 *
 * @param host        Name or dotted address, 0-terminated; not NULL.
 * @param port        UDP port, 123 as a rule.
 * @param timeout_ms  For all of it, in ms. One answer is waited for up to 2,000.
 * @retval TIME_SERVICE_OK  The time is known.
 * @retval other            Why not: the last reason that says more than silence. A time known
 *                          before stays.
 *
 * Context: task, with 2 KB of stack.  Blocks: `timeout_ms`, at most 2 s more after a slow name.
 * Source:  RFC 4330.
 */
time_service_status_t time_service_sync(const char *host, uint16_t port, uint32_t timeout_ms);

/**
 * Ask several servers in turn until one tells the time. One that refuses is not asked again.
 *
 * @param servers     The most wanted first; not NULL.
 * @param count       1 .. TIME_SERVICE_SERVERS_MAX.
 * @param timeout_ms  As above, for all servers together.
 * @return As above.
 *
 * Context: task, with 2 KB of stack.  Blocks: `timeout_ms`, at most 2 s more after a slow name.
 * Source:  RFC 4330.
 */
time_service_status_t time_service_sync_any(const struct time_service_server *servers, size_t count,
                                            uint32_t timeout_ms);

/**
 * Tell the time.
 *
 * @param[out] ms  Milliseconds since 1 January 1970 UTC, leap seconds not counted. Not NULL. Set
 *                 on true only.
 * @return Whether the time is known.
 *
 * Context: any task.  Blocks: never.  Masked: O(1).
 */
bool time_service_now_unix_ms(uint64_t *ms);

/**
 * Tell a moment that has certainly passed; see above.
 *
 * @return Milliseconds since 1 January 1970 UTC, the same for every build of one commit.
 *         SOURCE_DATE_EPOCH, where the build has it, takes the commit's place.
 *
 * Context: any.  Blocks: never.
 */
uint64_t time_service_floor_unix_ms(void);

#ifdef __cplusplus
}
#endif

#endif
