/* SPDX-License-Identifier: MIT */
#include "lib_bytes.h"
#include "test.h"

#include <string.h>

static void bytes_put_most_significant_first_at_any_alignment(void)
{
    for (size_t offset = 0; offset < 4; offset++) {
        uint8_t got[12];
        memset(got, 0xEE, sizeof got);
        uint8_t *after = lib_bytes_put32(lib_bytes_put16(got + offset, 0x0102u), 0x03040506u);
        CHECK_EQ(after - got, offset + 6);
        CHECK_EQ(memcmp(got + offset, "\1\2\3\4\5\6", 6), 0);
        CHECK_EQ(got[offset + 6], 0xEE);
    }
}

static void bytes_get_gives_back_what_put_wrote(void)
{
    static const uint32_t values[] = {0, 1, 0x80, 0x8000, 0xFFFF, 0x10000, 0x80000000, UINT32_MAX};
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        uint8_t bytes[5];
        lib_bytes_put32(bytes + 1, values[i]);
        CHECK_EQ(lib_bytes_get32(bytes + 1), values[i]);
        lib_bytes_put16(bytes + 1, (uint16_t)values[i]);
        CHECK_EQ(lib_bytes_get16(bytes + 1), (uint16_t)values[i]);
    }
}

int main(void)
{
    RUN(bytes_put_most_significant_first_at_any_alignment);
    RUN(bytes_get_gives_back_what_put_wrote);
    return 0;
}
