/* SPDX-License-Identifier: MIT */
/* The characters under json_text.c: where we are, blanks and notes, strings, words. */
#ifndef TESTER_JSON_SCAN_H
#define TESTER_JSON_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#include "json_text.h"

struct json_block { /* memory of the document; what was asked for follows */
    struct json_block *next;
};

struct json_place {
    unsigned line, column;
};

struct json_scan {
    const char *name;
    const char *at, *end;
    struct json_place here;   /* of `at` */
    struct json_place behind; /* of the end of what was read last that is no blank */
    enum json_manner manner;
    struct complaints *complaints;
    unsigned problems;
    struct json_block *blocks;
    char *buffer; /* of the string that is read */
    size_t buffer_room;
};

/** Memory that lives as long as the document. */
void *scan_room(struct json_scan *scan, size_t bytes);

/** An error, or a slip that is read as meant. After 100 of them the text ends here. */
void scan_wrong(struct json_scan *scan, struct json_place place, const char *text, ...)
    __attribute__((format(printf, 3, 4)));
void scan_slip(struct json_scan *scan, struct json_place place, const char *text, ...)
    __attribute__((format(printf, 3, 4)));

/** The next byte, or one further on. @return -1 at the end. */
int scan_peek(const struct json_scan *scan);
int scan_peek_at(const struct json_scan *scan, size_t offset);

/** Go over so many bytes. */
void scan_step(struct json_scan *scan, size_t bytes);

/** Go over blanks and notes. */
void scan_blanks(struct json_scan *scan);

/** Whether a string begins here, in whatever quotes. */
bool scan_is_quote(const struct json_scan *scan);

/** The string that begins here, without quotes and escapes. */
char *scan_string(struct json_scan *scan);

/** What stands here to the next comma, bracket, note or end of line; may be empty. */
char *scan_word(struct json_scan *scan, const char *ends);

#endif
