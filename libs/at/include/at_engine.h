/* SPDX-License-Identifier: MIT */
/** What a module with the ESP-AT command set says, as events. No input or output, heap, lock or
 * clock: bytes are handed in, one event at a time comes out.
 *
 *      while (length > 0) {
 *          size_t taken = at_feed(&engine, bytes, length, &event);
 *          bytes += taken, length -= taken;
 *          ... event.type, AT_NONE when the bytes ended before an event did
 *      }
 *
 * How the bytes are cut changes nothing but the parts of AT_DATA. Bytes of a link are counted and
 * never searched, so data that looks like a reply is data. docs/design/wifi.md has the states.
 *
 * Invariants: `used` <= AT_LINE_BYTES; while `left` is not 0 bytes belong to a link.
 */
#ifndef AT_ENGINE_H
#define AT_ENGINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifndef AT_LINE_BYTES
#define AT_LINE_BYTES 160u /* longest line, 64 .. 1024; as many bytes of RAM */
#endif
#define AT_LINKS    5u     /* a module's sockets: 0 .. 4 */
#define AT_DATA_MAX 65535u /* bytes in one block, above every documented limit */

enum at_event_type {
    AT_NONE,        /* nothing yet */
    AT_LINE,        /* part of an answer: `text`, `length` */
    AT_RESULT,      /* the last line of an answer: `what` is enum at_result */
    AT_PROMPT,      /* the module waits for the data that were announced */
    AT_DATA,        /* bytes of `link`: `text`, `length`; `count` more of the block follow */
    AT_AVAILABLE,   /* `count` bytes of `link` wait in the module */
    AT_LINK_OPEN,   /* `link` */
    AT_LINK_CLOSED, /* `link` */
    AT_WIFI,        /* `what` is enum at_wifi */
    AT_STATION,     /* a station of the soft-AP: `what` is enum at_station, `text` what it has */
    AT_ACCEPTED,    /* the module took `count` bytes of data */
    AT_BUSY,        /* it is still at the last command, and has thrown this one away */
    AT_ERROR_CODE,  /* `count` is the code; the result follows */
    AT_READY,       /* `what` is enum at_ready: the module starts anew */
    AT_ECHO,        /* a command comes back: the module has started anew, or was never told */
    AT_LOST,        /* what came is no line and no block: bytes were lost or changed */
};

enum at_result { AT_OK, AT_ERROR, AT_FAIL, AT_SEND_OK, AT_SEND_FAIL };
enum at_wifi { AT_WIFI_CONNECTED, AT_WIFI_GOT_IP, AT_WIFI_DISCONNECTED };
enum at_station { AT_STATION_CAME, AT_STATION_LEFT, AT_STATION_ADDRESS };
enum at_ready { AT_READY_NOW, AT_READY_RESTARTING };

/** What at_feed found. `text` is valid until the next call with the same engine, and not beyond
 * the life of the bytes that were fed; it does not end in a NUL. */
struct at_event {
    enum at_event_type type;
    uint8_t what;
    uint8_t link;
    uint32_t count;
    const char *text;
    size_t length;
};

/** The memory is the caller's; the fields are private. */
struct at_engine {
    uint32_t left;         /* bytes of a block still to come */
    uint16_t used;         /* of `line` */
    uint16_t active_limit; /* largest block of +IPD */
    uint16_t answer_limit; /* largest answer to CIPRECVDATA; 0: none is expected */
    uint8_t state;
    uint8_t link;       /* of the block */
    uint8_t asked_link; /* of CIPRECVDATA */
    bool prompt_expected;
    bool answer; /* the block is an answer: CR LF must follow */
    char line[AT_LINE_BYTES];
};

/**
 * Begin, at the start of a line, with nothing expected and no block of +IPD allowed.
 *
 * @param[out] engine  Not NULL.
 *
 * Context: any.  Blocks: never.
 */
void at_init(struct at_engine *engine);

/**
 * Take bytes up to the end of one event.
 *
 * @param engine      Begun.
 * @param bytes       `length` bytes.
 * @param length      0 or more.
 * @param[out] event  What was found; AT_NONE when the bytes end before an event does.
 * @return Bytes taken: `length` with AT_NONE; 0 only with AT_LOST, or when `length` is 0.
 *
 * Context: any, one caller at a time.  Blocks: never.
 */
size_t at_feed(struct at_engine *engine, const void *bytes, size_t length, struct at_event *event);

/**
 * Say that `>` is a prompt: a command that announces data was written. Ends with the prompt, with
 * any AT_RESULT but OK, or with a restart of the module.
 *
 * @param engine  Begun.
 *
 * Context: any, one caller at a time.  Blocks: never.
 */
void at_expect_prompt(struct at_engine *engine);

/**
 * Say that AT+CIPRECVDATA was written. Ends with the data, with AT_RESULT or with a restart.
 *
 * @param engine  Begun.
 * @param link    Whose data, 0 .. AT_LINKS - 1.
 * @param limit   How many bytes were asked for, 1 .. AT_DATA_MAX. More is AT_LOST.
 *
 * Context: any, one caller at a time.  Blocks: never.
 */
void at_expect_data(struct at_engine *engine, unsigned link, size_t limit);

/**
 * Allow blocks of +IPD: links in active receive mode.
 *
 * @param engine  Begun.
 * @param limit   The largest, 0 .. AT_DATA_MAX; 0: none is allowed, and one is AT_LOST.
 *
 * Context: any, one caller at a time.  Blocks: never.
 */
void at_allow_active(struct at_engine *engine, size_t limit);

/**
 * Give up what has begun: the rest of a block or of a line does not come. Nothing is expected any
 * more.
 *
 * @param engine  Begun.
 * @return Bytes of a block that are missing; 0 when none was under way.
 *
 * Context: any, one caller at a time.  Blocks: never.
 */
size_t at_abandon(struct at_engine *engine);

/**
 * Tell whether a block is under way, which a timer has to watch over.
 *
 * @param engine  Begun.
 * @return Bytes still to come.
 *
 * Context: any.  Blocks: never.
 */
static inline size_t at_missing(const struct at_engine *engine)
{
    return engine->left;
}

#ifdef __cplusplus
}
#endif

#endif
