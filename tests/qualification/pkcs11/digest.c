/* SPDX-License-Identifier: MIT */
/* SHA-256 and random bytes. */
#include <string.h>

#include "cases.h"
#include "p11.h"

#include "entropy.h"

#define FENCE         0x5Au
#define RANDOM_MAX    70u
#define ENTROPY_BYTES 128u
#define DRAWN_BYTES   (P11_SCRATCH_BYTES / 2u)

static CK_MECHANISM sha256 = {CKM_SHA256, NULL, 0};

/* FIPS 180-4, examples; a block of 64 bytes and its neighbours. */
static const struct vector {
    const char *text;
    CK_BYTE digest[P11_DIGEST_BYTES];
} vectors[] = {
    {"", {0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4,
          0xc8, 0x99, 0x6f, 0xb9, 0x24, 0x27, 0xae, 0x41, 0xe4, 0x64, 0x9b,
          0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55}},
    {"abc", {0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01, 0xcf, 0xea, 0x41, 0x41, 0x40,
             0xde, 0x5d, 0xae, 0x22, 0x23, 0xb0, 0x03, 0x61, 0xa3, 0x96, 0x17,
             0x7a, 0x9c, 0xb4, 0x10, 0xff, 0x61, 0xf2, 0x00, 0x15, 0xad}},
    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
     {0x24, 0x8d, 0x6a, 0x61, 0xd2, 0x06, 0x38, 0xb8, 0xe5, 0xc0, 0x26,
      0x93, 0x0c, 0x3e, 0x60, 0x39, 0xa3, 0x3c, 0xe4, 0x59, 0x64, 0xff,
      0x21, 0x67, 0xf6, 0xec, 0xed, 0xd4, 0x19, 0xdb, 0x06, 0xc1}},
    {"0123456789abcdef0123456789abcdef0123456789abcdef0123456",
     {0x72, 0xfa, 0x96, 0xf6, 0x4b, 0xf2, 0xdd, 0x08, 0x2a, 0xaf, 0xb0,
      0x8c, 0xf8, 0x0e, 0xd1, 0x7f, 0x5b, 0x3d, 0x2c, 0x6c, 0xd5, 0x27,
      0xc4, 0xb1, 0x38, 0xb6, 0x95, 0x06, 0xf5, 0xe5, 0xc1, 0x73}},
    {"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
     {0xa8, 0xae, 0x6e, 0x6e, 0xe9, 0x29, 0xab, 0xea, 0x3a, 0xfc, 0xfc,
      0x52, 0x58, 0xc8, 0xcc, 0xd6, 0xf8, 0x52, 0x73, 0xe0, 0xd4, 0x62,
      0x6d, 0x26, 0xc7, 0x27, 0x9f, 0x32, 0x50, 0xf7, 0x7c, 0x8e}},
    {"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
     "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef!",
     {0x03, 0xef, 0x6b, 0xbc, 0xf2, 0x5d, 0x80, 0xda, 0x76, 0x29, 0x9b,
      0x45, 0xa1, 0x7c, 0x2a, 0xf4, 0x01, 0xdd, 0x64, 0x60, 0x04, 0x6b,
      0x27, 0xad, 0x4a, 0x2c, 0x25, 0x11, 0x70, 0x72, 0xb1, 0xbf}},
};

void p11_digest_known_vectors(void)
{
    CK_BYTE digest[P11_DIGEST_BYTES];

    for (size_t i = 0; i < P11_COUNT(vectors); i++) {
        const CK_ULONG length = (CK_ULONG)strlen(vectors[i].text);
        REQUIRE_OK(p11_digest_of(p11_session, vectors[i].text, length, digest));
        EXPECT_BYTES(digest, vectors[i].digest, sizeof digest);
    }
}

