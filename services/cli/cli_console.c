/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <string.h>

#include "FreeRTOS_CLI_Console.h"

#define BACKSPACE 0x08
#define DELETE    0x7f
#define PROMPT    "> "

/* A line as it comes in. */
struct line {
    char *text;
    size_t size, length;
    bool too_long;
    bool after_cr; /* the LF of a CR LF is no line */
};

static bool say(const xConsoleIO_t *io, const char *text)
{
    return io->write(text, (uint32_t)strlen(text)) >= 0;
}

static bool carry_out(const xConsoleIO_t *io, const char *line, char *out, size_t size)
{
    BaseType_t more;

    do {
        more = FreeRTOS_CLIProcessCommand(line, out, size);
        if (!say(io, out)) {
            return false;
        }
    } while (more != pdFALSE);
    return true;
}

/* Whether the byte ends a line. */
static bool take(struct line *line, char byte)
{
    const bool is_second = byte == '\n' && line->after_cr;

    line->after_cr = byte == '\r';
    if (byte == '\r' || byte == '\n') {
        return !is_second;
    }
    if (byte == BACKSPACE || byte == DELETE) {
        line->length -= line->length > 0 ? 1u : 0u;
    } else if (line->length + 1 < line->size) {
        line->text[line->length++] = byte;
    } else {
        line->too_long = true;
    }
    return false;
}

static bool finish(const xConsoleIO_t *io, struct line *line, char *out, size_t size)
{
    bool good = true;

    line->text[line->length] = '\0';
    if (line->too_long) {
        good = say(io, "This line is too long.\r\n");
    } else if (strspn(line->text, " ") != line->length) {
        good = carry_out(io, line->text, out, size);
    }
    memset(line->text, 0, line->length); /* it may have held a secret */
    line->length = 0;
    line->too_long = false;
    return good && say(io, PROMPT);
}

void FreeRTOS_CLIEnterConsoleLoop(xConsoleIO_t io, char *command, size_t command_size, char *out,
                                  size_t out_size)
{
    configASSERT(io.read != NULL && io.write != NULL && command != NULL && command_size >= 2 &&
                 out != NULL && out_size >= 2);
    struct line line = {.text = command, .size = command_size};
    bool good = say(&io, PROMPT);

    while (good) {
        char byte;
        const int32_t got = io.read(&byte, 1);
        good = got >= 0;
        if (got > 0 && take(&line, byte)) {
            good = finish(&io, &line, out, out_size);
        }
    }
}
