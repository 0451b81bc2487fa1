/* SPDX-License-Identifier: MIT */
#include "worker.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "attempt.h"
#include "context.h"
#include "interrupt.h"
#include "plan.h"
#include "process.h"
#include "room.h"
#include "serial.h"
#include "trouble.h"

/* Crashes and hangs that a group may have before the rest of it is given up. */
enum { ATTEMPTS_MAX = 10, STOP_S = 60 };

static const double line_seconds = 10; /* for a socket to be there after flashing */
static const double back_seconds = 5;  /* for a UART to be there again */

/* With several boards each line says whose it is. */
static const char *who(const struct attempt *attempt)
{
    return attempt->run->request->pool->device_count > 1 ? attempt->device->id : NULL;
}

static void told(void *context, const struct case_result *result)
{
    struct attempt *attempt = context;

    progress_case(attempt->run->progress, who(attempt), result);
}

static void begun(void *context, const struct case_result *result)
{
    struct attempt *attempt = context;

    progress_note(attempt->run->progress, who(attempt), "    begins %s", result->is->name);
}

static void name_attempt(struct attempt *attempt)
{
    unsigned number = 0;

    if (getrandom(&number, sizeof number, 0) != (ssize_t)sizeof number) {
        number = (unsigned)getpid() ^ (unsigned)(interrupt_clock() * 1e6);
    }
    snprintf(attempt->id, sizeof attempt->id, "%08x", number);
}

static bool tell_programs(struct attempt *attempt)
{
    const struct configuration *configuration = attempt->run->request->configuration;
    struct context context = {.run = attempt->id,
                              .only = attempt->only,
                              .source = attempt->run->source,
                              .folder = attempt->run->logs,
                              .peers = attempt->run->peers_file,
                              .pool = attempt->run->request->pool,
                              .device = attempt->device,
                              .configuration = configuration,
                              .group = attempt->group->is};
    const struct cmake_settings *cmake = &configuration->cmake;
    char none[] = "";
    char *const toolchain[] = {cmake->toolchain_path != NULL ? (char *)cmake->toolchain_path : none,
                               cmake->toolchain_file != NULL ? (char *)cmake->toolchain_file : none,
                               NULL};
    char *why = NULL;

    context.build = attempt_command(attempt, configuration->build.command, &why);
    context.flash =
        why == NULL ? attempt_command(attempt, configuration->flash.command, &why) : NULL;
    context.toolchain = why == NULL ? attempt_command(attempt, toolchain, &why) : NULL;
    attempt->settings = context_settings(&context);
    context_free(context.build);
    context_free(context.flash);
    context_free(context.toolchain);
    return why == NULL || attempt_fails(attempt, TROUBLE_BUILD, why);
}

/* @return Whether the device's line is there, at once or soon; otherwise it is lost. */
static bool has_line(struct attempt *attempt)
{
    char *why = serial_fault(attempt->device, back_seconds);

    if (why == NULL || interrupted()) {
        free(why);
        return true;
    }
    attempt->lost = true;
    return attempt_fails(attempt, TROUBLE_SERIAL, why);
}

static int open_early(struct attempt *attempt)
{
    char *why = NULL;
    int line = serial_open(attempt->device, 0, &why);

    if (line < 0) {
        attempt->lost = true;
        attempt_fails(attempt, TROUBLE_SERIAL, why);
    }
    return line;
}

/* The line of a UART is opened before flashing, so nothing is lost; a socket may come with the
 * board. */
static void try_board(struct attempt *attempt)
{
    bool early = attempt->device->protocol == SERIAL_UART;
    struct run *run = attempt->run;
    char *why = NULL;
    int line = -1;
    bool good;

    if (!has_line(attempt)) {
        return;
    }
    pthread_mutex_lock(&run->building);
    good = !interrupted() || attempt_fails(attempt, TROUBLE_INTERRUPTED, NULL);
    if (good) {
        progress_say(run->progress, who(attempt), "  %s: building", attempt->group->is->id);
        good = attempt_build(attempt);
    }
    if (good && early) {
        line = open_early(attempt);
        good = line >= 0;
    }
    if (good) {
        progress_say(run->progress, who(attempt), "  %s: flashing %s", attempt->group->is->id,
                     attempt->device->id);
        good = attempt_flash(attempt);
    }
    pthread_mutex_unlock(&run->building);
    if (good && early && !serial_keep(line)) {
        attempt->lost = true;
        good = attempt_fails(attempt, TROUBLE_SERIAL,
                             room_text("%s is in use by another program since it was flashed",
                                       attempt->device->serial_port));
    }
    if (good && !early && (line = serial_open(attempt->device, line_seconds, &why)) < 0) {
        good = attempt_fails(attempt, interrupted() ? TROUBLE_INTERRUPTED : TROUBLE_SERIAL, why);
    }
    if (good) {
        attempt_listen(attempt, line);
    } else if (line >= 0) {
        close(line);
    }
}

