/* SPDX-License-Identifier: MIT */
/* Listen to a board or a program, and know when there is nothing more to hear. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "attempt.h"
#include "context.h"
#include "files.h"
#include "interrupt.h"
#include "process.h"
#include "room.h"
#include "transcript.h"

enum { STARTS_MAX = 3 };

static const double report_seconds = 3; /* a fault report takes at most */

struct listener {
    struct attempt *attempt;
    struct transcript transcript;
    double began, heard, crashing, rebooted; /* times; 0: not yet */
    char last[160];                          /* line, while no test has begun */
    bool closed;
};

static void take_event(void *context, const struct transcript_event *event)
{
    struct listener *listener = context;

    if (event->kind == TRANSCRIPT_LINE) {
        snprintf(listener->last, sizeof listener->last, "%s", event->text);
    }
    judge_take(&listener->attempt->judge, event, interrupt_clock());
}

static void take_bytes(void *context, const char *bytes, size_t length)
{
    struct listener *listener = context;
    FILE *log = listener->attempt->log;

    listener->heard = interrupt_clock();
    fwrite(bytes, 1, length, log);
    fflush(log);
    transcript_feed(&listener->transcript, bytes, length);
}

/* Nothing was heard of our image: whose silence is it? */
static bool never_began(struct listener *listener)
{
    struct attempt *attempt = listener->attempt;
    const struct judge *judge = &attempt->judge;

    if (judge->stranger != NULL) {
        return attempt_fails(attempt, TROUBLE_OLD_IMAGE,
                             room_text("the image of run %s answers, flashed was run %s",
                                       judge->stranger, attempt->id));
    }
    if (transcript_is_garbage(&listener->transcript)) {
        return attempt_fails(
            attempt, TROUBLE_GARBAGE,
            room_text("%lu of %lu bytes are no text", listener->transcript.other_bytes,
                      listener->transcript.other_bytes + listener->transcript.text_bytes));
    }
    return attempt_fails(
        attempt, TROUBLE_SILENT,
        listener->transcript.text_bytes == 0
            ? NULL
            : room_text("the board speaks, and no test begins; its last line: %s", listener->last));
}

/* What was a crash says more than that the line has gone. */
static bool crashed(struct listener *listener)
{
    const struct judge *judge = &listener->attempt->judge;

    return attempt_fails(listener->attempt, TROUBLE_CRASH,
                         judge->crash != NULL ? room_text("%s", judge->crash)
                                              : room_text("the fault report has no end"));
}

static bool line_lost(struct listener *listener)
{
    struct attempt *attempt = listener->attempt;

    if (attempt->judge.crashing) {
        return crashed(listener);
    }
    if (!attempt->judge.started && !attempt->judge.heard_case) {
        return never_began(listener);
    }
    return attempt_fails(attempt, TROUBLE_SERIAL,
                         room_text("the line was closed at the other end before the last line"));
}

/* Time limits. @return false: one is over. */
static bool in_time(struct listener *listener, double now)
{
    struct attempt *attempt = listener->attempt;
    struct judge *judge = &attempt->judge;
    const struct suite_group *group = attempt->group->is;
    bool began = judge->started || judge->heard_case;
    double delay = attempt->run->request->configuration->start_delay_ms / 1000.0;

    if (!began && now - listener->began > group->case_seconds + delay) {
        return never_began(listener);
    }
    if (began && now - listener->heard > group->case_seconds) {
        return attempt_fails(attempt, TROUBLE_HANG,
                             room_text("nothing was heard for %u s", group->case_seconds));
    }
    /* Whoever still talks is cut; silence has a limit of its own. */
    if (listener->heard - listener->began > group->seconds + delay) {
        return attempt_fails(attempt, TROUBLE_CUT,
                             room_text("no end after the group's %u s", group->seconds));
    }
    return true;
}

/* A board that resets when its line is opened begins twice; one in a case does not do so for us. */
static bool no_reboot(struct listener *listener, double now)
{
    struct attempt *attempt = listener->attempt;
    struct judge *judge = &attempt->judge;

    if (judge->starts >= STARTS_MAX) {
        return attempt_fails(attempt, TROUBLE_REBOOT_LOOP,
                             room_text("the image began %u times", judge->starts));
    }
    if (!judge->rebooted) {
        return true;
    }
    if (judge->current == NULL && !judge->heard_case) {
        judge->rebooted = false;
        return true;
    }
    listener->rebooted = listener->rebooted > 0 ? listener->rebooted : now;
    return (now - listener->rebooted < attempt->group->is->case_seconds &&
            now - listener->rebooted < 10) ||
           attempt_fails(attempt, TROUBLE_REBOOT, NULL);
}

