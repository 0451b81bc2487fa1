/* SPDX-License-Identifier: MIT */
#include "judge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "room.h"
#include "trouble.h"

enum { LOG_BYTES_MAX = 65536 };

void judge_prepare(struct group_result *result, const struct suite_group *group,
                   const struct suite_case **names)
{
    size_t asked = 0;

    *result =
        (struct group_result){.is = group, .image_text = -1, .image_data = -1, .image_bss = -1};
    while (names != NULL && names[asked] != NULL) {
        asked++;
    }
    result->case_count = names != NULL ? asked : group->case_count;
    result->cases = room_zero((result->case_count + 1) * sizeof *result->cases);
    for (size_t i = 0; i < result->case_count; i++) {
        result->cases[i].is = names != NULL ? names[i] : &group->cases[i];
    }
}

void judge_release(struct group_result *result)
{
    for (size_t i = 0; i < result->case_count; i++) {
        struct case_result *one = &result->cases[i];

        for (size_t k = 0; k < one->measure_count; k++) {
            free((char *)one->measures[k].name);
            free((char *)one->measures[k].unit);
        }
        free(one->measures);
        free(one->message);
        free(one->log);
    }
    free(result->cases);
    free(result->message);
    free(result->log_path);
}

void judge_begin(struct judge *judge, struct group_result *group, const char *run)
{
    *judge = (struct judge){.group = group, .run = run};
}

static struct case_result *find(const struct judge *judge, const char *name)
{
    for (size_t i = 0; i < judge->group->case_count; i++) {
        if (strcmp(judge->group->cases[i].is->name, name) == 0) {
            return &judge->group->cases[i];
        }
    }
    return NULL;
}

static void add_log(struct judge *judge, const char *text)
{
    size_t length = strlen(text);

    if (judge->log_length + length + 2 > LOG_BYTES_MAX) {
        return;
    }
    judge->log = room_grow(judge->log, judge->log_length + length + 2);
    memcpy(judge->log + judge->log_length, text, length);
    judge->log_length += length;
    judge->log[judge->log_length++] = '\n';
    judge->log[judge->log_length] = '\0';
}

static void set_message(struct case_result *result, const char *text)
{
    if (result->message == NULL) {
        result->message = room_text("%s", text);
    }
}

static void add_measure(struct case_result *one, const char *name, const char *unit,
                        long long value)
{
    one->measures = room_grow(one->measures, (one->measure_count + 1) * sizeof *one->measures);
    one->measures[one->measure_count++] = (struct measure){
        .name = room_text("%s", name), .unit = room_text("%s", unit), .value = value};
}

/* What the board says of its clock, where it has said so. */
static void compare_clocks(struct judge *judge)
{
    char *why = host_clock_fault(&judge->clock);

    if (judge->clock.measured) {
        add_measure(judge->current, "clock.error", "ppm", (long long)judge->clock.best_ppm);
    }
    if (why != NULL) {
        judge->failed = true;
        set_message(judge->current, why);
    }
    free(why);
}

/* The running case has its verdict. */
static void close_case(struct judge *judge, enum outcome outcome, enum trouble trouble, double now)
{
    struct case_result *one = judge->current;

    if (one == NULL) {
        return;
    }
    if (outcome == OUTCOME_PASSED) {
        compare_clocks(judge);
    }
    judge->current = NULL;
    one->outcome = judge->failed && outcome == OUTCOME_PASSED ? OUTCOME_FAILED : outcome;
    one->trouble = one->outcome == OUTCOME_ERROR ? trouble : TROUBLE_NONE;
    one->seconds += now - judge->case_began;
    free(one->log);
    one->log = judge->log;
    judge->log = NULL;
    judge->log_length = 0;
    if (judge->told != NULL) {
        judge->told(judge->context, one);
    }
}

static void open_case(struct judge *judge, const char *name, double now)
{
    struct case_result *one = find(judge, name);

    close_case(judge, OUTCOME_PASSED, TROUBLE_NONE, now);
    judge->failed = false;
    judge->heard_case = true;
    if (one == NULL) {
        if (suite_case(judge->group->is, name) == NULL && judge->unknown == NULL) {
            judge->unknown = room_text("%s", name);
        }
        return;
    }
    if (one->outcome != OUTCOME_NOT_RUN) {
        return; /* judged in an earlier attempt: the image runs it again all the same */
    }
    judge->current = one;
    judge->clock = (struct host_clock){0};
    judge->case_began = now;
    one->attempts++;
    free(one->message);
    one->message = NULL;
    if (judge->begun != NULL) {
        judge->begun(judge->context, one);
    }
}

/* A verdict by name: of the running case, of one that printed PASS already, or of one whose verdict
 * is all that is printed. */
static void name_verdict(struct judge *judge, const struct transcript_event *event, double now)
{
    struct case_result *one = event->name[0] != '\0' ? find(judge, event->name) : judge->current;

    if (one == NULL || one != judge->current) {
        if (one != NULL && event->kind == TRANSCRIPT_FAILED && one->outcome == OUTCOME_PASSED) {
            one->outcome = OUTCOME_FAILED;
            set_message(one, event->text);
            return;
        }
        if (event->name[0] == '\0' || (one != NULL && one->outcome != OUTCOME_NOT_RUN)) {
            return;
        }
        open_case(judge, event->name, now);
        one = judge->current;
    }
    if (one == NULL) {
        return;
    }
    switch (event->kind) {
    case TRANSCRIPT_FAILED:
        judge->failed = true;
        set_message(one, event->text);
        break;
    case TRANSCRIPT_IGNORED:
        if (!judge->failed) {
            set_message(one, event->text);
            close_case(judge, OUTCOME_SKIPPED, TROUBLE_NONE, now);
        }
        break;
    default:
        close_case(judge, OUTCOME_PASSED, TROUBLE_NONE, now);
        break;
    }
}