/* Troubles of the whole group, whichever case would come next. */
static bool is_whole_groups(enum trouble trouble)
{
    return trouble == TROUBLE_BUILD || trouble == TROUBLE_FLASH || trouble == TROUBLE_SILENT ||
           trouble == TROUBLE_GARBAGE || trouble == TROUBLE_OLD_IMAGE || trouble == TROUBLE_PEER ||
           trouble == TROUBLE_DISK;
}

/* What is left gets this, and there are no more attempts. */
static void give_up(struct attempt *attempt)
{
    struct group_result *group = attempt->group;
    bool stopped = attempt->trouble == TROUBLE_INTERRUPTED;

    judge_rest(group, stopped ? OUTCOME_NOT_RUN : OUTCOME_ERROR, attempt->trouble,
               attempt->message != NULL ? attempt->message : trouble_text(attempt->trouble));
    if (group->trouble == TROUBLE_NONE) {
        group->trouble = attempt->trouble;
        group->message = room_text("%s%s%s", trouble_text(attempt->trouble),
                                   attempt->message != NULL ? ": " : "",
                                   attempt->message != NULL ? attempt->message : "");
    }
}

/* A line was lost while the board was heard: is it still there? A board with USB of its own leaves
 * at a reset, and comes back; one that was unplugged does not. */
static void look_for_device(struct attempt *attempt)
{
    char *why = attempt->trouble == TROUBLE_SERIAL && !attempt->lost
                    ? serial_fault(attempt->device, back_seconds)
                    : NULL;

    if (why != NULL) {
        attempt->lost = true;
        free(attempt->message);
        attempt->message = room_text("the line has gone: %s", why);
        free(why);
    }
}

/* Ends the attempt's judgement. @return Whether another attempt makes sense. */
static bool conclude(struct attempt *attempt, size_t left_before)
{
    struct judge *judge = &attempt->judge;
    struct case_result *running = judge->current;
    bool stopped = attempt->trouble == TROUBLE_INTERRUPTED;
    char *unknown = judge->unknown;
    size_t left = 0;
    bool taken;

    look_for_device(attempt);
    judge->unknown = NULL;
    if (stopped) {
        judge->current = NULL;
    } else if (running != NULL && attempt->trouble == TROUBLE_CRASH) {
        judge->told = NULL; /* told below, with what the report means */
    }
    taken = judge_end(judge, attempt->trouble, attempt->message, interrupt_clock());
    if (taken && attempt->trouble == TROUBLE_CRASH) {
        attempt_explain(attempt, running);
        told(attempt, running);
    }
    for (size_t i = 0; i < attempt->group->case_count; i++) {
        left += attempt->group->cases[i].outcome == OUTCOME_NOT_RUN;
    }
    if (unknown != NULL && attempt->group->trouble == TROUBLE_NONE) {
        attempt->group->trouble = TROUBLE_UNKNOWN_CASE;
        attempt->group->message = room_text("the image named the case %s", unknown);
    }
    free(unknown);
    if (left == 0) {
        return false;
    }
    if (attempt->trouble == TROUBLE_NONE) {
        judge_rest(attempt->group, OUTCOME_ERROR, TROUBLE_NOT_REPORTED,
                   trouble_text(TROUBLE_NOT_REPORTED));
        return false;
    }
    if (stopped || attempt->lost || is_whole_groups(attempt->trouble) || left == left_before ||
        attempt->trouble == TROUBLE_CUT) {
        give_up(attempt);
        return false;
    }
    return true;
}