static void digest_in_parts_of(const struct vector *vector, CK_ULONG part)
{
    CK_ULONG left = (CK_ULONG)strlen(vector->text), bytes = P11_DIGEST_BYTES;
    CK_BYTE digest[P11_DIGEST_BYTES];
    const char *at = vector->text;

    REQUIRE_OK(p11->C_DigestInit(p11_session, &sha256));
    while (left > 0) {
        const CK_ULONG now = part < left ? part : left;
        REQUIRE_OK(p11->C_DigestUpdate(p11_session, (CK_BYTE_PTR)(void *)at, now));
        at += now;
        left -= now;
    }
    REQUIRE_OK(p11->C_DigestFinal(p11_session, digest, &bytes));
    EXPECT_EQUAL(bytes, sizeof digest);
    EXPECT_BYTES(digest, vector->digest, sizeof digest);
}

void p11_digest_in_parts(void)
{
    static const CK_ULONG parts[] = {1, 7, 63, 64, 65};

    for (size_t i = 0; i < P11_COUNT(vectors); i++) {
        for (size_t k = 0; k < P11_COUNT(parts); k++) {
            digest_in_parts_of(&vectors[i], parts[k]);
        }
    }
}

void p11_digest_wrong_order(void)
{
    CK_BYTE digest[P11_DIGEST_BYTES];
    CK_ULONG bytes = sizeof digest;

    EXPECT_EQUAL(p11->C_DigestUpdate(p11_session, digest, 1), CKR_OPERATION_NOT_INITIALIZED);
    EXPECT_EQUAL(p11->C_DigestFinal(p11_session, digest, &bytes), CKR_OPERATION_NOT_INITIALIZED);
    REQUIRE_OK(p11->C_DigestInit(p11_session, &sha256));
    EXPECT_EQUAL(p11->C_DigestInit(p11_session, &sha256), CKR_OPERATION_ACTIVE);
    REQUIRE_OK(p11->C_DigestFinal(p11_session, digest, &bytes));
    EXPECT_BYTES(digest, vectors[0].digest, sizeof digest); /* of nothing */
    EXPECT_EQUAL(p11->C_DigestUpdate(p11_session, digest, 1), CKR_OPERATION_NOT_INITIALIZED);
}

void p11_digest_refuses_bad_arguments(void)
{
    CK_MECHANISM none = {CKM_ECDSA, NULL, 0};
    CK_BYTE digest[P11_DIGEST_BYTES + 1];
    CK_ULONG bytes = 0;

    EXPECT_EQUAL(p11->C_DigestInit(p11_session, NULL), CKR_ARGUMENTS_BAD);
    EXPECT_EQUAL(p11->C_DigestInit(p11_session, &none), CKR_MECHANISM_INVALID);
    REQUIRE_OK(p11->C_DigestInit(p11_session, &sha256));
    EXPECT_EQUAL(p11->C_DigestFinal(p11_session, digest, NULL), CKR_ARGUMENTS_BAD);
    EXPECT_OK(p11->C_DigestFinal(p11_session, NULL, &bytes)); /* only asked */
    EXPECT_EQUAL(bytes, P11_DIGEST_BYTES);
    bytes = P11_DIGEST_BYTES - 1u;
    EXPECT_EQUAL(p11->C_DigestFinal(p11_session, digest, &bytes), CKR_BUFFER_TOO_SMALL);
    EXPECT_EQUAL(bytes, P11_DIGEST_BYTES);
    digest[P11_DIGEST_BYTES] = FENCE;
    EXPECT_OK(p11->C_DigestFinal(p11_session, digest, &bytes)); /* it went on */
    EXPECT_BYTES(digest, vectors[0].digest, P11_DIGEST_BYTES);
    EXPECT_EQUAL(digest[P11_DIGEST_BYTES], FENCE);
}

/* ---- Random bytes ---- */

