/* SPDX-License-Identifier: MIT */
/* The service's side of one job: it remembers, whatever becomes of the device. */
#ifndef PROVE_SERVICE_H
#define PROVE_SERVICE_H

#include <stdbool.h>
#include <stdint.h>

enum job_status {
    JOB_NONE,
    JOB_QUEUED,
    JOB_IN_PROGRESS,
    JOB_SUCCEEDED,
    JOB_FAILED,
    JOB_CANCELED,
};

struct service {
    enum job_status status;
    const uint8_t *file;
    uint32_t file_bytes;
    uint32_t calls;      /* of the device, so far */
    bool heard_of_trial; /* what is cancelled behind that is cancelled too late */
    uint32_t cancel_at;  /* the job is cancelled just before this call; 0: never */
};

/* Is there a job for the device? It is in progress then. */
bool service_offers(struct service *service);

/* Blocks of the file. False: the job has come to its end. */
bool service_sends(struct service *service, uint32_t offset, uint32_t bytes, uint8_t *to);

/* "self_test: active". False: the job has come to its end. */
bool service_hears_of_trial(struct service *service);

/* The end of the job; what was its end before stays so. */
void service_takes_end(struct service *service, enum job_status end);

const char *service_text(enum job_status status);

#endif
