/* SPDX-License-Identifier: MIT */
/* Update jobs: from the document to a file, from the file to its members. */
#include "core_json.h"
#include "job_parser.h"
#include "lib_text.h"
#include "ota_job_processor.h"

enum kind { TEXT, NUMBER, OPTIONAL_NUMBER };

/* A member, and where in the result it goes. */
struct member {
    char key[19];
    uint8_t kind, at;
};

#define AT(field) (uint8_t) offsetof(AfrOtaJobDocumentFields_t, field)

/* A text's length stands behind it. */
_Static_assert(AT(imageRefLen) == AT(imageRef) + sizeof(char *), "a hole in the result");

static const struct member of_file[] = {
    {"filesize", NUMBER, AT(fileSize)},
    {"fileid", NUMBER, AT(fileId)},
    {"fileType", OPTIONAL_NUMBER, AT(fileType)},
    {"filepath", TEXT, AT(filepath)},
    {"certfile", TEXT, AT(certfile)},
    {"sig-sha256-ecdsa", TEXT, AT(signature)},
};
static const struct member of_mqtt[] = {{"afr_ota.streamname", TEXT, AT(imageRef)}};
static const struct member of_http[] = {{"update_data_url", TEXT, AT(imageRef)},
                                        {"auth_scheme", TEXT, AT(authScheme)}};

static bool to_number(struct lib_text text, uint32_t *number)
{
    uint32_t value = 0;

    for (; text.length > 0; text.at++, text.length--) {
        const uint32_t digit = (uint32_t)*text.at - '0';
        if (digit > 9 || value > (UINT32_MAX - digit) / 10) {
            return false; /* a sign, a fraction, an exponent, or too large */
        }
        value = value * 10 + digit;
    }
    *number = value;
    return true;
}

static bool read(struct lib_text object, const struct member *member, size_t count,
                 AfrOtaJobDocumentFields_t *result)
{
    for (; count > 0; member++, count--) {
        char *const at = (char *)result + member->at;
        struct lib_text value;
        JSONTypes_t type;

        if (JSON_SearchConst(object.at, object.length, member->key, strlen(member->key), &value.at,
                             &value.length, &type) != JSONSuccess) {
            if (member->kind != OPTIONAL_NUMBER) {
                return false;
            }
        } else if (member->kind == TEXT) {
            if (type != JSONString) {
                return false;
            }
            memcpy(at, &value.at, sizeof value.at);
            memcpy(at + sizeof value.at, &value.length, sizeof value.length);
        } else if (type != JSONNumber || !to_number(value, (uint32_t *)(void *)at)) {
            return false;
        }
    }
    return true;
}

/* An element of afr_ota.files: the digits are written with leading zeros. */
static bool get_file(struct lib_text document, uint32_t index, struct lib_text *file)
{
    char query[] = "afr_ota.files[0000000000]";
    char *digit = query + sizeof query - sizeof "0]";
    JSONTypes_t type;

    for (; index > 0; index /= 10) {
        *digit-- = (char)('0' + index % 10);
    }
    return JSON_SearchConst(document.at, document.length, query, sizeof query - 1, &file->at,
                            &file->length, &type) == JSONSuccess &&
           type == JSONObject;
}

static bool is(const char *protocol, size_t length, const char *name)
{
    return length == 4 && memcmp(protocol, name, 4) == 0;
}

bool populateJobDocFields(const char *jobDoc, const size_t jobDocLength, int32_t fileIndex,
                          const char *protocol, const size_t protocolLength,
                          AfrOtaJobDocumentFields_t *result)
{
    const struct lib_text document = {jobDoc, jobDocLength};
    struct lib_text file;

    memset(result, 0, sizeof *result);
    if (fileIndex < 0 || !get_file(document, (uint32_t)fileIndex, &file) ||
        !read(file, of_file, sizeof of_file / sizeof of_file[0], result)) {
        return false;
    }
    return is(protocol, protocolLength, "MQTT")   ? read(document, of_mqtt, 1, result)
           : is(protocol, protocolLength, "HTTP") ? read(file, of_http, 2, result)
                                                  : false;
}

int8_t otaParser_parseJobDocFile(const char *jobDoc, const size_t jobDocLength,
                                 const uint8_t fileIndex, const char *protocol,
                                 const size_t protocolLength, AfrOtaJobDocumentFields_t *fields)
{
    struct lib_text next;

    if (jobDoc == NULL || protocol == NULL || fields == NULL || fileIndex >= INT8_MAX ||
        !populateJobDocFields(jobDoc, jobDocLength, fileIndex, protocol, protocolLength, fields)) {
        return -1;
    }
    return get_file((struct lib_text){jobDoc, jobDocLength}, fileIndex + 1u, &next)
               ? (int8_t)(fileIndex + 1)
               : 0;
}
