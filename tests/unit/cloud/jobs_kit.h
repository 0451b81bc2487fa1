/* SPDX-License-Identifier: MIT */
/* What tests of the jobs service share: things, groups, jobs, and a device's requests. */
#ifndef JOBS_KIT_H
#define JOBS_KIT_H

#include "cloud_fixture.h"

#define KIT_ACCOUNT "arn:aws:iot:us-east-1:000000000000:"

void kit_thing(struct fixture *f, const char *thing);
void kit_group(struct fixture *f, const char *group, const char *parent);
void kit_join(struct fixture *f, const char *group, const char *thing);
void kit_leave(struct fixture *f, const char *group, const char *thing);
void kit_thing_gone(struct fixture *f, const char *thing);

/* CreateJob for a target, "thing/lamp" or "thinggroup/lamps", with the document
 * {"operation":"test"}; `more` is further members, ",\"name\":value", or "". */
json_t *kit_create(struct fixture *f, const char *job, const char *target, const char *more,
                   int status);
void kit_job(struct fixture *f, const char *job, const char *target, const char *more);

/* A request of client-1 for a thing: "get", "job-1/update" ... */
void kit_send(struct fixture *f, const char *thing, const char *request, const char *payload);
/* The answer that was sent to client-1 alone: the request's last level is "accepted" or "rejected".
 */
json_t *kit_answer(struct fixture *f, const char *thing, const char *request, const char *verdict);
/* Both; ends the test unless the answer is as wanted. */
void kit_accepted(struct fixture *f, const char *thing, const char *request, const char *payload,
                  const char *wanted);
void kit_rejected(struct fixture *f, const char *thing, const char *request, const char *payload,
                  const char *code);
/* An update to this status, accepted. */
void kit_update(struct fixture *f, const char *thing, const char *job, const char *status);

/* A member of DescribeJob's job, or of its jobProcessDetails. */
json_t *kit_describe(struct fixture *f, const char *job);
void kit_job_status(struct fixture *f, const char *job, const char *status);
long kit_count(struct fixture *f, const char *job, const char *member);
/* The status of the latest execution, by DescribeJobExecution; ends the test unless it is this one.
 */
void kit_status(struct fixture *f, const char *thing, const char *job, const char *status);

/* A request of the control plane that is refused with this status and type, and with a message. */
void kit_expect_error(struct fixture *f, const char *method, const char *path, const char *body,
                      int status, const char *type);

#endif
