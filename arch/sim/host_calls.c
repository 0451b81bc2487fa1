/* SPDX-License-Identifier: MIT */
/* C library calls of firmware that need care; the linker leads them here (--wrap, port.cmake).
 *
 *   printf and its like      run on the port's stack: the host's need some kilobytes, a task has
 * few qsort and its like       call back into firmware: nothing is delivered until they return
 *   memcpy and its like      happen in two halves with a point between: the host's have none inside
 *
 * Nothing else of the C library is pre-empted either, for it has no points.
 */
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "port.h"

void __sanitizer_cov_trace_pc(void);

#undef memcpy
#undef memset

/* What a wrapped name leads to without the wrapper. */
#define REAL(name) extern __typeof__(name) __real_##name

REAL(vsnprintf);
REAL(fputs);
REAL(fputc);
REAL(fwrite);
REAL(fflush);
REAL(strtod);
REAL(qsort);
REAL(bsearch);
REAL(memcpy);
REAL(memset);

/* ---- On the port's stack ---- */

static struct {
    void (*call)(void *);
    void *arg;
} room;

static void in_room(void *nothing)
{
    (void)nothing;
    sim_watch_port();
    room.call(room.arg);
    sim_watch_return(sim_port.current);
}

static void with_room(void (*call)(void *), void *arg)
{
    if (!sim_port.running || sim_port.inside || sim_cpu.handlers != 0) {
        call(arg);
        return;
    }
    sim_port.inside = true;
    room.call = call;
    room.arg = arg;
    sim_watch_leave(sim_port.current);
    sim_call_on(sim_port_stack + sizeof sim_port_stack, in_room, NULL);
    sim_watch_task(sim_port.current);
    sim_port.inside = false;
    sim_attend();
}

struct print {
    FILE *file;
    char *buffer;
    size_t bytes;
    const char *format;
    va_list *arguments;
    int result;
};

static void print_to_file(void *arg)
{
    struct print *print = arg;
    print->result = vfprintf(print->file, print->format, *print->arguments);
}

static void print_to_buffer(void *arg)
{
    struct print *print = arg;
    print->result = __real_vsnprintf(print->buffer, print->bytes, print->format, *print->arguments);
}

static void scan(void *arg)
{
    struct print *print = arg;
    print->result = vsscanf(print->buffer, print->format, *print->arguments);
}

static int to_file(FILE *file, const char *format, va_list *arguments)
{
    struct print print = {.file = file, .format = format, .arguments = arguments};
    with_room(print_to_file, &print);
    return print.result;
}

static int to_buffer(char *buffer, size_t bytes, const char *format, va_list *arguments)
{
    struct print print = {
        .buffer = buffer, .bytes = bytes, .format = format, .arguments = arguments};
    with_room(print_to_buffer, &print);
    return print.result;
}

/* The wrapped name and its prototype: nobody includes a header for them. */
#define WRAP(type, name, ...)                                                                      \
    type __wrap_##name(__VA_ARGS__);                                                               \
    type __wrap_##name(__VA_ARGS__)

#define WITH_ARGUMENTS(result, last, expression)                                                   \
    do {                                                                                           \
        va_list arguments;                                                                         \
        va_start(arguments, last);                                                                 \
        (result) = (expression);                                                                   \
        va_end(arguments);                                                                         \
    } while (0)

#define NO_LIMIT ((size_t)INT32_MAX)

WRAP(int, printf, const char *format, ...)
{
    int result;
    WITH_ARGUMENTS(result, format, to_file(stdout, format, &arguments));
    return result;
}

WRAP(int, fprintf, FILE *file, const char *format, ...)
{
    int result;
    WITH_ARGUMENTS(result, format, to_file(file, format, &arguments));
    return result;
}

WRAP(int, sprintf, char *buffer, const char *format, ...)
{
    int result;
    WITH_ARGUMENTS(result, format, to_buffer(buffer, NO_LIMIT, format, &arguments));
    return result;
}

WRAP(int, snprintf, char *buffer, size_t bytes, const char *format, ...)
{
    int result;
    WITH_ARGUMENTS(result, format, to_buffer(buffer, bytes, format, &arguments));
    return result;
}

/* A va_list parameter may be an array type, which decays: copies can be pointed at. */
WRAP(int, vprintf, const char *format, va_list arguments)
{
    va_list copy;
    va_copy(copy, arguments);
    int result = to_file(stdout, format, &copy);
    va_end(copy);
    return result;
}

