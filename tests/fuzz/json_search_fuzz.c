/* SPDX-License-Identifier: MIT */
/* Any query in any document: the first byte says how long the query is. What is found is valid in
 * itself and lies in the document; in a valid document a query of good form is found or not found.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core_json.h"

#define INPUT_MAX 1024u

static void require(bool condition)
{
    if (!condition) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    if (size < 3 || size > INPUT_MAX) {
        return 0;
    }
    const size_t asked = 1u + bytes[0] % (size - 2);
    const size_t length = size - 1 - asked;
    char *query = malloc(asked), *text = malloc(length); /* exact sizes, for the sanitizer */
    memcpy(query, bytes + 1, asked);
    memcpy(text, bytes + 1 + asked, length);

    const char *value = NULL;
    size_t found = 0;
    JSONTypes_t type = JSONInvalid;
    const JSONStatus_t status = JSON_SearchConst(text, length, query, asked, &value, &found, &type);
    if (status == JSONSuccess) {
        require(value >= text && found <= length && value + found <= text + length);
        require(type != JSONInvalid);
        if (type == JSONString) {
            require(value > text && value[-1] == '"' && value[found] == '"');
            require(JSON_Validate(value - 1, found + 2) == JSONSuccess);
        } else {
            require(JSON_Validate(value, found) == JSONSuccess);
        }
    } else {
        require(status == JSONNotFound || status == JSONBadParameter);
        require(value == NULL && found == 0 && type == JSONInvalid);
    }
    free(query);
    free(text);
    return 0;
}