/* @return Whether to try again with what is left. */
static bool try_once(struct attempt *attempt, size_t left_before)
{
    bool again;

    name_attempt(attempt);
    attempt->only = judge_left(attempt->group);
    fprintf(attempt->log, "=== run %s on %s: %s\n", attempt->id, attempt->device->id,
            attempt->only);
    judge_begin(&attempt->judge, attempt->group, attempt->id);
    attempt->judge.told = told;
    attempt->judge.begun = begun;
    attempt->judge.context = attempt;
    if (tell_programs(attempt)) {
        if (attempt->group->is->kind == GROUP_HOST) {
            attempt_host(attempt);
        } else {
            try_board(attempt);
        }
    }
    again = conclude(attempt, left_before);
    context_free(attempt->settings);
    free(attempt->only);
    free(attempt->image);
    free(attempt->message);
    attempt->settings = NULL;
    attempt->image = attempt->message = attempt->only = NULL;
    return again;
}

static size_t left_of(const struct group_result *group)
{
    size_t left = 0;

    for (size_t i = 0; i < group->case_count; i++) {
        left += group->cases[i].outcome == OUTCOME_NOT_RUN;
    }
    return left;
}

static bool needs_peers(const struct suite_group *group)
{
    return plan_needs(group, "echo") || plan_needs(group, "tls") || plan_needs(group, "cloud") ||
           plan_needs(group, "ota") || plan_needs(group, "time");
}

static void run_attempts(struct attempt *attempt)
{
    struct run *run = attempt->run;
    struct group_result *group = attempt->group;
    const char *said;

    if (needs_peers(group->is) && run->peers == NULL) {
        attempt_fails(attempt, TROUBLE_PEER,
                      room_text("%s", run->peers_why != NULL ? run->peers_why : "not there"));
        give_up(attempt);
        free(attempt->message);
        return;
    }
    for (unsigned tries = 1; try_once(attempt, left_of(group)); tries++) {
        if (tries == ATTEMPTS_MAX) {
            give_up(attempt);
            break;
        }
        progress_say(run->progress, who(attempt), "  %s: again, with the %zu cases that are left",
                     group->is->id, left_of(group));
        attempt->trouble = TROUBLE_NONE;
    }
    if (needs_peers(group->is) && group->trouble == TROUBLE_NONE && !interrupted() &&
        (said = peers_trouble(run->peers)) != NULL) {
        group->trouble = TROUBLE_PEER;
        group->message = room_text("%s", said);
    }
}

bool worker_run_group(struct run *run, const struct device *device, struct group_result *group)
{
    struct attempt attempt = {.run = run, .device = device, .group = group};
    char *path = room_text("%s/%s.log", run->logs, group->is->id);
    double began = interrupt_clock();

    group->device = device->id;
    group->log_path = room_text("logs/%s.log", group->is->id);
    attempt.log = fopen(path, "we");
    if (attempt.log == NULL) {
        attempt_fails(&attempt, TROUBLE_DISK, room_text("%s: %s", path, strerror(errno)));
        give_up(&attempt);
        free(attempt.message);
    } else {
        run_attempts(&attempt);
        if ((ferror(attempt.log) != 0) | (fclose(attempt.log) != 0)) {
            attempt = (struct attempt){
                .run = run, .device = device, .group = group, .lost = attempt.lost};
            attempt_fails(&attempt, TROUBLE_DISK, room_text("%s was cut off", path));
            give_up(&attempt);
            free(attempt.message);
        }
    }
    group->seconds = interrupt_clock() - began;
    judge_group(group);
    progress_group(run->progress, who(&attempt), group);
    free(path);
    return !attempt.lost;
}

/* Also when the run was interrupted: waits without listening to signals. */
static void finish_stop(struct process *process)
{
    double until = interrupt_clock() + STOP_S;

    while (!process_has_ended(process) && interrupt_clock() < until) {
        usleep(10000);
    }
    process_end(process, 1);
}

void worker_stop_device(struct run *run, const struct device *device)
{
    const struct tool *stop = &run->request->configuration->stop;
    struct attempt attempt = {.run = run, .device = device};
    struct process_request request = {.folder = run->source, .output = -1, .errors = -1};
    struct process process;
    char *path, *said = NULL;
    char **command;

    if (stop->command == NULL) {
        return;
    }
    path = room_text("%s/stop-%s.log", run->scratch, device->id);
    request.command = command = attempt_command(&attempt, stop->command, &said);
    request.output = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (command != NULL && request.output >= 0 && process_start(&process, &request, &said)) {
        finish_stop(&process);
    }
    if (said != NULL) {
        progress_note(run->progress, device->id, "the stop command: %s", said);
    }
    if (request.output >= 0) {
        close(request.output);
    }
    context_free(command);
    free(said);
    free(path);
}
