/* SPDX-License-Identifier: MIT */
/* Columns count characters, not bytes: continuation bytes of UTF-8 add nothing. */
#include "json_scan.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "complaints.h"
#include "room.h"

enum { MOST_PROBLEMS = 100 };

void *scan_room(struct json_scan *scan, size_t bytes)
{
    struct json_block *const block = room_zero(sizeof(*block) + bytes);

    block->next = scan->blocks;
    scan->blocks = block;
    return block + 1;
}

static void problem(struct json_scan *scan, struct json_place place, bool mild, const char *format,
                    va_list values)
{
    char *text;

    if (scan->problems >= MOST_PROBLEMS) {
        return;
    }
    if (vasprintf(&text, format, values) < 0) {
        abort();
    }
    (mild ? complain_mildly : complain)(scan->complaints, scan->name, place.line, place.column,
                                        "%s", text);
    free(text);
    if (++scan->problems == MOST_PROBLEMS) {
        complain(scan->complaints, scan->name, place.line, place.column,
                 "that is %d problems; the rest of the file was not read", MOST_PROBLEMS);
        scan->end = scan->at;
    }
}

void scan_wrong(struct json_scan *scan, struct json_place place, const char *text, ...)
{
    va_list values;

    va_start(values, text);
    problem(scan, place, false, text, values);
    va_end(values);
}

void scan_slip(struct json_scan *scan, struct json_place place, const char *text, ...)
{
    va_list values;

    va_start(values, text);
    problem(scan, place, scan->manner == JSON_READ_TOLERANT, text, values);
    va_end(values);
}

int scan_peek_at(const struct json_scan *scan, size_t offset)
{
    return offset < (size_t)(scan->end - scan->at) ? (unsigned char)scan->at[offset] : -1;
}

int scan_peek(const struct json_scan *scan)
{
    return scan_peek_at(scan, 0);
}

void scan_step(struct json_scan *scan, size_t bytes)
{
    for (; bytes > 0 && scan->at < scan->end; bytes--) {
        const unsigned char byte = (unsigned char)*scan->at++;

        if (byte == '\n') {
            scan->here.line++;
            scan->here.column = 1;
        } else if ((byte & 0xC0u) != 0x80u) {
            scan->here.column++;
        }
        if (!isspace(byte)) {
            scan->behind = scan->here;
        }
    }
}

static bool starts(const struct json_scan *scan, const char *with)
{
    const size_t length = strlen(with);

    return (size_t)(scan->end - scan->at) >= length && memcmp(scan->at, with, length) == 0;
}

/* Bytes from here to the end of the line. */
static size_t to_line_end(const struct json_scan *scan)
{
    const char *const end = memchr(scan->at, '\n', (size_t)(scan->end - scan->at));

    return (size_t)((end != NULL ? end : scan->end) - scan->at);
}

/* Whether a line consists of asterisks alone, three at least. */
static bool only_asterisks(const char *line, size_t length)
{
    size_t count = 0;

    while (length > 0 && isspace((unsigned char)line[length - 1])) {
        length--;
    }
    while (count < length && isspace((unsigned char)line[count])) {
        count++;
    }
    line += count;
    length -= count;
    count = 0;
    while (count < length && line[count] == '*') {
        count++;
    }
    return count >= 3 && count == length;
}

/* Behind a line of asterisks: whether prose follows, up to another such line. */
static size_t prose_length(const struct json_scan *scan, size_t from)
{
    const char *const begin = scan->at + from;
    const char *line = begin;

    while (line < scan->end && isspace((unsigned char)*line)) {
        line++;
    }
    if (line == scan->end || strchr("\"'{}[],:/#*", *line) != NULL) {
        return 0;
    }
    line = begin;
    while (line < scan->end) {
        const char *end = memchr(line, '\n', (size_t)(scan->end - line));

        end = end != NULL ? end : scan->end;
        if (only_asterisks(line, (size_t)(end - line))) {
            return (size_t)(end - begin);
        }
        line = end < scan->end ? end + 1 : end;
    }
    return 0;
}

/* Length of the note that begins here, 0: none. */
static size_t note_length(struct json_scan *scan)
{
    if (starts(scan, "//") || starts(scan, "#")) {
        return to_line_end(scan);
    }
    if (starts(scan, "***")) {
        const size_t line = to_line_end(scan);
        const size_t next = line < (size_t)(scan->end - scan->at) ? line + 1 : line;

        return only_asterisks(scan->at, line) ? next + prose_length(scan, next) : line;
    }
    if (starts(scan, "/*")) {
        for (const char *at = scan->at + 2; at + 1 < scan->end; at++) {
            if (at[0] == '*' && at[1] == '/') {
                return (size_t)(at + 2 - scan->at);
            }
        }
        scan_wrong(scan, scan->here, "a note begins with /* and does not end; expected */");
        return (size_t)(scan->end - scan->at);
    }
    return 0;
}

