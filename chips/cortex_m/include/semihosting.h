/* SPDX-License-Identifier: MIT */
/** Semihosting: calls to the debugger or emulator that runs this program (Arm IHI 0045).
 *
 * Where nobody listens each call fails with -1: the fault handler steps over the breakpoint. */
#ifndef SEMIHOSTING_H
#define SEMIHOSTING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SEMIHOSTING_OPEN          0x01u
#define SEMIHOSTING_CLOSE         0x02u
#define SEMIHOSTING_WRITE0        0x04u
#define SEMIHOSTING_READ          0x06u
#define SEMIHOSTING_ERRNO         0x13u
#define SEMIHOSTING_COMMAND_LINE  0x15u
#define SEMIHOSTING_EXIT_EXTENDED 0x20u

#define SEMIHOSTING_MODE_RB 1u

/** 1 once a call found nobody; set by the fault handler. Later calls do not try again. */
extern volatile uint32_t semihosting_is_absent;

/** Address of the one breakpoint instruction that calls are made with. */
extern const char semihosting_breakpoint[];

/**
 * Find out whether anybody listens. Calls before this one must not be made from a fault handler,
 * where an unanswered breakpoint locks the core up.
 *
 * @return True when there is a host.
 *
 * Context: thread mode, interrupts on or off.  Blocks: as long as the host takes.  Masked: no.
 */
bool semihosting_probe(void);

/**
 * Make one call.
 *
 * @param operation  SEMIHOSTING_*.
 * @param argument   Parameter block or value, as the operation wants it.
 * @return What the operation returns; -1 where there is no host.
 *
 * Context: any.  Blocks: as long as the host takes.  Masked: no.
 */
int32_t semihosting_call(uint32_t operation, uintptr_t argument);

/**
 * End the program with an exit status that the host passes on.
 *
 * @param status  0 = success.
 *
 * Context: any.  Blocks: returns only where there is no host.
 */
void semihosting_exit(int status);

/**
 * Write to the host's standard output: the console of a board that has no serial port to spare.
 *
 * @param text    `length` bytes.
 * @param length  0 or more.
 *
 * Context: any; two tasks that write first at the same time may open it twice.
 * Blocks:  as long as the host takes; not at all where there is none.  Masked: no.
 */
void semihosting_console_write(const char *text, size_t length);

#endif
