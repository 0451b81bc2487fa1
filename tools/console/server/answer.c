/* SPDX-License-Identifier: MIT */
#include "answer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MESSAGE_BYTES 1024

void answer_free(struct answer *answer)
{
    if (!answer->is_borrowed) {
        free(answer->body);
    }
    if (answer->stream.close != NULL) {
        answer->stream.close(answer->stream.context);
    }
    *answer = (struct answer){.status = 0};
}

void answer_bytes(struct answer *answer, int status, const char *type, void *bytes, size_t count)
{
    answer_free(answer);
    *answer = (struct answer){.status = status, .type = type, .body = bytes, .bytes = count};
}

void answer_nothing(struct answer *answer)
{
    answer_bytes(answer, 204, NULL, NULL, 0);
}

void answer_json(struct answer *answer, int status, json_t *document)
{
    char *text = json_dumps(document, JSON_COMPACT | JSON_ENCODE_ANY);

    json_decref(document);
    if (text == NULL) {
        static char none[] = "{\"error\":{\"code\":\"memory\",\"message\":\"Out of memory\","
                             "\"advice\":\"Try again\"}}";
        answer_bytes(answer, 500, "application/json", none, strlen(none));
        answer->is_borrowed = true;
        return;
    }
    answer_bytes(answer, status, "application/json", text, strlen(text));
}

/* A message may quote what was sent, cut anywhere: only whole UTF-8 goes out. */
static json_t *message_of(char *text)
{
    json_t *message = json_string(text);

    for (size_t bytes = strlen(text); message == NULL && bytes > 0; bytes--) {
        if ((unsigned char)text[bytes - 1] >= 0x80) {
            text[bytes - 1] = '?';
            message = json_string(text);
        }
    }
    return message;
}

void answer_error(struct answer *answer, int status, const char *code, const char *advice,
                  const char *format, ...)
{
    char text[MESSAGE_BYTES];
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(text, sizeof(text), format, arguments);
    va_end(arguments);
    answer_json(answer, status,
                json_pack("{s:{s:s, s:o, s:s}}", "error", "code", code, "message", message_of(text),
                          "advice", advice));
}

void answer_header(struct answer *answer, const char *name, const char *value)
{
    if (answer->header_count == ANSWER_HEADERS_MAX) {
        return;
    }
    struct answer_header *header = &answer->header[answer->header_count++];
    size_t bytes = 0;

    header->name = name;
    for (; *value != '\0' && bytes + 1 < sizeof(header->value); value++) {
        if (*value >= 0x20 && *value < 0x7f) {
            header->value[bytes++] = *value;
        }
    }
    header->value[bytes] = '\0';
}
