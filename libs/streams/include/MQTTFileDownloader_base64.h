/* SPDX-License-Identifier: MIT */
/** Base64 to bytes: RFC 4648, section 4, with padding or without. */
#ifndef MQTT_FILE_DOWNLOADER_BASE64_H
#define MQTT_FILE_DOWNLOADER_BASE64_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum {
    Base64Success,
    Base64InvalidSymbol,         /**< A byte that is none of the 65. */
    Base64InvalidSymbolOrdering, /**< A digit behind the padding. */
    Base64InvalidInputSize,      /**< A single digit is left, or there is none. */
    Base64NullPointerInput,      /**< A pointer is NULL. */
    Base64InvalidBufferSize,     /**< The bytes do not fit. */
    Base64NonZeroPadding,        /**< Bits behind the last byte that are not zero. */
    Base64InvalidPaddingSymbol   /**< Padding that does not fill the last four, or fills them over.
                                  */
} Base64Status_t;

/**
 * Decode.
 *
 * @param[out] dest       Where the bytes go. Not NULL.
 * @param destLen         Room for them.
 * @param[out] resultLen  Bytes written; as it was on failure. Not NULL.
 * @param encodedData     Digits. Not NULL.
 * @param encodedLen      How many, with padding.
 * @return Base64Success, or what is wrong; `dest` is then of no use.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  RFC 4648, 4; file stream API reference, base64_Decode.
 */
Base64Status_t base64_Decode(uint8_t *dest, const size_t destLen, size_t *resultLen,
                             const uint8_t *encodedData, const size_t encodedLen);

#ifdef __cplusplus
}
#endif

#endif
