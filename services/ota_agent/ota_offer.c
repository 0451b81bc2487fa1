/* SPDX-License-Identifier: MIT */
#include "ota_offer.h"

#include "jobs.h"
#include "json_member.h"

#define FILE_KEY   "afr_ota.files[0]"
#define FILE_DIGIT (sizeof "afr_ota.files[" - 1u)

static const char mqtt[] = "MQTT", http[] = "HTTP";

bool ota_offer_read(struct ota_offer *offer, const char *message, size_t length)
{
    const char *text;
    size_t bytes;

    *offer = (struct ota_offer){.error = eOTA_JobParseErr_None};
    offer->job_length = Jobs_GetJobId(message, length, &offer->job);
    if (offer->job_length == 0 || offer->job_length > JOBID_MAX_LENGTH) {
        return false;
    }
    offer->version = json_member_number(message, length, "execution.versionNumber");
    offer->is_in_self_test =
        json_member(message, length, "execution.statusDetails.self_test", &text, &bytes);
    offer->document_length = Jobs_GetJobDocument(message, length, &offer->document);
    return true;
}

static void refuse(struct ota_offer *offer, OTA_JobParseErr_t error, const char *fault,
                   const char *key)
{
    offer->error = error;
    offer->fault = fault;
    offer->key = key;
}

static bool has(const struct ota_offer *offer, const char *path)
{
    const char *text;
    size_t bytes;

    return json_member(offer->document, offer->document_length, path, &text, &bytes);
}

/* Which member keeps the parser from reading the file: the first that is missing, or the first of a
 * wrong kind. */
static void find_fault(struct ota_offer *offer, unsigned index)
{
    static const char *const keys[] = {"filepath", "filesize", "fileid", "certfile",
                                       "sig-sha256-ecdsa"};
    char path[sizeof FILE_KEY + 24u] = FILE_KEY ".";

    path[FILE_DIGIT] = (char)('0' + index);
    for (unsigned i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        strcpy(path + sizeof FILE_KEY, keys[i]);
        if (!has(offer, path)) {
            refuse(offer, eOTA_JobParseErr_NonConformingJobDoc, "no ", keys[i]);
            return;
        }
    }
    if (!offer->is_http) {
        refuse(offer, eOTA_JobParseErr_NonConformingJobDoc,
               has(offer, "afr_ota.streamname") ? "bad " : "no ",
               has(offer, "afr_ota.streamname") ? "member" : "streamname");
        return;
    }
    strcpy(path + sizeof FILE_KEY, "update_data_url");
    const bool has_url = has(offer, path);
    strcpy(path + sizeof FILE_KEY, "auth_scheme");
    refuse(offer, eOTA_JobParseErr_NonConformingJobDoc,
           has_url && has(offer, path) ? "bad " : "no ",
           !has_url           ? "update_data_url"
           : has(offer, path) ? "member"
                              : "auth_scheme");
}

void ota_offer_judge(struct ota_offer *offer, bool is_in_place, unsigned slot, bool has_http)
{
    if (offer->document_length == 0 || !has(offer, "afr_ota")) {
        refuse(offer, eOTA_JobParseErr_NonConformingJobDoc, "no ", "afr_ota");
        return;
    }
    if (!has(offer, FILE_KEY)) {
        refuse(offer, eOTA_JobParseErr_NonConformingJobDoc, "no ", "files");
        return;
    }
    const bool has_two = has(offer, "afr_ota.files[1]");
    if (has_two && (!is_in_place || has(offer, "afr_ota.files[2]"))) {
        refuse(offer, eOTA_JobParseErr_NonConformingJobDoc, "too many ", "files");
        return;
    }
    const unsigned index = has_two ? slot : 0;
    offer->is_http = !has(offer, "afr_ota.streamname") && has_http;
    if (!populateJobDocFields(offer->document, offer->document_length, (int32_t)index,
                              offer->is_http ? http : mqtt, sizeof mqtt - 1u, &offer->file)) {
        find_fault(offer, index);
    } else if (offer->file.fileSize == 0) {
        refuse(offer, eOTA_JobParseErr_ZeroFileSize, "bad ", "filesize");
    }
}
