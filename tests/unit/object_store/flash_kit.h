/* SPDX-License-Identifier: MIT */
/* The simulator's flash in a unit test: a power cut comes back to where the test stood, and what
 * goes to the flash is counted. */
#ifndef FLASH_KIT_H
#define FLASH_KIT_H

#include <setjmp.h>
#include <stdbool.h>
#include <stdint.h>

#include "flash_sim.h"

#define KIT_SECTORS 8u

extern struct flash_device kit_flash;
extern struct flash_sim kit_flash_state;
extern jmp_buf kit_power_cut;

/* Erased, no cut planned, units of `program_bytes`, and a seed for what a cut leaves behind: 0: a
 * unit is programmed and a sector not erased at all; 1: the other way; else by chance. */
void kit_flash_new(uint32_t erase_bytes, uint32_t program_bytes, unsigned seed);

/* Units programmed and sectors erased since the device was made. */
uint64_t kit_flash_operations(void);

/* Cut the power at this operation from now, 1 = the next: longjmp to kit_power_cut. */
void kit_cut_after(uint64_t operations);

/* The same, but the program goes on and finds that nothing reaches the flash any more. */
void kit_die_after(uint64_t operations);
void kit_revive(void);

/* The flash refuses: reading, or everything that changes it. */
extern bool kit_no_read, kit_no_write;

/* Is `length` bytes' worth of `bytes` anywhere in the flash? */
bool kit_flash_contains(const void *bytes, size_t length);

#endif
