/* SPDX-License-Identifier: MIT */
/* Wiring of the MPS2 board with the AN500 image, as QEMU's machine mps2-an500 emulates it. */
#include "mps2_board.h"

const struct mps2_wiring mps2_wiring = {
    .name = "mps2_an500",
    .ethernet = 0xA0000000u,
    .psram = 0x60000000u,
};
