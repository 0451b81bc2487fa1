/* SPDX-License-Identifier: MIT */
/** Fault reports: what happened, in which task, where. Formats: docs/design/fault-dump.md.
 *
 *   processor fault ──┐
 *   fault_assert() ───┼──► struct fault_dump in .noinit ──► text on the console ──►
 * configFAULT_ACTION stack overflow ───┤        (survives a reset)           (`./run decode` reads
 * it) stray vector ─────┘
 *
 * The report runs on its own stack, with interrupts off, and calls nothing but the polled console.
 */
#ifndef FAULT_H
#define FAULT_H

#include <stddef.h>
#include <stdint.h>

#include "board.h" /* fault_assert */

#include "fault_machine.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What follows the report: value of configFAULT_ACTION in FreeRTOSConfig.h, default EXIT. */
#define FAULT_ACTION_EXIT                                                                          \
    0                        /* board_exit(128 + kind): ends an emulator's run, stops a real board \
                              */
#define FAULT_ACTION_RESET 1 /* reset the chip; fault_last() then tells what happened */
#define FAULT_ACTION_HALT  2 /* endless loop with interrupts off, for a debugger */

/** What happened. The numbers are part of the dump format. */
typedef enum {
    FAULT_HARD = 1,
    FAULT_MEMORY = 2,
    FAULT_BUS = 3,
    FAULT_USAGE = 4,
    FAULT_ASSERT = 5,
    FAULT_STACK_OVERFLOW = 6,
    FAULT_UNEXPECTED = 7, /* an exception or interrupt without handler */
    FAULT_WATCHDOG = 8,   /* the watchdog's warning: nobody fed it */
    FAULT_SECURE = 9,     /* ARMv8-M: access across the security border */
} fault_kind_t;

#define FAULT_MAGIC       UINT32_C(0x464E5544) /* "DUNF" */
#define FAULT_TASK_BYTES  24u
#define FAULT_BUILD_BYTES 20u
#define FAULT_TEXT_BYTES  96u
#define FAULT_STACK_WORDS 128u

#define FAULT_NO_REGISTERS                                                                         \
    (1u << 0)                      /* flag: the stack was unusable, and what was on it is lost     \
                                    */
#define FAULT_IN_HANDLER (1u << 1) /* flag: it happened in an interrupt handler */

/** The binary dump. Little-endian; `crc` covers every byte before it. The registers are those of
 * the architecture: struct fault_machine, and with it FAULT_VERSION. */
struct fault_dump {
    uint32_t magic;
    uint16_t version;
    uint16_t bytes; /* of the whole structure */
    uint8_t kind;   /* fault_kind_t */
    uint8_t flags;
    uint16_t stack_words; /* used words of stack[] */
    uint32_t line;        /* FAULT_ASSERT: of the source; FAULT_UNEXPECTED: exception number */
    struct fault_machine machine;
    char task[FAULT_TASK_BYTES];      /* 0-terminated; empty before the scheduler starts */
    uint8_t build[FAULT_BUILD_BYTES]; /* the linker's build id, SHA-1 */
    char text[FAULT_TEXT_BYTES]; /* FAULT_ASSERT: expression; 0-terminated, cut where too long */
    char file[FAULT_TEXT_BYTES]; /* FAULT_ASSERT: source file, its end where too long */
    uintptr_t stack[FAULT_STACK_WORDS]; /* from sp upward */
    uint32_t crc;                       /* CRC-32 (IEEE 802.3) */
};

/**
 * Report that a task's stack overflowed and end.
 *
 * @param task_name  Name of the task, or NULL.
 *
 * Context: any.  Blocks: does not return.
 */
__attribute__((noreturn)) void fault_stack_overflow(const char *task_name);

/**
 * Find the report of the run before the last reset.
 *
 * @return The dump, valid and unchanged, until fault_forget(); NULL where there is none.
 *
 * Context: any.  Blocks: never.
 */
const struct fault_dump *fault_last(void);

/** Drop the report of the last run. Context: any. Blocks: never. */
void fault_forget(void);

/**
 * Print a dump in the text format that `./run decode` reads.
 *
 * @param dump  fault_last(), or one kept elsewhere.
 *
 * Context: any.  Blocks: polled console.
 */
void fault_print(const struct fault_dump *dump);

#ifdef __cplusplus
}
#endif

#endif
