/* SPDX-License-Identifier: MIT */
/* Timers expire. */
#include "posix_timer.h"

#include "FreeRTOS_POSIX/errno.h"

static TaskHandle_t watcher;
static struct posix_line watching; /* the watcher, while it waits */

static void add(int *count, uint64_t more)
{
    *count = more > (uint64_t)(INT_MAX - *count) ? INT_MAX : *count + (int)more;
}

static void *notify(void *arg)
{
    struct posix_timer *timer = arg;

    posix_lock();
    void (*function)(union sigval) = timer->deleted ? NULL : timer->event.sigev_notify_function;
    union sigval value = timer->event.sigev_value;
    timer->overrun = timer->waiting;
    timer->waiting = 0;
    timer->notifying = 0;
    if (timer->deleted) {
        posix_timer_free(timer);
    }
    posix_unlock();
    if (function != NULL) {
        function(value);
    }
    return NULL;
}

/* It has expired `times` times. */
static void expire(struct posix_timer *timer, uint64_t times)
{
    pthread_t thread;

    if (timer->event.sigev_notify != SIGEV_THREAD) {
        return;
    }
    if (timer->notifying) {
        add(&timer->waiting, times);
    } else if (pthread_create(&thread, &timer->attributes, notify, timer) == 0) {
        timer->notifying = 1;
        add(&timer->waiting, times - 1u);
    } else {
        add(&timer->waiting, times); /* the next thread stands for these, too */
    }
}

void posix_timer_advance(struct posix_timer *timer, uint64_t now)
{
    uint64_t times = 1;

    if (!timer->armed || timer->due > now) {
        return;
    }
    if (timer->interval == 0) {
        timer->armed = 0;
    } else {
        times += (now - timer->due) / timer->interval;
        timer->due += times * timer->interval;
        timer->realtime += posix_tick_to_ns(times * timer->interval);
    }
    expire(timer, times);
}

/* When the watcher has to look next. */
static struct posix_until advance_all(void)
{
    struct posix_until until = POSIX_FOR_EVER;
    uint64_t now = posix_now();

    for (struct posix_timer *timer = posix_timers; timer != NULL; timer = timer->next) {
        posix_timer_advance(timer, now);
        if (timer->armed && timer->event.sigev_notify == SIGEV_THREAD &&
            (until.kind == POSIX_NEVER || timer->due < until.tick)) {
            until.kind = POSIX_AT_TICK;
            until.tick = timer->due;
        }
    }
    return until;
}

static void watch(void *arg)
{
    (void)arg;
    posix_lock();
    for (;;) {
        const struct posix_until until = advance_all();
        (void)posix_wait(&watching, NULL, &until);
    }
}

int posix_timer_watch(void)
{
    const configSTACK_DEPTH_TYPE words =
        (configSTACK_DEPTH_TYPE)(posixconfigTIMER_STACK_SIZE / sizeof(StackType_t));

    if (watcher == NULL && xTaskCreate(watch, posixconfigTIMER_NAME, words, NULL,
                                       posixconfigTIMER_PRIORITY, &watcher) != pdPASS) {
        return EAGAIN;
    }
    return 0;
}

void posix_timer_changed(void)
{
    posix_serve_all(&watching);
}

void posix_timers_follow(void)
{
    for (struct posix_timer *timer = posix_timers; timer != NULL; timer = timer->next) {
        if (timer->armed && timer->follows) {
            timer->due = posix_tick_of_realtime(timer->realtime);
        }
    }
    posix_timer_changed();
}
