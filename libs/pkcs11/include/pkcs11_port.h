/* SPDX-License-Identifier: MIT */
/** What the surroundings hand to the token before C_Initialize. Cryptography has its own: tls_init
 * (libs/tls) gives memory, locks and entropy to Mbed TLS, and comes first.
 */
#ifndef PKCS11_PORT_H
#define PKCS11_PORT_H

#include "pkcs11.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * The system's mutexes, for a C_Initialize that brings none of its own.
 *
 * @param mutexes  Its four functions; stays valid. NULL: there are none, one task uses the token.
 *
 * Context: task, before C_Initialize.  Blocks: never.
 */
void pkcs11_set_mutexes(const CK_C_INITIALIZE_ARGS *mutexes);

#ifdef __cplusplus
}
#endif

#endif
