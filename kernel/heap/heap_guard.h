/* SPDX-License-Identifier: MIT */
/* configHEAP_GUARDS: whose a block is and how much of it, in front of the payload, and a pattern on
 * either side of it.
 *
 *   used [ word | links | bytes | owner | pattern | payload | pattern ]
 *
 * vPortFree looks at both and hands a sentence to configHEAP_DAMAGE: "vPortFree: 24 bytes of task
 * greedy were overrun", or "are free already", for what stands here outlives the block until its
 * memory is used again. A damaged block is not freed. Without the option nothing of this is there.
 */
#ifndef KERNEL_HEAP_GUARD_H
#define KERNEL_HEAP_GUARD_H

#include "heap_holes.h"

#if configHEAP_GUARDS

#define HEAP_PATTERN       0xb9u
#define HEAP_PATTERN_LEAST 4u /* bytes of it on either side */

struct heap_guard {
    void *links[2]; /* the block's own, while it is free */
    size_t bytes;
    char owner[configMAX_TASK_NAME_LEN];
    uint8_t pattern[HEAP_PATTERN_LEAST]; /* goes on to the payload */
};

#define HEAP_OFFSET (HEAP_WORD + heap_round_up(sizeof(struct heap_guard))) /* of the payload */
#define HEAP_EXTRA  (HEAP_OFFSET + HEAP_PATTERN_LEAST)                     /* beside the payload */

static inline struct heap_guard *heap_guard_of(struct heap_block *block)
{
    return (struct heap_guard *)(void *)((uint8_t *)block + HEAP_WORD);
}

static inline uint8_t *heap_payload_of(struct heap_block *block)
{
    return (uint8_t *)block + HEAP_OFFSET;
}

static inline uint8_t *heap_end_of(struct heap_block *block)
{
    return (uint8_t *)block + heap_size_of(block);
}

/* Marks a new block as the running task's. */
static void heap_guard_set(struct heap_block *block, size_t bytes)
{
    struct heap_guard *guard = heap_guard_of(block);
    TaskHandle_t self = xTaskGetCurrentTaskHandle();
    const char *name = self != NULL ? pcTaskGetName(self) : "main";
    size_t at = 0;

    guard->bytes = bytes;
    while (name[at] != '\0' && at + 1u < sizeof guard->owner) {
        guard->owner[at] = name[at];
        at++;
    }
    guard->owner[at] = '\0';
    heap_fill(guard->pattern, heap_payload_of(block), HEAP_PATTERN);
    heap_fill(heap_payload_of(block) + bytes, heap_end_of(block), HEAP_PATTERN);
}

static bool heap_is_pattern(const uint8_t *from, const uint8_t *to)
{
    while (from < to && *from == HEAP_PATTERN) {
        from++;
    }
    return from >= to;
}

/* What is wrong with a block that is to be freed; NULL if nothing is. */
static const char *heap_guard_finds(struct heap_block *block)
{
    const struct heap_guard *guard = heap_guard_of(block);
    const uint8_t *payload = heap_payload_of(block);

    if ((block->head & HEAP_FREE) != 0) {
        return " are free already";
    }
    if (!heap_is_pattern(guard->pattern, payload)) {
        return ": something wrote in front of them";
    }
    if (guard->bytes > heap_size_of(block) - HEAP_EXTRA ||
        !heap_is_pattern(payload + guard->bytes, heap_end_of(block))) {
        return " were overrun";
    }
    return NULL;
}

/* Appends `text` to a message of `size` bytes of which `used` are taken. @return The new `used`. */
static size_t heap_append(char *message, size_t size, size_t used, const char *text)
{
    while (*text != '\0' && used < size - 1u) {
        message[used++] = *text++;
    }
    message[used] = '\0';
    return used;
}

static void heap_report(const struct heap_guard *guard, const char *finding)
{
    static char message[64u + configMAX_TASK_NAME_LEN]; /* a debugger finds it afterwards, too */
    char digits[24];
    size_t at = sizeof digits - 1u;
    size_t rest = guard->bytes;
    size_t used = heap_append(message, sizeof message, 0, "vPortFree: ");

    digits[at] = '\0';
    do {
        digits[--at] = (char)('0' + rest % 10u);
        rest /= 10u;
    } while (rest != 0);
    used = heap_append(message, sizeof message, used, &digits[at]);
    used = heap_append(message, sizeof message, used, " bytes of task ");
    used = heap_append(message, sizeof message, used, guard->owner);
    (void)heap_append(message, sizeof message, used, finding);
    configHEAP_DAMAGE(message);
}

/* Whether `block` may be freed; reports what is wrong with it. */
static bool heap_guard_passes(struct heap_block *block)
{
    const char *finding = heap_guard_finds(block);

    if (finding != NULL) {
        heap_report(heap_guard_of(block), finding);
    }
    return finding == NULL;
}

#else

#define HEAP_OFFSET HEAP_WORD
#define HEAP_EXTRA  HEAP_WORD

static inline void heap_guard_set(struct heap_block *block, size_t bytes)
{
    (void)block;
    (void)bytes;
}

static inline bool heap_guard_passes(const struct heap_block *block)
{
    (void)block;
    return true;
}

#endif

#endif
