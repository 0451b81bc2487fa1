/* SPDX-License-Identifier: MIT */
/* A topic is an operation, a format and an answer; FleetProvisioningTopic_t counts them through:
 *
 *      1 + 9 format + 3 operation + answer
 */
#include "fleet_provisioning.h"

#include "lib_text.h"

enum operation { FROM_CSR, KEYS, REGISTER };

_Static_assert(FleetProvCborRegisterThingRejected ==
                   1 + 9 * FleetProvisioningCbor + 3 * REGISTER + FleetProvisioningRejected,
               "topics are counted through");

/* Formats and answers have names of the same length. */
static const char formats[][5] = {FP_API_JSON_FORMAT, FP_API_CBOR_FORMAT};
static const char answers[][10] = {"", FP_API_ACCEPTED_SUFFIX, FP_API_REJECTED_SUFFIX};

#define FORMAT_LENGTH 4u
#define ANSWER_LENGTH 9u

FleetProvisioningStatus_t FleetProvisioning_GetRegisterThingTopic(
    char *pTopicBuffer, uint16_t bufferLength, FleetProvisioningFormat_t format,
    FleetProvisioningApiTopics_t topic, const char *pTemplateName, uint16_t templateNameLength,
    uint16_t *pOutLength)
{
    if (pTopicBuffer == NULL || pTemplateName == NULL || templateNameLength == 0 ||
        templateNameLength > FP_TEMPLATENAME_MAX_LENGTH || pOutLength == NULL ||
        (unsigned)format > FleetProvisioningCbor || (unsigned)topic > FleetProvisioningRejected) {
        return FleetProvisioningBadParameter;
    }
    struct lib_text_out out = {pTopicBuffer, bufferLength, 0};

    lib_text_put(&out, LIB_TEXT(FP_REGISTER_API_PREFIX));
    lib_text_put(&out, pTemplateName, templateNameLength);
    lib_text_put(&out, LIB_TEXT(FP_REGISTER_API_BRIDGE));
    lib_text_put(&out, formats[format], FORMAT_LENGTH);
    lib_text_put(&out, answers[topic], topic == FleetProvisioningPublish ? 0 : ANSWER_LENGTH);
    if (!lib_text_fits(&out)) {
        return FleetProvisioningBufferTooSmall;
    }
    *pOutLength = (uint16_t)out.needed;
    return FleetProvisioningSuccess;
}

static bool take_operation(struct lib_text *rest, enum operation *operation)
{
    const char *template;

    if (lib_text_take(rest, LIB_TEXT(FP_CREATE_CERT_API_PREFIX))) {
        *operation = FROM_CSR;
        return true;
    }
    if (lib_text_take(rest, LIB_TEXT(FP_CREATE_KEYS_API_PREFIX))) {
        *operation = KEYS;
        return true;
    }
    *operation = REGISTER;
    if (!lib_text_take(rest, LIB_TEXT(FP_REGISTER_API_PREFIX))) {
        return false;
    }
    const size_t length = lib_text_take_level(rest, &template);
    return length >= 1 && length <= FP_TEMPLATENAME_MAX_LENGTH &&
           lib_text_take(rest, LIB_TEXT(FP_REGISTER_API_BRIDGE));
}

static bool take_format(struct lib_text *rest, FleetProvisioningFormat_t *format)
{
    *format = FleetProvisioningJson;
    if (lib_text_take(rest, formats[FleetProvisioningJson], FORMAT_LENGTH)) {
        return true;
    }
    *format = FleetProvisioningCbor;
    return lib_text_take(rest, formats[FleetProvisioningCbor], FORMAT_LENGTH);
}

static bool take_answer(struct lib_text *rest, FleetProvisioningApiTopics_t *answer)
{
    *answer = FleetProvisioningPublish;
    for (FleetProvisioningApiTopics_t i = FleetProvisioningAccepted; i <= FleetProvisioningRejected;
         i++) {
        if (lib_text_take(rest, answers[i], ANSWER_LENGTH)) {
            *answer = i;
        }
    }
    return rest->length == 0;
}

FleetProvisioningStatus_t FleetProvisioning_MatchTopic(const char *pTopic, uint16_t topicLength,
                                                       FleetProvisioningTopic_t *pOutApi)
{
    if (pTopic == NULL || pOutApi == NULL) {
        return FleetProvisioningBadParameter;
    }
    struct lib_text rest = {pTopic, topicLength};
    enum operation operation;
    FleetProvisioningFormat_t format;
    FleetProvisioningApiTopics_t answer;

    *pOutApi = FleetProvisioningInvalidTopic;
    if (!take_operation(&rest, &operation) || !take_format(&rest, &format) ||
        !take_answer(&rest, &answer)) {
        return FleetProvisioningNoMatch;
    }
    *pOutApi = (FleetProvisioningTopic_t)(1u + 9u * format + 3u * operation + answer);
    return FleetProvisioningSuccess;
}
