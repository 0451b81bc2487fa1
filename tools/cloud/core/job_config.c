/* SPDX-License-Identifier: MIT */
/* What a request may ask for: the configurations of a job with their ranges, and status details. */
#include "job.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define DETAILS_MAX              10
#define DETAILS_KEY_BYTES        128
#define DETAILS_VALUE_CHARACTERS 1024
#define DESCRIPTION_CHARACTERS   2028
#define RETRIES_MAX              10

const char *const config_members[] = {
    "description", "presignedUrlConfig", "jobExecutionsRolloutConfig",
    "abortConfig", "timeoutConfig",      "jobExecutionsRetryConfig",
    NULL,
};

/* Where an error is written. */
struct verdict {
    char *text;
    size_t bytes;
};

__attribute__((format(printf, 2, 3))) static bool wrong(const struct verdict *verdict,
                                                        const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(verdict->text, verdict->bytes, format, arguments);
    va_end(arguments);
    return false;
}

static size_t characters(const char *text)
{
    size_t count = 0;

    for (; *text != '\0'; text++) {
        count += ((unsigned char)*text & 0xc0) != 0x80;
    }
    return count;
}

static bool has_control_characters(const char *text)
{
    for (; *text != '\0'; text++) {
        if ((unsigned char)*text < 0x20 || *text == 0x7f) {
            return true;
        }
    }
    return false;
}

/* A number in its range; a whole one unless `is_real`. */
static bool is_in_range(const json_t *object, const char *name, double min, double max,
                        bool is_real, const struct verdict *verdict)
{
    const json_t *value = json_object_get(object, name);
    const double number = json_number_value(value);

    return (is_real ? json_is_number(value) : json_is_integer(value)) && number >= min &&
                   number <= max
               ? true
               : wrong(verdict, "%s must be a %snumber from %g to %g", name,
                       is_real ? "" : "whole ", min, max);
}

static bool has_one_of(const json_t *object, const char *name, const char *const *words,
                       const struct verdict *verdict)
{
    const char *text = member_string(object, name);

    for (size_t i = 0; text != NULL && words[i] != NULL; i++) {
        if (strcmp(words[i], text) == 0) {
            return true;
        }
    }
    return wrong(verdict, "%s is none of those that are known", name);
}

static bool description_is_good(const json_t *value, const struct verdict *verdict)
{
    const char *text = json_string_value(value);

    return text != NULL && characters(text) <= DESCRIPTION_CHARACTERS &&
                   !has_control_characters(text)
               ? true
               : wrong(verdict, "description must be a text of at most %d characters",
                       DESCRIPTION_CHARACTERS);
}

static bool presigned_is_good(const json_t *value, const struct verdict *verdict)
{
    return json_object_get(value, "expiresInSec") == NULL ||
           is_in_range(value, "expiresInSec", 60, 3600, false, verdict);
}

static bool exponential_is_good(const json_t *value, const struct verdict *verdict)
{
    const json_t *criteria = json_object_get(value, "rateIncreaseCriteria");
    const bool by_notified = json_object_get(criteria, "numberOfNotifiedThings") != NULL;
    const bool by_succeeded = json_object_get(criteria, "numberOfSucceededThings") != NULL;

    if (!is_in_range(value, "baseRatePerMinute", 1, 1000, false, verdict) ||
        !is_in_range(value, "incrementFactor", 1, 5, true, verdict)) {
        return false;
    }
    if (by_notified == by_succeeded) {
        return wrong(verdict, "rateIncreaseCriteria must have either numberOfNotifiedThings or "
                              "numberOfSucceededThings");
    }
    return is_in_range(criteria, by_notified ? "numberOfNotifiedThings" : "numberOfSucceededThings",
                       1, INT32_MAX, false, verdict);
}

static bool rollout_is_good(const json_t *value, const struct verdict *verdict)
{
    const json_t *exponential = json_object_get(value, "exponentialRate");

    if (json_object_get(value, "maximumPerMinute") != NULL &&
        !is_in_range(value, "maximumPerMinute", 1, 1000, false, verdict)) {
        return false;
    }
    return exponential == NULL || exponential_is_good(exponential, verdict);
}

