/* SPDX-License-Identifier: MIT */
/* Four bytes at a time, on machines that load a word from any address, lowest byte first. On others
 * json_words_left() is never true, and what asks for it is left out. */
#ifndef JSON_WORD_H
#define JSON_WORD_H

#include <string.h>

#include "json_scan.h"

#ifdef JSON_LOADS_ANY_WORD
/* chosen by the build: 0 or 1 */
#elif (defined(__ARM_FEATURE_UNALIGNED) && defined(__ARMEL__)) || defined(__x86_64__) ||           \
    defined(__i386__) || defined(__AARCH64EL__)
#define JSON_LOADS_ANY_WORD 1
#else
#define JSON_LOADS_ANY_WORD 0
#endif

/* The byte in each of the four. */
#define JSON_EACH(byte) ((uint32_t)(byte)*0x01010101u)

static inline bool json_words_left(const struct json_scan *scan, const uint8_t *at)
{
    return JSON_LOADS_ANY_WORD && scan->end - at >= 4;
}

static inline uint32_t json_word(const uint8_t *at)
{
    uint32_t four;

    memcpy(&four, at, sizeof four);
    return four;
}

#endif
