/* SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <stdio.h>

#include "modem.h"

#define BLAMES_MAX 200

void blame(struct modem *modem, const char *format, ...)
{
    char text[300];
    va_list list;

    va_start(list, format);
    vsnprintf(text, sizeof text, format, list);
    va_end(list);
    if (modem->log != NULL) {
        fprintf(modem->log, "blame: %s: %s\n", text, modem->line);
    }
    if (json_array_size(modem->blames) < BLAMES_MAX) {
        /* A line may hold any byte: the text of JSON does not. */
        json_t *line = json_string(modem->line);
        json_array_append_new(modem->blames,
                              json_pack("{s:s, s:o}", "what", text, "command",
                                        line != NULL ? line : json_string("(not text)")));
    }
}
