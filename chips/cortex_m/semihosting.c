/* SPDX-License-Identifier: MIT */
#include "semihosting.h"

#define APPLICATION_EXIT 0x20026u

int32_t semihosting_call(uint32_t operation, uintptr_t argument)
{
    register uint32_t r0 __asm("r0") = operation;
    register uintptr_t r1 __asm("r1") = argument;

    __asm volatile("bkpt 0xAB" : "+r"(r0) : "r"(r1) : "memory");
    return (int32_t)r0;
}

void semihosting_exit(int status)
{
    const uint32_t block[2] = {APPLICATION_EXIT, (uint32_t)status};

    (void)semihosting_call(SEMIHOSTING_EXIT_EXTENDED, (uintptr_t)block);
}
