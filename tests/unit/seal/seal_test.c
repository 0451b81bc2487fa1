/* SPDX-License-Identifier: MIT */
#include "seal.h"

#include "exact.h"
#include "test.h"

#define CONTENT_MAX 64u

static const struct seal_key key_of_zeros;
static const uint8_t nonce_of_zeros[SEAL_NONCE_BYTES];

/* The GCM specification's test case 14: AES-256, all zeros. */
static void it_is_aes_256_gcm(void)
{
    static const uint8_t expected[] = {0xce, 0xa7, 0x40, 0x3d, 0x4d, 0x60, 0x6b, 0x6e,
                                       0x07, 0x4e, 0xc5, 0xd3, 0xba, 0xf3, 0x9d, 0x18,
                                       0xd0, 0xd1, 0xc8, 0xa7, 0x99, 0x99, 0x6b, 0xf0,
                                       0x26, 0x5b, 0x98, 0xb5, 0xd4, 0x8a, 0xb9, 0x19};
    uint8_t bytes[16u + SEAL_EXTRA_BYTES] = {0};

    CHECK_EQ(seal_close(&key_of_zeros, nonce_of_zeros, bytes, 16, sizeof bytes), sizeof bytes);
    CHECK_EQ(memcmp(bytes + SEAL_NONCE_BYTES, expected, sizeof expected), 0);
}

static void fill(uint8_t *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        bytes[i] = (uint8_t)(i * 7u + 1u);
    }
}

static void what_was_sealed_opens_at_every_length(void)
{
    uint8_t content[CONTENT_MAX];

    fill(content, sizeof content);
    for (size_t length = 1; length <= CONTENT_MAX; length++) {
        uint8_t *const bytes = malloc(length + SEAL_EXTRA_BYTES);
        memcpy(bytes, content, length);
        const size_t sealed =
            seal_close(&key_of_zeros, nonce_of_zeros, bytes, length, length + SEAL_EXTRA_BYTES);
        CHECK_EQ(sealed, length + SEAL_EXTRA_BYTES);
        CHECK_EQ(seal_open(&key_of_zeros, bytes, sealed), length);
        CHECK_EQ(memcmp(bytes, content, length), 0);
        free(bytes);
    }
}

static void nothing_that_was_changed_or_cut_opens(void)
{
    uint8_t sealed[20u + SEAL_EXTRA_BYTES], zeros[20] = {0};

    fill(sealed, 20);
    (void)seal_close(&key_of_zeros, nonce_of_zeros, sealed, 20, sizeof sealed);
    for (size_t i = 0; i < 8u * sizeof sealed; i++) {
        uint8_t *const bytes = exact_copy(sealed, sizeof sealed);
        bytes[i / 8u] ^= (uint8_t)(1u << i % 8u);
        CHECK_EQ(seal_open(&key_of_zeros, bytes, sizeof sealed), 0);
        CHECK_EQ(memcmp(bytes, zeros, sizeof zeros), 0); /* nothing of it is to be seen */
        free(bytes);
    }
    for (size_t length = 0; length < sizeof sealed; length++) {
        uint8_t *const bytes = exact_copy(sealed, length);
        CHECK_EQ(seal_open(&key_of_zeros, bytes, length), 0);
        free(bytes);
    }
}

static void another_board_or_use_does_not_open_it(void)
{
    static const struct {
        uint8_t board;
        const char *use;
    } others[] = {{2, "wifi"}, {1, "wif"}, {1, "wifi "}, {1, ""}};
    uint8_t board[SEAL_KEY_BYTES] = {1};
    struct seal_key key;

    seal_derive(&key, board, "wifi");
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        uint8_t bytes[10u + SEAL_EXTRA_BYTES] = {5};
        struct seal_key other;
        (void)seal_close(&key, nonce_of_zeros, bytes, 10, sizeof bytes);
        board[0] = others[i].board;
        seal_derive(&other, board, others[i].use);
        CHECK_EQ(seal_open(&other, bytes, sizeof bytes), 0);
    }
}

static void without_room_nothing_changes(void)
{
    for (size_t room = 0; room < 10u + SEAL_EXTRA_BYTES; room++) {
        uint8_t bytes[10u + SEAL_EXTRA_BYTES] = {9};
        CHECK_EQ(seal_close(&key_of_zeros, nonce_of_zeros, bytes, 10, room), 0);
        CHECK_EQ(bytes[0], 9);
    }
}

int main(void)
{
    RUN(it_is_aes_256_gcm);
    RUN(what_was_sealed_opens_at_every_length);
    RUN(nothing_that_was_changed_or_cut_opens);
    RUN(another_board_or_use_does_not_open_it);
    RUN(without_room_nothing_changes);
    return 0;
}
