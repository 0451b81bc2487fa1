/* SPDX-License-Identifier: MIT */
/* What is reported of a job, as text. */
#ifndef OTA_REPORT_H
#define OTA_REPORT_H

#include "jobs.h"
#include "lib_text.h"
#include "ota_types.h"

#define OTA_DETAILS_BYTES 112u
#define OTA_REPORT_BYTES  (OTA_DETAILS_BYTES + 112u)

/* {"receive":"n/m"} */
void ota_details_receive(struct lib_text_out *out, uint32_t done, uint32_t all);

/* {"self_test":"ready","updatedBy":"0x01020003"}; `state` may be NULL */
void ota_details_test(struct lib_text_out *out, const char *state, const char *reason,
                      uint32_t version);

/* {"reason":"...","code":"0x..."} */
void ota_details_reason(struct lib_text_out *out, const char *fault, const char *reason,
                        OTA_Err_t code);

/* Why, in words: those of libs/ota where it has refused an image. */
const char *ota_error_text(OTA_Err_t error);

/* The message; 0: it does not fit. Version 0: none is expected. */
size_t ota_report_write(char *buffer, size_t size, JobCurrentStatus_t status,
                        const struct lib_text_out *details, uint32_t version, uint32_t token);

#endif
