/* SPDX-License-Identifier: MIT */
/** Atomic operations on words and pointers: read, change and write with interrupts masked. Each
 * gives the value before. Usable in any context that may mask the kernel's interrupts, tasks and
 * ISRs.
 */
#ifndef ATOMIC_H
#define ATOMIC_H

#include <stdint.h>

#include "FreeRTOS.h"

#define ATOMIC_COMPARE_AND_SWAP_SUCCESS 0x1U
#define ATOMIC_COMPARE_AND_SWAP_FAILURE 0x0U

/* A pair in one block, for code of applications that needs more than the functions below. */
#if (portHAS_NESTED_INTERRUPTS == 1)
#define ATOMIC_ENTER_CRITICAL() UBaseType_t atomic_mask_ = portSET_INTERRUPT_MASK_FROM_ISR()
#define ATOMIC_EXIT_CRITICAL()  portCLEAR_INTERRUPT_MASK_FROM_ISR(atomic_mask_)
#else
#define ATOMIC_ENTER_CRITICAL() portENTER_CRITICAL()
#define ATOMIC_EXIT_CRITICAL()  portEXIT_CRITICAL()
#endif

/**
 * Write a word if it has an expected value.
 *
 * @param destination  Not NULL.
 * @param exchange     The new value.
 * @param comparand    The value expected.
 * @return ATOMIC_COMPARE_AND_SWAP_SUCCESS, or _FAILURE and nothing was written.
 *
 * Context: any.  Blocks: no.  Masked: a few instructions.
 * Source:  kernel API reference, atomic.h.
 */
static portFORCE_INLINE uint32_t Atomic_CompareAndSwap_u32(uint32_t volatile *destination,
                                                           uint32_t exchange, uint32_t comparand)
{
    uint32_t result = ATOMIC_COMPARE_AND_SWAP_FAILURE;
    ATOMIC_ENTER_CRITICAL();
    if (*destination == comparand) {
        *destination = exchange;
        result = ATOMIC_COMPARE_AND_SWAP_SUCCESS;
    }
    ATOMIC_EXIT_CRITICAL();
    return result;
}

/**
 * Write a pointer.
 *
 * @param destination  Not NULL.
 * @param exchange     The new pointer.
 * @return The pointer before.
 *
 * Context: any.  Blocks: no.  Masked: a few instructions.
 * Source:  kernel API reference, atomic.h.
 */
static portFORCE_INLINE void *Atomic_SwapPointers_p32(void *volatile *destination, void *exchange)
{
    ATOMIC_ENTER_CRITICAL();
    void *before = *destination;
    *destination = exchange;
    ATOMIC_EXIT_CRITICAL();
    return before;
}

/**
 * Write a pointer if it has an expected value.
 *
 * @param destination  Not NULL.
 * @param exchange     The new pointer.
 * @param comparand    The pointer expected.
 * @return As Atomic_CompareAndSwap_u32.
 *
 * Context: any.  Blocks: no.  Masked: a few instructions.
 * Source:  kernel API reference, atomic.h.
 */
static portFORCE_INLINE uint32_t Atomic_CompareAndSwapPointers_p32(void *volatile *destination,
                                                                   void *exchange, void *comparand)
{
    uint32_t result = ATOMIC_COMPARE_AND_SWAP_FAILURE;
    ATOMIC_ENTER_CRITICAL();
    if (*destination == comparand) {
        *destination = exchange;
        result = ATOMIC_COMPARE_AND_SWAP_SUCCESS;
    }
    ATOMIC_EXIT_CRITICAL();
    return result;
}

/**
 * Add to a word; it wraps.
 *
 * @param addend  Not NULL.
 * @param count   What to add.
 * @return The value before.
 *
 * Context: any.  Blocks: no.  Masked: a few instructions.
 * Source:  kernel API reference, atomic.h.
 */
