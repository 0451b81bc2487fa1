/* SPDX-License-Identifier: MIT */
/* Queue sets: a queue of the handles of members that were posted to.
 *
 *   member A   [ . x . . ]    set ──┐
 *   member B   (2 permits)    set ──┼──►  set  [ A B B ]     takers: tasks in xQueueSelectFromSet
 *   member C   [ empty ]      set ──┘     fellow: C ─► B ─► A
 *
 * A post to a member leaves the item in the member and the member's handle in the set; who waits
 * for the member itself is not served (semantics K11). A member is in one set at most. As long as
 * members are received from only after they were selected, the set holds one handle for each item
 * that nobody has selected yet, so a set as long as its members together never overflows.
 */
#ifndef KERNEL_QUEUE_SET_H
#define KERNEL_QUEUE_SET_H

#include "object.h"

struct queue;

/* The set that `object` is in; NULL when in none. Callers ask configUSE_QUEUE_SETS first, so that
 * without sets no call is left even where nothing is optimised. */
static inline struct queue *object_set(const struct object *object)
{
#if configUSE_QUEUE_SETS
    return object->set;
#else
    (void)object;
    return NULL;
#endif
}

/* Each of the three: `member`, which is in a set, has been posted to, and the lock is held. */

/* Releases the lock, held by `mask`; a selector may run. Always pdPASS, the result of the post. */
BaseType_t queue_set_post(struct object *member, arch_mask_t mask);

/* Keeps the lock. True when the running task is now outranked. */
bool queue_set_note(struct object *member);

void queue_set_post_from_isr(struct object *member, BaseType_t *woken);

/* `member`, which is in a set, is emptied: its posts are forgotten. Takes the lock for a time that
 * depends on the posts in the set. */
void queue_set_forget(struct object *member);

/* `object` is deleted: a member leaves its set with its posts, a set lets its members go. */
void queue_set_part(struct object *object);

#endif