/* @return Whether to go on listening. */
static bool goes_on(struct listener *listener)
{
    struct attempt *attempt = listener->attempt;
    struct judge *judge = &attempt->judge;
    double now = interrupt_clock();

    if (interrupted()) {
        return attempt_fails(attempt, TROUBLE_INTERRUPTED, NULL);
    }
    if (judge->finished) {
        return false;
    }
    if (judge->crashing && listener->crashing <= 0) {
        listener->crashing = now;
    }
    if (judge->crashed || (judge->crashing && now - listener->crashing > report_seconds)) {
        return crashed(listener);
    }
    if (listener->closed) {
        return line_lost(listener);
    }
    return no_reboot(listener, now) && in_time(listener, now);
}

void attempt_listen(struct attempt *attempt, int line)
{
    struct listener listener = {.attempt = attempt};
    char bytes[4096];

    fputs("--- the board says:\n", attempt->log);
    fflush(attempt->log);
    listener.began = listener.heard = interrupt_clock();
    transcript_begin(&listener.transcript, take_event, &listener);
    while (goes_on(&listener)) {
        ssize_t got;

        if (interrupt_wait(line, 0.1) != 1) {
            continue;
        }
        got = read(line, bytes, sizeof bytes);
        if (got > 0) {
            take_bytes(&listener, bytes, (size_t)got);
        } else if (got == 0 || (errno != EAGAIN && errno != EINTR)) {
            listener.closed = true;
            transcript_end(&listener.transcript);
        }
    }
    close(line);
    fputs("\n--- end\n", attempt->log);
    fflush(attempt->log);
}

static bool host_ended(struct attempt *attempt, struct process *process)
{
    char *how;

    if (attempt->judge.finished && process->status == 0) {
        return true;
    }
    how = process_status_text(process->status);
    attempt_fails(attempt, TROUBLE_CRASH, room_text("the command of the group ended: %s", how));
    free(how);
    return false;
}

void attempt_host(struct attempt *attempt)
{
    struct listener listener = {.attempt = attempt};
    const struct suite_group *group = attempt->group->is;
    char *why = NULL;
    char **command = attempt_command(attempt, group->command, &why);
    const struct process_request request = {.command = command,
                                            .folder = attempt->run->source,
                                            .settings = attempt->settings,
                                            .output = -1,
                                            .errors = fileno(attempt->log)};
    struct process process;

    listener.began = listener.heard = interrupt_clock();
    transcript_begin(&listener.transcript, take_event, &listener);
    if (command == NULL || !process_start(&process, &request, &why)) {
        attempt_fails(attempt, TROUBLE_BUILD, why);
    } else {
        int line = process.output;

        fcntl(line, F_SETFL, O_NONBLOCK);
        while (!listener.closed && !interrupted() && in_time(&listener, interrupt_clock())) {
            char bytes[4096];
            ssize_t got = interrupt_wait(line, 0.1) == 1 ? read(line, bytes, sizeof bytes) : -2;

            if (got > 0) {
                take_bytes(&listener, bytes, (size_t)got);
            }
            listener.closed = got == 0 || process_has_ended(&process);
        }
        if (listener.closed && process_finish(&process, 10, take_bytes, &listener)) {
            transcript_end(&listener.transcript);
            host_ended(attempt, &process);
        } else {
            attempt_fails(attempt, interrupted() ? TROUBLE_INTERRUPTED : TROUBLE_HANG, NULL);
        }
        process_end(&process, 10);
    }
    context_free(command);
}

void attempt_explain(struct attempt *attempt, struct case_result *result)
{
    char *tool = room_text("%s/tools/decode.py", attempt->run->source);
    char *report = room_text("%s/fault-%s.txt", attempt->run->scratch, attempt->id);
    char *explained = room_text("%s.out", report);
    char *text = NULL;
    int out = -1;

    if (attempt->image != NULL && result->log != NULL && files_write(report, result->log) &&
        (out = open(explained, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)) >= 0) {
        char *command[] = {"python3", tool, "--elf", attempt->image, report, NULL};
        const struct process_request request = {.command = command, .output = out, .errors = -1};
        struct process process;
        char *why = NULL;

        if (process_start(&process, &request, &why) && process_finish(&process, 60, NULL, NULL) &&
            process.status == 0 && (text = files_read(explained)) != NULL && text[0] != '\0') {
            fprintf(attempt->log, "--- what the fault report means:\n%s--- end\n", text);
            free(result->log);
            result->log = text;
        } else {
            free(text);
        }
        free(why);
        close(out);
    }
    free(tool);
    free(report);
    free(explained);
}
