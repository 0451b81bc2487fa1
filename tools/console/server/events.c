/* SPDX-License-Identifier: MIT */
#include "events.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define EVENTS_MAX      4096
#define KEPT_BYTES      (2u << 20)
#define SERIAL_BYTES    1024 /* of one event: it must fit into a reader's buffer, escaped */
#define QUIET_S         10
#define EVENT_BYTES_MAX 3900

struct event {
    char *text; /* "event: serial\ndata: {...}\n\n" */
    size_t bytes;
};

struct events {
    pthread_mutex_t lock;
    pthread_cond_t more;
    uint64_t first, next; /* numbers of the oldest that is kept, and of the one to come */
    size_t bytes;
    bool has_ended;
    struct event ring[EVENTS_MAX];
};

struct events *events_new(void)
{
    struct events *events = calloc(1, sizeof(*events));

    if (events != NULL) {
        (void)pthread_mutex_init(&events->lock, NULL);
        (void)pthread_cond_init(&events->more, NULL);
        events->first = events->next = 1;
    }
    return events;
}

static void drop_first(struct events *events)
{
    struct event *event = &events->ring[events->first++ % EVENTS_MAX];

    events->bytes -= event->bytes;
    free(event->text);
    event->text = NULL;
}

void events_free(struct events *events)
{
    while (events != NULL && events->first < events->next) {
        drop_first(events);
    }
    free(events);
}

void events_add(struct events *events, const char *kind, json_t *data)
{
    char *document = json_dumps(data, JSON_COMPACT), *text = NULL;

    json_decref(data);
    (void)pthread_mutex_lock(&events->lock);
    const int bytes = document != NULL ? asprintf(&text, "id: %llu\nevent: %s\ndata: %s\n\n",
                                                  (unsigned long long)events->next, kind, document)
                                       : -1;
    if (bytes > 0 && bytes <= EVENT_BYTES_MAX && !events->has_ended) {
        while (events->next - events->first >= EVENTS_MAX ||
               (events->first < events->next && events->bytes + (size_t)bytes > KEPT_BYTES)) {
            drop_first(events);
        }
        events->ring[events->next++ % EVENTS_MAX] = (struct event){text, (size_t)bytes};
        events->bytes += (size_t)bytes;
        text = NULL;
        (void)pthread_cond_broadcast(&events->more);
    }
    (void)pthread_mutex_unlock(&events->lock);
    free(text);
    free(document);
}

/* Control characters that a terminal would obey are six bytes each in JSON, hence the small pieces;
 * bytes that are no UTF-8 are shown as question marks. */
void events_add_serial(struct events *events, const char *text, size_t bytes)
{
    char piece[SERIAL_BYTES / 2];

    while (bytes > 0) {
        size_t count = bytes < sizeof(piece) ? bytes : sizeof(piece);
        /* Not in the middle of a character. */
        while (count > sizeof(piece) - 4 && ((unsigned char)text[count - 1] & 0xc0) == 0x80) {
            count--;
        }
        memcpy(piece, text, count);
        json_t *string = json_stringn(piece, count);
        if (string == NULL) {
            for (size_t i = 0; i < count; i++) {
                piece[i] = (unsigned char)piece[i] >= 0x80 ? '?' : piece[i];
            }
            string = json_stringn(piece, count);
        }
        events_add(events, "serial", json_pack("{s:o}", "text", string));
        text += count;
        bytes -= count;
    }
}

void events_end(struct events *events)
{
    (void)pthread_mutex_lock(&events->lock);
    events->has_ended = true;
    (void)pthread_cond_broadcast(&events->more);
    (void)pthread_mutex_unlock(&events->lock);
}

static bool wait_for_more(struct events *events, uint64_t last)
{
    struct timespec until;

    (void)clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += QUIET_S;
    while (last + 1 >= events->next && !events->has_ended) {
        if (pthread_cond_timedwait(&events->more, &events->lock, &until) != 0) {
            return false;
        }
    }
    return true;
}

ssize_t events_read(struct events *events, uint64_t *last, char *buffer, size_t bytes_max)
{
    size_t bytes = 0;

    (void)pthread_mutex_lock(&events->lock);
    const bool has_more = wait_for_more(events, *last);
    if (*last + 1 < events->first) {
        *last = events->first - 1;
    }
    while (*last + 1 < events->next) {
        const struct event *event = &events->ring[(*last + 1) % EVENTS_MAX];
        if (bytes + event->bytes > bytes_max) {
            break;
        }
        memcpy(buffer + bytes, event->text, event->bytes);
        bytes += event->bytes;
        (*last)++;
    }
    (void)pthread_mutex_unlock(&events->lock);
    if (!has_more) {
        memcpy(buffer, ":\n\n", 3);
        return 3;
    }
    return (ssize_t)bytes;
}