void scan_blanks(struct json_scan *scan)
{
    const struct json_place behind = scan->behind;

    for (;;) {
        while (scan->at < scan->end && strchr(" \t\r\n", *scan->at) != NULL && *scan->at != '\0') {
            scan_step(scan, 1);
        }
        const struct json_place place = scan->here;
        const size_t length = note_length(scan);

        if (length == 0 || scan->at == scan->end) {
            break;
        }
        scan_slip(scan, place, "a note; JSON has none, it was left out");
        scan_step(scan, length);
    }
    scan->behind = behind;
}

/* Typographic and single quotes open strings, too, of people who typed in a word processor. */
static size_t quote_length(const struct json_scan *scan)
{
    if (starts(scan, "\"") || starts(scan, "'")) {
        return 1;
    }
    return starts(scan, "\u201c") || starts(scan, "\u201d") || starts(scan, "\u201e") ||
                   starts(scan, "\u2018") || starts(scan, "\u2019")
               ? 3
               : 0;
}

bool scan_is_quote(const struct json_scan *scan)
{
    return quote_length(scan) != 0;
}

/* Four digits of \u behind offset; -1: not four hexadecimal digits. */
static int32_t hex_digits(const struct json_scan *scan, size_t offset)
{
    int32_t value = 0;

    for (size_t i = 0; i < 4; i++) {
        const int digit = scan_peek_at(scan, offset + i);

        if (digit < 0 || !isxdigit(digit)) {
            return -1;
        }
        value = value * 16 + (isdigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10);
    }
    return value;
}

static size_t put_utf8(char *to, int32_t point)
{
    if (point < 0x80) {
        to[0] = (char)point;
        return 1;
    }
    if (point < 0x800) {
        to[0] = (char)(0xC0 | point >> 6);
        to[1] = (char)(0x80 | (point & 0x3F));
        return 2;
    }
    if (point < 0x10000) {
        to[0] = (char)(0xE0 | point >> 12);
        to[1] = (char)(0x80 | (point >> 6 & 0x3F));
        to[2] = (char)(0x80 | (point & 0x3F));
        return 3;
    }
    to[0] = (char)(0xF0 | point >> 18);
    to[1] = (char)(0x80 | (point >> 12 & 0x3F));
    to[2] = (char)(0x80 | (point >> 6 & 0x3F));
    to[3] = (char)(0x80 | (point & 0x3F));
    return 4;
}

/* At \u: what it means, written to `to`. */
static size_t unicode_escape(struct json_scan *scan, char *to)
{
    const struct json_place place = scan->here;
    int32_t point = hex_digits(scan, 2);

    if (point < 0) {
        scan_wrong(scan, place, "\\u is followed by four hexadecimal digits");
        scan_step(scan, 2);
        return 0;
    }
    scan_step(scan, 6);
    if (point >= 0xD800 && point < 0xDC00 && starts(scan, "\\u")) {
        const int32_t low = hex_digits(scan, 2);

        if (low >= 0xDC00 && low < 0xE000) {
            scan_step(scan, 6);
            return put_utf8(to, 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00));
        }
    }
    if (point == 0 || (point >= 0xD800 && point < 0xE000)) {
        scan_wrong(scan, place, "\\u%04X is no character of a text", (unsigned)point);
        return 0;
    }
    return put_utf8(to, point);
}

/* At a backslash. */
static size_t escape(struct json_scan *scan, char *to)
{
    static const char codes[] = "\"\\/bfnrt", means[] = "\"\\/\b\f\n\r\t";
    const int code = scan_peek_at(scan, 1);
    const char *const known = code > 0 ? strchr(codes, code) : NULL;

    if (code == 'u') {
        return unicode_escape(scan, to);
    }
    if (known != NULL) {
        to[0] = means[known - codes];
        scan_step(scan, 2);
        return 1;
    }
    scan_wrong(
        scan, scan->here,
        "a backslash begins \\\" \\\\ \\/ \\b \\f \\n \\r \\t or \\u; in a path write / or \\\\");
    to[0] = '\\';
    scan_step(scan, 1);
    return 1;
}

/* Bytes of the UTF-8 character here; 0: it is none. */
static size_t character_length(const struct json_scan *scan)
{
    const int first = scan_peek(scan);
    const size_t length = first < 0x80   ? 1
                          : first < 0xC2 ? 0
                          : first < 0xE0 ? 2
                          : first < 0xF0 ? 3
                          : first < 0xF5 ? 4
                                         : 0;
    for (size_t i = 1; i < length; i++) {
        const int next = scan_peek_at(scan, i);

        if (next < 0x80 || next >= 0xC0 || (i == 1 && first == 0xE0 && next < 0xA0) ||
            (i == 1 && first == 0xED && next >= 0xA0) || (i == 1 && first == 0xF0 && next < 0x90) ||
            (i == 1 && first == 0xF4 && next >= 0x90)) {
            return 0;
        }
    }
    return length;
}

