/* SPDX-License-Identifier: MIT */
/* What the files of the jobs service share.
 *
 *     job ──────────── one execution for each of its things, more when it is tried again
 *      │ roll-out         QUEUED ──> IN_PROGRESS ──> SUCCEEDED, FAILED, REJECTED, TIMED_OUT
 *      │                     └───────────┴─────────> CANCELED, REMOVED
 *      └ tally: how many executions there are of each status
 *
 * Rows, by space:
 *
 *     job             <job>                        configuration and status
 *     job-document    <job>                        the document, as text
 *     job-tally       <job>                        counts, and how far the roll-out is
 *     job-target      <job>/<thing>                things that wait for the roll-out
 *     job-rollout     <job>                        jobs that have some of those
 *     job-deletion    <job>                        jobs that are being deleted
 *     job-group       <group>/<job>                continuous jobs of a group
 *     job-execution   <thing>/<job>/<number>       an execution
 *     job-thing       <job>/<thing>/<number>       the same ones by job, empty
 *     job-pending     <thing>/<place>              those that are not finished, in their order: its
 *                                                  summary, so that a list is one scan
 *     job-timer       <due>/<thing>/<job>/<number> those that run against a time, empty
 *     job-sequence    next                         the place of the execution made next
 */
#ifndef CLOUD_JOB_H
#define CLOUD_JOB_H

#include "operate.h"

#define JOB_ID_BYTES       64
#define JOB_THING_BYTES    128
#define JOB_DOCUMENT_BYTES 32768
#define JOB_MINUTES_MAX    10080
#define JOB_KEY_BYTES      256 /* thing, job, number, and two times */
#define JOB_MINUTE_MS      60000

/* From EXECUTION_SUCCEEDED on an execution is finished, and stays so. */
enum execution_status {
    EXECUTION_QUEUED,
    EXECUTION_IN_PROGRESS,
    EXECUTION_SUCCEEDED,
    EXECUTION_FAILED,
    EXECUTION_REJECTED,
    EXECUTION_TIMED_OUT,
    EXECUTION_CANCELED,
    EXECUTION_REMOVED,
    EXECUTION_STATUS_COUNT /* also: no such status */
};

/* ---- job_names.c: names, numbers, keys ---- */

const char *execution_status_name(enum execution_status status);
enum execution_status execution_status_of(const char *name); /* NULL: EXECUTION_STATUS_COUNT */
bool is_job_id(const char *text);
bool is_thing_name(const char *text);
json_int_t member_integer(const json_t *object, const char *name); /* 0: there is none */
/* Copies of the members named, up to NULL, that are there. */
json_t *members_picked(const json_t *object, const char *const *names);
/* The keys behind `after` with this prefix, `max` at most: strings of a new array. */
json_t *job_keys(const struct cloud *cloud, const char *space, const char *prefix,
                 const char *after, size_t max);
void job_mark(const struct cloud *cloud, const char *space, const char *key); /* an empty row */
void job_unmark(const struct cloud *cloud, const char *space, const char *key);
bool job_is_marked(const struct cloud *cloud, const char *space, const char *key);

/* ---- job.c: a job while it is worked on; one at a time for each id ---- */

struct job {
    struct cloud *cloud;
    char id[JOB_ID_BYTES + 1];
    json_t *row;   /* members of AWS's Job, and documentSource */
    json_t *tally; /* "QUEUED" ... and of executions another one has followed: "before" */
    bool is_row_changed, is_tally_changed;
};

/* False: there is no such job. */
bool job_open(struct cloud *cloud, const char *id, struct job *job);
/* Keeps what has changed. */
void job_close(struct job *job);
bool job_has_status(const struct job *job, const char *status);
/* "CANCELED", "COMPLETED" ...: counts as an update. */
void job_set_status(struct job *job, const char *status);
json_int_t job_count(const struct job *job, enum execution_status status);
json_int_t job_count_before(const struct job *job, enum execution_status status);
void job_add(struct job *job, enum execution_status status, int difference);
void job_add_before(struct job *job, enum execution_status status, int difference);
json_int_t job_tally_get(const struct job *job, const char *name);
void job_tally_set(struct job *job, const char *name, json_int_t value);
/* A snapshot is complete when nothing waits any more. */
void job_complete_if_done(struct job *job);
/* Finish what waits: all that is queued and, by force, what is in progress. */
void job_cancel(struct job *job, bool by_force, const char *reason_code, const char *comment);
/* Delete at most so many executions of a job that is being deleted, and the job behind the last.
 * True: all gone, and the job is closed. */
bool job_delete_some(struct job *job, size_t executions_max);

/* ---- job_execution.c: executions are rows, as JSON objects ---- */

/* `number` 0: the latest. NULL: there is none. */
json_t *execution_get(const struct cloud *cloud, const char *thing, const char *job,
                      json_int_t number);
enum execution_status execution_status(const json_t *execution);
bool execution_is_finished(const json_t *execution);
/* Queue the next execution of the job on a thing: another try after `failed`, or NULL. */
void execution_create(struct job *job, const char *thing, const json_t *failed);
/* An update: the version counts on. `details` NULL: they stay. What follows from it for the job
 * (retries, abort, completion) follows. Nothing is finished twice. */
void execution_update(struct job *job, json_t *execution, enum execution_status status,
                      json_t *details);
