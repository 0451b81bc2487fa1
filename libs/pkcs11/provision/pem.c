/* SPDX-License-Identifier: MIT */
#include "pem.h"

#include <mbedtls/base64.h>
#include <mbedtls/platform.h>
#include <string.h>

#include "lib_wipe.h"

static const char begin[] = "-----BEGIN ";
static const char end[] = "-----END ";

/* Where `wanted` begins in `text`, or NULL. */
static const char *find(const char *text, const char *limit, const char *wanted)
{
    size_t length = strlen(wanted);

    for (; (size_t)(limit - text) >= length; text++) {
        if (memcmp(text, wanted, length) == 0) {
            return text;
        }
    }
    return NULL;
}

struct pem pem_decode(const char *text, size_t length)
{
    struct pem pem = {NULL, 0, 0};
    const char *limit = text + length;

    text = find(text, limit, begin);
    text = text != NULL ? memchr(text, '\n', (size_t)(limit - text)) : NULL;
    const char *last = text != NULL ? find(text, limit, end) : NULL;
    if (last == NULL) {
        return pem;
    }
    text++;
    pem.room = (size_t)(last - text) / 4u * 3u + 3u;
    pem.bytes = mbedtls_calloc(1, pem.room);
    if (pem.bytes != NULL &&
        mbedtls_base64_decode(pem.bytes, pem.room, &pem.length, (const uint8_t *)text,
                              (size_t)(last - text)) != 0) {
        pem_free(&pem);
    }
    return pem;
}

void pem_free(struct pem *pem)
{
    if (pem->bytes != NULL) {
        lib_wipe(pem->bytes, pem->room);
        mbedtls_free(pem->bytes);
    }
    *pem = (struct pem){NULL, 0, 0};
}
