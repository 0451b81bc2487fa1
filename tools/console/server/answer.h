/* SPDX-License-Identifier: MIT */
/* What becomes of a request: a status with a document, bytes, or events that go on. Every error has
 * one form: {"error": {"code": "no-such-board", "message": "...", "advice": "..."}}. */
#ifndef CONSOLE_ANSWER_H
#define CONSOLE_ANSWER_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define ANSWER_HEADERS_MAX 4

struct answer_header {
    const char *name;
    char value[256];
};

/* Bytes that are made while they are sent. read: how many it has put, 0: the end; may wait. */
struct answer_stream {
    ssize_t (*read)(void *context, char *buffer, size_t bytes_max);
    void (*close)(void *context);
    void *context;
};

struct answer {
    int status;
    const char *type; /* content type */
    void *body;       /* the answer's to free, unless is_borrowed */
    size_t bytes;
    bool is_borrowed;
    bool is_cacheable; /* has an ETag and is asked for again */
    size_t header_count;
    struct answer_header header[ANSWER_HEADERS_MAX];
    struct answer_stream stream; /* with read: instead of body */
};

/* `document` is consumed. */
void answer_json(struct answer *answer, int status, json_t *document);
/* The bytes are taken. */
void answer_bytes(struct answer *answer, int status, const char *type, void *bytes, size_t count);
void answer_nothing(struct answer *answer); /* 204 */
void answer_error(struct answer *answer, int status, const char *code, const char *advice,
                  const char *format, ...) __attribute__((format(printf, 5, 6)));
/* Characters that a header cannot have are left out. */
void answer_header(struct answer *answer, const char *name, const char *value);
void answer_free(struct answer *answer);

#endif
