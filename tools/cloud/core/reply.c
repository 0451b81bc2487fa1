/* SPDX-License-Identifier: MIT */
/* Answers to HTTP requests, and what requests are asked for. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "service.h"
#include "text.h"

void reply_json(struct cloud_reply *reply, int status, json_t *document)
{
    *reply = (struct cloud_reply){.status = status};
    if (document != NULL) {
        reply->body = json_text(document, &reply->bytes);
        json_decref(document);
    }
}

/* A text that quotes a request may hold what is no UTF-8, or be cut within a character. */
static json_t *string_of(char *text)
{
    json_t *string = json_string(text);

    if (string != NULL) {
        return string;
    }
    for (char *at = text; *at != '\0'; at++) {
        *at = (unsigned char)*at < 0x80 ? *at : '?';
    }
    return json_string(text);
}

void reply_error(struct cloud_reply *reply, int status, const char *type, const char *message, ...)
{
    char text[512];
    va_list arguments;

    va_start(arguments, message);
    (void)vsnprintf(text, sizeof(text), message, arguments);
    va_end(arguments);
    reply_json(reply, status, json_pack("{s:o}", "message", string_of(text)));
    reply->error_type = type;
}

const char *query_value(const struct cloud_http *request, const char *name)
{
    for (size_t i = 0; i < request->query_count; i++) {
        if (strcmp(request->query[i].name, name) == 0) {
            return request->query[i].value;
        }
    }
    return NULL;
}

const char *member_string(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

bool is_name(const char *text, size_t bytes_max, const char *others)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    size_t bytes = 0;

    while (text[bytes] != '\0' && bytes <= bytes_max &&
           (strchr(letters, text[bytes]) != NULL || strchr(others, text[bytes]) != NULL)) {
        bytes++;
    }
    return bytes > 0 && bytes <= bytes_max && text[bytes] == '\0';
}
