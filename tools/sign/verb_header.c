/* SPDX-License-Identifier: MIT */
/* header: the public key as a C header, for the bootloader. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "key.h"
#include "verbs.h"

#define POINT_BYTES 65u /* 04, x, y: the end of a SubjectPublicKeyInfo on P-256 */
#define LINE_BYTES  16u

static char *text_of(const unsigned char *der, size_t bytes, bool is_development)
{
    char *text = NULL;
    size_t count = 0;
    FILE *out = open_memstream(&text, &count);

    if (out == NULL) {
        return NULL;
    }
    (void)fprintf(out,
                  "/* SPDX-License-Identifier: MIT */\n"
                  "/* Made by sign header: the public key that an image must be signed for, as\n"
                  " * SubjectPublicKeyInfo. The point itself (04, x, y) begins at\n"
                  " * OTA_SIGNER_KEY_POINT. */\n"
                  "#ifndef OTA_SIGNER_KEY_H\n"
                  "#define OTA_SIGNER_KEY_H\n"
                  "\n"
                  "#define OTA_SIGNER_KEY_BYTES          %zu\n"
                  "#define OTA_SIGNER_KEY_POINT          %zu\n"
                  "#define OTA_SIGNER_KEY_IS_DEVELOPMENT %d\n"
                  "\n"
                  "static const unsigned char ota_signer_key[OTA_SIGNER_KEY_BYTES] = {\n",
                  bytes, bytes - POINT_BYTES, is_development);
    for (size_t i = 0; i < bytes; i++) {
        const bool is_last = i % LINE_BYTES == LINE_BYTES - 1 || i + 1 == bytes;
        (void)fprintf(out, "%s0x%02x,%s", i % LINE_BYTES == 0 ? "    " : " ", der[i],
                      is_last ? "\n" : "");
    }
    (void)fputs("};\n\n#endif\n", out);
    return fclose(out) == 0 ? text : NULL;
}

enum fault verb_header(const struct arguments *arguments)
{
    unsigned char der[PUBLIC_DER_MAX];
    const char *output;
    EVP_PKEY *key = NULL;
    enum fault fault = argument_need(arguments, "output", &output);

    if (fault == FAULT_NONE) {
        fault =
            public_read(argument(arguments, "certificate"), argument(arguments, "public"), &key);
    }
    if (fault == FAULT_NONE) {
        fault = refuse_development(key, is_given(arguments, "release"));
    }
    if (fault == FAULT_NONE) {
        const size_t bytes = public_der(key, der);
        char *text = bytes > POINT_BYTES ? text_of(der, bytes, is_development_key(key)) : NULL;
        fault = text != NULL ? file_write(output, text, strlen(text), 0666)
                             : fail(FAULT_INTERNAL, "the key could not be written as text");
        free(text);
    }
    EVP_PKEY_free(key);
    return fault;
}
