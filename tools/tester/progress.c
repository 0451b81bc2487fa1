/* SPDX-License-Identifier: MIT */
#include "progress.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "room.h"
#include "trouble.h"

struct progress {
    pthread_mutex_t lock;
    FILE *terminal, *log;
    bool colours, lost;
};

static const struct {
    const char *word, *colour;
} outcomes[] = {[OUTCOME_NOT_RUN] = {"NOT RUN", "33"},
                [OUTCOME_PASSED] = {"PASSED", "32"},
                [OUTCOME_FAILED] = {"FAILED", "31"},
                [OUTCOME_ERROR] = {"ERROR", "31"},
                [OUTCOME_SKIPPED] = {"SKIPPED", "33"}};

struct progress *progress_new(FILE *terminal, const char *log)
{
    struct progress *progress = room_zero(sizeof *progress);

    pthread_mutex_init(&progress->lock, NULL);
    progress->terminal = terminal;
    progress->log = log != NULL ? fopen(log, "ae") : NULL;
    progress->colours = isatty(fileno(terminal)) && getenv("NO_COLOR") == NULL;
    return progress;
}

void progress_free(struct progress *progress)
{
    if (progress->log != NULL) {
        fclose(progress->log);
    }
    pthread_mutex_destroy(&progress->lock);
    free(progress);
}

bool progress_lost(const struct progress *progress)
{
    return progress->lost;
}

/* The lock is held. */
static void to_log(struct progress *progress, const char *who, const char *line)
{
    char now[32];
    time_t seconds = time(NULL);
    struct tm parts;

    if (progress->log == NULL) {
        return;
    }
    strftime(now, sizeof now, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&seconds, &parts));
    if (fprintf(progress->log, "%s %s%s%s\n", now, who != NULL ? who : "", who != NULL ? ": " : "",
                line) < 0 ||
        fflush(progress->log) != 0) {
        progress->lost = true;
    }
}

static void tell(struct progress *progress, const char *who, bool terminal, const char *line)
{
    pthread_mutex_lock(&progress->lock);
    if (terminal) {
        if (who != NULL && line[0] != '\0') {
            fprintf(progress->terminal, "%-14s ", who);
        }
        fprintf(progress->terminal, "%s\n", line);
        fflush(progress->terminal);
    }
    to_log(progress, who, line);
    pthread_mutex_unlock(&progress->lock);
}

void progress_say(struct progress *progress, const char *who, const char *format, ...)
{
    va_list values;
    char *line = NULL;

    va_start(values, format);
    if (vasprintf(&line, format, values) >= 0) {
        tell(progress, who, true, line);
        free(line);
    }
    va_end(values);
}

void progress_note(struct progress *progress, const char *who, const char *format, ...)
{
    va_list values;
    char *line = NULL;

    va_start(values, format);
    if (vasprintf(&line, format, values) >= 0) {
        tell(progress, who, false, line);
        free(line);
    }
    va_end(values);
}

/* "PASSED", in colour where there is some. @return Owned by the caller. */
static char *verdict(const struct progress *progress, enum outcome outcome)
{
    return progress->colours
               ? room_text("\033[%sm%-7s\033[0m", outcomes[outcome].colour, outcomes[outcome].word)
               : room_text("%-7s", outcomes[outcome].word);
}

void progress_case(struct progress *progress, const char *who, const struct case_result *result)
{
    char *word = verdict(progress, result->outcome);
    const struct suite_clause *clause = result->is->clause;

    progress_say(progress, who, "    %s %s  %.1f s%s%s", word, result->is->name, result->seconds,
                 result->outcome == OUTCOME_SKIPPED && result->message != NULL ? ": " : "",
                 result->outcome == OUTCOME_SKIPPED && result->message != NULL ? result->message
                                                                               : "");
    free(word);
    if (result->outcome == OUTCOME_FAILED || result->outcome == OUTCOME_ERROR) {
        if (result->message != NULL) {
            progress_say(progress, who, "            %s", result->message);
        }
        if (result->trouble != TROUBLE_NONE) {
            progress_say(progress, who, "            %s", trouble_advice(result->trouble));
        }
        if (clause != NULL) {
            progress_say(progress, who, "            %s: %s", clause->id, clause->text);
            progress_say(progress, who, "            %s%s%s", clause->advice,
                         clause->see != NULL ? " See " : "",
                         clause->see != NULL ? clause->see : "");
        }
    }
}

void progress_group(struct progress *progress, const char *who, const struct group_result *group)
{
    struct totals totals = group_totals(group);
    char *word = verdict(progress, group->outcome);

    progress_say(progress, who, "  %s %s  %u passed, %u failed, %u skipped  %.1f s", word,
                 group->is->id, totals.passed, totals.failed + totals.errors, totals.skipped,
                 group->seconds);
    free(word);
    if (group->message != NULL) {
        progress_say(progress, who, "          %s", group->message);
    }
    if (group->trouble != TROUBLE_NONE) {
        progress_say(progress, who, "          %s", trouble_advice(group->trouble));
    }
}

static void say_time(struct progress *progress, double seconds)
{
    unsigned whole = (unsigned)(seconds + 0.5);

    if (whole >= 60) {
        progress_say(progress, NULL, "Execution Time:   %um%us", whole / 60, whole % 60);
    } else {
        progress_say(progress, NULL, "Execution Time:   %.1fs", seconds);
    }
}

void progress_summary(struct progress *progress, const struct results *results)
{
    struct totals totals = results_totals(results);
    unsigned failed = totals.failed + totals.errors;

    progress_say(progress, NULL, "%s", "");
    progress_say(progress, NULL, "========== Test Summary ==========");
    say_time(progress, results->seconds);
    progress_say(progress, NULL, "Tests Completed:  %u", totals.passed + failed);
    progress_say(progress, NULL, "Tests Passed:     %u", totals.passed);
    progress_say(progress, NULL, "Tests Failed:     %u", failed);
    progress_say(progress, NULL, "Tests Skipped:    %u", totals.skipped);
    progress_say(progress, NULL, "----------------------------------");
    progress_say(progress, NULL, "Test Groups:");
    for (size_t i = 0; i < results->group_count; i++) {
        const struct group_result *group = &results->groups[i];
        char *word = verdict(progress, group->outcome);
        bool told = group->outcome == OUTCOME_SKIPPED && group->message != NULL;

        progress_say(progress, NULL, "  %-28s %s%s%s", group->is->id, word, told ? " " : "",
                     told ? group->message : "");
        free(word);
    }
    progress_say(progress, NULL, "----------------------------------");
}
