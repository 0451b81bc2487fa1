/* SPDX-License-Identifier: MIT */
/* Where a message queue keeps its messages. Two ways, by the memory there is:
 *
 *   ranked   slots with a head each, linked: one leader for each priority in the queue; a leader
 *            knows the leader of the next lower one and the last of its own
 *
 *            first ─► [prio 7] ─► [prio 7]        next: of equal priority
 *                        │ lower
 *                     [prio 0] ─► [prio 0]
 *
 *   plain    a ring of messages and nothing else: no priorities
 *
 * The caller holds the kernel lock.
 */
#ifndef OS_MESSAGE_QUEUE_H
#define OS_MESSAGE_QUEUE_H

#include "os_core.h"

#define NO_SLOT 0xffffu

struct os_slot {
    uint16_t next;
    uint16_t lower; /* leaders only, as */
    uint16_t last;  /* this */
    uint8_t priority;
    uint8_t message[]; /* at an odd address, which memcpy does not mind */
};

struct os_queue {
    struct os_head head;
    bool ranked;
    bool owns_slots;
    const char *name;
    uint8_t *slots;
    uint32_t message_bytes;
    uint16_t capacity;
    uint16_t count;
    uint16_t first; /* ranked: the best leader; plain: the oldest */
    uint16_t free;  /* ranked: of the unused slots; plain: unused */
    struct line takers;
    struct line senders;
};

/* Gets ready for the first message. */
void os_queue_clear(struct os_queue *queue);

/* There is room. */
void os_queue_push(struct os_queue *queue, const void *message, uint8_t priority);

/* There is a message. */
void os_queue_pop(struct os_queue *queue, void *message, uint8_t *priority);

#endif
