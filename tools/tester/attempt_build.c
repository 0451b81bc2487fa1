/* SPDX-License-Identifier: MIT */
/* Configure, build, flash. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "attempt.h"
#include "config_header.h"
#include "context.h"
#include "image_size.h"
#include "interrupt.h"
#include "process.h"
#include "room.h"

enum { BUILD_S = 3600, FLASH_S = 600, KEPT_BYTES = 131072, SAID_BYTES = 300 };

bool attempt_fails(struct attempt *attempt, enum trouble trouble, char *message)
{
    if (attempt->trouble == TROUBLE_NONE) {
        attempt->trouble = trouble;
        attempt->message = message;
    } else {
        free(message);
    }
    return false;
}

char **attempt_command(const struct attempt *attempt, char *const *command, char **why)
{
    const struct run *run = attempt->run;
    const struct placeholder_values values = {.source_path = run->source,
                                              .tester_root = run->request->tester_root,
                                              .enable_tests = "1",
                                              .image_name = run->request->configuration->image_name,
                                              .sdk_path = run->request->configuration->sdk_path,
                                              .device = attempt->device,
                                              .cmake = &run->request->configuration->cmake};
    size_t count = 0;
    char **expanded;

    while (command[count] != NULL) {
        count++;
    }
    expanded = room_zero((count + 1) * sizeof *expanded);
    for (size_t i = 0; i < count; i++) {
        expanded[i] = placeholder_expand(command[i], &values, why);
        if (expanded[i] == NULL) {
            context_free(expanded);
            return NULL;
        }
    }
    return expanded;
}

/* What a program prints: all of it to the log, the last of it kept. */
struct output {
    FILE *log;
    char *bytes;
    size_t length;
};

static void take_output(void *context, const char *bytes, size_t length)
{
    struct output *output = context;
    size_t over;

    fwrite(bytes, 1, length, output->log);
    fflush(output->log);
    output->bytes = room_grow(output->bytes, output->length + length + 1);
    memcpy(output->bytes + output->length, bytes, length);
    output->length += length;
    over = output->length > KEPT_BYTES ? output->length - KEPT_BYTES : 0;
    memmove(output->bytes, output->bytes + over, output->length - over);
    output->length -= over;
    output->bytes[output->length] = '\0';
}

/* The line that says what is wrong: the first with an error, else the last. @return Owned by the
 * caller. */
static char *telling_line(const char *text)
{
    static const char *const words[] = {"No space left", "error:", "Error:", "rror "};
    const char *at = NULL;
    size_t length;

    for (size_t i = 0; i < sizeof words / sizeof words[0] && at == NULL; i++) {
        at = strstr(text, words[i]);
    }
    if (at == NULL) {
        at = text + strlen(text);
        while (at > text && (at[-1] == '\n' || at[-1] == '\r')) {
            at--;
        }
    }
    while (at > text && at[-1] != '\n') {
        at--;
    }
    length = strcspn(at, "\r\n");
    return room_copy(at, length < SAID_BYTES ? length : SAID_BYTES);
}

bool attempt_run(struct attempt *attempt, char *const *command, double seconds, char **said)
{
    struct output output = {.log = attempt->log};
    const struct process_request request = {.command = command,
                                            .folder = attempt->run->source,
                                            .settings = attempt->settings,
                                            .output = -1,
                                            .errors = -1};
    struct process process;
    bool good = false;

    fputs("$", attempt->log);
    for (char *const *word = command; *word != NULL; word++) {
        fprintf(attempt->log, " %s", *word);
    }
    fputc('\n', attempt->log);
    fflush(attempt->log);
    if (!process_start(&process, &request, said)) {
        fprintf(attempt->log, "%s\n", *said);
        return false;
    }
    if (!process_finish(&process, seconds, take_output, &output)) {
        *said =
            interrupted() ? room_text("interrupted") : room_text("no end after %.0f s", seconds);
    } else if (process.status != 0) {
        char *how = process_status_text(process.status);
        char *line = telling_line(output.bytes != NULL ? output.bytes : "");

        *said = room_text("%s: %s", how, line);
        free(how);
        free(line);
    } else {
        good = true;
    }
    free(output.bytes);
    return good;
}

static bool run_tool(struct attempt *attempt, const struct tool *tool, double seconds,
                     enum trouble trouble)
{
    char *said = NULL;
    char **command = attempt_command(attempt, tool->command, &said);
    bool good = command != NULL && attempt_run(attempt, command, seconds, &said);

    context_free(command);
    if (!good && interrupted()) {
        trouble = TROUBLE_INTERRUPTED;
    } else if (!good && strstr(said, "No space left") != NULL) {
        trouble = TROUBLE_DISK;
    }
    return good || attempt_fails(attempt, trouble, said);
}

static void measure_image(struct attempt *attempt)
{
    struct image_size size;

    free(attempt->image);
    attempt->image =
        image_find(attempt->run->source, attempt->run->request->configuration->image_name);
    if (attempt->image != NULL && image_size(attempt->image, &size)) {
        attempt->group->image_text = size.text;
        attempt->group->image_data = size.data;
        attempt->group->image_bss = size.bss;
    }
}

bool attempt_build(struct attempt *attempt)
{
    struct run *run = attempt->run;
    const struct config_header header = {.suite = run->request->suite,
                                         .group = attempt->group->is,
                                         .run = attempt->id,
                                         .only = attempt->only,
                                         .configuration = run->request->configuration,
                                         .offer = &run->offer,
                                         .timed = !device_counts_time(attempt->device)};
    double began = interrupt_clock();
    char *why = config_header_write(&header, run->source);
    bool good;

    if (why != NULL) {
        return attempt_fails(attempt, errno == ENOSPC ? TROUBLE_DISK : TROUBLE_BUILD, why);
    }
    good = run_tool(attempt, &run->request->configuration->build, BUILD_S, TROUBLE_BUILD);
    attempt->group->build_seconds += interrupt_clock() - began;
    if (good) {
        measure_image(attempt);
    }
    return good;
}

bool attempt_flash(struct attempt *attempt)
{
    double began = interrupt_clock();
    bool good =
        run_tool(attempt, &attempt->run->request->configuration->flash, FLASH_S, TROUBLE_FLASH);

    attempt->group->flash_seconds += interrupt_clock() - began;
    return good;
}
