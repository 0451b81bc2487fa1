/* SPDX-License-Identifier: MIT */
#include "ota_offer.h"

#include "jobs.h"
#include "json_member.h"

#define FILE_KEY   "afr_ota.files[0]"
#define FILE_DIGIT (sizeof "afr_ota.files[" - 1u)
#define FILES_MAX  9u /* an index is one digit */
#define PATH_BYTES (sizeof FILE_KEY + 24u)

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

static void refuse(struct ota_offer *offer, const char *fault, const char *key)
{
    offer->error = eOTA_JobParseErr_NonConformingJobDoc;
    offer->fault = fault;
    offer->key = key;
}

static bool has(const struct ota_offer *offer, const char *path)
{
    const char *text;
    size_t bytes;

    return json_member(offer->document, offer->document_length, path, &text, &bytes);
}

static void member_of_file(char path[PATH_BYTES], unsigned index, const char *key)
{
    strcpy(path, FILE_KEY ".");
    path[FILE_DIGIT] = (char)('0' + index);
    strcpy(path + sizeof FILE_KEY, key);
}

static bool file_has(const struct ota_offer *offer, unsigned index, const char *key)
{
    char path[PATH_BYTES];

    member_of_file(path, index, key);
    return has(offer, path);
}

static uint32_t number_of_file(const struct ota_offer *offer, unsigned index, const char *key)
{
    char path[PATH_BYTES];

    member_of_file(path, index, key);
    return json_member_number(offer->document, offer->document_length, path);
}

/* ---- The way to the blocks ---- */

/* Does the document offer it? Without `protocols` it does when it has what the way needs. */
static bool offers(const struct ota_offer *offer, const char *protocol)
{
    char path[] = "afr_ota.protocols[0]";
    const char *text;
    size_t bytes;

    if (!has(offer, "afr_ota.protocols")) {
        return protocol == mqtt ? has(offer, "afr_ota.streamname")
                                : file_has(offer, 0, "update_data_url");
    }
    for (char *digit = path + sizeof path - sizeof "0]"; *digit < '4'; ++*digit) {
        if (json_member(offer->document, offer->document_length, path, &text, &bytes) &&
            bytes == sizeof mqtt - 1u && memcmp(text, protocol, bytes) == 0) {
            return true;
        }
    }
    return false;
}

/* False: no way that is offered is there. */
static bool choose_way(struct ota_offer *offer, const struct ota_choice *choice)
{
    const bool by_http = choice->has_http && offers(offer, http), by_mqtt = offers(offer, mqtt);

    offer->is_http = by_http && (choice->is_http_first || !by_mqtt);
    offer->has_other_way = by_http && by_mqtt;
    if (!by_http && !by_mqtt) {
        if (has(offer, "afr_ota.protocols")) {
            refuse(offer, "bad ", "protocols");
        } else {
            refuse(offer, "no ", "streamname");
        }
        return false;
    }
    return true;
}

/* ---- The files ---- */

enum kind { TEXT, NUMBER, MAY_BE_NUMBER };

/* False: it is the fault. */
static bool check_member(struct ota_offer *offer, const char *path, const char *key, enum kind kind)
{
    const char *text;
    size_t bytes;
    uint32_t number;
    JSONTypes_t type;

    if (JSON_SearchConst(offer->document, offer->document_length, path, strlen(path), &text, &bytes,
                         &type) != JSONSuccess) {
        if (kind != MAY_BE_NUMBER) {
            refuse(offer, "no ", key);
        }
        return kind == MAY_BE_NUMBER;
    }
    const bool is_good =
        kind == TEXT ? type == JSONString
                     : type == JSONNumber && lib_text_to_number(text, bytes, UINT32_MAX, &number);
    if (!is_good) {
        refuse(offer, "bad ", key);
    }
    return is_good;
}

/* Which member keeps the parser from reading the file: the first that is missing or of a wrong
 * kind. */
static void find_fault(struct ota_offer *offer, unsigned index)
{
    static const struct {
        const char *key;
        enum kind kind;
    } members[] = {
        {"filepath", TEXT},        {"filesize", NUMBER},       {"fileid", NUMBER},
        {"certfile", TEXT},        {"sig-sha256-ecdsa", TEXT}, {"fileType", MAY_BE_NUMBER},
        {"update_data_url", TEXT}, /* these two with HTTP */
        {"auth_scheme", TEXT},
    };
    const unsigned count = sizeof members / sizeof members[0] - (offer->is_http ? 0u : 2u);
    char path[PATH_BYTES];

    for (unsigned i = 0; i < count; i++) {
        member_of_file(path, index, members[i].key);
        if (!check_member(offer, path, members[i].key, members[i].kind)) {
            return;
        }
    }
    if (offer->is_http || check_member(offer, "afr_ota.streamname", "streamname", TEXT)) {
        refuse(offer, "bad ", "files"); /* an entry that is no object */
    }
}

static bool read_file(struct ota_offer *offer, unsigned index)
{
    if (!populateJobDocFields(offer->document, offer->document_length, (int32_t)index,
                              offer->is_http ? http : mqtt, sizeof mqtt - 1u, &offer->file)) {
        find_fault(offer, index);
        return false;
    }
    if (offer->file.fileSize == 0) {
        refuse(offer, "bad ", "filesize");
        offer->error = eOTA_JobParseErr_ZeroFileSize;
        return false;
    }
    return true;
}

static bool has_file(const struct ota_offer *offer, unsigned index)
{
    char path[] = FILE_KEY;

    path[FILE_DIGIT] = (char)('0' + index);
    return has(offer, path);
}

/* Which is next: the others in their order, then the firmware. */
static bool choose_file(struct ota_offer *offer, const struct ota_choice *choice, unsigned *index)
{
    unsigned count = 0, others = 0, firmware = 0, other = 0;

    for (; count <= FILES_MAX && has_file(offer, count); count++) {
        if (number_of_file(offer, count, "fileType") != 0) {
            other = others++ == choice->files_done ? count : other;
        } else if (firmware++ == 0 || choice->slot != 0) {
            *index = count;
        }
    }
    if (count > FILES_MAX || firmware > (choice->is_in_place ? 2u : 1u)) {
        refuse(offer, "too many ", "files");
        return false;
    }
    if (others > 0 && !choice->takes_others) {
        refuse(offer, "bad ", "fileType");
        return false;
    }
    if (choice->files_done < others) {
        *index = other;
    }
    offer->has_more = choice->files_done + 1u < others + (firmware > 0 ? 1u : 0u);
    for (unsigned i = 0; i < count; i++) {
        if (!read_file(offer, i)) {
            return false;
        }
    }
    return true;
}

void ota_offer_judge(struct ota_offer *offer, const struct ota_choice *choice)
{
    unsigned index = 0;

    if (offer->document_length == 0 || !has(offer, "afr_ota")) {
        refuse(offer, "no ", "afr_ota");
    } else if (!has(offer, FILE_KEY)) {
        refuse(offer, "no ", "files");
    } else if (choose_way(offer, choice) && choose_file(offer, choice, &index) &&
               read_file(offer, index)) {
        offer->attributes = number_of_file(offer, index, "attr");
    }
}
