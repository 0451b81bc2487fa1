/* SPDX-License-Identifier: MIT */
#include "p256_equation.h"

/* Where there is no multiply-accumulate of the DSP extension, p256-m puts 64-bit products together
 * of 16-bit ones, as the multiplier of a Cortex-M3 takes longer for large numbers. No number here
 * is secret. */
#if !defined(__ARM_FEATURE_DSP)
#undef __ARM_ARCH_PROFILE
#define MUL64_IS_CONSTANT_TIME
#endif
#include <p256-m.c>

/* Numbers modulo p are in Montgomery form, as p256-m has them. */
struct point {
    uint32_t x[8], y[8];
};

struct sum {
    uint32_t x[8], y[8], z[8]; /* Jacobian; z = 0: nowhere, and stays so */
};

#define G_WIDTH 4 /* of a window, in bits: odd multiples up to 7 */
#define Q_WIDTH 3 /* up to 3 */
#define NOWHERE 512

static const struct point multiples_of_g[] = {
    {{0x18a9143c, 0x79e730d4, 0x5fedb601, 0x75ba95fc, 0x77622510, 0x79fb732b, 0xa53755c6,
      0x18905f76},
     {0xce95560a, 0xddf25357, 0xba19e45c, 0x8b4ab8e4, 0xdd21f325, 0xd2e88688, 0x25885d85,
      0x8571ff18}}, /* 1 */
    {{0x4eebc127, 0xffac3f90, 0x087d81fb, 0xb027f84a, 0x87cbbc98, 0x66ad77dd, 0xb6ff747e,
      0x26936a3f},
     {0xc983a7eb, 0xb04c5c1f, 0x0861fe1a, 0x583e47ad, 0x1a2ee98e, 0x78820831, 0xe587cc07,
      0xd5f06a29}}, /* 3 */
    {{0xc45c61f5, 0xbe1b8aae, 0x94b9537d, 0x90ec649a, 0xd076c20c, 0x941cb5aa, 0x890523c8,
      0xc9079605},
     {0xe7ba4f10, 0xeb309b4a, 0xe5eb882b, 0x73c568ef, 0x7e7a1f68, 0x3540a987, 0x2dd1e916,
      0x73a076bb}}, /* 5 */
    {{0xa0173b4f, 0x0746354e, 0xd23c00f7, 0x2bd20213, 0x0c23bb08, 0xf43eaab5, 0xc3123e03,
      0x13ba5119},
     {0x3f5b9d4d, 0x2847d030, 0x5da67bdd, 0x6742f2f2, 0x77c94195, 0xef933bdc, 0x6e240867,
      0xeaedd915}}, /* 7 */
    {{0x82e4c634, 0x5ced3c9f, 0x3a4464f8, 0x8efb8314, 0x7a1dca25, 0xe706381b, 0x5a2a412b,
      0x6cd15a3c},
     {0x4032704a, 0x6cb85702, 0x91ab32dd, 0xce24d111, 0x07276cd0, 0x3b514ee1, 0xcbbbee51,
      0xee183e11}}, /* -2^257 */
};

static void copy(uint32_t to[8], const uint32_t from[8])
{
    memcpy(to, from, 32);
}

/* ---- Inversion ---- */

static void halve(uint32_t z[8], uint32_t top)
{
    for (unsigned i = 0; i < 7; i++) {
        z[i] = z[i] >> 1 | z[i + 1] << 31;
    }
    z[7] = z[7] >> 1 | top << 31;
}

static void swap(uint32_t **a, uint32_t **b)
{
    uint32_t *const other = *a;

    *a = *b;
    *b = other;
}

/* z = 1 / z; 0 of 0. The binary Euclidean algorithm. */
static void invert(uint32_t z[8], const m256_mod *mod)
{
    uint32_t memory[4][8];
    uint32_t *u = memory[0], *v = memory[1], *a = memory[2], *b = memory[3];

    copy(u, z);
    copy(v, mod->m);
    u256_set32(a, 1);
    u256_set32(b, 0);
    while (u256_diff0(u) != 0) { /* a z = u, b z = v, and v is odd */
        if (u[0] % 2u == 0) {
            halve(u, 0);
            halve(a, a[0] % 2u != 0 ? u256_add(a, a, mod->m) : 0);
            continue;
        }
        if (u256_sub(z, u, v) != 0) {
            swap(&u, &v);
            swap(&a, &b);
        }
        u256_sub(u, u, v);
        m256_sub(a, a, b, mod);
    }
    copy(z, b);
    m256_prep(z, mod); /* what was inverted had a factor 2^256 */
    m256_prep(z, mod);
}

/* ---- Points ---- */

static void set(struct sum *sum, const struct point *point)
{
    copy(sum->x, point->x);
    copy(sum->y, point->y);
    m256_set32(sum->z, 1, &p256_p);
}

