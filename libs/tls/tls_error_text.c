/* SPDX-License-Identifier: MIT */
/* An error as one line:
 *
 *      <status>[, of certificate 1 of its chain][: <detail>[, <why>]][ (alert 40, handshake
 * failure)]
 *              [: 1965 bytes, 700 more than there are][ in <where>]
 */
#include <string.h>

#include "lib_text.h"
#include "tls_session.h"

static void put(struct lib_text_out *out, const char *text)
{
    lib_text_put(out, text, strlen(text));
}

static void put_after(struct lib_text_out *out, const char *before, const char *text)
{
    if (text != NULL) {
        put(out, before);
        put(out, text);
    }
}

static void put_number(struct lib_text_out *out, const char *before, size_t number)
{
    put(out, before);
    lib_text_put_number(out, (uint32_t)number);
}

static void put_memory(struct lib_text_out *out, const struct tls_error *error)
{
    put_number(out, ": ", error->bytes_wanted);
    put(out, " bytes");
    if (error->bytes_missing != error->bytes_wanted) {
        put_number(out, ", ", error->bytes_missing);
        put(out, " more than there are in one piece");
    }
}

char *tls_error_text(const struct tls_error *error, char *text)
{
    struct lib_text_out out = {.buffer = text, .size = TLS_ERROR_TEXT_BYTES - 1u};

    put(&out, tls_status_text(error->status));
    if (error->chain != 0) {
        put_number(&out, ", number ", error->chain);
        put(&out, " of the chain");
    }
    if (error->detail != NULL) {
        put_after(&out, ": ", error->detail);
        put_after(&out, ", ", tls_detail_below(error->library_code));
    }
    if (error->alert != 0) {
        put_number(&out, " (alert ", error->alert);
        put_after(&out, ", ", tls_alert_text(error->alert));
        put(&out, ")");
    }
    if (error->bytes_wanted != 0) {
        put_memory(&out, error);
    }
    put_after(&out, " in ", error->where);
    text[out.needed < out.size ? out.needed : out.size] = '\0';
    return text;
}
