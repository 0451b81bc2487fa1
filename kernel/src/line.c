/* SPDX-License-Identifier: MIT */
#include "wait.h"

/* Where the pointer to the leader of `rank` is kept, or would be. */
static struct wait **level(struct line *line, unsigned rank)
{
    struct wait **at = &line->first;
    while (*at != NULL && (*at)->rank > rank) {
        at = &(*at)->lower;
    }
    return at;
}

void line_join_others(struct line *line, struct wait *wait)
{
    struct wait **at = level(line, wait->rank);
    struct wait *leader = *at;

    if (leader != NULL && leader->rank == wait->rank) {
        wait->next = leader;
        wait->prev = leader->prev;
        leader->prev->next = wait;
        leader->prev = wait;
    } else {
        wait->next = wait;
        wait->prev = wait;
        wait->lower = leader;
        *at = wait;
    }
}

void line_leave(struct wait *wait)
{
    struct wait **at = level(wait->line, wait->rank);
    struct wait *next = wait->next;

    if (next == wait) {
        *at = wait->lower;
    } else {
        next->prev = wait->prev;
        wait->prev->next = next;
        if (*at == wait) {
            next->lower = wait->lower;
            *at = next;
        }
    }
    wait->line = NULL;
}
