/* SPDX-License-Identifier: MIT */
/* The equation against OpenSSL's arithmetic, for scalars of every shape: for any u1, u2 and any key
 * there are digest, r and s that lead to them. */
#include "p256_equation.h"

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/obj_mac.h>
#include <string.h>

#include "test.h"

#define N P256_NUMBER_BYTES

static EC_GROUP *group;
static BN_CTX *context;
static const BIGNUM *order;
static BIGNUM *secret;
static uint8_t key[2 * N];

static void set_key(const char *hex)
{
    EC_POINT *point = EC_POINT_new(group);
    uint8_t bytes[1 + 2 * N];

    BN_hex2bn(&secret, hex);
    EC_POINT_mul(group, point, secret, NULL, NULL, context);
    EC_POINT_point2oct(group, point, POINT_CONVERSION_UNCOMPRESSED, bytes, sizeof bytes, context);
    memcpy(key, bytes + 1, sizeof key);
    EC_POINT_free(point);
}

/* The x coordinate modulo n of u1 G + u2 Q, and digest and signature of these scalars. */
static void make(const BIGNUM *u1, const BIGNUM *u2, uint8_t digest[N], uint8_t signature[2 * N])
{
    BIGNUM *number = BN_new(), *r = BN_new(), *s = BN_new();
    EC_POINT *point = EC_POINT_new(group);

    BN_mod_mul(number, u2, secret, order, context);
    BN_mod_add(number, number, u1, order, context);
    EC_POINT_mul(group, point, number, NULL, NULL, context);
    EC_POINT_get_affine_coordinates(group, point, r, NULL, context);
    BN_nnmod(r, r, order, context);
    BN_mod_inverse(s, u2, order, context);
    BN_mod_mul(s, s, r, order, context);
    BN_mod_mul(number, u1, s, order, context);
    BN_bn2binpad(number, digest, N);
    BN_bn2binpad(r, signature, N);
    BN_bn2binpad(s, signature + N, N);
    BN_free(number);
    BN_free(r);
    BN_free(s);
    EC_POINT_free(point);
}

static void check(const BIGNUM *u1, const BIGNUM *u2)
{
    uint8_t digest[N], signature[2 * N], x[N];

    make(u1, u2, digest, signature);
    memset(x, 0, sizeof x);
    CHECK_EQ(p256_equation(signature, key, digest, x), true);
    CHECK_EQ(memcmp(x, signature, N), 0);
    digest[7] ^= 0x10;
    CHECK_EQ(p256_equation(signature, key, digest, x), true);
    CHECK_EQ(memcmp(x, signature, N) != 0, true);
}

static const char *const shapes[] = {
    "1",
    "2",
    "3",
    "7",
    "8",
    "10",
    "FF",
    "8000000000000000000000000000000000000000000000000000000000000000",
    "7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF",
    "5555555555555555555555555555555555555555555555555555555555555555",
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "C000000000000000000000000000000000000000000000000000000000000001",
    "FFFFFFFF00000000000000000000000000000000000000000000000000000000",
    "00000000FFFFFFFF00000000FFFFFFFF00000000FFFFFFFF00000000FFFFFFFF",
    "9249249249249249249249249249249249249249249249249249249249249249",
    "FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632550", /* n - 1 */
    "7FFFFFFF800000007FFFFFFFFFFFFFFFDE737D56D38BCF4279DCE5617E3192A8", /* (n - 1) / 2 */
};

#define SHAPES (sizeof shapes / sizeof shapes[0])

static void scalars_of_every_shape_lead_to_the_point(void)
{
    BIGNUM *u1 = BN_new(), *u2 = BN_new();

    for (unsigned i = 0; i < SHAPES; i++) {
        for (unsigned k = 0; k < SHAPES; k++) {
            test_case = shapes[i];
            BN_hex2bn(&u1, shapes[i]);
            BN_hex2bn(&u2, shapes[k]);
            check(u1, u2);
        }
        BN_zero(u1);
        check(u1, u2); /* a digest of zeros */
    }
    BN_free(u1);
    BN_free(u2);
}

static void scalars_and_keys_at_random_lead_to_the_point(void)
{
    BIGNUM *u1 = BN_new(), *u2 = BN_new(), *random = BN_new();

    for (unsigned i = 0; i < 300; i++) {
        BN_priv_rand_range(random, order);
        char *hex = BN_bn2hex(random);
        set_key(hex);
        OPENSSL_free(hex);
        BN_priv_rand_range(u1, order);
        BN_priv_rand_range(u2, order);
        check(u1, u2);
    }
    BN_free(u1);
    BN_free(u2);
    BN_free(random);
}

/* r and s are 1 .. n - 1, coordinates below p, and the point on the curve. */
static void numbers_out_of_range_have_no_answer(void)
{
    uint8_t digest[N], good[2 * N], bad[2 * N], x[N] = {0};
    BIGNUM *number = BN_new();

    BN_set_word(number, 12345);
    make(number, number, digest, good);
    for (unsigned half = 0; half < 2; half++) {
        memcpy(bad, good, sizeof bad);
        memset(bad + half * N, 0, N);
        CHECK_EQ(p256_equation(bad, key, digest, x), false);
        BN_bn2binpad(order, bad + half * N, N);
        CHECK_EQ(p256_equation(bad, key, digest, x), false);
        memset(bad + half * N, 0xFF, N);
        CHECK_EQ(p256_equation(bad, key, digest, x), false);
        memcpy(bad, key, sizeof bad);
        bad[half * N + 5] ^= 1u;
        CHECK_EQ(p256_equation(good, bad, digest, x), false);
        memset(bad + half * N, 0xFF, N);
        CHECK_EQ(p256_equation(good, bad, digest, x), false);
    }
    memset(bad, 0, sizeof bad);
    CHECK_EQ(p256_equation(good, bad, digest, x), false);
    CHECK_EQ(p256_equation(good, key, digest, x), true);
    BN_free(number);
}

/* u1 G = -u2 Q: the sum is nowhere, and its x no signature's. */
static void a_sum_that_is_nowhere_is_no_signature(void)
{
    uint8_t digest[N], signature[2 * N] = {0}, x[N];
    BIGNUM *number = BN_new();

    /* r = s = 1: u2 = 1 and u1 = digest = -d */
    signature[N - 1] = 1;
    signature[2 * N - 1] = 1;
    BN_sub(number, order, secret);
    BN_bn2binpad(number, digest, N);
    memset(x, 1, sizeof x);
    CHECK_EQ(p256_equation(signature, key, digest, x), true);
    for (unsigned i = 0; i < N; i++) {
        CHECK_EQ(x[i], 0);
    }
    BN_free(number);
}

int main(void)
{
    group = EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1);
    context = BN_CTX_new();
    order = EC_GROUP_get0_order(group);
    set_key("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721");
    RUN(scalars_of_every_shape_lead_to_the_point);
    RUN(numbers_out_of_range_have_no_answer);
    RUN(a_sum_that_is_nowhere_is_no_signature);
    RUN(scalars_and_keys_at_random_lead_to_the_point);
    BN_free(secret);
    BN_CTX_free(context);
    EC_GROUP_free(group);
    return 0;
}
