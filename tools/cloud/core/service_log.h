/* SPDX-License-Identifier: MIT */
/* What is written down of updates, streams and signing. A line is written when its transaction is
 * committed. */
#ifndef CLOUD_SERVICE_LOG_H
#define CLOUD_SERVICE_LOG_H

#include "service.h"

/* {"timestamp", "logLevel", "accountId", "status", "actionType", members, "details"}; `members` is
 * consumed, `details` made as by printf. */
void service_log(struct cloud *cloud, bool is_success, const char *action, json_t *members,
                 const char *details, ...) __attribute__((format(printf, 5, 6)));

/* A call of the control plane that is audited: the nine of updates and streams. */
void audit_log(struct cloud *cloud, const char *operation, const json_t *parameters,
               const struct cloud_reply *reply);

#endif
