/* SPDX-License-Identifier: MIT */
/** A few bytes encrypted at rest under a key that is not where they are: AES-256-GCM.
 *
 *      | nonce 12 | encrypted, as long as it was | tag 16 |
 *
 * The key is made of the board's own and a word for what it is used: what was sealed for one use,
 * or on another board, does not open. The nonce is drawn at random: 2^32 seals under one key.
 */
#ifndef SEAL_H
#define SEAL_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SEAL_KEY_BYTES   32u
#define SEAL_NONCE_BYTES 12u
#define SEAL_EXTRA_BYTES 28u /* what a seal adds */

struct seal_key {
    uint8_t bytes[SEAL_KEY_BYTES];
};

/**
 * Make the key for one use.
 *
 * @param[out] key   Not NULL.
 * @param board_key  The board's own: SEAL_KEY_BYTES random bytes.
 * @param use        A word, 0-terminated.
 *
 * Context: any.  Blocks: never.
 */
void seal_derive(struct seal_key *key, const uint8_t board_key[SEAL_KEY_BYTES], const char *use);

/**
 * Seal bytes in place.
 *
 * @param key     Not NULL.
 * @param nonce   Random, never used before under this key.
 * @param bytes   `length` bytes, with room for SEAL_EXTRA_BYTES more.
 * @param length  0 or more.
 * @param room    Bytes of the buffer.
 * @return The new length; 0: there is not room enough, and nothing has changed.
 *
 * Context: task, with 1 KB of stack.  Blocks: never.
 * Source:  NIST SP 800-38D.
 */
size_t seal_close(const struct seal_key *key, const uint8_t nonce[SEAL_NONCE_BYTES], uint8_t *bytes,
                  size_t length, size_t room);

/**
 * Open sealed bytes in place.
 *
 * @param key     Not NULL.
 * @param bytes   `length` bytes; the content is at their beginning afterwards.
 * @param length  Any.
 * @return The length of the content; 0: not sealed with this key, changed, or empty, and nothing of
 *         it is to be seen.
 *
 * Context: task, with 1 KB of stack.  Blocks: never.
 */
size_t seal_open(const struct seal_key *key, uint8_t *bytes, size_t length);

#ifdef __cplusplus
}
#endif

#endif
