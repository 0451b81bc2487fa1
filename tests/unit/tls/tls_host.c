/* SPDX-License-Identifier: MIT */
#include "tls_host.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

#define YEAR_2000 INT64_C(946684800)

struct tls_host tls_host;

struct block {
    size_t bytes;
    max_align_t data[];
};

static void *allocate(size_t count, size_t bytes)
{
    tls_host.requests++;
    if (tls_host.requests == tls_host.fail_from) {
        return NULL;
    }
    if (tls_host.arena != NULL) {
        return tls_arena_take(tls_host.arena, count, bytes);
    }
    struct block *block = calloc(1, sizeof(*block) + count * bytes);
    if (block == NULL) {
        return NULL;
    }
    block->bytes = count * bytes;
    tls_host.used += block->bytes;
    tls_host.peak = tls_host.used > tls_host.peak ? tls_host.used : tls_host.peak;
    return block->data;
}

static void release(void *memory)
{
    if (tls_host.arena != NULL) {
        tls_arena_give(tls_host.arena, memory);
    } else if (memory != NULL) {
        struct block *block = (struct block *)((char *)memory - offsetof(struct block, data));
        tls_host.used -= block->bytes;
        free(block);
    }
}

static size_t largest(void)
{
    return tls_arena_largest(tls_host.arena);
}

static void *mutex_create(void)
{
    pthread_mutex_t *mutex = malloc(sizeof(*mutex));
    if (mutex != NULL) {
        pthread_mutex_init(mutex, NULL);
        tls_host.mutexes++;
    }
    return mutex;
}

static void mutex_delete(void *mutex)
{
    pthread_mutex_destroy(mutex);
    free(mutex);
    tls_host.mutexes--;
}

static bool mutex_lock(void *mutex)
{
    return pthread_mutex_lock(mutex) == 0;
}

static bool mutex_unlock(void *mutex)
{
    return pthread_mutex_unlock(mutex) == 0;
}

static bool entropy(void *buffer, size_t length)
{
    return !tls_host.no_entropy && getrandom(buffer, length, 0) == (ssize_t)length;
}

static int64_t uptime_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int64_t now(void)
{
    return tls_host.now;
}

struct tls_port tls_host_port(void)
{
    return (struct tls_port){
        .allocate = allocate,
        .release = release,
        .largest = tls_host.arena != NULL ? largest : NULL,
        .mutex_create = mutex_create,
        .mutex_delete = mutex_delete,
        .mutex_lock = mutex_lock,
        .mutex_unlock = mutex_unlock,
        .entropy = entropy,
        .uptime_ms = uptime_ms,
        .time = now,
        .time_floor = YEAR_2000,
    };
}

void tls_host_begin(void)
{
    tls_deinit();
    struct tls_arena *arena = tls_host.arena;
    memset(&tls_host, 0, sizeof(tls_host));
    tls_host.arena = arena;
    tls_host.now = time(NULL);
    struct tls_port port = tls_host_port();
    if (tls_init(&port) != TLS_OK) {
        abort();
    }
}
