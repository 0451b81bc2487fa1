/* SPDX-License-Identifier: MIT */
/* Any bytes as a topic, as a message and as the details of a report. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core_json.h"
#include "jobs.h"
#include "ota_job_processor.h"

static void require(bool condition)
{
    if (!condition) {
        abort();
    }
}

static bool lies_within(const char *part, size_t length, const char *whole, size_t size)
{
    return part >= whole && length <= size && part + length <= whole + size;
}

static void match(char *text, size_t size)
{
    JobsTopic_t api = JobsMaxTopic;
    char *job = NULL;
    uint16_t length = 0;
    const JobsStatus_t status = Jobs_MatchTopic(text, size, "thing-1", 7, &api, &job, &length);

    require((status == JobsSuccess && api > JobsInvalidTopic && api < JobsMaxTopic) ||
            (status == JobsNoMatch && api == JobsInvalidTopic && job == NULL && length == 0));
    require(job == NULL || (length > 0 && length <= 64 && lies_within(job, length, text, size)));
    require((job != NULL) == (api >= JobsDescribeSuccess && api < JobsMaxTopic));
    require(Jobs_IsStartNextAccepted(text, size, "thing-1", 7) == (api == JobsStartNextSuccess));
    if (job != NULL && *job != '$') {
        require(Jobs_IsJobUpdateStatus(text, size, job, length, "thing-1", 7,
                                       JobUpdateStatus_Rejected) == (api == JobsUpdateFailed));
    }
}

static void read_file(const char *text, size_t size, const char *protocol)
{
    AfrOtaJobDocumentFields_t fields;
    const int8_t next = otaParser_parseJobDocFile(text, size, 1, protocol, 4, &fields);

    require(next == -1 || next == 0 || next == 2);
    require(next == -1 || (lies_within(fields.imageRef, fields.imageRefLen, text, size) &&
                           lies_within(fields.signature, fields.signatureLen, text, size) &&
                           lies_within(fields.filepath, fields.filepathLen, text, size) &&
                           lies_within(fields.certfile, fields.certfileLen, text, size) &&
                           (fields.authScheme == NULL ||
                            lies_within(fields.authScheme, fields.authSchemeLen, text, size))));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    if (size == 0 || size > 1024) {
        return 0;
    }
    char *text = malloc(size); /* exactly its size, for the sanitizer */
    memcpy(text, bytes, size);
    match(text, size);
    read_file(text, size, "MQTT");
    read_file(text, size, "HTTP");

    const char *part = NULL;
    size_t length = Jobs_GetJobId(text, size, &part);
    require(length == 0 || lies_within(part, length, text, size));
    length = Jobs_GetJobDocument(text, size, &part);
    require(length == 0 || lies_within(part, length, text, size));

    char *message = malloc(size + 64);
    const JobsUpdateRequest_t request = {
        .status = Failed, .statusDetails = text, .statusDetailsLength = size};
    length = Jobs_UpdateMsg(request, message, size + 64);
    /* Its own braces are one level more. */
    require(length == 0 || JSON_Validate(message, length) == JSONSuccess ||
            JSON_Validate(message, length) == JSONMaxDepthExceeded);
    free(message);
    free(text);
    return 0;
}
