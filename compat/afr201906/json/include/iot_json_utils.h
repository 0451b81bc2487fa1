/* SPDX-License-Identifier: MIT */
/** Find a value in a JSON document by its key alone; libs/json finds it by its path. */
#ifndef IOT_JSON_UTILS_H
#define IOT_JSON_UTILS_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Find the first value with a key, however deep in objects and arrays it lies.
 *
 * @param pJsonDocument          Not NULL.
 * @param jsonDocumentLength     Bytes of it.
 * @param pJsonKey               Without quotes, as it is written in the document. Not NULL.
 * @param jsonKeyLength          Bytes of it.
 * @param[out] pJsonValue        Where it is in the document, a string with its quotes. Not NULL.
 * @param[out] pJsonValueLength  Bytes of it. Not NULL.
 * @return False when there is none before the document ends or ceases to be valid; the outputs are
 * as they were then.
 *
 * Context: any; some 100 bytes of stack for each level.
 * Blocks:  never.
 * Source:  JSON utilities, 201906.00.
 */
bool IotJsonUtils_FindJsonValue(const char *pJsonDocument, size_t jsonDocumentLength,
                                const char *pJsonKey, size_t jsonKeyLength, const char **pJsonValue,
                                size_t *pJsonValueLength);

#ifdef __cplusplus
}
#endif

#endif
