/* SPDX-License-Identifier: MIT */
/* Profile "small": TLS 1.2 alone, because only there servers keep their records to what is asked
 * for; P-256, SHA-256 and AES-128 alone. The peer's certificates go when they have been judged. */
#define DUNLIN_TLS_LIMIT_REQUIRED 1 /* a server that does not promise it is refused at once */

#define MBEDTLS_PSA_KEY_SLOT_COUNT 8
#define MBEDTLS_MPI_MAX_SIZE       64
