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
    AfrOtaJobDocumentFields_t file; /* the next of the update */
    uint32_t attributes;            /* of it */
    bool is_http;
    bool has_other_way; /* to its blocks */
    bool has_more;      /* files */
    OTA_JobParseErr_t error;
    const char *fault, *key; /* of what is wrong: "no ", "bad " or "too many ", and which; fault is
                                NULL: it is good */
};

/* What of an offer is wanted. */
struct ota_choice {
    unsigned slot;       /* of two images, the one for this slot */
    unsigned files_done; /* of this update */
    bool is_in_place;    /* there may be two images */
    bool takes_others;   /* files that are no firmware */
    bool has_http, is_http_first;
};

/* False: no execution. */
bool ota_offer_read(struct ota_offer *offer, const char *message, size_t length);

/* Judge the document, all of it: which file, by which way, and is all there. */
void ota_offer_judge(struct ota_offer *offer, const struct ota_choice *choice);

#endif
