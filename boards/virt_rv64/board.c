/* SPDX-License-Identifier: MIT */
/* QEMU's machine virt, 64 bits wide; the wiring is chips/virt_riscv/virt_board.c. */
#include "board.h"

const char *board_name(void)
{
    return "virt_rv64";
}
