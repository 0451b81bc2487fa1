/* SPDX-License-Identifier: MIT */
#include "ota_url.h"

#include <string.h>

#include "lib_text.h"

#define HTTPS_PORT 443u

/* \/ and \u0026 and the like; a byte that has no place in an address is 0. */
static char next_byte(struct lib_text *from)
{
    uint32_t value = 0;

    if (from->at[0] != '\\') {
        value = (uint8_t)from->at[0];
        from->at++;
        from->length--;
    } else if (from->length >= 2u && from->at[1] == '/') {
        value = '/';
        from->at += 2;
        from->length -= 2u;
    } else if (from->length >= 6u && from->at[1] == 'u') {
        for (unsigned i = 2; i < 6u; i++) {
            const char digit = from->at[i];
            const uint32_t letter = ((uint32_t)digit | 0x20u) - (uint32_t)'a' + 10u;
            const uint32_t number = (uint32_t)digit - '0';
            value = value << 4 | (number < 10u ? number : letter < 16u ? letter : 0xF0000u);
        }
        from->at += 6;
        from->length -= 6u;
    }
    return value > ' ' && value < 0x7Fu ? (char)value : '\0';
}

static bool unescape(char *text, size_t size, struct lib_text from)
{
    size_t at = 0;

    while (from.length > 0) {
        if (at + 1u >= size || (text[at] = next_byte(&from)) == '\0') {
            return false;
        }
        at++;
    }
    text[at] = '\0';
    return true;
}

static bool read_port(const char *digits, const char *end, uint16_t *port)
{
    uint32_t value = 0;

    return end > digits && lib_text_to_number(digits, (size_t)(end - digits), UINT16_MAX, &value) &&
           (*port = (uint16_t)value) != 0;
}

bool ota_url_read(struct ota_url *url, char *text, size_t size, const char *from, size_t length)
{
    struct lib_text rest = {from, length};

    if (!lib_text_take(&rest, LIB_TEXT("https:")) || size < 2u ||
        !unescape(text + 1, size - 1u, rest) || strncmp(text + 1, "//", 2) != 0) {
        return false;
    }
    /* The host moves to the front, and leaves room for its NUL. */
    const char *host = text + 3, *slash = strchr(host, '/');
    if (slash == NULL) {
        return false;
    }
    const char *colon = memchr(host, ':', (size_t)(slash - host));
    const char *end = colon != NULL ? colon : slash;
    url->port = HTTPS_PORT;
    if (end == host || memchr(host, '@', (size_t)(slash - host)) != NULL ||
        (colon != NULL && !read_port(colon + 1, slash, &url->port))) {
        return false;
    }
    url->path = (uint16_t)(slash - text);
    const size_t bytes = (size_t)(end - host);
    memmove(text, host, bytes);
    text[bytes] = '\0';
    return true;
}
