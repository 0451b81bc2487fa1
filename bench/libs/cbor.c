/* SPDX-License-Identifier: MIT */
#include "cbor_reader.h"
#include "cbor_writer.h"

#include "bench.h"

void bench_run(void)
{
    static uint8_t bytes[128];
    struct cbor_out out = {bytes, sizeof bytes, 0};

    START(write_map_8);
    cbor_put_map(&out, 8);
    for (unsigned i = 0; i < 8; i++) {
        cbor_put_text(&out, &"abcdefgh"[i], 1);
        cbor_put_uint(&out, 100u * i);
    }
    END(write_map_8);

    struct cbor_in in = {bytes, out.needed}, value;
    START(find_last_of_8);
    (void)cbor_find(in, "h", 1, &value);
    END(find_last_of_8);

    START(skip_map_8);
    (void)cbor_skip(&in);
    END(skip_map_8);
}