WRAP(int, vsnprintf, char *buffer, size_t bytes, const char *format, va_list arguments)
{
    va_list copy;
    va_copy(copy, arguments);
    int result = to_buffer(buffer, bytes, format, &copy);
    va_end(copy);
    return result;
}

WRAP(int, sscanf, const char *text, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    struct print print = {
        .buffer = (char *)(uintptr_t)text, .format = format, .arguments = &arguments};
    with_room(scan, &print);
    va_end(arguments);
    return print.result;
}

static void put_string(void *arg)
{
    struct print *print = arg;
    print->result = __real_fputs(print->format, print->file);
    if (print->bytes != 0 && print->result >= 0) {
        print->result = __real_fputc('\n', print->file);
    }
}

WRAP(int, puts, const char *text)
{
    struct print print = {.file = stdout, .format = text, .bytes = 1};
    with_room(put_string, &print);
    return print.result;
}

WRAP(int, fputs, const char *text, FILE *file)
{
    struct print print = {.file = file, .format = text};
    with_room(put_string, &print);
    return print.result;
}

static void put_character(void *arg)
{
    struct print *print = arg;
    print->result = __real_fputc(print->result, print->file);
}

WRAP(int, putchar, int character)
{
    struct print print = {.file = stdout, .result = character};
    with_room(put_character, &print);
    return print.result;
}

WRAP(int, fputc, int character, FILE *file)
{
    struct print print = {.file = file, .result = character};
    with_room(put_character, &print);
    return print.result;
}

WRAP(int, putc, int character, FILE *file)
{
    struct print print = {.file = file, .result = character};
    with_room(put_character, &print);
    return print.result;
}

struct raw_write {
    const void *bytes;
    size_t size;
    size_t count;
    FILE *file;
};

static void write_raw(void *arg)
{
    struct raw_write *raw = arg;
    raw->count = __real_fwrite(raw->bytes, raw->size, raw->count, raw->file);
}

WRAP(size_t, fwrite, const void *bytes, size_t size, size_t count, FILE *file)
{
    struct raw_write raw = {.bytes = bytes, .size = size, .count = count, .file = file};
    with_room(write_raw, &raw);
    return raw.count;
}

static void flush(void *arg)
{
    struct print *print = arg;
    print->result = __real_fflush(print->file);
}

WRAP(int, fflush, FILE *file)
{
    struct print print = {.file = file};
    with_room(flush, &print);
    return print.result;
}

struct to_number {
    const char *text;
    char **end;
    double value;
};

static void read_double(void *arg)
{
    struct to_number *conversion = arg;
    conversion->value = __real_strtod(conversion->text, conversion->end);
}

WRAP(double, strtod, const char *text, char **end)
{
    struct to_number conversion = {.text = text, .end = end};
    with_room(read_double, &conversion);
    return conversion.value;
}

WRAP(_Noreturn void, exit, int status)
{
    sim_exit(status);
}

WRAP(_Noreturn void, __assert_fail, const char *expression, const char *file, unsigned line,
     const char *function)
{
    sim_fail("assertion failed: %s, %s:%u: %s", expression, file, line, function);
}

/* ---- Calling back ---- */

WRAP(void, qsort, void *base, size_t count, size_t size, int (*compare)(const void *, const void *))
{
    struct arch_context *task = sim_port.current;
    task->host_calls++;
    __real_qsort(base, count, size, compare);
    task->host_calls--;
    sim_attend();
}

WRAP(void *, bsearch, const void *key, const void *base, size_t count, size_t size,
     int (*compare)(const void *, const void *))
{
    struct arch_context *task = sim_port.current;
    task->host_calls++;
    void *found = __real_bsearch(key, base, count, size, compare);
    task->host_calls--;
    sim_attend();
    return found;
}

/* ---- In two halves ---- */

#define SPLIT_FROM 2u /* bytes */

WRAP(void *, memcpy, void *restrict to, const void *restrict from, size_t bytes)
{
    size_t half = bytes / SPLIT_FROM;
    __real_memcpy(to, from, half);
    __sanitizer_cov_trace_pc();
    __real_memcpy((char *)to + half, (const char *)from + half, bytes - half);
    return to;
}

WRAP(void *, memset, void *to, int byte, size_t bytes)
{
    size_t half = bytes / SPLIT_FROM;
    __real_memset(to, byte, half);
    __sanitizer_cov_trace_pc();
    __real_memset((char *)to + half, byte, bytes - half);
    return to;
}
