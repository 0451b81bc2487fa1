/* SPDX-License-Identifier: MIT */
/** What the two halves of fault reports give each other. Only chips include this.
 *
 *   architecture                            common
 *   entry code: registers, own stack
 *     fault_begin() ──────────────────────► the one dump, cleared; interrupts off
 *     fills in dump->machine, flags
 *     fault_set_task_name(), _text() ─────► bounded, checked copies
 *     fault_end() ────────────────────────► stack, CRC, text, action
 *   fault_machine_*() ◄──────────────────── causes and registers as text, what a return address is
 */
#ifndef FAULT_REPORT_H
#define FAULT_REPORT_H

#include <stdbool.h>

#include "fault.h"

/** Begin the report. @return The dump; header and build id are filled in. Context: fault. */
struct fault_dump *fault_begin(fault_kind_t kind);

/** Enter the name of the running task, where there is one. Context: after fault_begin(). */
void fault_take_task_name(struct fault_dump *dump);

/** Enter the name of a task; NULL or not in RAM: none. Context: after fault_begin(). */
void fault_set_task_name(struct fault_dump *dump, const char *name);

/** Copy a string, cut to fit. `keep_end`: its end matters, not its beginning. Context: any. */
void fault_set_text(char *to, size_t capacity, const char *from, bool keep_end);

/** Complete the report, print it, and do what configFAULT_ACTION says. Context: fault. */
__attribute__((noreturn)) void fault_end(struct fault_dump *dump);

/** Whether memory is RAM of this board, so reading it cannot fault. @return True when each of
 * `bytes` from `address` on is. Context: any. */
bool fault_is_ram(uintptr_t address, size_t bytes);

/** Print a line: a word and a text. Context: any. */
void fault_print_line(const char *what, const char *text);
/** Print a line: a word and numbers. Context: any. */
void fault_print_words(const char *what, const uintptr_t *words, size_t count);
/** Print a line: a word and a number. Context: any. */
void fault_print_word(const char *what, uintptr_t word);

/** Mask every interrupt that can be masked. Context: any. */
void fault_machine_mask(void);
/** Reset the chip. Context: any. */
__attribute__((noreturn)) void fault_machine_reset(void);
/** Print why the processor took the fault. Context: any. */
void fault_machine_print_cause(const struct fault_dump *dump);
/** Print the registers. Context: any. */
void fault_machine_print_registers(const struct fault_dump *dump);
/** Where execution would go on if `word` were a return address. @return 0: it is none. Context:
 * any. */
uintptr_t fault_machine_return(uintptr_t word);
/** Whether the code in front of `next` is a call. @return True when it is. Context: any. */
bool fault_machine_is_behind_call(const uint16_t *next);

#endif
