/* SPDX-License-Identifier: MIT */
#include "shadow.h"

#include "lib_text.h"

/* What follows the root, by ShadowTopicStringType_t; `message` is MaxNum for a request. */
static const struct suffix {
    const char *text;
    uint8_t length;
    uint8_t message;
} suffixes[] = {
#define SUFFIX(literal, type)                                                                      \
    {                                                                                              \
        LIB_TEXT(literal), (uint8_t)(type)                                                         \
    }
    SUFFIX(SHADOW_OP_GET, ShadowMessageTypeMaxNum),
    SUFFIX(SHADOW_OP_GET SHADOW_SUFFIX_ACCEPTED, ShadowMessageTypeGetAccepted),
    SUFFIX(SHADOW_OP_GET SHADOW_SUFFIX_REJECTED, ShadowMessageTypeGetRejected),
    SUFFIX(SHADOW_OP_DELETE, ShadowMessageTypeMaxNum),
    SUFFIX(SHADOW_OP_DELETE SHADOW_SUFFIX_ACCEPTED, ShadowMessageTypeDeleteAccepted),
    SUFFIX(SHADOW_OP_DELETE SHADOW_SUFFIX_REJECTED, ShadowMessageTypeDeleteRejected),
    SUFFIX(SHADOW_OP_UPDATE, ShadowMessageTypeMaxNum),
    SUFFIX(SHADOW_OP_UPDATE SHADOW_SUFFIX_ACCEPTED, ShadowMessageTypeUpdateAccepted),
    SUFFIX(SHADOW_OP_UPDATE SHADOW_SUFFIX_REJECTED, ShadowMessageTypeUpdateRejected),
    SUFFIX(SHADOW_OP_UPDATE SHADOW_SUFFIX_DOCUMENTS, ShadowMessageTypeUpdateDocuments),
    SUFFIX(SHADOW_OP_UPDATE SHADOW_SUFFIX_DELTA, ShadowMessageTypeUpdateDelta),
#undef SUFFIX
};

_Static_assert(sizeof suffixes / sizeof suffixes[0] == ShadowTopicStringTypeMaxNum,
               "a suffix for each topic");

ShadowStatus_t Shadow_AssembleTopicString(ShadowTopicStringType_t topicType, const char *pThingName,
                                          uint8_t thingNameLength, const char *pShadowName,
                                          uint8_t shadowNameLength, char *pTopicBuffer,
                                          uint16_t bufferSize, uint16_t *pOutLength)
{
    if (pTopicBuffer == NULL || pOutLength == NULL || pThingName == NULL || thingNameLength == 0 ||
        thingNameLength > SHADOW_THINGNAME_MAX_LENGTH ||
        shadowNameLength > SHADOW_NAME_MAX_LENGTH ||
        (pShadowName == NULL && shadowNameLength > 0) ||
        (unsigned)topicType >= ShadowTopicStringTypeMaxNum) {
        return SHADOW_BAD_PARAMETER;
    }
    struct lib_text_out out = {pTopicBuffer, bufferSize, 0};

    lib_text_put(&out, LIB_TEXT(SHADOW_PREFIX));
    lib_text_put(&out, pThingName, thingNameLength);
    /* The classic root is the beginning of the named one. */
    lib_text_put(&out, SHADOW_NAMED_ROOT,
                 shadowNameLength > 0 ? SHADOW_NAMED_ROOT_LENGTH : SHADOW_CLASSIC_ROOT_LENGTH);
    lib_text_put(&out, pShadowName, shadowNameLength);
    lib_text_put(&out, suffixes[topicType].text, suffixes[topicType].length);
    if (!lib_text_fits(&out)) {
        return SHADOW_BUFFER_TOO_SMALL;
    }
    *pOutLength = (uint16_t)out.needed;
    return SHADOW_SUCCESS;
}

static ShadowMessageType_t message_of(const struct lib_text *rest)
{
    const struct suffix *suffix = suffixes + ShadowTopicStringTypeMaxNum;

    while (suffix-- > suffixes) { /* updates first: they are what comes unasked */
        if (suffix->length == rest->length &&
            lib_text_equal(rest->at, suffix->text, rest->length)) {
            return (ShadowMessageType_t)suffix->message;
        }
    }
    return ShadowMessageTypeMaxNum;
}

ShadowStatus_t Shadow_MatchTopicString(const char *pTopic, uint16_t topicLength,
                                       ShadowMessageType_t *pMessageType, const char **pThingName,
                                       uint8_t *pThingNameLength, const char **pShadowName,
                                       uint8_t *pShadowNameLength)
{
    if (pTopic == NULL || topicLength == 0 || pMessageType == NULL) {
        return SHADOW_BAD_PARAMETER;
    }
    struct lib_text rest = {pTopic, topicLength};
    const char *thing, *name = NULL;
    size_t name_length = 0;

    if (!lib_text_take(&rest, LIB_TEXT(SHADOW_PREFIX))) {
        return SHADOW_FAIL;
    }
    const size_t thing_length = lib_text_take_level(&rest, &thing);
    if (thing_length == 0 || thing_length > SHADOW_THINGNAME_MAX_LENGTH) {
        return SHADOW_THINGNAME_PARSE_FAILED;
    }
    if (!lib_text_take(&rest, LIB_TEXT(SHADOW_CLASSIC_ROOT))) {
        return SHADOW_ROOT_PARSE_FAILED;
    }
    if (lib_text_take(&rest, LIB_TEXT("/name/"))) {
        name_length = lib_text_take_level(&rest, &name);
        if (name_length == 0 || name_length > SHADOW_NAME_MAX_LENGTH) {
            return SHADOW_SHADOWNAME_PARSE_FAILED;
        }
    }
    const ShadowMessageType_t message = message_of(&rest);
    if (message == ShadowMessageTypeMaxNum) {
        return SHADOW_MESSAGE_TYPE_PARSE_FAILED;
    }
    *pMessageType = message;
    if (pThingName != NULL) {
        *pThingName = thing;
    }
    if (pThingNameLength != NULL) {
        *pThingNameLength = (uint8_t)thing_length;
    }
    if (pShadowName != NULL) {
        *pShadowName = name;
    }
    if (pShadowNameLength != NULL) {
        *pShadowNameLength = (uint8_t)name_length;
    }
    return SHADOW_SUCCESS;
}

ShadowStatus_t Shadow_MatchTopic(const char *pTopic, uint16_t topicLength,
                                 ShadowMessageType_t *pMessageType, const char **pThingName,
                                 uint16_t *pThingNameLength)
{
    uint8_t length = 0;
    const ShadowStatus_t status =
        Shadow_MatchTopicString(pTopic, topicLength, pMessageType, pThingName, &length, NULL, NULL);

    if (status == SHADOW_SUCCESS && pThingNameLength != NULL) {
        *pThingNameLength = length;
    }
    return status;
}