/* One character of a string that is neither its end nor an escape. */
static size_t plain(struct json_scan *scan, char *to, bool *complained)
{
    const int first = scan_peek(scan);
    size_t length = character_length(scan);

    if ((length == 0 || (first < 0x20 && first != '\t')) && !*complained) {
        scan_wrong(scan, scan->here,
                   length == 0 ? "a byte that is no UTF-8; save the file as UTF-8"
                               : "a control character in a string; write it as \\u%04x",
                   (unsigned)first);
        *complained = true;
    } else if (first == '\t') {
        scan_slip(scan, scan->here, "a tab in a string; write it as \\t");
    }
    length = length == 0 ? 1 : length;
    memcpy(to, scan->at, length);
    if (first == '\0') {
        to[0] = '?';
    }
    scan_step(scan, length);
    return length;
}

/* Whether a quote closes the string before the line ends. */
static bool closed_in_line(const struct json_scan *scan)
{
    for (size_t i = 0; scan_peek_at(scan, i) >= 0 && scan_peek_at(scan, i) != '\n'; i++) {
        if (scan_peek_at(scan, i) == '"') {
            return true;
        }
        if (scan_peek_at(scan, i) == '\\') {
            i++;
        }
    }
    return false;
}

/* Behind an empty string: whether what follows was meant to be in it. */
static bool was_doubled(const struct json_scan *scan)
{
    const int next = scan_peek(scan);

    return next >= 0 && strchr(" \t\r\n,:}]", next) == NULL && closed_in_line(scan);
}

/* The quote was forgotten before the brackets and commas that end a line: they are punctuation
 * again.
 * @return Bytes that are not of the string. */
static size_t go_back(struct json_scan *scan, const char *text, size_t length)
{
    size_t back = 0;

    while (back < length && strchr(" \t\r,]}", text[length - 1 - back]) != NULL &&
           scan->at[-1 - (ptrdiff_t)back] == text[length - 1 - back]) {
        back++;
    }
    scan->at -= back;
    scan->here.column -= (unsigned)back;
    scan->behind = scan->here;
    return back;
}

/* Where the string goes on behind so many bytes: room for one character at least. */
static char *text_room(struct json_scan *scan, size_t length)
{
    if (length + 4 > scan->buffer_room) {
        scan->buffer_room = scan->buffer_room * 2 + 64;
        scan->buffer = room_grow(scan->buffer, scan->buffer_room);
    }
    return scan->buffer + length;
}

static char *copied(struct json_scan *scan, size_t length)
{
    return memcpy(scan_room(scan, length + 1), scan->buffer, length);
}

char *scan_string(struct json_scan *scan)
{
    const struct json_place begin = scan->here;
    const size_t quote = quote_length(scan);
    const bool single =
        quote == 3 ? scan->at[2] == '\x98' || scan->at[2] == '\x99' : *scan->at == '\'';
    const bool straight = quote == 1 && !single;
    size_t length = 0;
    bool complained = false;

    text_room(scan, 0);
    if (!straight) {
        scan_wrong(scan, begin, "a string stands between straight double quotes: \"text\"");
    }
    scan_step(scan, quote);
    while (scan_peek(scan) >= 0 && scan_peek(scan) != '\n') {
        const size_t end = quote_length(scan);
        const bool closes =
            straight ? *scan->at == '"' : end == quote && (quote == 3 || *scan->at == '\'');

        if (closes) {
            scan_step(scan, end);
            if (straight && length == 0 && was_doubled(scan)) {
                scan_slip(scan, begin, "a quote too many before this string; it was left out");
                continue;
            }
            return copied(scan, length);
        }
        char *const to = text_room(scan, length);

        length += scan_peek(scan) == '\\' ? escape(scan, to) : plain(scan, to, &complained);
    }
    scan_wrong(scan, begin, "a string that does not end in its line; expected a closing quote");
    return copied(scan, length - go_back(scan, scan->buffer, length));
}

char *scan_word(struct json_scan *scan, const char *ends)
{
    const char *const begin = scan->at;
    const size_t most = (size_t)(scan->end - scan->at);
    size_t length = 0;
    char *word;

    while (length < most && begin[length] != '\n' &&
           (begin[length] == '\0' || strchr(ends, begin[length]) == NULL) &&
           !(begin[length] == '/' && length + 1 < most &&
             (begin[length + 1] == '/' || begin[length + 1] == '*') &&
             (length == 0 || isspace((unsigned char)begin[length - 1])))) {
        length++;
    }
    while (length > 0 && isspace((unsigned char)begin[length - 1])) {
        length--;
    }
    word = scan_room(scan, length + 1);
    for (size_t i = 0; i < length; i++) {
        const unsigned char byte = (unsigned char)begin[i];

        word[i] = byte < 0x20 || byte == 0x7F ? '?' : (char)byte;
    }
    scan_step(scan, length);
    return word;
}
