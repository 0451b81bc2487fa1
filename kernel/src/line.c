/* SPDX-License-Identifier: MIT */
#include "wait.h"

void line_join_others(struct line *line, struct wait *wait)
{
    struct wait **at = &line->first;
    while (*at != NULL && (*at)->rank > wait->rank) {
        at = &(*at)->lower;
    }
    struct wait *leader = *at;

    if (leader != NULL && leader->rank == wait->rank) {
        wait->next = leader;
        wait->prev = leader->prev;
        wait->place = NULL;
        leader->prev->next = wait;
        leader->prev = wait;
    } else {
        wait->next = wait;
        wait->prev = wait;
        line_promote(&wait->lower, leader);
        line_promote(at, wait);
    }
}

void line_leave(struct wait *wait)
{
    struct wait *next = wait->next;

    wait->line = NULL;
    if (next == wait) {
        line_promote(wait->place, wait->lower);
        return;
    }
    next->prev = wait->prev;
    wait->prev->next = next;
    if (wait->place != NULL) {
        line_succeed(wait, next);
    }
}
