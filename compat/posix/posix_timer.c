/* SPDX-License-Identifier: MIT */
/* Timers as their users see them. */
#include "posix_timer.h"

#include "FreeRTOS_POSIX/errno.h"

struct posix_timer *posix_timers;

void posix_timer_free(struct posix_timer *timer)
{
    struct posix_timer **at = &posix_timers;

    while (*at != timer) {
        at = &(*at)->next;
    }
    *at = timer->next;
    vPortFree(timer);
}

/* NULL: there is no such timer. The lock is held. */
static struct posix_timer *timer_of(timer_t id)
{
    struct posix_timer *timer = posix_timers;

    while (timer != NULL && (timer != id || timer->deleted)) {
        timer = timer->next;
    }
    return timer;
}

static int check_event(const struct sigevent *evp)
{
    if (evp == NULL || evp->sigev_notify == SIGEV_SIGNAL) {
        return ENOTSUP;
    }
    if (evp->sigev_notify == SIGEV_THREAD) {
        return evp->sigev_notify_function != NULL ? 0 : EINVAL;
    }
    return evp->sigev_notify == SIGEV_NONE ? 0 : EINVAL;
}

static void set_attributes(struct posix_timer *timer)
{
    const pthread_attr_t *given = timer->event.sigev_notify_attributes;
    pthread_attr_t *attributes = &timer->attributes;

    if (timer->event.sigev_notify == SIGEV_THREAD && given != NULL) {
        *attributes = *given;
    } else {
        (void)pthread_attr_init(attributes);
    }
    if (!attributes->has_priority && xTaskGetCurrentTaskHandle() != NULL) {
        attributes->priority = (int)uxTaskBasePriorityGet(NULL);
    }
    attributes->has_priority = 1;
    attributes->detached = 1;
}

static int make(clockid_t clock, const struct sigevent *evp, timer_t *timerid)
{
    struct posix_timer *timer = pvPortMalloc(sizeof *timer);
    int error = 0;

    if (timer == NULL) {
        return EAGAIN;
    }
    *timer = (struct posix_timer){.event = *evp, .clock = clock};
    set_attributes(timer);
    posix_lock();
    if (evp->sigev_notify == SIGEV_THREAD) {
        error = posix_timer_watch();
    }
    if (error == 0) {
        timer->next = posix_timers;
        posix_timers = timer;
        *timerid = timer;
    } else {
        vPortFree(timer);
    }
    posix_unlock();
    return error;
}

int timer_create(clockid_t clockid, struct sigevent *evp, timer_t *timerid)
{
    int error = posix_is_clock(clockid) && timerid != NULL ? check_event(evp) : EINVAL;

    if (error == 0) {
        error = make(clockid, evp, timerid);
    }
    if (error != 0) {
        errno = error;
        return -1;
    }
    return 0;
}

int timer_delete(timer_t timerid)
{
    posix_lock();
    struct posix_timer *timer = timer_of(timerid);
    if (timer != NULL && timer->notifying) {
        timer->armed = 0;
        timer->deleted = 1;
    } else if (timer != NULL) {
        posix_timer_free(timer);
    }
    posix_unlock();
    if (timer == NULL) {
        errno = EINVAL;
        return -1;
    }
    return 0;
}

int timer_getoverrun(timer_t timerid)
{
    posix_lock();
    const struct posix_timer *timer = timer_of(timerid);
    int overrun = timer != NULL ? timer->overrun : -1;
    posix_unlock();
    if (overrun < 0) {
        errno = EINVAL;
    }
    return overrun;
}

static void tell(struct posix_timer *timer, uint64_t now, struct itimerspec *value)
{
    posix_timer_advance(timer, now);
    *value = (struct itimerspec){.it_interval = timer->interval_set};
    if (timer->armed) {
        value->it_value = posix_timespec(posix_tick_to_ns(timer->due - now));
    }
}

int timer_gettime(timer_t timerid, struct itimerspec *value)
{
    posix_lock();
    struct posix_timer *timer = value != NULL ? timer_of(timerid) : NULL;
    if (timer != NULL) {
        tell(timer, posix_now(), value);
    }
    posix_unlock();
    if (timer == NULL) {
        errno = EINVAL;
        return -1;
    }
    return 0;
}

static void arm(struct posix_timer *timer, uint64_t now, int flags, const struct itimerspec *value)
{
    const struct timespec *first = &value->it_value;
    bool absolute = (flags & TIMER_ABSTIME) != 0;

    timer->armed = first->tv_sec != 0 || first->tv_nsec != 0;
    timer->follows = absolute && timer->clock == CLOCK_REALTIME;
    timer->interval_set = value->it_interval;
    timer->interval = posix_ticks(&value->it_interval);
    timer->waiting = 0;
    timer->overrun = 0;
    timer->due = posix_ticks(first) + (absolute ? 0 : now);
    if (timer->follows) {
        timer->realtime = posix_ns(first);
        timer->due = posix_tick_of_realtime(timer->realtime);
    }
}

static bool is_setting(const struct itimerspec *value, int flags)
{
    if (value == NULL || !posix_valid(&value->it_value) || !posix_valid(&value->it_interval)) {
        return false;
    }
    return value->it_interval.tv_sec >= 0 &&
           (value->it_value.tv_sec >= 0 || (flags & TIMER_ABSTIME) != 0);
}

int timer_settime(timer_t timerid, int flags, const struct itimerspec *value,
                  struct itimerspec *ovalue)
{
    posix_lock();
    struct posix_timer *timer = is_setting(value, flags) ? timer_of(timerid) : NULL;
    if (timer != NULL) {
        uint64_t now = posix_now();
        struct itimerspec before;
        tell(timer, now, &before);
        arm(timer, now, flags, value);
        posix_timer_advance(timer, now);
        posix_timer_changed();
        if (ovalue != NULL) {
            *ovalue = before;
        }
    }
    posix_unlock();
    if (timer == NULL) {
        errno = EINVAL;
        return -1;
    }
    return 0;
}
