/* SPDX-License-Identifier: MIT */
/* Startup code, console, end of a run. */
#include "porting.h"

static volatile unsigned initialised = 42;
static volatile unsigned cleared;

int main(void)
{
    board_init();
    CHECK(initialised == 42);
    CHECK(cleared == 0);
    porting_put("console: ok\n");
    return 0; /* what main returns ends the run */
}
