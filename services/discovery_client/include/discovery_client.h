/* SPDX-License-Identifier: MIT */
/** Greengrass discovery: ask where the device's cores are, then connect to the first that answers.
 *
 *      discovery_client_ask ──► HTTPS GET ──► the document, in the caller's buffer
 *      discovery_client_connect ──► endpoint 0, 1, 2 ... each with each authority of its group
 *
 * A core that is dead, or whose certificate none of its group's authorities signed, is passed over;
 * a call after the loss of a connection goes on behind the core that was lost, and begins anew
 * behind the last.
 */
#ifndef DISCOVERY_CLIENT_H
#define DISCOVERY_CLIENT_H

#include "greengrass.h"
#include "transport_secure_sockets.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum {
    DISCOVERY_OK = 0,
    DISCOVERY_NO_CONNECTION, /**< The discovery endpoint cannot be reached, or TLS failed. */
    DISCOVERY_REFUSED, /**< It answered with another status than 200: `http_status`. 404: no group.
                        */
    DISCOVERY_BAD_ANSWER, /**< No discovery document, or no endpoint in it. */
    DISCOVERY_TOO_LARGE,  /**< The document does not fit in the buffer. */
    DISCOVERY_NO_CORE,    /**< No endpoint could be connected to. */
} discovery_result_t;

/** How a stream is opened: transport_secure_sockets_open(), or a test's. */
typedef int32_t (*discovery_open_t)(NetworkContext_t *context,
                                    const struct transport_target *target);

/** Whom to ask. What the pointers point at stays valid as long as the client. */
struct discovery_client_config {
    const char *host;        /**< Of the discovery endpoint. */
    uint16_t port;           /**< 0: 8443. */
    const char *server_name; /**< What its certificate must say; NULL: `host`. */
    const char *thing;       /**< 1 to 128 bytes. */
    uint8_t *document; /**< Holds request, answer and document: 4,096 bytes for a few cores. */
    size_t document_size;
    char *authority; /**< Holds one authority in PEM: 2,048 bytes. */
    size_t authority_size;
    discovery_open_t open;                    /**< NULL: transport_secure_sockets_open(). */
    void (*close)(NetworkContext_t *context); /**< NULL: transport_secure_sockets_close(). */
    TransportInterface_t stream; /**< Reads and writes what `open` opened; all NULL: sockets'. */
};

/** One device's cores. */
struct discovery_client {
    struct discovery_client_config config; /* private */
    NetworkContext_t network;              /* private: of the discovery endpoint */
    const char *body;                      /* private: the document */
    size_t body_length;
    size_t next;          /* private: the endpoint to be tried first */
    uint16_t http_status; /**< Of the last answer; 0: none. */
};

/**
 * Prepare a client.
 *
 * @param[out] client  Not NULL.
 * @param config       Copied.
 * @return False: a member is missing.
 *
 * Context: task.  Blocks: never.
 */
bool discovery_client_init(struct discovery_client *client,
                           const struct discovery_client_config *config);

/**
 * Ask for the document.
 *
 * @param client  Initialised.
 * @return See discovery_result_t; with OK, discovery_client_connect() has something to try.
 *
 * Context: task.  Blocks: as long as a connection and an answer take.
 * Source:  Greengrass Developer Guide, discovery RESTful API.
 */
discovery_result_t discovery_client_ask(struct discovery_client *client);

/**
 * Connect to a core.
 *
 * @param client         After discovery_client_ask().
 * @param[out] context   The open stream to the core. Not NULL.
 * @param[out] endpoint  Which core it is; points into the document. Not NULL.
 * @return DISCOVERY_OK, DISCOVERY_NO_CORE, or DISCOVERY_BAD_ANSWER when there is no document.
 *
 * Context: task.  Blocks: as long as the attempts take, each up to socketsconfigCONNECT_TIMEOUT.
 */
discovery_result_t discovery_client_connect(struct discovery_client *client,
                                            NetworkContext_t *context,
                                            struct greengrass_endpoint *endpoint);

#ifdef __cplusplus
}
#endif

#endif
