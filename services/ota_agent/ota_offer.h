/* SPDX-License-Identifier: MIT */
/* What the jobs service offers: an execution, and in its document a file. */
#ifndef OTA_OFFER_H
#define OTA_OFFER_H

#include "job_parser.h"
#include "ota_types.h"

struct ota_offer {
    const char *job; /* places in the message */
    size_t job_length;
    uint32_t version;
    bool is_in_self_test;
    const char *document;
    size_t document_length;
    AfrOtaJobDocumentFields_t file;
    bool is_http;
    OTA_JobParseErr_t error;
    const char *fault, *key; /* of what is wrong: "no " or "bad ", and which; fault is NULL: it is
                                good */
};

/* False: no execution. */
bool ota_offer_read(struct ota_offer *offer, const char *message, size_t length);

/* Judge the document: which file, and is all there. `slot`: of two files, the one for this slot;
 * else there has to be one file. */
void ota_offer_judge(struct ota_offer *offer, bool is_in_place, unsigned slot, bool has_http);

#endif
