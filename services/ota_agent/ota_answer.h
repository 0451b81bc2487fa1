/* SPDX-License-Identifier: MIT */
/* What the jobs service answers to a report. */
#ifndef OTA_ANSWER_H
#define OTA_ANSWER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Is it the answer to the report with this token? */
bool ota_answer_is_to(uint32_t token, const char *message, size_t length);

/* The report was rejected: because the job is over? Else `version` may become the execution's. */
bool ota_answer_is_end(const char *message, size_t length, uint32_t *version);

#endif
