/* SPDX-License-Identifier: MIT */
/* The ways to break that only some processors have: fault_ways_<architecture>.c. */
#ifndef FAULT_WAYS_H
#define FAULT_WAYS_H

#include <stddef.h>
#include <stdint.h>

#define NOINLINE __attribute__((noinline))

/* What a function pointer has besides the address. */
#ifdef __arm__
#define FAULT_CODE_BIT 1u
#else
#define FAULT_CODE_BIT 0u
#endif

struct fault_way {
    const char *name;
    void (*run)(void);
};

extern const struct fault_way fault_machine_ways[];
extern const size_t fault_machine_way_count;

/* An address at which there is nothing. */
extern const uintptr_t fault_nowhere;

#endif
