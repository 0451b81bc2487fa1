/* SPDX-License-Identifier: MIT */
#include "report_markup.h"

#include "trouble.h"

const char *case_message(const struct case_result *one)
{
    if (one->message != NULL && one->message[0] != '\0') {
        return one->message;
    }
    if (one->trouble != TROUBLE_NONE) {
        return trouble_text(one->trouble);
    }
    switch (one->outcome) {
    case OUTCOME_NOT_RUN:
        return "not run";
    case OUTCOME_FAILED:
        return "failed, and did not say where";
    case OUTCOME_ERROR:
        return "could not be judged";
    case OUTCOME_SKIPPED:
        return "skipped, and did not say why";
    case OUTCOME_PASSED:
        break;
    }
    return "";
}

void write_time(char text[32], time_t when)
{
    struct tm utc;

    if (gmtime_r(&when, &utc) == NULL || strftime(text, 32, "%Y-%m-%dT%H:%M:%SZ", &utc) == 0) {
        snprintf(text, 32, "1970-01-01T00:00:00Z");
    }
}
