/* SPDX-License-Identifier: MIT */
/** What a board says of its FPGA image; mps2_board.c implements hal/include/board.h with it. */
#ifndef MPS2_BOARD_H
#define MPS2_BOARD_H

#include <stdint.h>

struct mps2_wiring {
    const char *name;   /* as in board.json */
    uintptr_t ethernet; /* the LAN9118's registers */
    uintptr_t psram;    /* 16 MB; survives the emulator when file-backed */
};

extern const struct mps2_wiring mps2_wiring; /* boards/<board>/board.c */

#endif
