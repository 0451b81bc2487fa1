/* SPDX-License-Identifier: MIT */
/** What a bootloader needs of a board beyond board.h: memory to put another image into, and the way
 * into it. Boards that update themselves implement it. */
#ifndef HAL_BOARD_BOOT_H
#define HAL_BOARD_BOOT_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Open the memory that images run in: until board_hand_over() it can be written.
 *
 * Context: after board_init(), once; no scheduler runs.  Blocks: never.
 */
void board_open_image_memory(void);

/**
 * Leave this program for another. Interrupts and what board_init() has started are off, as after a
 * reset; a watchdog that runs goes on.
 *
 * @param entry  Arm: address of the vector table. RISC-V: of the first instruction.
 *
 * Context: no scheduler runs.  Blocks: does not return.
 */
__attribute__((noreturn)) void board_hand_over(uint32_t entry);

#ifdef __cplusplus
}
#endif

#endif