static portFORCE_INLINE uint32_t Atomic_Add_u32(uint32_t volatile *addend, uint32_t count)
{
    ATOMIC_ENTER_CRITICAL();
    uint32_t before = *addend;
    *addend = before + count;
    ATOMIC_EXIT_CRITICAL();
    return before;
}

/**
 * Subtract from a word; it wraps.
 *
 * @param addend  Not NULL.
 * @param count   What to subtract.
 * @return The value before.
 *
 * Context: any.  Blocks: no.  Masked: a few instructions.
 * Source:  kernel API reference, atomic.h.
 */
static portFORCE_INLINE uint32_t Atomic_Subtract_u32(uint32_t volatile *addend, uint32_t count)
{
    ATOMIC_ENTER_CRITICAL();
    uint32_t before = *addend;
    *addend = before - count;
    ATOMIC_EXIT_CRITICAL();
    return before;
}

/**
 * Add one to a word.
 *
 * @param addend  Not NULL.
 * @return The value before.
 *
 * Context: any.  Blocks: no.  Masked: a few instructions.
 * Source:  kernel API reference, atomic.h.
 */
static portFORCE_INLINE uint32_t Atomic_Increment_u32(uint32_t volatile *addend)
{
    return Atomic_Add_u32(addend, 1U);
}

/**
 * Subtract one from a word.
 *
 * @param addend  Not NULL.
 * @return The value before.
 *
 * Context: any.  Blocks: no.  Masked: a few instructions.
 * Source:  kernel API reference, atomic.h.
 */
static portFORCE_INLINE uint32_t Atomic_Decrement_u32(uint32_t volatile *addend)
{
    return Atomic_Subtract_u32(addend, 1U);
}

/**
 * Combine a word with another by or.
 *
 * @param destination  Not NULL.
 * @param value        The other.
 * @return The value before.
 *
 * Context: any.  Blocks: no.  Masked: a few instructions.
 * Source:  kernel API reference, atomic.h.
 */
static portFORCE_INLINE uint32_t Atomic_OR_u32(uint32_t volatile *destination, uint32_t value)
{
    ATOMIC_ENTER_CRITICAL();
    uint32_t before = *destination;
    *destination = before | value;
    ATOMIC_EXIT_CRITICAL();
    return before;
}

/**
 * Combine a word with another by and.
 *
 * @param destination  Not NULL.
 * @param value        The other.
 * @return The value before.
 *
 * Context: any.  Blocks: no.  Masked: a few instructions.
 * Source:  kernel API reference, atomic.h.
 */
static portFORCE_INLINE uint32_t Atomic_AND_u32(uint32_t volatile *destination, uint32_t value)
{
    ATOMIC_ENTER_CRITICAL();
    uint32_t before = *destination;
    *destination = before & value;
    ATOMIC_EXIT_CRITICAL();
    return before;
}

/**
 * Combine a word with another by not-and.
 *
 * @param destination  Not NULL.
 * @param value        The other.
 * @return The value before.
 *
 * Context: any.  Blocks: no.  Masked: a few instructions.
 * Source:  kernel API reference, atomic.h.
 */
static portFORCE_INLINE uint32_t Atomic_NAND_u32(uint32_t volatile *destination, uint32_t value)
{
    ATOMIC_ENTER_CRITICAL();
    uint32_t before = *destination;
    *destination = ~(before & value);
    ATOMIC_EXIT_CRITICAL();
    return before;
}

/**
 * Combine a word with another by exclusive-or.
 *
 * @param destination  Not NULL.
 * @param value        The other.
 * @return The value before.
 *
 * Context: any.  Blocks: no.  Masked: a few instructions.
 * Source:  kernel API reference, atomic.h.
 */
static portFORCE_INLINE uint32_t Atomic_XOR_u32(uint32_t volatile *destination, uint32_t value)
{
    ATOMIC_ENTER_CRITICAL();
    uint32_t before = *destination;
    *destination = before ^ value;
    ATOMIC_EXIT_CRITICAL();
    return before;
}

#endif
