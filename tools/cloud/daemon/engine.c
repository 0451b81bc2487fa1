/* SPDX-License-Identifier: MIT */
#include "engine.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include <fcntl.h>

#include "cloud_store_sqlite.h"

#define TICK_PAUSE_MS 50 /* between two ticks that only a change asks for */
#define SLEEP_MAX_MS  1000

void say(const char *text, ...)
{
    char line[1024];
    va_list arguments;

    va_start(arguments, text);
    (void)vsnprintf(line, sizeof(line), text, arguments);
    va_end(arguments);
    (void)fprintf(stderr, "cloudd: %s\n", line);
}

int64_t engine_now_ms(void *unused)
{
    struct timespec now;

    (void)unused;
    (void)clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void engine_wake(struct engine *engine)
{
    /* A full pipe wakes as well. */
    if (write(engine->wake[1], "", 1) < 0) {
        return;
    }
}

/* Two daemons on one database would both answer. The lock is let go by the end of the process. */
static bool is_alone(const char *database, char *error, size_t error_bytes)
{
    char path[512];

    (void)snprintf(path, sizeof(path), "%s.lock", database);
    const int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0 || flock(fd, LOCK_EX | LOCK_NB) != 0) {
        (void)snprintf(error, error_bytes,
                       fd < 0 ? "%s cannot be made: is the folder there, and writable?"
                              : "%s is locked: another daemon works on this database",
                       path);
        return false;
    }
    return true;
}

bool engine_open(struct engine *engine, const char *database, const struct cloud_config *config,
                 char *error, size_t error_bytes)
{
    struct cloud_config own = *config;

    if (!is_alone(database, error, error_bytes)) {
        return false;
    }
    engine->store = cloud_store_sqlite_open(database, false, error, error_bytes);
    if (engine->store == NULL) {
        return false;
    }
    own.store = engine->store;
    engine->cloud = cloud_new(&own);
    if (engine->cloud == NULL || pipe2(engine->wake, O_NONBLOCK | O_CLOEXEC) != 0 ||
        pthread_mutex_init(&engine->lock, NULL) != 0) {
        (void)snprintf(error, error_bytes, "out of memory");
        return false;
    }
    return true;
}

void engine_close(struct engine *engine)
{
    cloud_free(engine->cloud);
    cloud_store_sqlite_close(engine->store);
}

bool engine_begin(struct engine *engine)
{
    (void)pthread_mutex_lock(&engine->lock);
    if (cloud_begin(engine->cloud)) {
        return true;
    }
    say("the database cannot be written: %s", cloud_store_sqlite_error(engine->store));
    (void)pthread_mutex_unlock(&engine->lock);
    return false;
}

bool engine_commit(struct engine *engine)
{
    const bool is_kept = cloud_commit(engine->cloud);

    if (!is_kept) {
        say("the database cannot be written: %s", cloud_store_sqlite_error(engine->store));
    }
    engine->has_changed = true;
    (void)pthread_mutex_unlock(&engine->lock);
    engine_wake(engine);
    return is_kept;
}

int engine_tick(struct engine *engine)
{
    const int64_t now = engine_now_ms(NULL);

    (void)pthread_mutex_lock(&engine->lock);
    const int64_t earliest = engine->ticked_ms + TICK_PAUSE_MS;
    const int64_t next =
        engine->has_changed && earliest < engine->due_ms ? earliest : engine->due_ms;
    /* A clock that was set back must not stop the ticks. */
    if (now < next && now >= engine->ticked_ms) {
        (void)pthread_mutex_unlock(&engine->lock);
        return next - now < SLEEP_MAX_MS ? (int)(next - now) : SLEEP_MAX_MS;
    }
    engine->ticked_ms = now;
    engine->has_changed = false;
    bool is_kept = cloud_begin(engine->cloud);
    if (is_kept) {
        engine->due_ms = cloud_tick(engine->cloud);
        is_kept = cloud_commit(engine->cloud);
    }
    if (!is_kept) {
        say("the database cannot be written: %s", cloud_store_sqlite_error(engine->store));
        engine->due_ms = now + SLEEP_MAX_MS;
    }
    (void)pthread_mutex_unlock(&engine->lock);
    return 0;
}
