/* SPDX-License-Identifier: MIT */
#include "boot_crypto.h"

#include <string.h>

#include "p256_signer.h"
#include "test.h"

static struct boot_crypto state;
static struct ota_crypto crypto;

static bool is_good(const uint8_t *digest, const uint8_t *der, uint32_t length)
{
    return crypto.verify(crypto.context, digest, der, length) == OTA_VERIFIED;
}

static void the_hash_is_sha_256(void)
{
    static const uint8_t wanted[OTA_DIGEST_BYTES] = {
        0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01, 0xcf, 0xea, 0x41, 0x41, 0x40,
        0xde, 0x5d, 0xae, 0x22, 0x23, 0xb0, 0x03, 0x61, 0xa3, 0x96, 0x17,
        0x7a, 0x9c, 0xb4, 0x10, 0xff, 0x61, 0xf2, 0x00, 0x15, 0xad};
    uint8_t digest[OTA_DIGEST_BYTES];

    CHECK_EQ(crypto.hash_start(crypto.context), true);
    CHECK_EQ(crypto.hash_update(crypto.context, "a", 1), true);
    CHECK_EQ(crypto.hash_update(crypto.context, "bc", 2), true);
    CHECK_EQ(crypto.hash_finish(crypto.context, digest), true);
    CHECK_EQ(memcmp(digest, wanted, sizeof digest), 0);
}

/* Many, so that short numbers and those with a zero before them come. */
static void signatures_of_each_length_are_good_and_no_flipped_bit_is(void)
{
    bool seen[OTA_SIGNATURE_MAX + 1u] = {false};
    uint8_t digest[OTA_DIGEST_BYTES] = {1}, der[OTA_SIGNATURE_MAX + 1u];

    for (unsigned i = 0; i < 24; i++) {
        digest[1] = (uint8_t)i;
        digest[2] = (uint8_t)(i >> 8);
        const uint32_t length = p256_signer_sign(digest, der);
        CHECK_EQ(is_good(digest, der, length), true);
        if (seen[length]) {
            continue;
        }
        seen[length] = true;
        for (uint32_t bit = 0; bit < 8u * length; bit += 7u) {
            der[bit / 8u] ^= (uint8_t)(1u << bit % 8u);
            CHECK_EQ(is_good(digest, der, length), false);
            der[bit / 8u] ^= (uint8_t)(1u << bit % 8u);
        }
        digest[31] ^= 1u;
        CHECK_EQ(is_good(digest, der, length), false);
        digest[31] ^= 1u;
    }
    CHECK_EQ(seen[70] + seen[71] + seen[72] >= 2, true);
}

static void encodings_that_are_not_the_shortest_are_refused(void)
{
    uint8_t digest[OTA_DIGEST_BYTES] = {2}, der[OTA_SIGNATURE_MAX + 4u],
            other[OTA_SIGNATURE_MAX + 4u];
    uint32_t length;

    do { /* one whose first number has its top bit clear */
        digest[3]++;
        length = p256_signer_sign(digest, der);
    } while (der[3] != 32u || length == OTA_SIGNATURE_MAX);
    CHECK_EQ(is_good(digest, der, length), true);
    memcpy(other, der, 4);
    other[1]++, other[3]++, other[4] = 0; /* a zero that is not needed */
    memcpy(other + 5, der + 4, length - 4u);
    CHECK_EQ(is_good(digest, other, length + 1u), false);
    memcpy(other, der, length);
    other[length] = 0; /* a byte behind it, and that byte as a part of it */
    CHECK_EQ(is_good(digest, other, length + 1u), false);
    other[1]++;
    CHECK_EQ(is_good(digest, other, length + 1u), false);
    for (uint32_t i = 0; i < length; i++) {
        CHECK_EQ(is_good(digest, der, i), false);
    }
}

static void zeros_and_numbers_that_are_too_large_are_refused(void)
{
    static const uint8_t zeros[] = {0x30, 6, 2, 1, 0, 2, 1, 0},
                         ones[] = {0x30, 6, 2, 1, 1, 2, 1, 1};
    uint8_t digest[OTA_DIGEST_BYTES] = {3}, large[OTA_SIGNATURE_MAX];

    CHECK_EQ(is_good(digest, zeros, sizeof zeros), false);
    CHECK_EQ(is_good(digest, ones, sizeof ones), false);
    memset(large, 0xFF, sizeof large);
    large[0] = 0x30, large[1] = 70;
    large[2] = 2, large[3] = 33, large[4] = 0;
    large[37] = 2, large[38] = 33, large[39] = 0;
    CHECK_EQ(is_good(digest, large, sizeof large), false);
}

int main(void)
{
    boot_crypto_init(&state, p256_signer_key(), &crypto);
    RUN(the_hash_is_sha_256);
    RUN(signatures_of_each_length_are_good_and_no_flipped_bit_is);
    RUN(encodings_that_are_not_the_shortest_are_refused);
    RUN(zeros_and_numbers_that_are_too_large_are_refused);
    return 0;
}