/* Each byte of a buffer comes to differ from the fence, none beside it does. */
void p11_random_fills_what_was_asked_for(void)
{
    CK_BYTE *const drawn = p11_scratch;

    for (CK_ULONG length = 0; length <= RANDOM_MAX; length += length < 8u ? 1u : 31u) {
        bool written[RANDOM_MAX] = {false};
        CK_ULONG missing = length;
        for (unsigned draw = 0; draw < 8u && missing > 0; draw++) {
            memset(drawn, FENCE, RANDOM_MAX + 2u);
            REQUIRE_OK(p11->C_GenerateRandom(p11_session, drawn + 1, length));
            EXPECT_EQUAL(drawn[0], FENCE);
            EXPECT_EQUAL(drawn[length + 1u], FENCE);
            for (CK_ULONG i = 0; i < length; i++) {
                missing -= !written[i] && drawn[1u + i] != FENCE;
                written[i] = written[i] || drawn[1u + i] != FENCE;
            }
        }
        EXPECT_EQUAL(missing, 0);
    }
}

static unsigned bits_of(const CK_BYTE *bytes, size_t length)
{
    unsigned bits = 0;

    for (size_t i = 0; i < length; i++) {
        for (unsigned byte = bytes[i]; byte != 0; byte >>= 1) {
            bits += byte & 1u;
        }
    }
    return bits;
}

/* Not a proof of randomness: what is constant, counts or repeats after a start is found. */
void p11_random_is_not_constant(void)
{
    CK_BYTE *const first = p11_scratch, *const second = p11_scratch + DRAWN_BYTES;
    CK_BYTE different[256] = {0};
    unsigned steps = 0;

    REQUIRE_OK(p11->C_GenerateRandom(p11_session, first, DRAWN_BYTES));
    REQUIRE_OK(p11->C_GenerateRandom(p11_session, second, DRAWN_BYTES));
    EXPECT(memcmp(first, second, DRAWN_BYTES) != 0);
    REQUIRE_OK(p11->C_Finalize(NULL));
    REQUIRE_OK(p11_initialize());
    p11_session = p11_open(CKF_RW_SESSION);
    REQUIRE_OK(p11->C_GenerateRandom(p11_session, second, DRAWN_BYTES));
    EXPECT(memcmp(first, second, DRAWN_BYTES) != 0);
    /* 2048 bits: six standard deviations; no difference of neighbours is the usual one. */
    EXPECT_WITHIN(bits_of(first, DRAWN_BYTES), 1024 - 136, 1024 + 136, "bits");
    for (size_t i = 1; i < DRAWN_BYTES; i++) {
        const unsigned count = ++different[(first[i] - first[i - 1u]) & 0xFF];
        steps = count > steps ? count : steps;
    }
    EXPECT_WITHIN(steps, 1, 16, "equal steps");
}

/* What seeds the generator: a generator makes good bytes of a constant, the same at each start. */
void p11_entropy_is_not_constant(void)
{
    CK_BYTE *const first = p11_scratch, *const second = p11_scratch + ENTROPY_BYTES;

    memset(first, 0x00, ENTROPY_BYTES);
    memset(second, 0xFF, ENTROPY_BYTES);
    REQUIRE(entropy_read(first, ENTROPY_BYTES));
    REQUIRE(entropy_read(second, ENTROPY_BYTES));
    EXPECT(memcmp(first, second, ENTROPY_BYTES) != 0);
    EXPECT(memcmp(first, first + ENTROPY_BYTES / 2u, ENTROPY_BYTES / 2u) != 0);
    EXPECT(memcmp(second, second + ENTROPY_BYTES / 2u, ENTROPY_BYTES / 2u) != 0);
    /* 1024 bits: six standard deviations. */
    EXPECT_WITHIN(bits_of(first, ENTROPY_BYTES), 512 - 96, 512 + 96, "bits");
    EXPECT_WITHIN(bits_of(second, ENTROPY_BYTES), 512 - 96, 512 + 96, "bits");
}

void p11_random_refuses_bad_arguments(void)
{
    CK_BYTE byte;

    EXPECT_EQUAL(p11->C_GenerateRandom(p11_session, NULL, 1), CKR_ARGUMENTS_BAD);
    EXPECT_EQUAL(p11->C_GenerateRandom(p11_session + 1u, &byte, 1), CKR_SESSION_HANDLE_INVALID);
    EXPECT_OK(p11->C_GenerateRandom(p11_session, &byte, 1));
}
