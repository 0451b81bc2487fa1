/* SPDX-License-Identifier: MIT */
/* What the configuration of a job makes of failures: another try, or the end of the job. */
#include "job.h"

#include <string.h>

static bool is_of_type(enum execution_status status, const char *failure_type)
{
    const bool is_failure =
        status == EXECUTION_FAILED || status == EXECUTION_REJECTED || status == EXECUTION_TIMED_OUT;

    return is_failure && (strcmp(failure_type, "ALL") == 0 ||
                          strcmp(failure_type, execution_status_name(status)) == 0);
}

static json_int_t retries_of_type(const json_t *execution, const char *failure_type)
{
    json_int_t count = 0;
    const char *name;
    json_t *retries;

    json_object_foreach(json_object_get(execution, "retries"), name, retries)
    {
        if (is_of_type(execution_status_of(name), failure_type)) {
            count += json_integer_value(retries);
        }
    }
    return count;
}

bool criteria_want_retry(const struct job *job, const json_t *execution)
{
    const json_t *list =
        json_object_get(json_object_get(job->row, "jobExecutionsRetryConfig"), "criteriaList");
    const enum execution_status status = execution_status(execution);
    json_t *criterion;
    size_t index;

    json_array_foreach(list, index, criterion)
    {
        const char *type = member_string(criterion, "failureType");
        if (status != EXECUTION_REJECTED && is_of_type(status, type) &&
            retries_of_type(execution, type) < member_integer(criterion, "numberOfRetries")) {
            return true;
        }
    }
    return false;
}

/* Those a later execution has followed count too. */
static json_int_t count_all(const struct job *job, enum execution_status status)
{
    return job_count(job, status) + job_count_before(job, status);
}

static bool is_met(const struct job *job, const json_t *criterion)
{
    const double threshold = json_number_value(json_object_get(criterion, "thresholdPercentage"));
    json_int_t executed = count_all(job, EXECUTION_SUCCEEDED), failures = 0;

    for (int i = EXECUTION_FAILED; i <= EXECUTION_TIMED_OUT; i++) {
        const json_int_t count = count_all(job, (enum execution_status)i);
        executed += count;
        failures += is_of_type((enum execution_status)i, member_string(criterion, "failureType"))
                        ? count
                        : 0;
    }
    return executed >= member_integer(criterion, "minNumberOfExecutedThings") && failures > 0 &&
           (double)failures * 100 >= threshold * (double)executed;
}

bool criteria_want_abort(const struct job *job)
{
    json_t *criterion;
    size_t index;

    json_array_foreach(json_object_get(json_object_get(job->row, "abortConfig"), "criteriaList"),
                       index, criterion)
    {
        if (is_met(job, criterion)) {
            return true;
        }
    }
    return false;
}
