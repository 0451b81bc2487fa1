/* SPDX-License-Identifier: MIT */
/* Where the cloud writes down what it has done, one line of JSON each. */
#ifndef CLOUD_LOGS_H
#define CLOUD_LOGS_H

#include <stddef.h>

enum cloud_log {
    CLOUD_LOG_SERVICE, /* what became of updates: as the log group AWSIotLogsV2 */
    CLOUD_LOG_AUDIT,   /* calls of the control plane: as CloudTrail */
};

struct cloud_logs {
    void *self;
    void (*write)(void *self, enum cloud_log log, const char *line, size_t bytes);
};

#endif