static bool abort_criterion_is_good(const json_t *value, const struct verdict *verdict)
{
    static const char *const types[] = {"FAILED", "REJECTED", "TIMED_OUT", "ALL", NULL};
    static const char *const actions[] = {"CANCEL", NULL};

    return has_one_of(value, "failureType", types, verdict) &&
           has_one_of(value, "action", actions, verdict) &&
           is_in_range(value, "thresholdPercentage", 0, 100, true, verdict) &&
           is_in_range(value, "minNumberOfExecutedThings", 1, INT32_MAX, false, verdict);
}

static bool retry_criterion_is_good(const json_t *value, const struct verdict *verdict)
{
    static const char *const types[] = {"FAILED", "TIMED_OUT", "ALL", NULL};

    return has_one_of(value, "failureType", types, verdict) &&
           is_in_range(value, "numberOfRetries", 0, RETRIES_MAX, false, verdict);
}

static bool list_is_good(const json_t *value, const char *name, size_t max,
                         bool (*is_good)(const json_t *, const struct verdict *),
                         const struct verdict *verdict)
{
    const json_t *list = json_object_get(value, "criteriaList");
    const json_t *criterion;
    size_t index;

    if (json_array_size(list) < 1 || json_array_size(list) > max) {
        return wrong(verdict, "criteriaList of %s must have 1 to %zu criteria", name, max);
    }
    json_array_foreach(list, index, criterion)
    {
        if (!is_good(criterion, verdict)) {
            return false;
        }
    }
    return true;
}

static bool abort_is_good(const json_t *value, const struct verdict *verdict)
{
    return list_is_good(value, "abortConfig", 100, abort_criterion_is_good, verdict);
}

static bool timeout_is_good(const json_t *value, const struct verdict *verdict)
{
    return json_object_get(value, "inProgressTimeoutInMinutes") == NULL ||
           is_in_range(value, "inProgressTimeoutInMinutes", 1, JOB_MINUTES_MAX, false, verdict);
}

static bool retry_is_good(const json_t *value, const struct verdict *verdict)
{
    const json_t *list = json_object_get(value, "criteriaList"), *criterion;
    json_int_t retries = 0;
    size_t index;

    if (!list_is_good(value, "jobExecutionsRetryConfig", 2, retry_criterion_is_good, verdict)) {
        return false;
    }
    json_array_foreach(list, index, criterion)
    {
        retries += member_integer(criterion, "numberOfRetries");
    }
    return retries <= RETRIES_MAX
               ? true
               : wrong(verdict, "numberOfRetries must be at most %d in all", RETRIES_MAX);
}

const char *config_error(const json_t *parameters, char *text, size_t bytes)
{
    static bool (*const is_good[])(const json_t *, const struct verdict *) = {
        description_is_good, presigned_is_good, rollout_is_good,
        abort_is_good,       timeout_is_good,   retry_is_good,
    };
    const struct verdict verdict = {text, bytes};

    for (size_t i = 0; config_members[i] != NULL; i++) {
        const json_t *value = json_object_get(parameters, config_members[i]);
        if (value != NULL && i > 0 && !json_is_object(value)) {
            (void)wrong(&verdict, "%s must be an object", config_members[i]);
            return text;
        }
        if (value != NULL && !is_good[i](value, &verdict)) {
            return text;
        }
    }
    return NULL;
}

const char *details_error(const json_t *details, char *text, size_t bytes)
{
    const struct verdict verdict = {text, bytes};
    const char *name;
    json_t *value;

    if (!json_is_object(details) || json_object_size(details) > DETAILS_MAX) {
        (void)wrong(&verdict, "statusDetails must be an object of at most %d members", DETAILS_MAX);
        return text;
    }
    json_object_foreach((json_t *)details, name, value)
    {
        const char *detail = json_string_value(value);
        if (!is_name(name, DETAILS_KEY_BYTES, ":_-")) {
            (void)wrong(&verdict,
                        "names in statusDetails must have 1 to %d characters of [a-zA-Z0-9:_-]",
                        DETAILS_KEY_BYTES);
            return text;
        }
        if (detail == NULL || detail[0] == '\0' || has_control_characters(detail) ||
            characters(detail) > DETAILS_VALUE_CHARACTERS) {
            (void)wrong(&verdict,
                        "values in statusDetails must be strings of 1 to %d characters, without "
                        "control characters",
                        DETAILS_VALUE_CHARACTERS);
            return text;
        }
    }
    return NULL;
}
