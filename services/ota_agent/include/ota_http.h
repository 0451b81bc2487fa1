/* SPDX-License-Identifier: MIT */
/** Blocks over HTTP: ranged GETs on the address that a document has, by libs/http over any stream
 * (`struct ota_data` of ota_core.h). One connection is kept for all ranges.
 *
 *      206 with the range and the size of the file    blocks
 *      200, if all of the file was asked for          blocks
 *      301 302 303 307 308 with another address       is followed, 3 times in a row
 *      401 403 404 410                                the service is asked for another address
 *      416, or a size that is not the document's      the job fails
 *      anything else, silence, no connection          again, after a wait that grows
 */
#ifndef OTA_HTTP_H
#define OTA_HTTP_H

#include "backoff_algorithm.h"
#include "core_http_client.h"
#include "ota_core.h"

#ifdef __cplusplus
extern "C" {
#endif

#define OTA_HTTP_BLOCK_BYTES (1u << otaconfigLOG2_FILE_BLOCK_SIZE)
/* A request, an answer's fields, a block: one after the other. */
#define OTA_HTTP_BUFFER_BYTES                                                                      \
    (otaconfigHTTP_URL_BYTES + otaconfigHTTP_FIELDS_BYTES > OTA_HTTP_BLOCK_BYTES                   \
         ? otaconfigHTTP_URL_BYTES + otaconfigHTTP_FIELDS_BYTES                                    \
         : OTA_HTTP_BLOCK_BYTES)

struct ota_http_config {
    /** Open a stream with TLS to a server whose name was checked: `host` ends in a NUL. */
    bool (*open)(void *context, const char *host, uint16_t port);
    /** Close it. */
    void (*close)(void *context);
    void *context;
    TransportInterface_t stream;         /**< Once it is open. recv has to wait a while. */
    HTTPClient_GetCurrentTimeFunc_t now; /**< Milliseconds. Not NULL. */
    uint32_t (*random)(void);            /**< For the waits. Not NULL. */
};

/** All private but the counters. The memory is the caller's. */
struct ota_http {
    struct ota_http_config config;
    struct ota_data data;
    const OTA_FileContext_t *file;
    const uint8_t *bitmap;
    uint32_t first, bits;
    BackoffAlgorithmContext_t waits;
    uint32_t not_before;
    uint16_t port, path; /* of the address: where its path is */
    uint8_t redirects;
    bool is_wanted, is_connected, is_waiting;
    char url[otaconfigHTTP_URL_BYTES]; /* host, NUL, path */
    uint8_t buffer[OTA_HTTP_BUFFER_BYTES];
    /* Counters. */
    uint32_t requests, connections;
};

/**
 * Make a way to blocks.
 *
 * @param[out] http  Lives as long as it is used. Not NULL.
 * @param config     Copied. Not NULL.
 * @return For `struct ota_port`, or the options of the agent.
 *
 * Context: task.  Blocks: never.
 */
const struct ota_data *ota_http_init(struct ota_http *http, const struct ota_http_config *config);

#ifdef __cplusplus
}
#endif

#endif
