/* SPDX-License-Identifier: MIT */
/* What an image says: bytes in, in pieces of any length; events out. Pure: no clock, no I/O, no
 * heap.
 *
 *   bytes ─► lines (CR, LF, escapes, NULs, bytes that are no text) ─► one event a line that means
 * something
 *
 * A case has begun with the `)` of its name, before its line has ended, so a case that hangs is
 * known. The same bytes give the same events however they are cut. */
#ifndef TESTER_TRANSCRIPT_H
#define TESTER_TRANSCRIPT_H

#include <stdbool.h>
#include <stddef.h>

enum transcript_kind {
    TRANSCRIPT_LINE,     /* text: each line, before what it means; control bytes are gone */
    TRANSCRIPT_STARTED,  /* text: the board; detail: run id */
    TRANSCRIPT_BEGUN,    /* group, name */
    TRANSCRIPT_PASSED,   /* name; "": the case that runs */
    TRANSCRIPT_FAILED,   /* name; text: file:line: what */
    TRANSCRIPT_IGNORED,  /* name; text: why */
    TRANSCRIPT_MEASURED, /* name; text: of the measure; detail: unit; value */
    TRANSCRIPT_CLOCK,    /* value: milliseconds of the board; number, of */
    TRANSCRIPT_TOTALS,   /* value: tests */
    TRANSCRIPT_FINISHED,
    TRANSCRIPT_CRASHING, /* a fault report begins */
    TRANSCRIPT_CRASHED   /* text: what the report says, or the failed assert */
};

struct transcript_event {
    enum transcript_kind kind;
    const char *group, *name, *text, *detail; /* never NULL; valid during the call */
    long long value;
    unsigned number, of; /* of a line that is one of several */
};

enum { TRANSCRIPT_LINE_BYTES = 1024, TRANSCRIPT_CRASH_BYTES = 512 };

struct transcript {
    void (*take)(void *context, const struct transcript_event *event);
    void *context;
    char line[TRANSCRIPT_LINE_BYTES];
    size_t length;
    size_t behind_begun; /* of the line: what follows the name of the case that it began; 0 */
    int escape;          /* state within a terminal's escape sequence */
    unsigned checked, to_check; /* CHECK lines of the running case */
    bool crashing;
    char crash[TRANSCRIPT_CRASH_BYTES];
    unsigned long text_bytes, other_bytes;
};

/** Begin. `take` gets the events; it must not feed. */
void transcript_begin(struct transcript *transcript,
                      void (*take)(void *context, const struct transcript_event *event),
                      void *context);

/** What came from the board. */
void transcript_feed(struct transcript *transcript, const char *bytes, size_t length);

/** Nothing comes any more: a line that did not end ends here. */
void transcript_end(struct transcript *transcript);

/** @return Whether what came is no text: a wrong baud rate. */
bool transcript_is_garbage(const struct transcript *transcript);

#endif
