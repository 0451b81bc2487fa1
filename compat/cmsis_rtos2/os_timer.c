/* SPDX-License-Identifier: MIT */
/* Timers are the kernel's, whose commands are carried out by the timer task, perhaps later. What
 * was asked for last is remembered, so that a timer runs from osTimerStart on, not from when the
 * timer task has heard of it.
 *
 *   asked     the timer runs
 *   NOTHING   as the kernel says
 *   START     yes, until a one-shot timer calls its function
 *   STOP      no
 */
#include "os_core.h"

#include "../../kernel/src/timer.h"

enum asked { ASKED_NOTHING = 0, ASKED_START, ASKED_STOP, ASKED_DELETE };

struct os_timer {
    struct timer timer; /* first: the kernel frees what it owns */
    const char *name;
    osTimerFunc_t function;
    void *argument;
    volatile uint8_t asked; /* enum asked */
};

_Static_assert(sizeof(struct os_timer) <= OS_TIMER_BYTES, "os2_objects.h");

static void expire(TimerHandle_t handle)
{
    struct os_timer *timer = (struct os_timer *)(void *)handle;

    if ((timer->timer.status & TIMER_AUTORELOAD) == 0 && timer->asked == ASKED_START) {
        timer->asked = ASKED_NOTHING;
    }
    timer->function(timer->argument);
}

/* A timer is known by what the kernel calls; a deleted one has been told so. */
static struct os_timer *timer_at(osTimerId_t id)
{
    struct os_timer *timer = id;
    return timer != NULL && timer->timer.callback == expire && timer->asked != ASKED_DELETE ? timer
                                                                                            : NULL;
}

osTimerId_t osTimerNew(osTimerFunc_t func, osTimerType_t type, void *argument,
                       const osTimerAttr_t *attr)
{
    static const osTimerAttr_t defaults;

    attr = attr != NULL ? attr : &defaults;
    if (os_in_isr() || func == NULL || (type != osTimerOnce && type != osTimerPeriodic)) {
        return NULL;
    }
    struct os_block block =
        os_block_get(attr->cb_mem, attr->cb_size, sizeof(StaticTimer_t), sizeof(struct os_timer));
    if (block.memory != NULL && !block.whole) {
        block = os_block_get(NULL, 0, 0, sizeof(struct os_timer));
    }
    struct os_timer *timer = block.memory;
    if (timer == NULL) {
        return NULL;
    }
    timer->name = attr->name;
    timer->function = func;
    timer->argument = argument;
    timer->asked = ASKED_NOTHING;
    (void)xTimerCreateStatic(attr->name, 1, type == osTimerPeriodic ? pdTRUE : pdFALSE, NULL,
                             expire, (StaticTimer_t *)(void *)&timer->timer);
    if (block.owned) {
        timer->timer.status |= TIMER_OWNED;
    }
    return timer;
}

const char *osTimerGetName(osTimerId_t timer_id)
{
    const struct os_timer *timer = timer_at(timer_id);
    return timer != NULL ? timer->name : NULL;
}

static bool is_running(const struct os_timer *timer)
{
    switch ((enum asked)timer->asked) {
    case ASKED_NOTHING:
        return (timer->timer.status & TIMER_ACTIVE) != 0;
    case ASKED_START:
        return true;
    case ASKED_STOP:
    case ASKED_DELETE:
        break;
    }
    return false;
}

/* Sends a command; a thread waits for room, the timer task and callers before the start do not. */
static osStatus_t send(struct os_timer *timer, BaseType_t command, TickType_t value,
                       enum asked asked)
{
    enum asked before = (enum asked)timer->asked;

    timer->asked = (uint8_t)asked; /* first: the timer task may run at once */
    if (xTimerGenericCommandFromTask(timer_handle(&timer->timer), command, value, NULL, 0) ==
        pdPASS) {
        return osOK;
    }
    timer->asked = (uint8_t)before;
    return osErrorResource;
}

osStatus_t osTimerStart(osTimerId_t timer_id, uint32_t ticks)
{
    struct os_timer *timer = timer_at(timer_id);

    if (os_in_isr()) {
        return osErrorISR;
    }
    if (timer == NULL || ticks == 0) {
        return osErrorParameter;
    }
    return send(timer, tmrCOMMAND_CHANGE_PERIOD, os_ticks(ticks), ASKED_START);
}

osStatus_t osTimerStop(osTimerId_t timer_id)
{
    struct os_timer *timer = timer_at(timer_id);

    if (os_in_isr()) {
        return osErrorISR;
    }
    if (timer == NULL) {
        return osErrorParameter;
    }
    return is_running(timer) ? send(timer, tmrCOMMAND_STOP, 0, ASKED_STOP) : osErrorResource;
}

uint32_t osTimerIsRunning(osTimerId_t timer_id)
{
    const struct os_timer *timer = timer_at(timer_id);
    return timer != NULL && !os_in_isr() && is_running(timer) ? 1 : 0;
}

osStatus_t osTimerDelete(osTimerId_t timer_id)
{
    struct os_timer *timer = timer_at(timer_id);

    if (os_in_isr()) {
        return osErrorISR;
    }
    if (timer == NULL) {
        return osErrorParameter;
    }
    return send(timer, tmrCOMMAND_DELETE, 0, ASKED_DELETE);
}
