/* SPDX-License-Identifier: MIT */
/* Making and checking the binary dump; more of it in fault_report.h. */
#ifndef FAULT_DUMP_H
#define FAULT_DUMP_H

#include <stdbool.h>
#include <stdint.h>

#include "fault_report.h"

/* Clears the dump and fills in what does not depend on the fault: header, build id. */
void fault_dump_begin(struct fault_dump *dump, fault_kind_t kind);

/* Copies the stack from dump->machine.sp upward, as far as it is memory. */
void fault_dump_take_stack(struct fault_dump *dump);

/* Sets the CRC: the dump is complete. */
void fault_dump_seal(struct fault_dump *dump);

/* Magic, version, size and CRC are right. */
bool fault_dump_is_valid(const struct fault_dump *dump);

/* The word may be a return address: in .text, right behind a call. */
bool fault_is_return_address(uintptr_t word);

#endif