/* From now on, or -1: none. The timer of the job goes on beside it. */
void execution_set_step_timer(struct job *job, json_t *execution, json_int_t minutes);
void execution_delete(struct job *job, json_t *execution);
/* Seconds until it times out; -1: no timer runs. */
json_int_t execution_seconds_left(const struct cloud *cloud, const json_t *execution);

/* ---- job_timer.c ---- */

void timer_set(const struct cloud *cloud, const char *execution_key, int64_t due_ms);
void timer_clear(const struct cloud *cloud, const char *execution_key, int64_t due_ms);
/* Time out what is due. Returns when the next one is. */
int64_t timers_run(struct cloud *cloud);

/* ---- job_pending.c: what a thing has still to do, and telling it ---- */

/* The first one before a change. */
struct pending_first {
    char key[JOB_KEY_BYTES];
};
void pending_put(const struct cloud *cloud, const json_t *execution);
void pending_remove(const struct cloud *cloud, const json_t *execution);
void pending_look(const struct cloud *cloud, const char *thing, struct pending_first *first);
/* After the change: notify-next when the first one is another one, notify when the list is. */
void pending_tell(struct cloud *cloud, const char *thing, const struct pending_first *before,
                  bool is_list_changed);
/* At most ten, each a summary with its "status", in order. */
json_t *pending_list(const struct cloud *cloud, const char *thing);
/* The first one's execution; NULL: nothing is pending. */
json_t *pending_next(const struct cloud *cloud, const char *thing);
/* Members of a summary. */
extern const char *const execution_summary_members[];
/* {"jobId", "status" ... "jobDocument"}; `document` NULL: without it, else consumed. */
json_t *execution_view(const struct cloud *cloud, const json_t *execution, json_t *document);
/* The document of a job, for a device (parsed, or as a string: its addresses are filled in), or as
 * it was given. */
enum document_form { DOCUMENT_AS_OBJECT, DOCUMENT_AS_TEXT, DOCUMENT_AS_KEPT };
json_t *job_document(const struct cloud *cloud, const char *job, enum document_form form);

/* ---- job_rollout.c: things get their executions little by little ---- */

/* Every thing of these targets that has no execution yet, of groups too, waits for the roll-out. */
void rollout_add_targets(struct job *job, const json_t *targets);
/* What may be rolled out now. Returns when the next part may be; INT64_MAX: none waits. */
int64_t rollout_run(struct job *job);
int64_t rollouts_run(struct cloud *cloud);
bool rollout_is_over(const struct job *job);
void rollout_stop(struct job *job);
/* A thing came into, or left, a group that continuous jobs have as a target. */
void rollout_group_changed(struct cloud *cloud, const char *group, const char *thing, bool joined);
/* The thing is gone: it waits for nothing any more. */
void rollout_thing_gone(struct cloud *cloud, const char *thing);

/* ---- job_criteria.c: what a job's configuration says of failures ---- */

/* "retries" of the execution are counted by what it ended with. */
bool criteria_want_retry(const struct job *job, const json_t *execution);
bool criteria_want_abort(const struct job *job);

/* ---- job_config.c: what a request may ask for ---- */

/* NULL: valid; else what is wrong, in `text`. Looks at the configurations that are there. */
const char *config_error(const json_t *parameters, char *text, size_t bytes);
/* The same for status details. */
const char *details_error(const json_t *details, char *text, size_t bytes);
extern const char *const config_members[]; /* configurations that CreateJob and UpdateJob take */

/* ---- job_document.c ---- */

/* What "document" or "documentSource" give, to be freed; NULL: the reply says what is wrong. */
char *document_read(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply);

/* ---- job_request.c: what a device asks for, over MQTT and HTTPS ---- */

struct job_request {
    struct cloud *cloud;
    const char *thing, *job; /* job "$next": the next pending one */
    const json_t *parameters;
    bool is_document_text; /* over HTTPS */
};

struct job_answer {
    const char *code; /* of AWS's ErrorResponse; NULL: accepted */
    char message[256];
    json_t *body;  /* accepted: its members but timestamp and clientToken */
    json_t *state; /* rejected: the executionState, if the code has one */
};

void request_get_pending(const struct job_request *request, struct job_answer *answer);
void request_start_next(const struct job_request *request, struct job_answer *answer);
void request_describe(const struct job_request *request, struct job_answer *answer);
void request_update(const struct job_request *request, struct job_answer *answer);
void answer_reject(struct job_answer *answer, const char *code, const char *message, ...)
    __attribute__((format(printf, 3, 4)));

/* ---- job_device.c, job_http.c, job_control.c, job_control_execution.c, job_list.c ---- */

bool job_message(struct cloud *cloud, const struct cloud_message *message,
                 const struct levels *topic);
bool job_data(struct cloud *cloud, const struct cloud_http *request, const struct levels *path,
              struct cloud_reply *reply);

typedef void job_operation(struct cloud *cloud, const json_t *parameters,
                           struct cloud_reply *reply);
job_operation control_create_job, control_describe_job, control_get_job_document,
    control_update_job, control_cancel_job, control_delete_job, control_associate_targets,
    control_describe_execution, control_cancel_execution, control_delete_execution,
    control_list_jobs, control_list_of_job, control_list_of_thing;

/* Opens the job that "jobId" names; else answers that there is none. */
bool control_open_job(struct cloud *cloud, const json_t *parameters, struct job *job,
                      struct cloud_reply *reply);

#endif
