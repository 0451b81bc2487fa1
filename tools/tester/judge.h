/* SPDX-License-Identifier: MIT */
/* From what an image says to verdicts of cases. No I/O; the time is handed in.
 *
 *   judge_begin ─► judge_take (each event) ... ─► judge_end(trouble) ─► cases that have no verdict
 * yet: judge_left(), for another attempt
 */
#ifndef TESTER_JUDGE_H
#define TESTER_JUDGE_H

#include <stdbool.h>
#include <stddef.h>

#include "host_clock.h"
#include "results.h"
#include "transcript.h"

struct judge {
    struct group_result *group;
    void (*told)(void *context,
                 const struct case_result *result); /* a case has its verdict; or NULL */
    void (*begun)(void *context, const struct case_result *result); /* a case begins; or NULL */
    void *context;
    const char *run; /* id that the image must print; NULL: of others, or of this machine */
    struct case_result *current; /* the case that runs; NULL */
    double case_began;
    struct host_clock clock; /* of the current case */
    bool failed;             /* an expectation of the current case did not hold */
    char *log;               /* of the current case */
    size_t log_length;
    bool started;    /* the first line of our image was heard */
    bool heard_case; /* a case's name was heard, of whatever image */
    char *stranger;  /* run id of another image */
    unsigned starts; /* how often our image began */
    bool rebooted;   /* it began again */
    bool finished;   /* its last line was heard */
    bool crashing;   /* a report has begun */
    bool crashed;    /* and ended */
    char *crash;     /* what the report says */
    char *unknown;   /* name of a case that the suite does not have */
};

/** A group's result, every case of `names` (NULL: all of the group) without a verdict. */
void judge_prepare(struct group_result *result, const struct suite_group *group,
                   const struct suite_case **names);

/** Free what is in a group's result. */
void judge_release(struct group_result *result);

/** Begin an attempt. The caller sets told, begun and context after it. */
void judge_begin(struct judge *judge, struct group_result *group, const char *run);

/** An event of the transcript, at `now` in seconds. */
void judge_take(struct judge *judge, const struct transcript_event *event, double now);

/**
 * End an attempt.
 *
 * @param trouble  Why, if it did not end by itself: the running case gets it. Without a running
 * case it stays the caller's to say whose it is.
 * @param message  For the case; copied. NULL: the trouble's own text.
 * @return Whether a case got the trouble.
 */
bool judge_end(struct judge *judge, enum trouble trouble, const char *message, double now);

/** Give all cases without a verdict this outcome. */
void judge_rest(struct group_result *group, enum outcome outcome, enum trouble trouble,
                const char *message);

/** Cases without a verdict: their names with commas. @return Owned by the caller; "" when there is
 * none. */
char *judge_left(const struct group_result *group);

/** The group's outcome from its cases'. */
void judge_group(struct group_result *group);

#endif
