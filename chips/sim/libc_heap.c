/* SPDX-License-Identifier: MIT */
/* malloc of firmware is the kernel's heap, as on the other boards: one size to choose, one figure
 * to watch, and a run does not depend on the host's allocator. Only linked where firmware calls
 * malloc; what the C library takes for itself is the host's.
 *
 *      malloc(n) ─► pvPortMalloc(16 + n)      | n, spare | n bytes for the caller |
 */
#include <errno.h>
#include <stdint.h>
#include <string.h>

#include "FreeRTOS.h"

#define HEADER_BYTES 16u

/* heap_3 wants a malloc that is not the kernel's heap: it has this name, too, and does not link. */
extern const char malloc_of_this_image_is_the_kernels_heap;
const char malloc_of_this_image_is_the_kernels_heap = 1;

void *__wrap_malloc(size_t bytes);
void *__wrap_calloc(size_t count, size_t bytes);
void *__wrap_realloc(void *memory, size_t bytes);
void __wrap_free(void *memory);

void *__wrap_malloc(size_t bytes)
{
    uint8_t *block = bytes <= SIZE_MAX - HEADER_BYTES ? pvPortMalloc(HEADER_BYTES + bytes) : NULL;

    if (block == NULL) {
        errno = ENOMEM;
        return NULL;
    }
    memcpy(block, &bytes, sizeof bytes);
    return block + HEADER_BYTES;
}

void __wrap_free(void *memory)
{
    if (memory != NULL) {
        vPortFree((uint8_t *)memory - HEADER_BYTES);
    }
}

void *__wrap_calloc(size_t count, size_t bytes)
{
    void *memory = NULL;

    if (bytes == 0 || count <= SIZE_MAX / bytes) {
        memory = __wrap_malloc(count * bytes);
    }
    if (memory != NULL) {
        memset(memory, 0, count * bytes);
    }
    return memory;
}

void *__wrap_realloc(void *memory, size_t bytes)
{
    size_t old = 0;
    void *moved = __wrap_malloc(bytes);

    if (memory == NULL || moved == NULL) {
        return moved;
    }
    memcpy(&old, (uint8_t *)memory - HEADER_BYTES, sizeof old);
    memcpy(moved, memory, old < bytes ? old : bytes);
    __wrap_free(memory);
    return moved;
}
