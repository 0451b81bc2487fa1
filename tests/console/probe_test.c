/* SPDX-License-Identifier: MIT */
/* Figures on the serial line: taken out when they are some, and whatever else stands between the
 * marks stays, in its order; cut at every place the result is the same. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "events.h"
#include "probe.h"

struct line {
    const char *what, *heard, *serial;
    int figures;
};

#define TASK  "\036t 00000003 000003e8 00000100 00000400 net\037"
#define WHOLE "\036f 00000001 00000fa0 00000020 00000010 00000040\037"

static const struct line lines[] = {
    {"text alone", "hello\nworld\n", "hello\nworld\n", 0},
    {"figures alone", TASK WHOLE, "", 1},
    {"figures in the middle of a word", "say " WHOLE "help\n", "say help\n", 1},
    {"text between their pieces", TASK "say help\n" WHOLE, "say help\n", 1},
    {"figures twice", "a" WHOLE "b" WHOLE "c", "abc", 2},
    {"another task's text between",
     "a\036"
     "f 1 say help\037"
     "b",
     "af 1 say helpb", 0},
    {"a piece of another kind", "a\036x 1\037", "ax 1", 0},
    {"an empty piece", "a\036\037", "a", 0},
    {"a task without its name", "\036t 1 2 3\037", "t 1 2 3", 0},
    {"a reset in the middle", "a\036t 0000\nDunlin\n", "at 0000\nDunlin\n", 0},
    {"an end without a beginning",
     "a\037"
     "b",
     "a\037"
     "b",
     0},
    {"a beginning in the middle", "a\036f 00" WHOLE, "a", 1},
};

/* Of all events: the serial text, and how many figures there are. */
static int told(struct events *events, char *serial, size_t bytes)
{
    static char all[64 << 10];
    uint64_t last = 0;
    ssize_t got;
    size_t length = 0;
    int figures = 0;

    events_end(events);
    while ((got = events_read(events, &last, all + length, sizeof(all) - length - 1)) > 0) {
        length += (size_t)got;
    }
    all[length] = '\0';
    serial[0] = '\0';
    for (char *at = all; (at = strstr(at, "event: ")) != NULL; at++) {
        json_t *data = json_loads(strstr(at, "data: ") + 6, JSON_DISABLE_EOF_CHECK, NULL);
        if (strncmp(at, "event: figures", 14) == 0) {
            figures++;
        } else if (strncmp(at, "event: serial", 13) == 0) {
            const char *text = json_string_value(json_object_get(data, "text"));
            (void)strncat(serial, text, bytes - strlen(serial) - 1);
        }
        json_decref(data);
    }
    return figures;
}

static int hear(const struct line *line, size_t cut, char *serial, size_t bytes)
{
    struct events *events = events_new();
    struct probe *probe = calloc(1, sizeof(*probe));
    const size_t length = strlen(line->heard);

    for (size_t at = 0; at < length; at += cut) {
        char piece[128];
        const size_t count = length - at < cut ? length - at : cut;
        memcpy(piece, line->heard + at, count);
        const size_t left = probe_take(probe, events, piece, count);
        events_add_serial(events, piece, left);
    }
    const int figures = told(events, serial, bytes);
    events_free(events);
    free(probe);
    return figures;
}

/* What the last event `figures` says. */
static json_t *last_figures(const char *heard)
{
    static char all[16 << 10];
    struct events *events = events_new();
    struct probe *probe = calloc(1, sizeof(*probe));
    char text[1024];
    uint64_t last = 0;
    ssize_t got;
    json_t *data = NULL;

    (void)snprintf(text, sizeof(text), "%s", heard);
    (void)probe_take(probe, events, text, strlen(text));
    events_end(events);
    got = events_read(events, &last, all, sizeof(all) - 1);
    all[got > 0 ? got : 0] = '\0';
    for (char *at = all; (at = strstr(at, "data: ")) != NULL; at += 6) {
        json_decref(data);
        data = json_loads(at + 6, JSON_DISABLE_EOF_CHECK, NULL);
    }
    events_free(events);
    free(probe);
    return data;
}

struct share {
    const char *what, *heard;
    double cpu; /* of the first task */
};

static const struct share shares[] = {
    {"1 ms of 4", TASK WHOLE, 25.0},
    {"2 ms more of 4 more",
     TASK WHOLE "\036t 3 bb8 100 400 net\037\036"
                "f 2 1f40 20 10 40\037",
     50.0},
    {"another task's time is not its",
     TASK WHOLE "\036t 4 3e8 100 400 new\037\036"
                "f 2 1f40 20 10 40\037",
     25.0},
    {"after a reset it is from the beginning",
     "\036t 3 3e8 100 400 net\037\036"
     "f 2 1f40 20 10 40\037" TASK WHOLE,
     25.0},
};

static bool is_share(const struct share *share)
{
    json_t *data = last_figures(share->heard), *heap = json_object_get(data, "heap");
    const json_t *task = json_array_get(json_object_get(data, "tasks"), 0);
    const bool is_good = json_number_value(json_object_get(task, "cpu")) == share->cpu &&
                         json_integer_value(json_object_get(task, "stack_free")) == 256 &&
                         json_integer_value(json_object_get(task, "stack")) == 1024 &&
                         json_integer_value(json_object_get(heap, "free")) == 32 &&
                         json_integer_value(json_object_get(heap, "least")) == 16 &&
                         json_integer_value(json_object_get(heap, "size")) == 64;

    if (!is_good) {
        printf("FAIL %s: ", share->what);
        (void)json_dumpf(data, stdout, JSON_COMPACT);
        (void)putchar('\n');
    }
    json_decref(data);
    return is_good;
}

int main(void)
{
    int good = 0, bad = 0;

    for (size_t i = 0; i < sizeof(shares) / sizeof(shares[0]); i++) {
        if (is_share(&shares[i])) {
            good++;
        } else {
            bad++;
        }
    }

    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        for (size_t cut = 1; cut <= strlen(lines[i].heard); cut++) {
            char serial[256];
            const int figures = hear(&lines[i], cut, serial, sizeof(serial));
            if (figures == lines[i].figures && strcmp(serial, lines[i].serial) == 0) {
                good++;
            } else {
                bad++;
                printf("FAIL %s, cut at %zu: %d figures, '%s'\n", lines[i].what, cut, figures,
                       serial);
            }
        }
    }
    printf("%d passed, %d failed\n", good, bad);
    return bad == 0 ? 0 : 1;
}
