/* SPDX-License-Identifier: MIT */
#include "posix_wait.h"

#include "FreeRTOS_POSIX/errno.h"

static struct posix_waiter *timed; /* who waits for a time of CLOCK_REALTIME */

static void join(struct posix_line *line, struct posix_waiter *waiter)
{
    struct posix_waiter **at = &line->first;

    while (*at != NULL && (*at)->priority >= waiter->priority) {
        at = &(*at)->next;
    }
    waiter->next = *at;
    *at = waiter;
    waiter->line = line;
}

static void leave(struct posix_waiter *waiter)
{
    struct posix_waiter **at = &waiter->line->first;

    while (*at != waiter) {
        at = &(*at)->next;
    }
    *at = waiter->next;
    waiter->line = NULL;
}

static void forget_time(struct posix_waiter *waiter)
{
    struct posix_waiter **at = &timed;

    while (*at != waiter) {
        at = &(*at)->next_timed;
    }
    *at = waiter->next_timed;
}

int posix_wait(struct posix_line *line, void *item, const struct posix_until *until)
{
    struct posix_waiter waiter = {.item = item, .priority = uxTaskPriorityGet(NULL)};
    TickType_t ticks;

    waiter.bell = xSemaphoreCreateBinaryStatic(&waiter.memory);
    join(line, &waiter);
    if (until->kind == POSIX_AT_REALTIME) {
        waiter.next_timed = timed;
        timed = &waiter;
    }
    while (waiter.line != NULL && (ticks = posix_ticks_until(until)) != 0) {
        posix_unlock();
        (void)xSemaphoreTake(waiter.bell, ticks);
        posix_lock();
    }
    if (until->kind == POSIX_AT_REALTIME) {
        forget_time(&waiter);
    }
    bool served = waiter.line == NULL;
    if (!served) {
        leave(&waiter);
    }
    vSemaphoreDelete(waiter.bell);
    return served ? 0 : ETIMEDOUT;
}

void posix_serve(struct posix_line *line)
{
    struct posix_waiter *first = line->first;

    line->first = first->next;
    first->line = NULL;
    (void)xSemaphoreGive(first->bell);
}

void posix_serve_all(struct posix_line *line)
{
    while (line->first != NULL) {
        posix_serve(line);
    }
}

void posix_look_again(void)
{
    for (struct posix_waiter *waiter = timed; waiter != NULL; waiter = waiter->next_timed) {
        (void)xSemaphoreGive(waiter->bell);
    }
}
