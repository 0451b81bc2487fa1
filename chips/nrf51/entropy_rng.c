/* SPDX-License-Identifier: MIT */
/* Entropy from the chip's random number generator, byte by byte, with its bias correction on. */
#include "entropy.h"

#include <stdint.h>

#include "cortex_m.h"
#include "nrf51.h"

#define START  CM_REGISTER(NRF51_RNG + 0x000u)
#define STOP   CM_REGISTER(NRF51_RNG + 0x004u)
#define READY  CM_REGISTER(NRF51_RNG + 0x100u) /* write 0 to clear */
#define CONFIG CM_REGISTER(NRF51_RNG + 0x504u)
#define VALUE  CM_REGISTER(NRF51_RNG + 0x508u)

#define CONFIG_CORRECT 1u
#define TRIES          1000000u /* of a busy-wait; a byte takes 0.7 ms */

bool entropy_read(void *buffer, size_t length)
{
    uint8_t *to = buffer;
    size_t done = 0;

    CONFIG = CONFIG_CORRECT;
    READY = 0;
    START = 1;
    while (done < length) {
        uint32_t tries = TRIES;
        while (READY == 0 && tries > 0) {
            tries--;
        }
        if (tries == 0) {
            break;
        }
        READY = 0;
        to[done++] = (uint8_t)VALUE;
    }
    STOP = 1;
    return done == length;
}

const char *entropy_source(void)
{
    return "nRF51 random number generator";
}
