/* SPDX-License-Identifier: MIT */
/* malloc of the C library is the kernel's heap.
 *
 *   malloc(n) ─► pvPortMalloc(n + 8, or more where alignment wants it)
 *
 *       | n, spare | n bytes for the caller |
 *
 * One heap for everything: one size to choose (configTOTAL_HEAP_SIZE), one figure to watch, and it
 * is safe between tasks, which a C library's own allocator is not. As with pvPortMalloc: never in
 * an ISR.
 *
 * Without configSUPPORT_DYNAMIC_ALLOCATION malloc is refused but for a few hundred bytes that
 * newlib needs once, at the first printf, to set up its three streams. picolibc needs nothing.
 */
#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "FreeRTOS.h"

#define HEADER_BYTES ((size_t)portBYTE_ALIGNMENT)
#define STREAM_BYTES 512u

/* heap_3 wants a malloc that is not the kernel's heap: it has this name, too, and does not link. */
extern const char malloc_of_this_image_is_the_kernels_heap;
const char malloc_of_this_image_is_the_kernels_heap = 1;

#if (configSUPPORT_DYNAMIC_ALLOCATION == 1)

static void *take(size_t bytes)
{
    return pvPortMalloc(bytes);
}

static void give(void *memory)
{
    vPortFree(memory);
}

#else

static void *take(size_t bytes)
{
    __attribute__((aligned(portBYTE_ALIGNMENT))) static uint8_t arena[STREAM_BYTES];
    static size_t used;
    size_t rounded = (bytes + HEADER_BYTES - 1u) & ~(HEADER_BYTES - 1u);

    if (rounded < bytes || rounded > sizeof arena - used) {
        return NULL;
    }
    used += rounded;
    return arena + used - rounded;
}

static void give(void *memory)
{
    (void)memory;
}

#endif

static void *allocate(size_t bytes)
{
    size_t *block = bytes <= SIZE_MAX - HEADER_BYTES ? take(HEADER_BYTES + bytes) : NULL;

    if (block == NULL) {
        errno = ENOMEM;
        return NULL;
    }
    *block = bytes;
    return (char *)block + HEADER_BYTES;
}

void *malloc(size_t bytes)
{
    return allocate(bytes);
}

void free(void *memory)
{
    if (memory != NULL) {
        give((char *)memory - HEADER_BYTES);
    }
}

void *calloc(size_t count, size_t bytes)
{
    size_t total;

    if (__builtin_mul_overflow(count, bytes, &total)) {
        errno = ENOMEM;
        return NULL;
    }
    void *memory = allocate(total); /* malloc + memset would be compiled to a call of calloc */
    if (memory != NULL) {
        memset(memory, 0, total);
    }
    return memory;
}

void *realloc(void *memory, size_t bytes)
{
    if (memory == NULL) {
        return malloc(bytes);
    }
    size_t old_bytes = *(const size_t *)(const void *)((const char *)memory - HEADER_BYTES);
    if (bytes <= old_bytes) {
        return memory;
    }
    void *bigger = malloc(bytes);
    if (bigger != NULL) {
        memcpy(bigger, memory, old_bytes);
        free(memory);
    }
    return bigger;
}

#ifndef __PICOLIBC__ /* newlib calls these */
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
    return calloc(count, bytes);
}

void *_realloc_r(struct _reent *reent, void *memory, size_t bytes)
{
    (void)reent;
    return realloc(memory, bytes);
}

#endif
