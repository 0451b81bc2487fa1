/* SPDX-License-Identifier: MIT */
/* The rules of flash, and nothing else: for boards where board_test is too large. */
#include "board_test.h"

int main(void)
{
    board_init();
    flash_rules("");
    return 0;
}
