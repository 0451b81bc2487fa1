/* SPDX-License-Identifier: MIT */
/* Policy documents: read once, then asked.
 *
 *     {"Version": "2012-10-17", "Statement": [
 *         {"Effect": "Allow", "Action": "iot:Publish",
 *          "Resource": "arn:aws:iot:*:*:topic/${iot:ClientId}/?",
 *          "Condition": {"Bool": {"iot:Connection.Thing.IsAttached": "true"}}}]}
 *
 * A statement speaks when action, resource and every condition fit. One that denies stands above
 * all that allow; what no statement allows is not allowed. `*` stands for any characters, `?` for
 * one; what a variable stands for is taken as it is, and a statement with a variable that stands
 * for nothing does not fit. */
#ifndef CLOUD_POLICY_H
#define CLOUD_POLICY_H

#include <stdbool.h>
#include <stddef.h>

#include "service.h"

enum policy_answer { POLICY_SILENT, POLICY_ALLOWS, POLICY_DENIES };

/* The value of a variable or condition key, "iot:ClientId": its value number `index`. NULL: it has
 * none or no more. Valid until the next call. */
typedef const char *(*policy_variable)(void *context, const char *name, size_t index);

struct policy_question {
    const char *action;   /* "iot:Publish" */
    const char *resource; /* an ARN */
    policy_variable variable;
    void *context;
};

struct policy;

/* NULL: no policy, and `error` says why. */
struct policy *policy_read(const char *text, size_t bytes, char *error, size_t error_bytes);
void policy_free(struct policy *policy);

enum policy_answer policy_ask(const struct policy *policy, const struct policy_question *question);

/* Whether the policies of a certificate allow this on the HTTPS data plane. The resource is
 * "arn:aws:iot:REGION:ACCOUNT:kind/name": cloud_may(cloud, request->principal,
 * "iot:GetThingShadow", "thing", "lamp"). A certificate that is not active may nothing. */
bool cloud_may(struct cloud *cloud, const char *principal, const char *action, const char *kind,
               const char *name);

#endif
