/* SPDX-License-Identifier: MIT */
/** From power-on to a secure stream: what a device does once before it can talk to its server, and
 * the stream that mqtt_connection then opens and opens again.
 *
 *   credentials in flash ──► who I am, whom I trust, where to connect
 *   network up ──► time from the server that the credentials name ──► certificates can be judged
 *   secure_link_transport ──► SOCKETS_Connect with TLS, name check, client certificate
 */
#ifndef SECURE_LINK_H
#define SECURE_LINK_H

#include "credentials.h"
#include "iot_secure_sockets.h"
#include "mqtt_connection.h"
#include "mqtt_connection_freertos.h"
#include "tls_soft_key.h"
#include "transport_secure_sockets.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SECURE_LINK_NAME_BYTES 64u

typedef enum {
    SECURE_LINK_OK = 0,
    SECURE_LINK_NO_FLASH,        /* the board has no flash, or it does not answer */
    SECURE_LINK_NO_CREDENTIALS,  /* nothing at the end of the flash: make some with tools/mkcreds */
    SECURE_LINK_BAD_CREDENTIALS, /* damaged, or an entry that is needed is missing */
    SECURE_LINK_NO_MEMORY,       /* for the credentials */
    SECURE_LINK_NO_NETWORK,      /* no address within the time */
    SECURE_LINK_NO_TLS,          /* TLS could not be prepared: entropy, memory or the key */
} secure_link_status_t;

/** One device's link. The memory is the caller's and lives as long as the link. */
struct secure_link {
    struct credentials credentials; /* points into `blob` */
    char thing[SECURE_LINK_NAME_BYTES];
    char server_name[SECURE_LINK_NAME_BYTES];
    char address[SECURE_LINK_NAME_BYTES];
    char sntp[SECURE_LINK_NAME_BYTES];
    uint8_t *blob; /* of the heap, for good */
    struct tls_soft_key key;
    struct tls_identity identity;
    NetworkContext_t network; /* the open socket */
    struct mqtt_connection_freertos *wakes;
    volatile uint32_t networks; /* used so far: counts changes */
    uint32_t networks_before;   /* of these, those that no stream went over */
    uint32_t clock_of;          /* `networks` + 1 when the time was told; 0: never */
};

/**
 * Read the credentials, bring up the network, learn the time, prepare TLS. Prints what it finds.
 *
 * A time server that does not answer is no error: certificates are then judged by the date of the
 * source that the image was built from.
 *
 * @param[in,out] link  All zero the first time. Not NULL.
 * @param timeout_ms  For the network and again for the time, each.
 * @return See secure_link_status_t.
 *
 * Context: task. Blocks: up to twice `timeout_ms`.
 */
secure_link_status_t secure_link_prepare(struct secure_link *link, uint32_t timeout_ms);

/**
 * Connect as somebody else from now on: as the device itself, after it was provisioned with a
 * claim.
 *
 * @param link      Prepared.
 * @param identity  Copied; what it points to stays valid as long as the link.
 * @param thing     The name; SECURE_LINK_NAME_BYTES of it at most, with the terminator.
 *
 * Context: task; no connection is open. Blocks: never.
 */
void secure_link_become(struct secure_link *link, const struct tls_identity *identity,
                        const char *thing);

/**
 * Fill in the transport of an mqtt_connection. When another network is used, the connection ends at
 * once and resumes over that one: the link listens for it (network_subscribe) from now on.
 *
 * @param link            Prepared.
 * @param wakes           Woken when bytes arrive; initialised, lives as long as the link.
 * @param[out] transport  Filled in.
 *
 * Context: task. Blocks: never. The functions of the transport: the connection's task.
 */
void secure_link_transport(struct secure_link *link, struct mqtt_connection_freertos *wakes,
                           struct mqtt_connection_transport *transport);

/**
 * A status in words.
 *
 * @param status  From secure_link_prepare.
 * @return A constant text, never NULL.
 *
 * Context: any. Blocks: never.
 */
const char *secure_link_status_text(secure_link_status_t status);

#ifdef __cplusplus
}
#endif

#endif
