/* SPDX-License-Identifier: MIT */
/* Entropy: a generator (splitmix64) that starts from the seed, so that a run can be repeated. It is
 * not the adversary's: what firmware asks for does not move the schedule. */
#include "entropy.h"

#include <stdint.h>

#include "sim.h"

#define STEP UINT64_C(0x9e3779b97f4a7c15)

static uint64_t drawn;

static uint64_t next_number(void)
{
    uint64_t z = (~sim_knobs.seed) * UINT64_C(0xd1342543de82ef95) + ++drawn * STEP;
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

bool entropy_read(void *buffer, size_t length)
{
    uint8_t *bytes = buffer;
    uint64_t number = 0;

    for (size_t i = 0; i < length; i++) {
        if (i % 8u == 0) {
            number = next_number();
        }
        bytes[i] = (uint8_t)(number >> (8u * (i % 8u)));
    }
    return true;
}

const char *entropy_source(void)
{
    return "generator seeded by --seed (emulator only)";
}
