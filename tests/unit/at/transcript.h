/* SPDX-License-Identifier: MIT */
/* What an engine has said, as text: one word for each event, the bytes of a block as one. */
#ifndef TRANSCRIPT_H
#define TRANSCRIPT_H

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "at_engine.h"

struct transcript {
    char text[2048];
    size_t used;
    bool in_block; /* the last word is a block that goes on */
};

static inline void transcript_add(struct transcript *said, const char *text, size_t length)
{
    for (size_t i = 0; i < length && said->used + 5 < sizeof said->text; i++) {
        const unsigned char c = (unsigned char)text[i];
        const char *const form = isprint(c) && c != '\\' && c != '|' ? "%c" : "\\%02x";
        said->used += (size_t)snprintf(said->text + said->used, 5, form, c);
    }
}

static inline void transcript_event(struct transcript *said, const struct at_event *event)
{
    static const char *const names[] = {
        "",     "line",     "result",   "prompt", "data", "available", "open", "closed",
        "wifi", "station ", "accepted", "busy",   "code", "ready",     "echo", "lost"};
    char head[40] = "";

    if (event->type != AT_DATA || !said->in_block) {
        if (said->used > 0) {
            said->text[said->used++] = '|';
        }
        switch (event->type) {
        case AT_DATA:
            snprintf(head, sizeof head, "data %u:", event->link);
            break;
        case AT_RESULT:
        case AT_WIFI:
        case AT_READY:
        case AT_STATION:
            snprintf(head, sizeof head, "%s%u", names[event->type], event->what);
            break;
        case AT_LINK_OPEN:
        case AT_LINK_CLOSED:
            snprintf(head, sizeof head, "%s%u", names[event->type], event->link);
            break;
        case AT_AVAILABLE:
            snprintf(head, sizeof head, "available%u %u", event->link, (unsigned)event->count);
            break;
        case AT_ACCEPTED:
        case AT_ERROR_CODE:
            snprintf(head, sizeof head, "%s%x", names[event->type], (unsigned)event->count);
            break;
        default:
            snprintf(head, sizeof head, "%s", names[event->type]);
        }
        transcript_add(said, head, strlen(head));
        if (event->type == AT_LINE || event->type == AT_ECHO || event->type == AT_STATION) {
            transcript_add(said, " ", 1);
        }
    }
    if (event->type == AT_LINE || event->type == AT_ECHO || event->type == AT_STATION ||
        event->type == AT_DATA) {
        transcript_add(said, event->text, event->length);
    }
    said->in_block = event->type == AT_DATA && event->count > 0;
    said->text[said->used] = '\0';
}

/* Feed all of the bytes. */
static inline void transcript_feed(struct transcript *said, struct at_engine *engine,
                                   const void *bytes, size_t length)
{
    const char *at = bytes;
    struct at_event event;

    while (length > 0) {
        const size_t taken = at_feed(engine, at, length, &event);
        at += taken;
        length -= taken;
        if (event.type != AT_NONE) {
            transcript_event(said, &event);
        }
    }
}

#endif
