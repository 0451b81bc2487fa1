/* SPDX-License-Identifier: MIT */
#include "iot_json_utils.h"

#include <string.h>

#include "core_json.h"

/* The levels are bounded: the outermost collection was passed by JSON_Iterate, which knows
 * JSON_MAX_DEPTH. */
bool IotJsonUtils_FindJsonValue(const char *pJsonDocument, size_t jsonDocumentLength,
                                const char *pJsonKey, size_t jsonKeyLength, const char **pJsonValue,
                                size_t *pJsonValueLength)
{
    size_t start = 0, next = 0;
    JSONPair_t pair;

    while (JSON_Iterate(pJsonDocument, jsonDocumentLength, &start, &next, &pair) == JSONSuccess) {
        if (pair.key != NULL && pair.keyLength == jsonKeyLength &&
            memcmp(pair.key, pJsonKey, jsonKeyLength) == 0) {
            const size_t quote = pair.jsonType == JSONString;
            *pJsonValue = pair.value - quote;
            *pJsonValueLength = pair.valueLength + 2 * quote;
            return true;
        }
        if ((pair.jsonType == JSONObject || pair.jsonType == JSONArray) &&
            IotJsonUtils_FindJsonValue(pair.value, pair.valueLength, pJsonKey, jsonKeyLength,
                                       pJsonValue, pJsonValueLength)) {
            return true;
        }
    }
    return false;
}
