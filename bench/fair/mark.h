/* SPDX-License-Identifier: MIT */
/* Marks: where an operation starts and ends, for the bench to find in the image.
 *
 *     START(sem_give); xSemaphoreGive(semaphore); END(sem_give);
 *
 * A mark is one `nop` and a line in a section that is not loaded: address, kind, name of the
 * operation. The instructions that run strictly between the two are counted; a mark counts nowhere.
 * The end may stand in another task than the start.
 */
#ifndef BENCH_MARK_H
#define BENCH_MARK_H

#if __SIZEOF_POINTER__ == 8
#define MARK_ADDRESS ".8byte "
#else
#define MARK_ADDRESS ".4byte "
#endif

#define MARK_LINE(address, kind, name)                                                             \
    ".pushsection .debug_marks,\"\"\n\t" MARK_ADDRESS address "\n\t.asciz \"" kind                 \
    "\"\n\t.asciz \"" name "\"\n\t.popsection\n"
#define MARK_HERE(kind, name) __asm volatile(MARK_LINE("77f", kind, name) "77:\n\tnop" ::: "memory")

#define START(name) MARK_HERE("S", #name)
#define END(name)   MARK_HERE("E", #name)
/* The end of one and the start of the next. */
#define TURN(name) MARK_HERE("T", #name)
/* The operation starts with the first instruction of `function`, which has external linkage. */
#define START_AT(function, name) __asm(MARK_LINE(#function, "F", #name))

#endif
