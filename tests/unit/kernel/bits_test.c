/* SPDX-License-Identifier: MIT */
/* The highest set bit on processors that have no instruction for it (BITS_HAS_CLZ is 0 here). */
#include "bits.h"
#include "test.h"

int expected_asserts;

static void top_bit_is_found_whatever_is_below_it(void)
{
    for (unsigned top = 0; top < 32; top++) {
        uint32_t highest = UINT32_C(1) << top;
        CHECK_EQ(bits_top(highest), top);
        CHECK_EQ(bits_top(highest | (highest - 1u)), top);
        CHECK_EQ(bits_top(highest | (highest >> 1)), top);
        CHECK_EQ(bits_top(highest | (UINT32_C(0x55555555) & (highest - 1u))), top);
        CHECK_EQ(bits_top_of_tick(highest), top);
    }
}

static void top_bit_of_each_small_number_is_found(void)
{
    unsigned top = 0;
    for (uint32_t word = 1; word < 0x20000u; word++) {
        top += (word >> (top + 1u)) != 0 ? 1u : 0u;
        CHECK_EQ(bits_top(word), top);
    }
}

int main(void)
{
    RUN(top_bit_is_found_whatever_is_below_it);
    RUN(top_bit_of_each_small_number_is_found);
    return 0;
}
