/* SPDX-License-Identifier: MIT */
/* The watchdog when even its warning hangs: the NMI handler here loops, so the second time-out must
 * reset the board in hardware. Counts its starts in memory that a reset does not clear. */
#include <stdio.h>

#include "board.h"
#include "startup.h"

#define MAGIC 0x57444F47u

__attribute__((section(".noinit"))) static volatile struct {
    uint32_t magic;
    uint32_t starts;
    uint32_t warnings;
} kept;

void NMI_Handler(void)
{
    kept.warnings = kept.warnings + 1;
    for (;;) {
    }
}

int main(void)
{
    struct watchdog_device *watchdog = board_watchdog();

    board_init();
    if (kept.magic != MAGIC) {
        kept.magic = MAGIC;
        kept.starts = 0;
        kept.warnings = 0;
    }
    kept.starts = kept.starts + 1;
    if (kept.starts == 2) {
        printf("reset after %lu warning\n", (unsigned long)kept.warnings);
        return kept.warnings == 1 ? 0 : 2;
    }
    if (!watchdog->driver->start(watchdog, 100)) {
        return 3;
    }
    for (;;) {
    }
}
