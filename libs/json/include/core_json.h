/* SPDX-License-Identifier: MIT */
/** JSON in a buffer: is it valid, where is a value, what comes next. RFC 8259, which is ECMA-404.
 *
 *      {"state":{"delta":{"powerOn":1}}}        JSON_Search "state.delta.powerOn"
 *                                   ^           a value is a place in the buffer, nothing is copied
 *
 * Strict: UTF-8 without overlong forms and surrogates, escapes \uD800 to \uDFFF only as pairs, no
 * control character in a string, no leading zero, nothing behind the value but spaces. A string
 * value is what stands between its quotes, escapes as they were written.
 *
 * No memory but a few words of stack; a document may be of any size, and nested JSON_MAX_DEPTH
 * deep.
 */
#ifndef CORE_JSON_H
#define CORE_JSON_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Objects and arrays that may lie inside each other, the outermost included: 1 to 32 without
 *  more RAM, 4 bytes of stack for each further 32. To be set for the library and its users alike.
 */
#ifndef JSON_MAX_DEPTH
#define JSON_MAX_DEPTH (32)
#endif

/** Used for broken preconditions of the library; a build may bring its own. */
#ifndef coreJSON_ASSERT
#define coreJSON_ASSERT(expr) LIB_ASSERT(expr)
#endif

/** The largest array index in a query: 2^31 - 9. */
#define MAX_INDEX_VALUE (0x7FFFFFF7)

typedef enum {
    JSONPartial = 0,      /**< The document ends too early; what is there could be its beginning. */
    JSONSuccess,          /**< Valid, or found. */
    JSONIllegalDocument,  /**< No document begins like this. */
    JSONMaxDepthExceeded, /**< Nested deeper than JSON_MAX_DEPTH. */
    JSONNotFound,         /**< The document has no such value, or no further one. */
    JSONNullParameter,    /**< A pointer is NULL. */
    JSONBadParameter      /**< An empty buffer, a query of the wrong form, an index too large. */
} JSONStatus_t;

typedef enum {
    JSONInvalid = 0, /**< No value. */
    JSONString,
    JSONNumber,
    JSONTrue,
    JSONFalse,
    JSONNull,
    JSONObject,
    JSONArray
} JSONTypes_t;

/** A member of an object, or an element of an array. Places in the caller's buffer. */
typedef struct {
    const char *key; /**< Without quotes; NULL in an array. */
    size_t keyLength;
    const char *value; /**< A string without its quotes; a collection with its brackets. */
    size_t valueLength;
    JSONTypes_t jsonType;
} JSONPair_t;

/**
 * Check a whole document.
 *
 * @param buf  The document; need not end in a NUL. May be NULL, which is refused.
 * @param max  Bytes in it, at least 1.
 * @retval JSONSuccess           One valid value, with spaces around it or not.
 * @retval JSONPartial           It ends within the value, or holds nothing but spaces.
 * @retval JSONIllegalDocument   A byte stands where it must not.
 * @retval JSONMaxDepthExceeded  Nested deeper than JSON_MAX_DEPTH; the rest was not looked at.
 * @retval JSONNullParameter     `buf` is NULL.
 * @retval JSONBadParameter      `max` is 0.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  coreJSON API reference, JSON_Validate; RFC 8259, 2 to 8.
 */
JSONStatus_t JSON_Validate(const char *buf, size_t max);

/**
 * Find a value by the names and places on the way to it: `a.b[0].c`.
 *
 * A name is compared with the key as it is written in the document, escapes unresolved; of equal
 * keys the first counts. What the search passes is checked, what stands behind the value is not:
 * see JSON_Validate().
 *
 * @param buf                  The document. Not NULL.
 * @param max                  Bytes in it, at least 1.
 * @param query                Names joined by '.', indices in '[]'; begins with either. Not NULL.
 * @param queryLength          Bytes in it, at least 1.
 * @param[out] outValue        Where the value begins. Not NULL.
 * @param[out] outValueLength  Bytes in it. Not NULL.
 * @param[out] outType         What it is; may be NULL.
 * @retval JSONSuccess        Found, and valid in itself.
 * @retval JSONNotFound       The valid part of the document does not hold it.
 * @retval JSONNullParameter  A pointer other than `outType` is NULL.
 * @retval JSONBadParameter   `max` or `queryLength` is 0, a name in the query is empty, an index is
 *                            no number or above MAX_INDEX_VALUE. The document was not looked at.
 *
 * Outputs are written on success only.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  coreJSON API reference, JSON_SearchConst.
 */
JSONStatus_t JSON_SearchConst(const char *buf, size_t max, const char *query, size_t queryLength,
                              const char **outValue, size_t *outValueLength, JSONTypes_t *outType);

/**
 * JSON_SearchConst() in a buffer that the caller may write.
 *
 * @param buf                  As there.
 * @param max                  As there.
 * @param query                As there.
 * @param queryLength          As there.
 * @param[out] outValue        As there, writable.
 * @param[out] outValueLength  As there.
 * @param[out] outType         As there.
 * @return As JSON_SearchConst().
 *
 * Context: any.
 * Blocks:  never.
 * Source:  coreJSON API reference, JSON_SearchT.
 */
JSONStatus_t JSON_SearchT(char *buf, size_t max, const char *query, size_t queryLength,
                          char **outValue, size_t *outValueLength, JSONTypes_t *outType);

/** JSON_SearchT() for who does not ask for the type. */
#define JSON_Search(buf, max, query, queryLength, outValue, outValueLength)                        \
    JSON_SearchT(buf, max, query, queryLength, outValue, outValueLength, NULL)

/**
 * Get the next member of an object, or element of an array.
 *
 *     size_t start = 0, next = 0;
 *     while (JSON_Iterate(buf, max, &start, &next, &pair) == JSONSuccess) ...
 *
 * @param buf             A document that is an object or an array. Not NULL.
 * @param max             Bytes in it, at least 1.
 * @param[in,out] start   0 at first; then where the collection begins. Not NULL.
 * @param[in,out] next    0 at first; then behind what was found. Not NULL.
 * @param[out] outPair    What was found; unchanged otherwise. Not NULL.
 * @retval JSONSuccess           `*outPair` is valid in itself.
 * @retval JSONNotFound          That was all.
 * @retval JSONIllegalDocument   No collection, or one that is not valid at this place.
 * @retval JSONPartial           The document ends here, inside the collection.
 * @retval JSONMaxDepthExceeded  The next value is nested too deep.
 * @retval JSONNullParameter     A pointer is NULL.
 * @retval JSONBadParameter      `max` is 0, or `*start` or `*next` lies beyond it.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  coreJSON API reference, JSON_Iterate.
 */
JSONStatus_t JSON_Iterate(const char *buf, size_t max, size_t *start, size_t *next,
                          JSONPair_t *outPair);

#ifdef __cplusplus
}
#endif

#endif
