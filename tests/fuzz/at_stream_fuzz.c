/* SPDX-License-Identifier: MIT */
/* Everything a module sends. The input is a list of records: how it is cut, what is expected, how
 * often it comes, and bytes; after each the engine is as it was left. At the end the number of
 * lines is printed that went through. Oracles: text lies within what was given
 * or the engine, blocks are no longer than allowed and counted to their end, and the bytes say the
 * same when they are fed one by one. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "at_engine.h"
#include "at_text.h"

#define STEP_MAX   64u
#define LIMIT_MASK 0xFFu

static unsigned long lines;

struct heard {
    uint32_t hash;    /* of all that was said, blocks as bytes */
    uint32_t in_link; /* bytes of links */
};

static void require(int condition)
{
    if (!condition) {
        abort();
    }
}

static void mix(struct heard *heard, const void *bytes, size_t length)
{
    const uint8_t *const at = bytes;

    for (size_t i = 0; i < length; i++) {
        heard->hash = (heard->hash ^ at[i]) * 16777619u;
    }
}

/* What a driver does with a line: read its parts, in one of the ways there are. */
static void read_line(const char *text, size_t length, unsigned after)
{
    struct at_reader reader = at_read(text, length);
    struct lib_text string;
    uint8_t bytes[6];
    int32_t number;
    const char *const end = text + length;

    (void)at_take(&reader, "+CWLAP:(");
    (void)at_take_number(&reader, &number);
    (void)at_take_address(&reader, after, bytes);
    (void)at_take_mac(&reader, after, bytes);
    if (at_take_string(&reader, after, &string)) {
        require(string.at >= text && string.at + string.length < end);
    }
    require(reader.left.at >= text && reader.left.at + reader.left.length == end);
}

static void hear(struct heard *heard, const struct at_engine *engine, const struct at_event *event,
                 const char *bytes, size_t length)
{
    require(event->link < AT_LINKS);
    if (event->type == AT_DATA) {
        require(event->text >= bytes && event->length > 0 &&
                event->text + event->length <= bytes + length);
        require(at_missing(engine) == event->count);
        mix(heard, event->text, event->length);
        heard->in_link += (uint32_t)event->length;
        return;
    }
    const uint8_t head[] = {(uint8_t)event->type, event->what, event->link};
    mix(heard, head, sizeof head);
    mix(heard, &event->count, sizeof event->count);
    if (event->text != NULL) {
        require(event->text >= engine->line && event->length <= AT_LINE_BYTES);
        require(event->text + event->length <= engine->line + AT_LINE_BYTES);
        require(memchr(event->text, '\n', event->length) == NULL);
        mix(heard, event->text, event->length);
        if (event->type == AT_LINE) {
            read_line(event->text, event->length, heard->hash % 4u);
        }
    }
}

static void feed(struct heard *heard, struct at_engine *engine, const uint8_t *bytes, size_t length,
                 size_t step)
{
    while (length > 0) {
        const size_t part = length < step ? length : step;
        char one, *const copy = part > 1 ? malloc(part) : &one;
        memcpy(copy, bytes, part);
        for (size_t at = 0, stood = 0; at < part;) {
            struct at_event event;
            const size_t taken = at_feed(engine, copy + at, part - at, &event);
            stood = taken == 0 ? stood + 1 : 0;
            require(taken <= part - at && stood < 2);
            require(taken > 0 || event.type == AT_LOST);
            require(event.type != AT_NONE || at + taken == part);
            if (event.type != AT_NONE) {
                hear(heard, engine, &event, copy + at, part - at);
            }
            at += taken;
        }
        if (part > 1) {
            free(copy);
        }
        bytes += part;
        length -= part;
    }
}

static void expect(struct at_engine *engine, unsigned what)
{
    const size_t limit = what & LIMIT_MASK;

    at_allow_active(engine, (what & 0x100u) != 0 ? limit : 0);
    if ((what & 0x200u) != 0) {
        at_expect_prompt(engine);
    }
    if ((what & 0x400u) != 0 && limit > 0) {
        at_expect_data(engine, what % AT_LINKS, limit);
    }
    if ((what & 0x800u) != 0) {
        (void)at_abandon(engine);
    }
}

static void tell_lines(void)
{
    fprintf(stderr, "stat::lines: %lu\n", lines);
}

/* One record, with both engines. */
static void both(struct heard *in_steps, struct at_engine *engine, struct heard *by_bytes,
                 struct at_engine *other, const uint8_t *bytes, size_t length, size_t step)
{
    feed(in_steps, engine, bytes, length, step);
    feed(by_bytes, other, bytes, length, 1);
    require(in_steps->hash == by_bytes->hash && in_steps->in_link == by_bytes->in_link);
    require(at_missing(engine) == at_missing(other));
    for (const uint8_t *at = bytes; at < bytes + length; at++) {
        lines += *at == '\n';
    }
}

int LLVMFuzzerInitialize(int *count, char ***words);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerInitialize(int *count, char ***words)
{
    (void)count;
    (void)words;
    return atexit(tell_lines);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct at_engine engine, other;
    struct heard in_steps = {2166136261u, 0}, by_bytes = {2166136261u, 0};

    at_init(&engine);
    at_init(&other);
    while (size >= 4) {
        const unsigned what = bytes[0] | (unsigned)bytes[1] << 8;
        const size_t step = 1u + bytes[2] % STEP_MAX, left = size - 4;
        const size_t length = bytes[3] == 0 || bytes[3] > left ? left : bytes[3];
        expect(&engine, what);
        expect(&other, what);
        for (unsigned again = 0; again <= what >> 12; again++) {
            both(&in_steps, &engine, &by_bytes, &other, bytes + 4, length, step);
        }
        bytes += 4 + length;
        size -= 4 + length;
    }
    return 0;
}
