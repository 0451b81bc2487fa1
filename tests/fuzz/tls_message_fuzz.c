/* SPDX-License-Identifier: MIT */
/* A message of a TLS server, as the library has it in its buffer when it has taken or refused it. A
 * second reader of the hello, by indices, agrees on the limit of records and on what comes twice.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <ssl_misc.h>

#include "tls_session.h"

#define SESSION_AT 38u /* from the start of the message */

/* What tls.c offers. */
const int tls_suites[] = {MBEDTLS_TLS1_3_AES_128_GCM_SHA256,
                          MBEDTLS_TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, 0};
const uint16_t tls_groups[] = {MBEDTLS_SSL_IANA_TLS_GROUP_SECP256R1,
                               MBEDTLS_SSL_IANA_TLS_GROUP_X25519, 0};
const uint16_t tls_signatures[] = {MBEDTLS_TLS1_3_SIG_ECDSA_SECP256R1_SHA256, 0};

static void require(bool condition)
{
    if (!condition) {
        abort();
    }
}

struct extensions {
    bool whole; /* the message is long enough for what it says */
    bool limit;
    bool twice;
};

static size_t two(const uint8_t *at)
{
    return (size_t)at[0] << 8 | at[1];
}

static struct extensions read_again(const uint8_t *message, size_t size)
{
    struct extensions found = {false, false, false};
    static unsigned char seen[65536];
    size_t at = SESSION_AT;

    memset(seen, 0, 64);
    seen[0xFF01] = 0;
    if (size <= at || size < at + 1u + message[at] + 3u) {
        return found;
    }
    at += 1u + message[at] + 3u;
    found.whole = size == at || (size >= at + 2u && size >= at + 2u + two(message + at));
    if (!found.whole || size == at) {
        return found;
    }
    size_t end = at + 2u + two(message + at);
    for (at += 2u; at + 4u <= end && at + 4u + two(message + at + 2) <= end;
         at += 4u + two(message + at + 2)) {
        size_t type = two(message + at);
        found.limit = found.limit || type == 1;
        found.twice = found.twice || ((type < 63 || type == 0xFF01) && seen[type] != 0);
        seen[type] = type < 64 || type == 0xFF01 ? 1 : 0;
    }
    return found;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static mbedtls_ssl_context ssl;
    const char *where = NULL;

    if (size == 0) {
        return 0;
    }
    uint8_t *message = malloc(size); /* of its size: a byte further is not ours */
    memcpy(message, bytes, size);
    ssl.in_msg = message;
    ssl.in_msgtype = MBEDTLS_SSL_MSG_HANDSHAKE;
    ssl.in_hslen = size;
    ssl.in_msglen = size;
    const char *fault = tls_message_fault(&ssl, &where);
    bool limits = tls_message_limits_records(&ssl);
    bool downgrade = tls_message_is_downgrade(&ssl);
    require(fault == NULL || strlen(fault) < TLS_ERROR_TEXT_BYTES / 2u);
    if (message[0] == MBEDTLS_SSL_HS_SERVER_HELLO && size >= 4 && size <= DUNLIN_TLS_IN_BYTES) {
        struct extensions again = read_again(message, size);
        require(limits == (again.whole && again.limit));
        require(fault != NULL || !again.twice);
    } else {
        require(!limits && !downgrade);
    }
    free(message);
    return 0;
}
