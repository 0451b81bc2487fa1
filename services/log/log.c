/* SPDX-License-Identifier: MIT */
/* Both ends of the ring are used under one lock and never wait in it: the log's task waits for a
 * notification, a writer with LOG_WAIT for the semaphore `room`. The number of a line is given
 * under the lock, so lines are written in the order of their numbers. */
#include "log.h"

#include <stdio.h>
#include <string.h>

#include "message_buffer.h"
#include "semphr.h"

_Static_assert(LOG_LINE_BYTES >= 64 && LOG_LINE_BYTES <= 1024, "LOG_LINE_BYTES must be 64 .. 1024");

static struct {
    struct log_config config;
    struct log_counts counts;
    StaticTask_t task_memory;
    StaticSemaphore_t lock_memory, room_memory;
    StaticMessageBuffer_t ring_memory;
    TaskHandle_t task; /* NULL: not started */
    SemaphoreHandle_t lock, room;
    MessageBufferHandle_t ring;
} state;

static void lock(void)
{
    (void)xSemaphoreTake(state.lock, portMAX_DELAY);
}

static void unlock(void)
{
    (void)xSemaphoreGive(state.lock);
}

/* --- out --- */

/* The next line, or 0. */
static size_t take_line(char *line)
{
    lock();
    const size_t length = xMessageBufferReceive(state.ring, line, LOG_LINE_BYTES, 0);
    unlock();
    return length;
}

static void log_task(void *arg)
{
    char line[LOG_LINE_BYTES];

    (void)arg;
    for (;;) {
        size_t length;
        while ((length = take_line(line)) != 0) {
            if (state.config.when_full == LOG_WAIT) {
                (void)xSemaphoreGive(state.room);
            }
            state.config.write(state.config.context, line, length);
            lock();
            state.counts.written++;
            unlock();
        }
        (void)ulTaskNotifyTake(pdTRUE, portMAX_DELAY);
    }
}

/* --- in --- */

/* Appends to a line of which `length` bytes are there, "..." where it does not fit. The two bytes
 * of its end always have room. */
static size_t append(char *line, size_t length, const char *format, va_list values)
{
    const size_t room = LOG_LINE_BYTES - 2u - length;
    const int wanted = vsnprintf(line + length, room, format, values);

    if (wanted < 0) {
        return length;
    }
    if ((size_t)wanted < room) {
        return length + (size_t)wanted;
    }
    memcpy(line + LOG_LINE_BYTES - 2u - 4u, "...", 3);
    return LOG_LINE_BYTES - 2u - 1u;
}

__attribute__((format(printf, 3, 4))) static size_t head(char *line, size_t length,
                                                         const char *format, ...)
{
    va_list values;

    va_start(values, format);
    length = append(line, length, format, values);
    va_end(values);
    return length;
}

static size_t format_line(char *line, const char *library, const char *format, va_list values)
{
    const bool runs = xTaskGetSchedulerState() != taskSCHEDULER_NOT_STARTED;
    size_t length = head(line, 0, "%lu %lu [%s] ", (unsigned long)state.counts.lines,
                         (unsigned long)xTaskGetTickCount(), runs ? pcTaskGetName(NULL) : "main");

    if (library != NULL) {
        length = head(line, length, "[%s] ", library);
    }
    length = append(line, length, format, values);
    line[length] = '\r';
    line[length + 1] = '\n';
    return length + 2;
}

static void make_room(size_t length)
{
    char oldest[LOG_LINE_BYTES];

    while (xMessageBufferSpacesAvailable(state.ring) <
               length + sizeof(configMESSAGE_BUFFER_LENGTH_TYPE) &&
           xMessageBufferReceive(state.ring, oldest, sizeof oldest, 0) != 0) {
        state.counts.dropped++;
    }
}

/* Waits without the lock; whoever comes meanwhile has a higher number and may overtake. */
static bool put_in_time(const char *line, size_t length)
{
    TickType_t left = state.config.wait_ticks;
    TimeOut_t since;

    vTaskSetTimeOutState(&since);
    while (xMessageBufferSend(state.ring, line, length, 0) == 0) {
        if (xTaskCheckForTimeOut(&since, &left) != pdFALSE) {
            return false;
        }
        unlock();
        (void)xSemaphoreTake(state.room, left);
        lock();
    }
    return true;
}

static void put(const char *line, size_t length)
{
    bool taken;

    if (state.config.when_full == LOG_DROP_OLDEST) {
        make_room(length);
    }
    if (state.config.when_full == LOG_WAIT) {
        taken = put_in_time(line, length);
    } else {
        taken = xMessageBufferSend(state.ring, line, length, 0) != 0;
    }
    state.counts.dropped += !taken;
}

static void write_values(int level, const char *library, const char *format, va_list values)
{
    char line[LOG_LINE_BYTES];

    if (state.task == NULL || level > state.config.level || level <= LOG_NONE) {
        return;
    }
    lock();
    state.counts.lines++;
    put(line, format_line(line, library, format, values));
    unlock();
    (void)xTaskNotifyGive(state.task);
}

void log_write(int level, const char *format, ...)
{
    va_list values;

    va_start(values, format);
    write_values(level, NULL, format, values);
    va_end(values);
}

void log_write_of(int level, const char *library, const char *format, ...)
{
    va_list values;

    va_start(values, format);
    write_values(level, library, format, values);
    va_end(values);
}

/* --- control --- */

bool log_start(const struct log_config *config)
{
    if (state.task != NULL || config == NULL || config->ring == NULL ||
        config->ring_bytes < 2u * LOG_LINE_BYTES || config->stack == NULL ||
        config->stack_words == 0 || config->priority >= configMAX_PRIORITIES ||
        config->write == NULL || config->level < LOG_NONE || config->level > LOG_DEBUG ||
        config->when_full > LOG_WAIT) {
        return false;
    }
    state.config = *config;
    state.lock = xSemaphoreCreateMutexStatic(&state.lock_memory);
    state.room = xSemaphoreCreateBinaryStatic(&state.room_memory);
    state.ring = xMessageBufferCreateStatic(config->ring_bytes, config->ring, &state.ring_memory);
    state.task = xTaskCreateStatic(log_task, "log", config->stack_words, NULL, config->priority,
                                   config->stack, &state.task_memory);
    return true;
}

void log_set_level(int level)
{
    state.config.level = level;
}

bool log_flush(TickType_t timeout_ticks)
{
    struct log_counts counts;
    TimeOut_t since;

    vTaskSetTimeOutState(&since);
    for (;;) {
        log_statistics(&counts);
        if (state.task == NULL || counts.written + counts.dropped == counts.lines) {
            return true;
        }
        if (xTaskCheckForTimeOut(&since, &timeout_ticks) != pdFALSE) {
            return false;
        }
        vTaskDelay(1);
    }
}

void log_statistics(struct log_counts *counts)
{
    *counts = (struct log_counts){0};
    if (state.task != NULL) {
        lock();
        *counts = state.counts;
        unlock();
    }
}
