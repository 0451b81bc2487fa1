/* SPDX-License-Identifier: MIT */
/** Strings of JSON and plain text: escapes resolved, and put in. */
#ifndef JSON_TEXT_H
#define JSON_TEXT_H

#include <stddef.h>

#include "core_json.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Resolve the escapes of a string value, as JSON_Search() and JSON_Iterate() give it.
 *
 * @param text         What stands between the quotes. Not NULL.
 * @param length       Bytes of it.
 * @param[out] out     UTF-8; may be `text` itself, for it never becomes longer. Not NULL.
 * @param size         Bytes of room.
 * @param[out] written Bytes of the result, without a NUL; as it was on failure. Not NULL.
 * @retval JSONSuccess          Done.
 * @retval JSONIllegalDocument  No valid string; `out` is of no use.
 * @retval JSONBadParameter     It does not fit; `out` is of no use.
 * @retval JSONNullParameter    A pointer is NULL.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  RFC 8259, 7.
 */
JSONStatus_t json_text_unescape(const char *text, size_t length, char *out, size_t size,
                                size_t *written);

/**
 * Put in escapes where a string needs them: quotes, backslashes and control characters.
 *
 * @param text    UTF-8, not checked. Not NULL unless `length` is 0.
 * @param length  Bytes of it.
 * @param[out] out  Without quotes around it; not `text`. Not NULL unless `size` is 0.
 * @param size    Bytes of room.
 * @return Bytes of the result, also when it is cut off for being more than `size`.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  RFC 8259, 7.
 */
size_t json_text_escape(const char *text, size_t length, char *out, size_t size);

#ifdef __cplusplus
}
#endif

#endif
