/* SPDX-License-Identifier: MIT */
/* Any bytes as a topic. What is recognised, written again from its parts, is the same topic. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "shadow.h"

static void require(int condition)
{
    if (!condition) {
        abort();
    }
}

static const ShadowTopicStringType_t written_as[] = {
    [ShadowMessageTypeGetAccepted] = ShadowTopicStringTypeGetAccepted,
    [ShadowMessageTypeGetRejected] = ShadowTopicStringTypeGetRejected,
    [ShadowMessageTypeDeleteAccepted] = ShadowTopicStringTypeDeleteAccepted,
    [ShadowMessageTypeDeleteRejected] = ShadowTopicStringTypeDeleteRejected,
    [ShadowMessageTypeUpdateAccepted] = ShadowTopicStringTypeUpdateAccepted,
    [ShadowMessageTypeUpdateRejected] = ShadowTopicStringTypeUpdateRejected,
    [ShadowMessageTypeUpdateDocuments] = ShadowTopicStringTypeUpdateDocuments,
    [ShadowMessageTypeUpdateDelta] = ShadowTopicStringTypeUpdateDelta,
};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    if (size == 0 || size > 400) {
        return 0;
    }
    char *topic = malloc(size); /* exactly its size, for the sanitizer */
    memcpy(topic, bytes, size);
    ShadowMessageType_t message = ShadowMessageTypeMaxNum;
    const char *thing = NULL, *name = NULL;
    uint8_t thing_length = 0, name_length = 0;
    const ShadowStatus_t status = Shadow_MatchTopicString(topic, (uint16_t)size, &message, &thing,
                                                          &thing_length, &name, &name_length);
    if (status == SHADOW_SUCCESS) {
        char *again = malloc(size);
        uint16_t length = 0;
        require(message < ShadowMessageTypeMaxNum);
        require(Shadow_AssembleTopicString(written_as[message], thing, thing_length, name,
                                           name_length, again, (uint16_t)size,
                                           &length) == SHADOW_SUCCESS);
        require(length == size && memcmp(again, topic, size) == 0);
        free(again);
    } else {
        require(status >= SHADOW_FAIL && status <= SHADOW_SHADOWNAME_PARSE_FAILED);
        require(status != SHADOW_BAD_PARAMETER && status != SHADOW_BUFFER_TOO_SMALL);
        require(message == ShadowMessageTypeMaxNum && thing == NULL && name == NULL);
    }
    free(topic);
    return 0;
}
