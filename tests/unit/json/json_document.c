/* SPDX-License-Identifier: MIT */
#include "json_document.h"

#include "exact.h"

JSONStatus_t validate(const char *text, size_t length)
{
    char *copy = exact_copy(text, length);
    const JSONStatus_t status = JSON_Validate(copy, length);

    free(copy);
    return status;
}

char *nested(size_t count, const char *open, const char *middle, const char *close)
{
    char *text = malloc(count * (strlen(open) + strlen(close)) + strlen(middle) + 1);
    char *at = text;

    if (text == NULL) {
        abort();
    }
    for (size_t i = 0; i < count; i++) {
        at = stpcpy(at, open);
    }
    at = stpcpy(at, middle);
    for (size_t i = 0; i < count; i++) {
        at = stpcpy(at, close);
    }
    *at = '\0';
    return text;
}
