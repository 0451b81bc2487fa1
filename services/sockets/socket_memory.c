/* SPDX-License-Identifier: MIT */
/* Where sockets and TLS take their memory: the kernel's heap, or, with socketsconfigARENA_BYTES, an
 * array of their own. Then a connection allocates nothing from the heap, and what it needs is known
 * when the image is linked.
 */
#include "socket.h"

#include "tls_arena.h"

#define WITH_ARENA (socketsconfigARENA_BYTES != 0)

static uint64_t memory[WITH_ARENA ? (socketsconfigARENA_BYTES + 7u) / 8u : 1u];
static struct tls_arena arena;
static StaticSemaphore_t lock_memory;
static SemaphoreHandle_t lock;

/* Made by whoever comes first; nobody waits here, so the kernel's lock is enough. */
static void enter(void)
{
    vTaskSuspendAll();
    if (lock == NULL) {
        lock = xSemaphoreCreateMutexStatic(&lock_memory);
        tls_arena_init(&arena, memory, sizeof(memory));
    }
    (void)xTaskResumeAll();
    (void)xSemaphoreTake(lock, portMAX_DELAY);
}

static void leave(void)
{
    (void)xSemaphoreGive(lock);
}

void *socket_memory_take(size_t count, size_t bytes)
{
    if (!WITH_ARENA) {
        return pvPortCalloc(count, bytes);
    }
    enter();
    void *taken = tls_arena_take(&arena, count, bytes);
    leave();
    return taken;
}

void socket_memory_give(void *taken)
{
    if (!WITH_ARENA) {
        vPortFree(taken);
        return;
    }
    enter();
    tls_arena_give(&arena, taken);
    leave();
}

/* Heaps that keep no statistics do not define it. */
__attribute__((weak)) void vPortGetHeapStats(HeapStats_t *stats);

size_t socket_memory_largest(void)
{
    HeapStats_t heap = {0};

    if (!WITH_ARENA && vPortGetHeapStats != NULL) {
        vPortGetHeapStats(&heap);
    }
    if (!WITH_ARENA) {
        return heap.xSizeOfLargestFreeBlockInBytes;
    }
    enter();
    size_t bytes = tls_arena_largest(&arena);
    leave();
    return bytes;
}

void sockets_memory(struct sockets_memory *figures)
{
    *figures = (struct sockets_memory){0};
    if (WITH_ARENA) {
        enter();
        *figures = (struct sockets_memory){sizeof(memory), arena.used, arena.peak};
        arena.peak = arena.used;
        leave();
    }
}
