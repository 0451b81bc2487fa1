/* SPDX-License-Identifier: MIT */
/** Blocks over HTTPS: ota_http.h over sockets with TLS. The agent's task does the handshake, so it
 * needs the stack for it: `struct ota_agent_options`.
 */
#ifndef OTA_HTTPS_H
#define OTA_HTTPS_H

#include "ota_http.h"
#include "transport_secure_sockets.h"

#ifdef __cplusplus
extern "C" {
#endif

/** All private but the counters. The memory is the caller's. */
struct ota_https {
    struct ota_http http;
    NetworkContext_t network;
    const uint8_t *trusted;
    size_t trusted_bytes;
};

/**
 * Make a way to blocks. Sockets are initialised before it is used.
 *
 * @param[out] https     Lives as long as it is used. Not NULL.
 * @param trusted        Who may sign the file server's certificate: PEM with its NUL, or DER; lives
 *                       as long. NULL: what sockets trust by default.
 * @param trusted_bytes  Of it.
 * @return For the options of the agent.
 *
 * Context: task.  Blocks: never.
 */
const struct ota_data *ota_https_init(struct ota_https *https, const uint8_t *trusted,
                                      size_t trusted_bytes);

#ifdef __cplusplus
}
#endif

#endif
