/* SPDX-License-Identifier: MIT */
#include "semihosting.h"

#define APPLICATION_EXIT 0x20026u

volatile uint32_t semihosting_is_absent;

/* The breakpoint has a name so that the fault handler can tell it from any other. */
__attribute__((naked)) static int32_t call(uint32_t operation, uintptr_t argument)
{
    (void)operation;
    (void)argument;
    __asm volatile(".global semihosting_breakpoint\n"
                   "semihosting_breakpoint:\n\t"
                   "bkpt 0xAB\n\t"
                   "bx lr");
}

int32_t semihosting_call(uint32_t operation, uintptr_t argument)
{
    return semihosting_is_absent != 0 ? -1 : call(operation, argument);
}

bool semihosting_probe(void)
{
    (void)semihosting_call(SEMIHOSTING_ERRNO, 0);
    return semihosting_is_absent == 0;
}

void semihosting_exit(int status)
{
    const uint32_t block[2] = {APPLICATION_EXIT, (uint32_t)status};

    (void)semihosting_call(SEMIHOSTING_EXIT_EXTENDED, (uintptr_t)block);
}
