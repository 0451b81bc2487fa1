/* SPDX-License-Identifier: MIT */
/* Servers in rounds with a growing wait between them, and the time that came of it.
 *
 *   Unix time = Unix time at start + clock_monotonic
 */
#include "time_service.h"

#include "FreeRTOS.h"
#include "task.h"

#include "backoff_algorithm.h"
#include "clock.h"
#include "entropy.h"

#include "network.h"
#include "time_floor.h"

#define FIRST_WAIT_MS   500u /* between rounds: 0 .. this, then doubled */
#define LONGEST_WAIT_MS 8000u

/* Under a critical section. */
static struct {
    bool busy; /* a task is asking */
    bool known;
    uint64_t unix_ms_at_start;
} wall;

static uint64_t uptime_ms(void)
{
    return clock_monotonic_us() / 1000u;
}

uint64_t time_service_floor_unix_ms(void)
{
    return time_floor_unix_ms;
}

bool time_service_now_unix_ms(uint64_t *ms)
{
    configASSERT(ms != NULL && "time_service_now_unix_ms: ms is NULL");

    taskENTER_CRITICAL();
    const bool known = wall.known;
    const uint64_t at_start = wall.unix_ms_at_start;
    taskEXIT_CRITICAL();
    if (known) {
        *ms = at_start + uptime_ms();
    }
    return known;
}

static uint32_t left_ms(uint64_t deadline_ms)
{
    const uint64_t now_ms = uptime_ms();
    return now_ms < deadline_ms ? (uint32_t)(deadline_ms - now_ms) : 0;
}

/* Wait before the next round, but not longer than there is time for. */
static void rest(BackoffAlgorithmContext_t *backoff, uint64_t deadline_ms)
{
    uint32_t draw;
    uint16_t wait_ms = LONGEST_WAIT_MS;

    if (entropy_read(&draw, sizeof draw)) {
        (void)BackoffAlgorithm_GetNextBackoff(backoff, draw, &wait_ms);
    }
    const uint32_t left = left_ms(deadline_ms);
    vTaskDelay(pdMS_TO_TICKS(wait_ms < left ? wait_ms : left) + 1u);
}

static void set_time(uint64_t unix_ms_at_start)
{
    taskENTER_CRITICAL();
    wall.known = true;
    wall.unix_ms_at_start = unix_ms_at_start;
    taskEXIT_CRITICAL();
}

static time_service_status_t ask_all(const struct time_service_server *servers, size_t count,
                                     uint64_t deadline_ms)
{
    BackoffAlgorithmContext_t backoff;
    bool refused[TIME_SERVICE_SERVERS_MAX] = {false};
    size_t refusals = 0;
    time_service_status_t status = TIME_SERVICE_NO_ANSWER;

    BackoffAlgorithm_InitializeParams(&backoff, FIRST_WAIT_MS, LONGEST_WAIT_MS,
                                      BACKOFF_ALGORITHM_RETRY_FOREVER);
    for (;; rest(&backoff, deadline_ms)) {
        for (size_t i = 0; i < count; i++) {
            const uint32_t left = left_ms(deadline_ms);
            if (left == 0) {
                return status;
            }
            if (refused[i]) {
                continue;
            }
            uint64_t now_ms;
            const time_service_status_t result =
                network_time(servers[i].host, servers[i].port, left, &now_ms);
            if (result == TIME_SERVICE_OK) {
                set_time(now_ms - uptime_ms());
                return result;
            }
            if (result == TIME_SERVICE_REFUSED) {
                refused[i] = true;
                refusals++;
            } else if (result != TIME_SERVICE_NO_ANSWER) {
                status = result; /* says more than silence, which may only be the end of the time */
            }
        }
        if (refusals == count) {
            return TIME_SERVICE_REFUSED;
        }
    }
}

time_service_status_t time_service_sync_any(const struct time_service_server *servers, size_t count,
                                            uint32_t timeout_ms)
{
    configASSERT(servers != NULL && "time_service_sync_any: servers is NULL");
    configASSERT(count >= 1 && count <= TIME_SERVICE_SERVERS_MAX &&
                 "time_service_sync_any: 1 to 4 servers");

    taskENTER_CRITICAL();
    const bool taken = wall.busy;
    wall.busy = true;
    taskEXIT_CRITICAL();
    if (taken) {
        return TIME_SERVICE_BUSY;
    }
    const time_service_status_t status = ask_all(servers, count, uptime_ms() + timeout_ms);
    taskENTER_CRITICAL();
    wall.busy = false;
    taskEXIT_CRITICAL();
    return status;
}

time_service_status_t time_service_sync(const char *host, uint16_t port, uint32_t timeout_ms)
{
    const struct time_service_server server = {host, port};

    configASSERT(host != NULL && "time_service_sync: host is NULL");
    return time_service_sync_any(&server, 1, timeout_ms);
}
