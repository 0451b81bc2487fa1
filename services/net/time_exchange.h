/* SPDX-License-Identifier: MIT */
/* One question to one time server. */
#ifndef TIME_EXCHANGE_H
#define TIME_EXCHANGE_H

#include <stdint.h>

#include "time_status.h"

/**
 * Send one request and wait for its answer.
 *
 * @param host          Name or dotted address, 0-terminated.
 * @param port          UDP.
 * @param left_ms       1 or more; of it 2,000 are for the answer, 5,000 for the name.
 * @param[out] unix_ms  Milliseconds since 1970, now. Set on TIME_SERVICE_OK only.
 * @return As time_service_sync(), but for TIME_SERVICE_BUSY.
 *
 * Context: task, one at a time.  Blocks: `left_ms` for the name and again for the answer, at most.
 */
time_service_status_t time_exchange(const char *host, uint16_t port, uint32_t left_ms,
                                    uint64_t *unix_ms);

#endif
