/* SPDX-License-Identifier: MIT */
/* The smallest program: says hello on the console and ends. */
#include <stdio.h>

#include "board.h"

int main(void)
{
    board_init();
    printf("Hello from Dunlin on %s\n", board_name());
    return 0;
}
