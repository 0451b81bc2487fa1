/* SPDX-License-Identifier: MIT */
/* What the machine says to the jobs service. */
#ifndef OTA_SAY_H
#define OTA_SAY_H

#include "ota_core.h"
#include "ota_offer.h"

/* What was said last, and so what its answer means. */
enum ota_said {
    OTA_SAID_NOTHING,
    OTA_SAID_NEWS,     /* nobody waits for the answer */
    OTA_SAID_READY,    /* staged: then the application is told */
    OTA_SAID_QUESTION, /* the application has accepted: does the service know the job still? */
    OTA_SAID_END       /* then the job is over */
};

/* The status of J, as its state is. What has to be answered is repeated until it is. */
void ota_say_status(struct ota_core *core);

/* This offer will never do: its fault, or the error. */
void ota_say_rejected(struct ota_core *core, const struct ota_offer *offer, OTA_Err_t error);

/* Is there a job? */
void ota_say_ask(struct ota_core *core);

#endif
