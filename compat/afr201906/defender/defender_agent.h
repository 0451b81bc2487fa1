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

/* A way to report. `open` and `close` are around each report and may be NULL. */
struct defender_agent_way {
    struct defender_client *client;
    size_t (*connections)(void *context, struct defender_connection *list, size_t room);
    void *context;
    bool (*open)(uint32_t timeout_ms);
    void (*close)(void);
};

/* Start reporting: at once, then each period. `way` NULL: over the link. Blocks: never. */
defender_agent_result_t defender_agent_start(const struct defender_agent_way *way,
                                             defender_agent_done_t done, void *context);

/* The same for a client that is to be made: buffers and format, which all ways share. */
struct defender_client_config defender_agent_config(struct mqtt_link *link, const char *thing,
                                                    uint32_t first_id);

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
