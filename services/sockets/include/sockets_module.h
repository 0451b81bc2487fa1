/* SPDX-License-Identifier: MIT */
/** What a module with TLS of its own holds (features.sockets "modem_tls"): certificates and keys
 * are put into it once, by its maker's tool, and are called by number afterwards.
 *
 *      application: trusted certificate ──┐ compared with the table, byte by byte
 *                   device's certificate ─┴──► number ──► the module
 *
 * Applications go on giving certificates to SOCKETS_SetSockOpt and sockets_set_credentials(); one
 * that is not in the table is refused: SOCKETS_TLS_INIT_ERROR. The private key is in the module:
 * the identity's `sign` is never called, and may be NULL.
 */
#ifndef SOCKETS_MODULE_H
#define SOCKETS_MODULE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A certificate that the module holds. */
struct sockets_module_certificate {
    const uint8_t *bytes; /**< As the application gives it: PEM or DER, the same bytes. */
    size_t length;
    uint8_t number; /**< In the module; of an identity 0 .. 127: its key has the same. */
};

/** All of them. What it points to stays valid for good. */
struct sockets_module_certificates {
    const struct sockets_module_certificate *authorities;
    size_t authority_count;
    const struct sockets_module_certificate *identities;
    size_t identity_count;
};

/**
 * Say what the module holds: before sockets are given certificates. Without it every connection
 * with TLS is refused.
 *
 * @param held  Copied; what it points to is not. Not NULL.
 *
 * Context: task, before the first socket.  Blocks: never.
 */
void sockets_set_module_certificates(const struct sockets_module_certificates *held);

#ifdef __cplusplus
}
#endif

#endif
