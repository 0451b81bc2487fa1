/* SPDX-License-Identifier: MIT */
/* Entropy of an emulated board: the host's generator, read through semihosting. The emulated chip
 * has no source of its own; the label says so wherever it is shown. */
#include "entropy.h"

#include <stdint.h>

#include "semihosting.h"

bool entropy_read(void *buffer, size_t length)
{
    static const char path[] = "/dev/urandom";
    const uint32_t open[3] = {(uint32_t)(uintptr_t)path, SEMIHOSTING_MODE_RB, sizeof path - 1};
    int32_t handle = semihosting_call(SEMIHOSTING_OPEN, (uintptr_t)open);

    if (handle < 0) {
        return false;
    }
    const uint32_t read[3] = {(uint32_t)handle, (uint32_t)(uintptr_t)buffer, (uint32_t)length};
    int32_t missing = semihosting_call(SEMIHOSTING_READ, (uintptr_t)read);
    const uint32_t close[1] = {(uint32_t)handle};
    (void)semihosting_call(SEMIHOSTING_CLOSE, (uintptr_t)close);
    return missing == 0;
}

const char *entropy_source(void)
{
    return "host /dev/urandom through semihosting (emulator only)";
}
