/* SPDX-License-Identifier: MIT */
#include "wait.h"

/* `leader`, or NULL, is what `place` points to from now on. */
static inline void promote(struct wait **place, struct wait *leader)
{
    *place = leader;
    if (leader != NULL) {
        leader->place = place;
    }
}

/* `heir`, an equal of the leader `wait`, leads in its place. */
static inline void lead_on(const struct wait *wait, struct wait *heir)
{
    promote(wait->place, heir);
    promote(&heir->lower, wait->lower);
}

/* The first gets its links when it stops being alone. */
static inline void link_first(struct line *line)
{
    struct wait *first = line->first;

    if (first->next == NULL) {
        first->next = first;
        first->prev = first;
        first->lower = NULL;
        first->place = &line->first;
    }
}

void line_join_others(struct line *line, struct wait *wait)
{
    link_first(line);
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
        promote(&wait->lower, leader);
        promote(at, wait);
    }
}

void line_leave(struct wait *wait)
{
    struct line *line = wait->line;
    struct wait *next = wait->next;

    wait->line = NULL;
    if (next == NULL) {
        line->first = NULL;
    } else if (next == wait) {
        promote(wait->place, wait->lower);
    } else {
        next->prev = wait->prev;
        wait->prev->next = next;
        if (wait->place != NULL) {
            lead_on(wait, next);
        }
    }
}

void line_rotate(struct wait *wait)
{
    if (wait->next != NULL && wait->next != wait) {
        lead_on(wait, wait->next);
        wait->place = NULL;
    }
}
