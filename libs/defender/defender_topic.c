/* SPDX-License-Identifier: MIT */
#include "defender.h"

#include "lib_text.h"

/* What follows the name of the thing, by DefenderTopic_t. */
static const struct ending {
    const char *text;
    uint8_t length;
} endings[] = {
    [DefenderJsonReportPublish] = {LIB_TEXT("/defender/metrics/json")},
    [DefenderJsonReportAccepted] = {LIB_TEXT("/defender/metrics/json/accepted")},
    [DefenderJsonReportRejected] = {LIB_TEXT("/defender/metrics/json/rejected")},
    [DefenderCborReportPublish] = {LIB_TEXT("/defender/metrics/cbor")},
    [DefenderCborReportAccepted] = {LIB_TEXT("/defender/metrics/cbor/accepted")},
    [DefenderCborReportRejected] = {LIB_TEXT("/defender/metrics/cbor/rejected")},
};

DefenderStatus_t Defender_GetTopic(char *pBuffer, uint16_t bufferLength, const char *pThingName,
                                   uint16_t thingNameLength, DefenderTopic_t api,
                                   uint16_t *pOutLength)
{
    if (pBuffer == NULL || pThingName == NULL || thingNameLength == 0 ||
        thingNameLength > DEFENDER_THINGNAME_MAX_LENGTH || api <= DefenderInvalidTopic ||
        api >= DefenderMaxTopic || pOutLength == NULL) {
        return DefenderBadParameter;
    }
    struct lib_text_out out = {pBuffer, bufferLength, 0};

    lib_text_put(&out, LIB_TEXT(DEFENDER_API_PREFIX));
    lib_text_put(&out, pThingName, thingNameLength);
    lib_text_put(&out, endings[api].text, endings[api].length);
    if (!lib_text_fits(&out)) {
        return DefenderBufferTooSmall;
    }
    *pOutLength = (uint16_t)out.needed;
    return DefenderSuccess;
}

static DefenderTopic_t find(const struct lib_text *rest)
{
    for (DefenderTopic_t api = DefenderJsonReportPublish; api < DefenderMaxTopic; api++) {
        if (endings[api].length == rest->length &&
            lib_text_equal(rest->at, endings[api].text, rest->length)) {
            return api;
        }
    }
    return DefenderInvalidTopic;
}

DefenderStatus_t Defender_MatchTopic(const char *pTopic, uint16_t topicLength,
                                     DefenderTopic_t *pOutApi, const char **ppOutThingName,
                                     uint16_t *pOutThingNameLength)
{
    if (pTopic == NULL || pOutApi == NULL) {
        return DefenderBadParameter;
    }
    struct lib_text rest = {pTopic, topicLength};
    const char *thing = NULL;

    *pOutApi = DefenderInvalidTopic;
    if (!lib_text_take(&rest, LIB_TEXT(DEFENDER_API_PREFIX))) {
        return DefenderNoMatch;
    }
    const size_t length = lib_text_take_level(&rest, &thing);
    if (length == 0 || length > DEFENDER_THINGNAME_MAX_LENGTH) {
        return DefenderNoMatch;
    }
    *pOutApi = find(&rest);
    if (*pOutApi == DefenderInvalidTopic) {
        return DefenderNoMatch;
    }
    if (ppOutThingName != NULL) {
        *ppOutThingName = thing;
    }
    if (pOutThingNameLength != NULL) {
        *pOutThingNameLength = (uint16_t)length;
    }
    return DefenderSuccess;
}
