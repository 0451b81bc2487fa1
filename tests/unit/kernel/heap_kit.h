/* SPDX-License-Identifier: MIT */
/* What the tests of the heaps share: the kernel around them, and a way to make a heap new. */
#ifndef HEAP_KIT_H
#define HEAP_KIT_H

#include "FreeRTOS.h"
#include "task.h"

#include <stdbool.h>
#include <string.h>

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

/* Which heap is under test, by definition of the build: TEST_HEAP is 1 .. 5. */
extern int failed_hooks; /* calls of vApplicationMallocFailedHook */
extern char damage[128]; /* the last report of configHEAP_DAMAGE */
extern bool in_isr;

/* A heap that nobody has used. */
void heap_renew(void);

/* Repeatable chance. */
uint32_t random_below(uint32_t limit);

/* The memory of a heap, seen through its payloads: a block whose payload is at p and which costs n
 * bytes covers p .. p + n - 1; the blocks of one piece lie side by side in [base, base + bytes). */
struct piece {
    uintptr_t base;
    size_t bytes;
};

/* The pieces of a new heap. @return Their number. Leaves the heap new. */
size_t heap_pieces(struct piece *pieces, size_t capacity);

/* Runs `call`, which must assert exactly once. */
#define EXPECT_ASSERT(call)                                                                        \
    do {                                                                                           \
        expected_asserts = 1;                                                                      \
        call;                                                                                      \
        CHECK_EQ(expected_asserts, 0);                                                             \
    } while (0)

#endif
