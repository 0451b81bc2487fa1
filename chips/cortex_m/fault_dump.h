/* SPDX-License-Identifier: MIT */
/* Making and checking the binary dump. */
#ifndef FAULT_DUMP_H
#define FAULT_DUMP_H

#include <stdbool.h>
#include <stdint.h>

#include "fault.h"

/* Clears the dump and fills in what does not depend on the fault: header, build id. */
void fault_dump_begin(struct fault_dump *dump, fault_kind_t kind);

/* Copies the stack from dump->sp upward, as far as it is memory. */
void fault_dump_take_stack(struct fault_dump *dump);

/* Copies a string, cut to fit. `keep_end`: the end of a long string matters, not the beginning. */
void fault_dump_set_text(char *to, size_t capacity, const char *from, bool keep_end);

/* Sets the CRC: the dump is complete. */
void fault_dump_seal(struct fault_dump *dump);

/* Magic, version, size and CRC are right. */
bool fault_dump_is_valid(const struct fault_dump *dump);

/* `bytes` from `address` on are RAM of this board, so reading them cannot fault. */
bool fault_is_ram(uint32_t address, uint32_t bytes);

/* The word at `address` may be a return address: thumb, in .text, right behind a call. */
bool fault_is_return_address(uint32_t word);

#endif