static void measure(struct judge *judge, const struct transcript_event *event)
{
    struct case_result *one = find(judge, event->name);

    if (one != NULL) {
        add_measure(one, event->text, event->detail, event->value);
    }
}

/* The first line of an image: ours, another's, or ours once more. */
static void start(struct judge *judge, const char *run)
{
    if (judge->run != NULL && run[0] != '\0' && strcmp(run, judge->run) != 0) {
        free(judge->stranger);
        judge->stranger = room_text("%s", run);
        return;
    }
    judge->rebooted = judge->started;
    judge->started = true;
    judge->starts++;
}

void judge_take(struct judge *judge, const struct transcript_event *event, double now)
{
    /* Until our image has begun, another one may be talking. */
    bool strange = judge->stranger != NULL && !judge->started;

    if (event->kind == TRANSCRIPT_STARTED) {
        start(judge, event->detail);
        return;
    }
    if (strange || judge->rebooted || judge->finished) {
        return;
    }
    switch (event->kind) {
    case TRANSCRIPT_LINE:
        if (judge->current != NULL) {
            add_log(judge, event->text);
        }
        break;
    case TRANSCRIPT_BEGUN:
        open_case(judge, event->name, now);
        break;
    case TRANSCRIPT_PASSED:
    case TRANSCRIPT_FAILED:
    case TRANSCRIPT_IGNORED:
        name_verdict(judge, event, now);
        break;
    case TRANSCRIPT_MEASURED:
        measure(judge, event);
        break;
    case TRANSCRIPT_CLOCK:
        host_clock_take(&judge->clock, event->number, event->of, event->value, now);
        break;
    case TRANSCRIPT_TOTALS:
        close_case(judge, OUTCOME_PASSED, TROUBLE_NONE, now);
        break;
    case TRANSCRIPT_FINISHED:
        close_case(judge, OUTCOME_PASSED, TROUBLE_NONE, now);
        judge->finished = true;
        break;
    case TRANSCRIPT_CRASHING:
        judge->crashing = true;
        break;
    case TRANSCRIPT_CRASHED:
        judge->crashing = judge->crashed = true;
        free(judge->crash);
        judge->crash = room_text("%s", event->text);
        break;
    case TRANSCRIPT_STARTED:
        break;
    }
}

bool judge_end(struct judge *judge, enum trouble trouble, const char *message, double now)
{
    struct case_result *one = judge->current;
    bool taken = one != NULL && trouble != TROUBLE_NONE;

    if (taken) {
        char *before = one->message;

        one->message =
            room_text("%s%s%s", message != NULL ? message : trouble_text(trouble),
                      before != NULL ? "; before it: " : "", before != NULL ? before : "");
        free(before);
        close_case(judge, OUTCOME_ERROR, trouble, now);
    }
    if (one != NULL && !taken) {
        close_case(judge, OUTCOME_PASSED, TROUBLE_NONE, now);
    }
    free(judge->log);
    free(judge->stranger);
    free(judge->crash);
    free(judge->unknown);
    judge->log = judge->stranger = judge->crash = judge->unknown = NULL;
    return taken;
}

void judge_rest(struct group_result *group, enum outcome outcome, enum trouble trouble,
                const char *message)
{
    for (size_t i = 0; i < group->case_count; i++) {
        struct case_result *one = &group->cases[i];

        if (one->outcome == OUTCOME_NOT_RUN) {
            one->outcome = outcome;
            one->trouble = trouble;
            if (message != NULL) {
                set_message(one, message);
            }
        }
    }
}

char *judge_left(const struct group_result *group)
{
    char *names = NULL;
    size_t length;
    FILE *out = open_memstream(&names, &length);

    if (out == NULL) {
        abort();
    }
    for (size_t i = 0; i < group->case_count; i++) {
        if (group->cases[i].outcome == OUTCOME_NOT_RUN) {
            fprintf(out, "%s%s", ftell(out) > 0 ? "," : "", group->cases[i].is->name);
        }
    }
    fclose(out);
    return names;
}

void judge_group(struct group_result *group)
{
    unsigned counted[OUTCOME_SKIPPED + 1] = {0};

    for (size_t i = 0; i < group->case_count; i++) {
        counted[group->cases[i].outcome]++;
    }
    if (group->trouble != TROUBLE_NONE && group->trouble != TROUBLE_INTERRUPTED) {
        group->outcome = OUTCOME_ERROR;
    } else if (counted[OUTCOME_FAILED] > 0) {
        group->outcome = OUTCOME_FAILED;
    } else if (counted[OUTCOME_ERROR] > 0) {
        group->outcome = OUTCOME_ERROR;
    } else if (counted[OUTCOME_NOT_RUN] > 0) {
        group->outcome = OUTCOME_NOT_RUN;
    } else {
        group->outcome = counted[OUTCOME_PASSED] > 0 ? OUTCOME_PASSED : OUTCOME_SKIPPED;
    }
}
