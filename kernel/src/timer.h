/* SPDX-License-Identifier: MIT */
/* What stands behind a TimerHandle_t; the idea is in timer.c. */
#ifndef KERNEL_TIMER_H
#define KERNEL_TIMER_H

#include "timers.h"

#include "sched.h"

#define TIMER_ACTIVE     0x1u
#define TIMER_AUTORELOAD 0x2u
#define TIMER_OWNED      0x4u /* the memory is the heap's */

struct timer {
    struct timeout sleep; /* first: the tree hands out timers */
    TickType_t due;       /* when it ends; the tree may have it sooner, after a reset */
    TickType_t period;
    const char *name;
    void *id;
    TimerCallbackFunction_t callback;
    uint8_t status; /* TIMER_* */
    uint8_t tag;    /* TIMER_TAG while it lives */
#if configUSE_TRACE_FACILITY
    UBaseType_t number; /* the application's */
#endif
};

KERNEL_STATIC_ASSERT(sizeof(struct timer) <= sizeof(StaticTimer_t), "StaticTimer_t is too small");

/**
 * As xTimerPendFunctionCallFromISR, for an argument as wide as a tick.
 *
 * @return pdPASS, or pdFAIL when the FIFO is full.
 */
BaseType_t timer_pend_ticks_from_isr(void (*function)(void *, TickType_t), void *argument,
                                     TickType_t ticks, BaseType_t *woken);

static inline struct timer *timer_of(TimerHandle_t handle)
{
    return (struct timer *)(void *)handle;
}

#define TIMER_TAG 0xb3u

static inline bool timer_is_live(TimerHandle_t handle)
{
    return handle != NULL && timer_of(handle)->tag == TIMER_TAG;
}

#define REQUIRE_TIMER(handle, call, failure)                                                       \
    KREQUIRE(timer_is_live(handle), call ": NULL, deleted, or no timer", failure)

static inline TimerHandle_t timer_handle(struct timer *timer)
{
    return (TimerHandle_t)(void *)timer;
}

#endif
