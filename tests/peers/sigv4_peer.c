/* SPDX-License-Identifier: MIT */
/* Signs what comes on standard input; run_sigv4_peer.py signs it as well, with Python's hmac. A
 * request is 10 texts, each as its length, a space and its bytes: key id, secret, date, region,
 * service, method, path, query, headers, payload. A line with the result is the answer. */
#include <stdio.h>

#include "sha256.h"

#define TEXTS 10u

struct text {
    char bytes[4096];
    size_t length;
};

static struct text texts[TEXTS];

static int read_text(struct text *text)
{
    if (scanf("%zu", &text->length) != 1 || text->length > sizeof text->bytes) {
        return 0;
    }
    (void)getchar();
    return fread(text->bytes, 1, text->length, stdin) == text->length;
}

static void answer(void)
{
    SigV4Credentials_t credentials = {texts[0].bytes, texts[0].length, texts[1].bytes,
                                      texts[1].length};
    SigV4HttpParameters_t http = {.pHttpMethod = texts[5].bytes,
                                  .httpMethodLen = texts[5].length,
                                  .pPath = texts[6].bytes,
                                  .pathLen = texts[6].length,
                                  .pQuery = texts[7].bytes,
                                  .queryLen = texts[7].length,
                                  .pHeaders = texts[8].bytes,
                                  .headersLen = texts[8].length,
                                  .pPayload = texts[9].bytes,
                                  .payloadLen = texts[9].length};
    const SigV4Parameters_t parameters = {.pCredentials = &credentials,
                                          .pDateIso8601 = texts[2].bytes,
                                          .pRegion = texts[3].bytes,
                                          .regionLen = texts[3].length,
                                          .pService = texts[4].bytes,
                                          .serviceLen = texts[4].length,
                                          .pCryptoInterface = &sha256_interface,
                                          .pHttpParameters = &http};
    static char result[4096];
    char *signature;
    size_t length = sizeof result, signature_length;

    const SigV4Status_t status = SigV4_GenerateHTTPAuthorization(&parameters, result, &length,
                                                                 &signature, &signature_length);
    if (status != SigV4Success) {
        printf("status %d\n", (int)status);
    } else {
        printf("%.*s\n", (int)length, result);
    }
}

int main(void)
{
    for (;;) {
        for (size_t i = 0; i < TEXTS; i++) {
            if (!read_text(&texts[i])) {
                return i == 0 && feof(stdin) ? 0 : 1;
            }
        }
        answer();
    }
}