/* x = y = 0 of nowhere, and 0 is no signature's r. */
static void to_affine(struct sum *sum)
{
    uint32_t t[8];

    invert(sum->z, &p256_p);
    m256_mul_p(t, sum->z, sum->z);
    m256_mul_p(sum->x, sum->x, t);
    m256_mul_p(t, t, sum->z);
    m256_mul_p(sum->y, sum->y, t);
}

static void triple(struct point *to, const struct point *point)
{
    struct sum sum;

    set(&sum, point);
    point_double(sum.x, sum.y, sum.z);
    point_add(sum.x, sum.y, sum.z, point->x, point->y);
    to_affine(&sum);
    copy(to->x, sum.x);
    copy(to->y, sum.y);
}

/* ---- u1 G + u2 Q ---- */

/* A scalar as digits that are odd or 0, positive or negative, seldom other than 0: what is left of
 * it when a window slides from its top to its end. */
struct digits {
    const uint32_t *scalar;
    const struct point *odd; /* 1, 3, 5 ... times the point */
    int width;
    int from;      /* no window has begun below */
    int at, value; /* of the window that has begun last */
};

static int bit(const uint32_t scalar[8], int i)
{
    return i < 0 || i > 255 ? 0 : (int)(scalar[i / 32] >> i % 32 & 1u);
}

/* To be asked for i = 256 .. 0. A window begins where a bit differs from the one behind it, and
 * counts as Booth's: the first bit negative, and the one behind the last once more. */
static int digit_at(struct digits *d, int i)
{
    if (i <= d->from && bit(d->scalar, i) != bit(d->scalar, i - 1)) {
        int value = -bit(d->scalar, i), at = i;
        while (at > i - d->width + 1) {
            at--;
            value = 2 * value + bit(d->scalar, at);
        }
        value += bit(d->scalar, at - 1);
        while (value % 2 == 0) {
            value /= 2;
            at++;
        }
        d->value = value;
        d->at = at;
        d->from = i - d->width;
    }
    return i == d->at ? d->value : 0;
}

static void add_digit(struct sum *sum, struct digits *d, int i)
{
    const int digit = digit_at(d, i);
    uint32_t y[8];

    if (digit == 0) {
        return;
    }
    const struct point *point = &d->odd[(digit < 0 ? -digit : digit) / 2];
    u256_set32(y, 0);
    m256_sub_p(y, y, point->y);
    if (digit > 0) {
        copy(y, point->y);
    }
    point_add(sum->x, sum->y, sum->z, point->x, y);
}

/* It begins with G and ends with -2^257 G, so that there is no first digit that is not added but
 * copied. To come by the point that is added, or its negative, would take a discrete logarithm; the
 * sum is nowhere then, and no signature's. */
static void add_up(struct sum *sum, const uint32_t u1[8], const uint32_t u2[8],
                   const struct point *q)
{
    struct digits of_g = {u1, multiples_of_g, G_WIDTH, 256, NOWHERE, 0};
    struct digits of_q = {u2, q, Q_WIDTH, 256, NOWHERE, 0};

    set(sum, &multiples_of_g[0]);
    for (int i = 256; i >= 0; i--) {
        point_double(sum->x, sum->y, sum->z);
        add_digit(sum, &of_g, i);
        add_digit(sum, &of_q, i);
    }
    point_add(sum->x, sum->y, sum->z, multiples_of_g[4].x, multiples_of_g[4].y);
}

bool p256_equation(const uint8_t signature[2 * P256_NUMBER_BYTES],
                   const uint8_t key[2 * P256_NUMBER_BYTES],
                   const uint8_t digest[P256_NUMBER_BYTES], uint8_t x[P256_NUMBER_BYTES])
{
    uint32_t u1[8], u2[8], s[8];
    struct point q[2]; /* 1 and 3 times */
    struct sum sum;

    if (scalar_from_bytes(u2, signature) != 0 ||
        scalar_from_bytes(s, signature + P256_NUMBER_BYTES) != 0 ||
        point_from_bytes(q[0].x, q[0].y, key) != 0) {
        return false;
    }
    m256_prep(s, &p256_n);
    invert(s, &p256_n);
    ecdsa_m256_from_hash(u1, digest, P256_NUMBER_BYTES);
    m256_mul(u1, u1, s, &p256_n);
    m256_done(u1, &p256_n);
    m256_mul(u2, u2, s, &p256_n); /* one factor in Montgomery form: the product is none */
    triple(&q[1], &q[0]);
    add_up(&sum, u1, u2, q);
    to_affine(&sum);
    m256_done(sum.x, &p256_p);
    ecdsa_m256_mod_n(sum.x);
    u256_to_bytes(x, sum.x);
    return true;
}
