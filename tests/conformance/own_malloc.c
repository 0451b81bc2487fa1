/* SPDX-License-Identifier: MIT */
/* A malloc as C libraries have it, not safe between tasks: heap_3 has to suspend the scheduler
 * around it. First fit in one arena; freed memory is kept for the same size. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "FreeRTOS.h"
#include "board.h"
#include "task.h"

struct block {
    size_t bytes;
    struct block *next;
} __attribute__((aligned(portBYTE_ALIGNMENT)));

static uint8_t arena[48000] __attribute__((aligned(portBYTE_ALIGNMENT)));
static struct block *free_blocks;
static size_t used_bytes;

static void must_be_alone(void)
{
    static const char text[] = "FAIL heap_3 called malloc with the scheduler running\n";
    if (xTaskGetSchedulerState() == taskSCHEDULER_RUNNING) {
        board_console_write(text, sizeof text - 1);
        board_exit(1);
    }
}

void *malloc(size_t wanted)
{
    size_t bytes = (wanted + portBYTE_ALIGNMENT_MASK) & ~(size_t)portBYTE_ALIGNMENT_MASK;
    struct block **at = &free_blocks;

    must_be_alone();
    while (*at != NULL && (*at)->bytes != bytes) {
        at = &(*at)->next;
    }
    struct block *block = *at;
    if (block != NULL) {
        *at = block->next;
    } else if (bytes >= wanted && bytes <= sizeof arena - sizeof *block - used_bytes) {
        block = (struct block *)(void *)(arena + used_bytes);
        block->bytes = bytes;
        used_bytes += sizeof *block + bytes;
    } else {
        return NULL;
    }
    return block + 1;
}

void free(void *memory)
{
    struct block *block = (struct block *)memory - 1;

    must_be_alone();
    block->next = free_blocks;
    free_blocks = block;
}

#ifndef __PICOLIBC__ /* newlib has names of its own for the same */
#include <reent.h>

void *_malloc_r(struct _reent *reent, size_t bytes)
{
    (void)reent;
    return malloc(bytes);
}

void _free_r(struct _reent *reent, void *memory)
{
    (void)reent;
    free(memory);
}

void *_calloc_r(struct _reent *reent, size_t count, size_t bytes)
{
    (void)reent;
    (void)count;
    (void)bytes;
    return NULL;
}

void *_realloc_r(struct _reent *reent, void *memory, size_t bytes)
{
    (void)reent;
    (void)memory;
    (void)bytes;
    return NULL;
}

#endif
