/* SPDX-License-Identifier: MIT */
/* Any bytes as a discovery document: all endpoints with all authorities. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "greengrass.h"

static void require(bool condition)
{
    if (!condition) {
        abort();
    }
}

static void lies_within(struct greengrass_text part, const char *text, size_t size)
{
    require(part.length == 0 ||
            (part.text >= text && part.length <= size && part.text + part.length <= text + size));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    if (size == 0 || size > 2048) {
        return 0;
    }
    char *text = malloc(size), *pem = malloc(size); /* exact sizes, for the sanitizer */
    memcpy(text, bytes, size);
    struct greengrass_endpoint endpoint;
    for (size_t i = 0; greengrass_endpoint(text, size, i, &endpoint) == GREENGRASS_OK; i++) {
        size_t length = 0;
        require(endpoint.port > 0 && endpoint.host.length > 0);
        lies_within(endpoint.group_id, text, size);
        lies_within(endpoint.thing_arn, text, size);
        lies_within(endpoint.host, text, size);
        lies_within(endpoint.metadata, text, size);
        for (size_t k = 0; greengrass_authority(&endpoint, k, pem, size, &length) == GREENGRASS_OK;
             k++) {
            require(length > 0 && length <= size && pem[length - 1] == '\0');
        }
    }
    free(pem);
    free(text);
    return 0;
}
