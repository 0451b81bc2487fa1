/* SPDX-License-Identifier: MIT */
/* Sizes of TLS records that cannot work are refused here, whoever chose them. A handshake's records
 * are short: with wrong sizes it would succeed, and the first large record would end the
 * connection.
 *
 *   out <= in    max_fragment_length is one value for both directions
 *   1.3          servers may ignore max_fragment_length there, so what we receive must hold a
 * record of such a server's usual size; 1.2 needs its handshake messages alone
 */
#ifndef DUNLIN_TLS_SIZES_H
#define DUNLIN_TLS_SIZES_H

#define DUNLIN_TLS_IN_LEAST     1536 /* a certificate message: two EC certificates */
#define DUNLIN_TLS_IN_LEAST_1_3 4096 /* a server's usual record: a page of its memory */

#if !defined(DUNLIN_TLS_IN_BYTES) || !defined(DUNLIN_TLS_OUT_BYTES)
#error "DUNLIN_TLS_IN_BYTES and DUNLIN_TLS_OUT_BYTES are required: bytes of a TLS record"
#endif
#if DUNLIN_TLS_OUT_BYTES == 512
#define DUNLIN_TLS_FRAGMENT_CODE 1
#elif DUNLIN_TLS_OUT_BYTES == 1024
#define DUNLIN_TLS_FRAGMENT_CODE 2
#elif DUNLIN_TLS_OUT_BYTES == 2048
#define DUNLIN_TLS_FRAGMENT_CODE 3
#elif DUNLIN_TLS_OUT_BYTES == 4096
#define DUNLIN_TLS_FRAGMENT_CODE 4
#else
#error "DUNLIN_TLS_OUT_BYTES must be 512, 1024, 2048 or 4096: so it is asked of servers"
#endif
#if DUNLIN_TLS_IN_BYTES < DUNLIN_TLS_OUT_BYTES
#error "DUNLIN_TLS_IN_BYTES must be DUNLIN_TLS_OUT_BYTES or more: servers' records are as large"
#endif
#if DUNLIN_TLS_IN_BYTES < DUNLIN_TLS_IN_LEAST
#error "DUNLIN_TLS_IN_BYTES must be 1536 or more: a server's certificates would not fit"
#endif
#if defined(MBEDTLS_SSL_PROTO_TLS1_3) && DUNLIN_TLS_IN_BYTES < DUNLIN_TLS_IN_LEAST_1_3
#error "DUNLIN_TLS_IN_BYTES must be 4096 or more with TLS 1.3: large records would not fit"
#endif
#if DUNLIN_TLS_IN_BYTES > 16384
#error "DUNLIN_TLS_IN_BYTES must be 16384 or less: no TLS record is larger"
#endif

#define MBEDTLS_SSL_IN_CONTENT_LEN  DUNLIN_TLS_IN_BYTES
#define MBEDTLS_SSL_OUT_CONTENT_LEN DUNLIN_TLS_OUT_BYTES

#endif
