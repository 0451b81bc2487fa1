/* SPDX-License-Identifier: MIT */
/* The host's standard output: opened once, then one call for each text. */
#include "semihosting.h"

#define SEMIHOSTING_WRITE  0x05u
#define SEMIHOSTING_MODE_W 4u

void semihosting_console_write(const char *text, size_t length)
{
    static const char console[] = ":tt"; /* by this name, whatever the host's is */
    static int32_t handle = -1;

    if (handle < 0) {
        const uint32_t open[3] = {(uint32_t)(uintptr_t)console, SEMIHOSTING_MODE_W,
                                  sizeof console - 1};
        handle = semihosting_call(SEMIHOSTING_OPEN, (uintptr_t)open);
    }
    const uint32_t write[3] = {(uint32_t)handle, (uint32_t)(uintptr_t)text, (uint32_t)length};
    if (handle >= 0) {
        (void)semihosting_call(SEMIHOSTING_WRITE, (uintptr_t)write);
    }
}
