/* SPDX-License-Identifier: MIT */
/* Updates over the air. One is a row that turns into a stream and a job, step by step, each step a
 * transaction:
 *
 *     CREATE_PENDING ── CREATE_IN_PROGRESS ──┬── CREATE_COMPLETE ── DELETE_IN_PROGRESS ──┬── gone
 *       is written         is signed,        └── CREATE_FAILED  ───────┘                 │
 *                          stream, job           errorInfo             DELETE_FAILED ────┘
 *
 * Rows, by space:
 *
 *     ota-update  <otaUpdateId>  members of AWS's OTAUpdateInfo, and "streamId", "ownsStream",
 *                                "deleteStream"
 *     ota-work    <otaUpdateId>  updates that have a step to do, empty */
#ifndef CLOUD_OTA_H
#define CLOUD_OTA_H

#include "signing.h"

#define OTA_SPACE      "ota-update"
#define OTA_WORK_SPACE "ota-work"
#define OTA_PREFIX     "AFR_OTA-" /* of the job and the stream of an update */
#define OTA_ID_MAX     56u        /* with the prefix it is a job's id */
#define OTA_FILES_MAX  50u
/* Where signing jobs put their results without another wish. */
#define OTA_BUCKET        "signatures"
#define OTA_SIGNED_PREFIX "signedImage/"

/* ---- ota_request.c ---- */

/* Is this a request that may become an update? False: the reply says why not. */
bool ota_request_is_good(const json_t *parameters, struct cloud_reply *reply);
/* What CreateJob takes of an update, without the document; a new reference. */
json_t *ota_job_parameters(const json_t *update);
bool ota_has_protocol(const json_t *update, const char *protocol);

/* ---- ota_signature.c ---- */

/* {"name": "sig-sha256-ecdsa", "value": Base64, "certfile"} of a file, a new reference; empty: it
 * is not signed. NULL: `fault` says why it cannot be. */
json_t *ota_signature(struct cloud *cloud, const char *update, const json_t *file,
                      const char *bucket, const char *key, struct fault *fault);

/* ---- ota_create.c, ota_delete.c: the steps ---- */

/* Sign, make the stream and the job. False: `fault` says why, and none of them is there. */
bool ota_create(struct cloud *cloud, json_t *update, struct fault *fault);
enum ota_deletion { OTA_DELETED, OTA_DELETING, OTA_NOT_DELETED };
enum ota_deletion ota_delete(struct cloud *cloud, const json_t *update, struct fault *fault);

/* Run an operation as the control plane does: with this body, which is consumed. False: `fault` has
 * its error. */
bool ota_operate(struct cloud *cloud, const char *method, json_t *body, struct fault *fault,
                 const char *path, ...) __attribute__((format(printf, 5, 6)));

#endif
