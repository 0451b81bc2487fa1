/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* fopencookie */
#include "console_sim.h"

#include <poll.h>
#include <stdio.h>
#include <unistd.h>

#include "forbidden.h"
#include "sim.h"

HOST_CALL(poll);
HOST_CALL(read);

void console_sim_write(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        sim_note(SIM_NOTE_CONSOLE, (unsigned char)text[i]);
    }
    while (length > 0) {
        ssize_t written = write(STDOUT_FILENO, text, length);
        if (written <= 0) {
            return; /* nobody listens any more */
        }
        text += written;
        length -= (size_t)written;
    }
}

size_t console_sim_read(char *text, size_t capacity)
{
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};

    if (!sim_knobs.realtime || capacity == 0 || HOST(poll)(&input, 1, 0) != 1) {
        return 0;
    }
    ssize_t got = HOST(read)(STDIN_FILENO, text, capacity);
    return got > 0 ? (size_t)got : 0;
}

static ssize_t write_cookie(void *cookie, const char *text, size_t length)
{
    (void)cookie;
    console_sim_write(text, length);
    return (ssize_t)length;
}

void console_sim_start(void)
{
    static char buffer[BUFSIZ];
    const cookie_io_functions_t functions = {.write = write_cookie};
    FILE *console = fopencookie(NULL, "w", functions);

    if (console != NULL) {
        setvbuf(console, buffer, _IOLBF, sizeof buffer);
        stdout = console;
    }
}
