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

static const struct line lines[] = {
    {"text alone", "hello\nworld\n", "hello\nworld\n", 0},
    {"figures alone", "\x1e{\"ms\":1}\x1f", "", 1},
    {"figures in the middle of a word", "say \x1e{\"ms\":1}\x1fhelp\n", "say help\n", 1},
    {"figures twice",
     "a\x1e{\"ms\":1}\x1f"
     "b\x1e{\"ms\":2}\x1f"
     "c",
     "abc", 2},
    {"another task's text between",
     "a\x1e{\"ms\":say help1}\x1f"
     "b",
     "a{\"ms\":say help1}b", 0},
    {"a reset in the middle", "a\x1e{\"ms\":\nDunlin\n", "a{\"ms\":\nDunlin\n", 0},
    {"an end without a beginning",
     "a\x1f"
     "b",
     "a\x1f"
     "b",
     0},
    {"a beginning in the middle", "a\x1e{\"m\x1e{\"ms\":1}\x1f", "a", 1},
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

int main(void)
{
    int good = 0, bad = 0;

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
