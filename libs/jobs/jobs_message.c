/* SPDX-License-Identifier: MIT */
/* Messages: small JSON documents. */
#include "jobs.h"

#include "core_json.h"
#include "lib_text.h"

/* With the quote that ends them. */
static const char statuses[][13] = {
    [Queued] = "QUEUED\"",       [InProgress] = "IN_PROGRESS\"", [Failed] = "FAILED\"",
    [Succeeded] = "SUCCEEDED\"", [Rejected] = "REJECTED\"",
};

size_t Jobs_StartNextMsg(const char *clientToken, size_t clientTokenLength, char *buffer,
                         size_t bufferSize)
{
    if (clientToken == NULL || clientTokenLength == 0 || buffer == NULL) {
        return 0;
    }
    struct lib_text_out out = {buffer, bufferSize, 0};

    lib_text_put(&out, LIB_TEXT("{\"clientToken\":\""));
    lib_text_put(&out, clientToken, clientTokenLength);
    lib_text_put(&out, LIB_TEXT("\"}"));
    return lib_text_fits(&out) ? out.needed : 0;
}

static bool is_object(const char *text, size_t length)
{
    if (JSON_Validate(text, length) != JSONSuccess) {
        return false;
    }
    while (*text <= ' ') {
        text++;
    }
    return *text == '{';
}

size_t Jobs_UpdateMsg(JobsUpdateRequest_t request, char *buffer, size_t bufferSize)
{
    const bool has_version = request.expectedVersion != NULL && request.expectedVersionLength > 0;
    const bool has_details = request.statusDetails != NULL && request.statusDetailsLength > 0;

    if (buffer == NULL || (unsigned)request.status > Rejected ||
        (has_details && !is_object(request.statusDetails, request.statusDetailsLength))) {
        return 0;
    }
    struct lib_text_out out = {buffer, bufferSize, 0};

    lib_text_put(&out, LIB_TEXT("{\"status\":\""));
    lib_text_put(&out, statuses[request.status], strlen(statuses[request.status]));
    if (has_version) {
        lib_text_put(&out, LIB_TEXT(",\"expectedVersion\":\""));
        lib_text_put(&out, request.expectedVersion, request.expectedVersionLength);
        lib_text_put(&out, "\"", 1);
    }
    if (has_details) {
        lib_text_put(&out, LIB_TEXT(",\"statusDetails\":"));
        lib_text_put(&out, request.statusDetails, request.statusDetailsLength);
    }
    lib_text_put(&out, LIB_TEXT("}"));
    return lib_text_fits(&out) ? out.needed : 0;
}

static size_t find(const char *message, size_t length, struct lib_text query, const char **value)
{
    size_t found = 0;

    /* NULL is refused there. */
    return JSON_SearchConst(message, length, query.at, query.length, value, &found, NULL) ==
                   JSONSuccess
               ? found
               : 0;
}

size_t Jobs_GetJobId(const char *message, size_t messageLength, const char **jobId)
{
    return find(message, messageLength, (struct lib_text){LIB_TEXT("execution.jobId")}, jobId);
}

size_t Jobs_GetJobDocument(const char *message, size_t messageLength, const char **jobDoc)
{
    return find(message, messageLength, (struct lib_text){LIB_TEXT("execution.jobDocument")},
                jobDoc);
}
