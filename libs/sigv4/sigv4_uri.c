/* SPDX-License-Identifier: MIT */
#include "sigv4_out.h"

static bool is_unreserved(char byte)
{
    const unsigned value = (uint8_t)byte;

    return (value | 0x20u) - 'a' < 26u || value - '0' < 10u || byte == '-' || byte == '_' ||
           byte == '.' || byte == '~';
}

struct sigv4_code sigv4_encode(char byte, unsigned encoding)
{
    static const char digits[] = "0123456789ABCDEF";
    const unsigned value = (uint8_t)byte;

    if (is_unreserved(byte) || (byte == '/' && (encoding & SIGV4_KEEP_SLASH) != 0)) {
        return (struct sigv4_code){{byte}, 1};
    }
    if (byte == '=' && (encoding & SIGV4_EQUALS_TWICE) != 0) {
        return (struct sigv4_code){{'%', '2', '5', '3', 'D'}, 5};
    }
    return (struct sigv4_code){{'%', digits[value >> 4], digits[value & 15u]}, 3};
}

void sigv4_put_encoded(struct sigv4_out *out, struct sigv4_text text, unsigned encoding)
{
    size_t begun = 0; /* of what goes out as it is */

    for (size_t i = 0; i < text.length; i++) {
        const struct sigv4_code code = sigv4_encode(text.at[i], encoding);
        if (code.length > 1) {
            sigv4_put(out, text.at + begun, i - begun);
            sigv4_put(out, code.text, code.length);
            begun = i + 1;
        }
    }
    sigv4_put(out, text.at + begun, text.length - begun);
}

SigV4Status_t SigV4_EncodeURI(const char *uri, size_t uri_length, char *encoded, size_t *length,
                              bool slash, bool equals_twice)
{
    if (uri == NULL || uri_length == 0 || encoded == NULL || length == NULL || *length == 0) {
        return SigV4InvalidParameter;
    }
    struct sigv4_out out = {.bytes = encoded, .size = *length};
    sigv4_put_encoded(&out, (struct sigv4_text){uri, uri_length},
                      (slash ? 0u : SIGV4_KEEP_SLASH) | (equals_twice ? SIGV4_EQUALS_TWICE : 0u));
    if (out.status == SigV4Success) {
        *length = out.length;
    }
    return out.status;
}
