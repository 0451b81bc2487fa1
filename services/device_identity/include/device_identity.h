/* SPDX-License-Identifier: MIT */
/** Who the device is, kept in its flash: a key that was made there and never leaves, the
 * certificate for it, and the thing's name.
 *
 *      end of flash:  | objects of the token | name |  credentials blob |
 *
 * A device starts with a claim; provisioning_client gets it an identity, with
 * device_identity_make_csr and device_identity_keep as its functions. From then on it connects as
 * itself. Opening writes nothing.
 */
#ifndef DEVICE_IDENTITY_H
#define DEVICE_IDENTITY_H

#include "flash.h"
#include "fleet_provisioning_message.h"
#include "object_store.h"
#include "pkcs11_identity.h"
#include "pkcs11_request.h"

#ifdef __cplusplus
extern "C" {
#endif

#define DEVICE_IDENTITY_THING_BYTES       129u  /* with the terminator */
#define DEVICE_IDENTITY_CERTIFICATE_BYTES 2048u /* DER */

typedef enum {
    DEVICE_IDENTITY_OK = 0, /**< Key, certificate and name are there. */
    DEVICE_IDENTITY_NONE,   /**< Not provisioned yet. */
    DEVICE_IDENTITY_FAILED, /**< Flash or token do not work, or the flash is too small. */
} device_identity_status_t;

/** One device's identity. */
struct device_identity {
    struct pkcs11_identity token; /**< With OK: `token.tls` for sockets and secure_link. */
    char thing[DEVICE_IDENTITY_THING_BYTES]; /**< With OK: the name. */
    const char *common_name;   /**< For the signing request; set by the application. */
    struct object_store names; /* private */
    uint8_t certificate[DEVICE_IDENTITY_CERTIFICATE_BYTES]; /* private */
};

/**
 * Find out who the device is. TLS has been prepared before (SOCKETS_Init, secure_link_prepare): the
 * token uses its cryptography.
 *
 * @param[out] identity  Not NULL; lives as long as connections use it.
 * @param flash          The board's. Not NULL.
 * @param reserved       Bytes at its end that are not to be used: CREDENTIALS_REGION_BYTES.
 * @return See device_identity_status_t.
 *
 * Context: task; about 2 KB of stack.  Blocks: as the flash does.
 */
device_identity_status_t device_identity_open(struct device_identity *identity,
                                              struct flash_device *flash, uint32_t reserved);

/**
 * Write a signing request for the device's key, which is made if there is none. For
 * provisioning_client.
 *
 * @param identity     Opened, with `common_name` set.
 * @param[out] pem     See pkcs11_request_write.
 * @param size         As there.
 * @param[out] length  As there.
 * @return Whether it was written.
 *
 * Context: task; about 2 KB of stack.  Blocks: as long as a key and a signature take.
 */
bool device_identity_make_csr(void *identity, char *pem, size_t size, size_t *length);

/**
 * Keep certificate and name: the device is provisioned. For provisioning_client.
 *
 * @param identity     Opened.
 * @param certificate  PEM.
 * @param thing        1 to 128 bytes.
 * @return Whether they are in flash; `token.tls` and `thing` are then as after
 * device_identity_open.
 *
 * Context: task; about 2 KB of stack.  Blocks: as the flash does.
 */
bool device_identity_keep(void *identity, struct provisioning_text certificate,
                          struct provisioning_text thing);

#ifdef __cplusplus
}
#endif

#endif
