/* SPDX-License-Identifier: MIT */
/* Four states and one table of lines:
 *
 *      AT_IN_LINE ── too long, a byte no line has ──► AT_IN_SKIP ── LF ──► AT_IN_LINE
 *          │ +IPD,...:                                            ▲
 *          │ +CIPRECVDATA:n,   expected                           │
 *          ▼                                                      │
 *      AT_IN_DATA ── n bytes of an answer ──► AT_IN_AFTER ── CR LF┘
 */
#include "at_engine.h"

#include "at_line.h"
#include "lib_assert.h"

enum { AT_IN_LINE, AT_IN_SKIP, AT_IN_DATA, AT_IN_AFTER, AT_IN_AFTER_CR };

_Static_assert(AT_LINE_BYTES >= 64 && AT_LINE_BYTES <= 1024, "AT_LINE_BYTES: 64 .. 1024");

void at_init(struct at_engine *engine)
{
    LIB_ASSERT(engine != NULL);

    engine->active_limit = 0;
    at_abandon(engine);
}

void at_expect_prompt(struct at_engine *engine)
{
    engine->prompt_expected = true;
}

void at_expect_data(struct at_engine *engine, unsigned link, size_t limit)
{
    LIB_ASSERT(link < AT_LINKS && limit > 0 && limit <= AT_DATA_MAX);

    engine->asked_link = (uint8_t)link;
    engine->answer_limit = (uint16_t)limit;
}

void at_allow_active(struct at_engine *engine, size_t limit)
{
    LIB_ASSERT(limit <= AT_DATA_MAX);

    engine->active_limit = (uint16_t)limit;
}

static void expect_nothing(struct at_engine *engine)
{
    engine->prompt_expected = false;
    engine->answer_limit = 0;
}

size_t at_abandon(struct at_engine *engine)
{
    const size_t missing = engine->state == AT_IN_DATA ? engine->left : 0;

    engine->left = 0;
    engine->used = 0;
    engine->state = AT_IN_LINE;
    expect_nothing(engine);
    return missing;
}

/* Bytes are no line: forget them, and all up to the next LF. */
static void lost(struct at_engine *engine, struct at_event *event, uint8_t state)
{
    event->type = AT_LOST;
    engine->used = 0;
    engine->state = state;
}

static void begin_block(struct at_engine *engine, uint32_t count, unsigned link, bool answer,
                        uint32_t limit, struct at_event *event)
{
    engine->used = 0;
    if (count == 0 || count > limit) {
        lost(engine, event, AT_IN_SKIP);
        return;
    }
    engine->left = count;
    engine->link = (uint8_t)link;
    engine->answer = answer;
    engine->state = AT_IN_DATA;
}

/* After ',' or ':': may the line so far be the head of a block? */
static void look_for_block(struct at_engine *engine, char last, struct at_event *event)
{
    struct at_block block;

    if (engine->line[0] != '+') {
        return;
    }
    if (last == ':' && at_line_is_active(engine->line, engine->used, &block)) {
        begin_block(engine, block.count, block.link, false, engine->active_limit, event);
    } else if (engine->answer_limit > 0 &&
               at_line_is_answer(engine->line, engine->used, &block.count)) {
        begin_block(engine, block.count, engine->asked_link, true, engine->answer_limit, event);
    }
}

/* A whole line; its meaning also ends what was expected. */
static void end_line(struct at_engine *engine, struct at_event *event)
{
    at_line_meaning(engine->line, engine->used, event);
    engine->used = 0;
    if (event->type == AT_READY || (event->type == AT_RESULT && event->what != AT_OK)) {
        expect_nothing(engine);
    } else if (event->type == AT_RESULT) {
        engine->answer_limit = 0;
    }
}

static bool is_of_a_line(char byte)
{
    return (unsigned char)byte >= ' ' || byte == '\t';
}

static void take_of_line(struct at_engine *engine, char byte, struct at_event *event)
{
    if (byte == '\n') {
        /* CR alone is no line, and what stands before it has been told apart from it below. */
        const bool ended = engine->used > 0 && engine->line[engine->used - 1] == '\r';
        engine->used = (uint16_t)(engine->used - (ended ? 1 : 0));
        if (engine->used > 0) {
            end_line(engine, event);
        }
        return;
    }
    if (engine->used > 0 && engine->line[engine->used - 1] == '\r') {
        engine->used--; /* an echo ends in CR CR LF */
        if (byte != '\r' && engine->used > 0) {
            lost(engine, event, AT_IN_SKIP);
            return;
        }
    }
    if (engine->used == 0 && byte == ' ') {
        return;
    }
    if (engine->used == 0 && byte == '>' && engine->prompt_expected) {
        engine->prompt_expected = false;
        event->type = AT_PROMPT;
        return;
    }
    if (engine->used == AT_LINE_BYTES || (!is_of_a_line(byte) && byte != '\r')) {
        lost(engine, event, AT_IN_SKIP);
        return;
    }
    engine->line[engine->used++] = byte;
    if (byte == ':' || byte == ',') {
        look_for_block(engine, byte, event);
    }
}

/* Behind an answer's data; false: the byte is none of this state's. */
static bool take_after(struct at_engine *engine, char byte, struct at_event *event)
{
    if (engine->state == AT_IN_AFTER && byte == '\r') {
        engine->state = AT_IN_AFTER_CR;
        return true;
    }
    if (engine->state == AT_IN_AFTER_CR && byte == '\n') {
        engine->state = AT_IN_LINE;
        return true;
    }
    lost(engine, event, AT_IN_LINE);
    return false;
}

static size_t take_data(struct at_engine *engine, const char *bytes, size_t length,
                        struct at_event *event)
{
    const size_t part = length < engine->left ? length : engine->left;

    engine->left -= (uint32_t)part;
    event->type = AT_DATA;
    event->text = bytes;
    event->length = part;
    event->link = engine->link;
    event->count = engine->left;
    if (engine->left == 0) {
        engine->state = engine->answer ? AT_IN_AFTER : AT_IN_LINE;
        if (engine->answer) {
            engine->answer_limit = 0;
        }
    }
    return part;
}

size_t at_feed(struct at_engine *engine, const void *bytes, size_t length, struct at_event *event)
{
    const char *const text = bytes;
    size_t at = 0;

    LIB_ASSERT(engine != NULL && event != NULL && (bytes != NULL || length == 0));
    *event = (struct at_event){.type = AT_NONE};
    while (at < length && event->type == AT_NONE) {
        switch (engine->state) {
        case AT_IN_DATA:
            at += take_data(engine, text + at, length - at, event);
            break;
        case AT_IN_AFTER:
        case AT_IN_AFTER_CR:
            at += take_after(engine, text[at], event) ? 1 : 0;
            break;
        case AT_IN_SKIP:
            if (text[at++] == '\n') {
                engine->state = AT_IN_LINE;
            }
            break;
        default:
            take_of_line(engine, text[at++], event);
        }
    }
    LIB_ASSERT(engine->used <= AT_LINE_BYTES);
    return at;
}
