/* SPDX-License-Identifier: MIT */
/* Servers are asked to keep their records to DUNLIN_TLS_OUT_BYTES, and those who will say so in
 * their hello. The library checks what they say but does not tell whether they said it, so it is
 * looked up in the message, which it has just found to be in order:
 *
 *      02 length(3) | version(2) random(32) | session(1+n) | suite(2) compression(1)
 *      length(2) | type(2) length(2) bytes | ...
 *
 * Source: RFC 5246 section 7.4.1.3, RFC 6066 section 4.
 */
#include "tls_library.h"
#include "tls_session.h"

#include "lib_bytes.h"

#define SESSION_AT 38u /* its length */

bool tls_limit_promised(const mbedtls_ssl_context *ssl)
{
    const uint8_t *hello = ssl->in_msg;
    size_t end = ssl->in_hslen;
    size_t at = SESSION_AT;

    if (hello[0] != MBEDTLS_SSL_HS_SERVER_HELLO || end <= at) {
        return false;
    }
    at += 1u + hello[at] + 3u;
    for (at += 2u; at + 4u <= end; at += 4u + lib_bytes_get16(hello + at + 2)) {
        if (lib_bytes_get16(hello + at) == MBEDTLS_TLS_EXT_MAX_FRAGMENT_LENGTH) {
            return true;
        }
    }
    return false;
}
