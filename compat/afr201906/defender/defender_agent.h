/* SPDX-License-Identifier: MIT */
/* The task that reports; both sets of names are put on it. One for the device. */
#ifndef AFR201906_DEFENDER_AGENT_H
#define AFR201906_DEFENDER_AGENT_H

#include <stdbool.h>
#include <stdint.h>

#include "defender_client.h"

#define DEFENDER_AGENT_MINIMUM_SECONDS 300u

typedef enum {
    DEFENDER_AGENT_OK = 0,
    DEFENDER_AGENT_RUNNING,
    DEFENDER_AGENT_STOPPED,
    DEFENDER_AGENT_NO_LINK,
    DEFENDER_AGENT_NO_MEMORY,
} defender_agent_result_t;

/* Told of each report, by the task that reports. */
typedef void (*defender_agent_done_t)(void *context, mqtt_request_result_t result,
                                      const struct defender_client_exchange *exchange);

/* Start reporting: at once, then each period. Blocks: never. */
defender_agent_result_t defender_agent_start(defender_agent_done_t done, void *context);

/* Stop. A report under way ends first. Not from `done`. Blocks: up to twice the time of an answer.
 */
defender_agent_result_t defender_agent_stop(void);

bool defender_agent_is_running(void);

/* Report the connections, or nothing. */
void defender_agent_report_connections(bool wanted);

/* Counted from the last report. Returns false, with nothing changed, below the minimum. */
bool defender_agent_set_period(uint32_t seconds);
uint32_t defender_agent_period(void);

/* Longest wait for an answer. */
void defender_agent_set_timeout(uint32_t ms);

/* The number of the last report; 0: there was none. */
uint32_t defender_agent_last_id(void);

#endif
