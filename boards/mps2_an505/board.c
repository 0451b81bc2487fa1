/* SPDX-License-Identifier: MIT */
/* Wiring of the MPS2 board with the AN505 image, as QEMU's machine mps2-an505 emulates it. The
 * addresses are those of the secure side, on which everything runs. */
#include "mps2_board.h"

const struct mps2_wiring mps2_wiring = {
    .name = "mps2_an505",
    .ethernet = 0x52000000u,
    .psram = 0x80000000u,
};
