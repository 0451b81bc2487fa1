/* SPDX-License-Identifier: MIT */
/* Wiring of the MPS2 board with the AN385 image, as QEMU's machine mps2-an385 emulates it; the
 * boards that are this one and a Wi-Fi module share it. */
#include "mps2_board.h"

#ifndef DUNLIN_BOARD_NAME /* a build of its own, without CMake */
#define DUNLIN_BOARD_NAME "mps2_an385"
#endif

const struct mps2_wiring mps2_wiring = {
    .name = DUNLIN_BOARD_NAME,
    .ethernet = 0x40200000u,
    .psram = 0x21000000u,
};
