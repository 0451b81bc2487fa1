/* SPDX-License-Identifier: MIT */
/** Topics of the AWS IoT Device Shadow service: written, and recognised.
 *
 *      $aws/things/<thing>/shadow             /update            classic
 *      $aws/things/<thing>/shadow/name/<name> /update            named
 *                                             /get      /accepted /rejected
 *                                             /delete   /accepted /rejected
 *                                             /update   /accepted /rejected /delta /documents
 *
 * A name known when the program is compiled goes into a topic by the macros, one known later by
 * Shadow_AssembleTopicString(). The characters of names are the service's to judge, their lengths
 * are judged here. Topics do not end in a NUL. The documents are JSON: see core_json.h.
 */
#ifndef SHADOW_H
#define SHADOW_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The longest names, in bytes. */
#define SHADOW_THINGNAME_MAX_LENGTH (128U)
#define SHADOW_NAME_MAX_LENGTH      (64U)

/** Where all shadow topics begin. */
#define SHADOW_PREFIX        "$aws/things/"
#define SHADOW_PREFIX_LENGTH ((uint16_t)(sizeof(SHADOW_PREFIX) - 1U))

/** What follows the name of the thing. */
#define SHADOW_CLASSIC_ROOT        "/shadow"
#define SHADOW_CLASSIC_ROOT_LENGTH ((uint16_t)(sizeof(SHADOW_CLASSIC_ROOT) - 1U))
#define SHADOW_NAMED_ROOT          "/shadow/name/"
#define SHADOW_NAMED_ROOT_LENGTH   ((uint16_t)(sizeof(SHADOW_NAMED_ROOT) - 1U))

/** The name of the classic shadow. */
#define SHADOW_NAME_CLASSIC ""

/** Requests. */
#define SHADOW_OP_DELETE        "/delete"
#define SHADOW_OP_DELETE_LENGTH ((uint16_t)(sizeof(SHADOW_OP_DELETE) - 1U))
#define SHADOW_OP_GET           "/get"
#define SHADOW_OP_GET_LENGTH    ((uint16_t)(sizeof(SHADOW_OP_GET) - 1U))
#define SHADOW_OP_UPDATE        "/update"
#define SHADOW_OP_UPDATE_LENGTH ((uint16_t)(sizeof(SHADOW_OP_UPDATE) - 1U))

/** Answers; SHADOW_SUFFIX_NULL is the request itself. */
#define SHADOW_SUFFIX_ACCEPTED         "/accepted"
#define SHADOW_SUFFIX_ACCEPTED_LENGTH  ((uint16_t)(sizeof(SHADOW_SUFFIX_ACCEPTED) - 1U))
#define SHADOW_SUFFIX_REJECTED         "/rejected"
#define SHADOW_SUFFIX_REJECTED_LENGTH  ((uint16_t)(sizeof(SHADOW_SUFFIX_REJECTED) - 1U))
#define SHADOW_SUFFIX_DELTA            "/delta"
#define SHADOW_SUFFIX_DELTA_LENGTH     ((uint16_t)(sizeof(SHADOW_SUFFIX_DELTA) - 1U))
#define SHADOW_SUFFIX_DOCUMENTS        "/documents"
#define SHADOW_SUFFIX_DOCUMENTS_LENGTH ((uint16_t)(sizeof(SHADOW_SUFFIX_DOCUMENTS) - 1U))
#define SHADOW_SUFFIX_NULL
#define SHADOW_SUFFIX_NULL_LENGTH (0U)

/** What a message that arrived is. */
typedef enum ShadowMessageType {
    ShadowMessageTypeGetAccepted = 0,
    ShadowMessageTypeGetRejected,
    ShadowMessageTypeDeleteAccepted,
    ShadowMessageTypeDeleteRejected,
    ShadowMessageTypeUpdateAccepted,
    ShadowMessageTypeUpdateRejected,
    ShadowMessageTypeUpdateDocuments,
    ShadowMessageTypeUpdateDelta,
    ShadowMessageTypeMaxNum
} ShadowMessageType_t;

/** Topics that can be written. */
typedef enum ShadowTopicStringType {
    ShadowTopicStringTypeGet = 0,
    ShadowTopicStringTypeGetAccepted,
    ShadowTopicStringTypeGetRejected,
    ShadowTopicStringTypeDelete,
    ShadowTopicStringTypeDeleteAccepted,
    ShadowTopicStringTypeDeleteRejected,
    ShadowTopicStringTypeUpdate,
    ShadowTopicStringTypeUpdateAccepted,
    ShadowTopicStringTypeUpdateRejected,
    ShadowTopicStringTypeUpdateDocuments,
    ShadowTopicStringTypeUpdateDelta,
    ShadowTopicStringTypeMaxNum
} ShadowTopicStringType_t;

typedef enum ShadowStatus {
    SHADOW_SUCCESS = 0,
    SHADOW_FAIL,                      /**< Not a topic of a thing at all. */
    SHADOW_BAD_PARAMETER,             /**< NULL, empty or too long; nothing was done. */
    SHADOW_BUFFER_TOO_SMALL,          /**< The topic does not fit. */
    SHADOW_THINGNAME_PARSE_FAILED,    /**< The thing's name is empty or above 128 bytes. */
    SHADOW_MESSAGE_TYPE_PARSE_FAILED, /**< A shadow's, but no answer or event. */
    SHADOW_ROOT_PARSE_FAILED,         /**< A thing's, but not a shadow's. */
    SHADOW_SHADOWNAME_PARSE_FAILED    /**< The shadow's name is empty or above 64 bytes. */
} ShadowStatus_t;

/** Bytes of a topic; a shadow name of no bytes is the classic one's. */
#define SHADOW_TOPIC_LEN(operationLength, suffixLength, thingNameLength, shadowNameLength)         \
    ((operationLength) + (suffixLength) + (thingNameLength) + SHADOW_PREFIX_LENGTH +               \
     ((shadowNameLength) > 0 ? (shadowNameLength) + SHADOW_NAMED_ROOT_LENGTH                       \
                             : SHADOW_CLASSIC_ROOT_LENGTH))

#define SHADOW_TOPIC_LEN_UPDATE(thingNameLength, shadowNameLength)                                 \
    SHADOW_TOPIC_LEN(SHADOW_OP_UPDATE_LENGTH, SHADOW_SUFFIX_NULL_LENGTH, thingNameLength,          \
                     shadowNameLength)
#define SHADOW_TOPIC_LEN_UPDATE_ACC(thingNameLength, shadowNameLength)                             \
    SHADOW_TOPIC_LEN(SHADOW_OP_UPDATE_LENGTH, SHADOW_SUFFIX_ACCEPTED_LENGTH, thingNameLength,      \
                     shadowNameLength)
#define SHADOW_TOPIC_LEN_UPDATE_REJ(thingNameLength, shadowNameLength)                             \
    SHADOW_TOPIC_LEN(SHADOW_OP_UPDATE_LENGTH, SHADOW_SUFFIX_REJECTED_LENGTH, thingNameLength,      \
                     shadowNameLength)
#define SHADOW_TOPIC_LEN_UPDATE_DOCS(thingNameLength, shadowNameLength)                            \
    SHADOW_TOPIC_LEN(SHADOW_OP_UPDATE_LENGTH, SHADOW_SUFFIX_DOCUMENTS_LENGTH, thingNameLength,     \
                     shadowNameLength)
#define SHADOW_TOPIC_LEN_UPDATE_DELTA(thingNameLength, shadowNameLength)                           \
    SHADOW_TOPIC_LEN(SHADOW_OP_UPDATE_LENGTH, SHADOW_SUFFIX_DELTA_LENGTH, thingNameLength,         \
                     shadowNameLength)
#define SHADOW_TOPIC_LEN_GET(thingNameLength, shadowNameLength)                                    \
    SHADOW_TOPIC_LEN(SHADOW_OP_GET_LENGTH, SHADOW_SUFFIX_NULL_LENGTH, thingNameLength,             \
                     shadowNameLength)
#define SHADOW_TOPIC_LEN_GET_ACC(thingNameLength, shadowNameLength)                                \
    SHADOW_TOPIC_LEN(SHADOW_OP_GET_LENGTH, SHADOW_SUFFIX_ACCEPTED_LENGTH, thingNameLength,         \
                     shadowNameLength)
#define SHADOW_TOPIC_LEN_GET_REJ(thingNameLength, shadowNameLength)                                \
    SHADOW_TOPIC_LEN(SHADOW_OP_GET_LENGTH, SHADOW_SUFFIX_REJECTED_LENGTH, thingNameLength,         \
                     shadowNameLength)
#define SHADOW_TOPIC_LEN_DELETE(thingNameLength, shadowNameLength)                                 \
    SHADOW_TOPIC_LEN(SHADOW_OP_DELETE_LENGTH, SHADOW_SUFFIX_NULL_LENGTH, thingNameLength,          \
                     shadowNameLength)
#define SHADOW_TOPIC_LEN_DELETE_ACC(thingNameLength, shadowNameLength)                             \
    SHADOW_TOPIC_LEN(SHADOW_OP_DELETE_LENGTH, SHADOW_SUFFIX_ACCEPTED_LENGTH, thingNameLength,      \
                     shadowNameLength)
#define SHADOW_TOPIC_LEN_DELETE_REJ(thingNameLength, shadowNameLength)                             \
    SHADOW_TOPIC_LEN(SHADOW_OP_DELETE_LENGTH, SHADOW_SUFFIX_REJECTED_LENGTH, thingNameLength,      \
                     shadowNameLength)

/** The longest topic for these names: a buffer of this size holds any. */
#define SHADOW_TOPIC_LEN_MAX(thingNameLength, shadowNameLength)                                    \
    SHADOW_TOPIC_LEN_UPDATE_DOCS(thingNameLength, shadowNameLength)

/** A topic, of string literals. */
#define SHADOW_TOPIC_STR(thingName, shadowName, operation, suffix)                                 \
    ((sizeof(shadowName) > 1U)                                                                     \
         ? (SHADOW_PREFIX thingName SHADOW_NAMED_ROOT shadowName operation suffix)                 \
         : (SHADOW_PREFIX thingName SHADOW_CLASSIC_ROOT operation suffix))

#define SHADOW_TOPIC_STR_UPDATE(thingName, shadowName)                                             \
    SHADOW_TOPIC_STR(thingName, shadowName, SHADOW_OP_UPDATE, SHADOW_SUFFIX_NULL)
#define SHADOW_TOPIC_STR_UPDATE_ACC(thingName, shadowName)                                         \
    SHADOW_TOPIC_STR(thingName, shadowName, SHADOW_OP_UPDATE, SHADOW_SUFFIX_ACCEPTED)
#define SHADOW_TOPIC_STR_UPDATE_REJ(thingName, shadowName)                                         \
    SHADOW_TOPIC_STR(thingName, shadowName, SHADOW_OP_UPDATE, SHADOW_SUFFIX_REJECTED)
#define SHADOW_TOPIC_STR_UPDATE_DOCS(thingName, shadowName)                                        \
    SHADOW_TOPIC_STR(thingName, shadowName, SHADOW_OP_UPDATE, SHADOW_SUFFIX_DOCUMENTS)
#define SHADOW_TOPIC_STR_UPDATE_DELTA(thingName, shadowName)                                       \
    SHADOW_TOPIC_STR(thingName, shadowName, SHADOW_OP_UPDATE, SHADOW_SUFFIX_DELTA)
#define SHADOW_TOPIC_STR_GET(thingName, shadowName)                                                \
    SHADOW_TOPIC_STR(thingName, shadowName, SHADOW_OP_GET, SHADOW_SUFFIX_NULL)
#define SHADOW_TOPIC_STR_GET_ACC(thingName, shadowName)                                            \
    SHADOW_TOPIC_STR(thingName, shadowName, SHADOW_OP_GET, SHADOW_SUFFIX_ACCEPTED)
#define SHADOW_TOPIC_STR_GET_REJ(thingName, shadowName)                                            \
    SHADOW_TOPIC_STR(thingName, shadowName, SHADOW_OP_GET, SHADOW_SUFFIX_REJECTED)
#define SHADOW_TOPIC_STR_DELETE(thingName, shadowName)                                             \
    SHADOW_TOPIC_STR(thingName, shadowName, SHADOW_OP_DELETE, SHADOW_SUFFIX_NULL)
#define SHADOW_TOPIC_STR_DELETE_ACC(thingName, shadowName)                                         \
    SHADOW_TOPIC_STR(thingName, shadowName, SHADOW_OP_DELETE, SHADOW_SUFFIX_ACCEPTED)
#define SHADOW_TOPIC_STR_DELETE_REJ(thingName, shadowName)                                         \
    SHADOW_TOPIC_STR(thingName, shadowName, SHADOW_OP_DELETE, SHADOW_SUFFIX_REJECTED)

/** The same for classic shadows alone, as they were before there were named ones. */
#define SHADOW_TOPIC_LENGTH(operationLength, suffixLength, thingNameLength)                        \
    SHADOW_TOPIC_LEN(operationLength, suffixLength, thingNameLength, 0)

#define SHADOW_TOPIC_LENGTH_UPDATE(thingNameLength)                                                \
    SHADOW_TOPIC_LENGTH(SHADOW_OP_UPDATE_LENGTH, SHADOW_SUFFIX_NULL_LENGTH, thingNameLength)
#define SHADOW_TOPIC_LENGTH_UPDATE_ACCEPTED(thingNameLength)                                       \
    SHADOW_TOPIC_LENGTH(SHADOW_OP_UPDATE_LENGTH, SHADOW_SUFFIX_ACCEPTED_LENGTH, thingNameLength)
#define SHADOW_TOPIC_LENGTH_UPDATE_REJECTED(thingNameLength)                                       \
    SHADOW_TOPIC_LENGTH(SHADOW_OP_UPDATE_LENGTH, SHADOW_SUFFIX_REJECTED_LENGTH, thingNameLength)
#define SHADOW_TOPIC_LENGTH_UPDATE_DOCUMENTS(thingNameLength)                                      \
    SHADOW_TOPIC_LENGTH(SHADOW_OP_UPDATE_LENGTH, SHADOW_SUFFIX_DOCUMENTS_LENGTH, thingNameLength)
#define SHADOW_TOPIC_LENGTH_UPDATE_DELTA(thingNameLength)                                          \
    SHADOW_TOPIC_LENGTH(SHADOW_OP_UPDATE_LENGTH, SHADOW_SUFFIX_DELTA_LENGTH, thingNameLength)
#define SHADOW_TOPIC_LENGTH_GET(thingNameLength)                                                   \
    SHADOW_TOPIC_LENGTH(SHADOW_OP_GET_LENGTH, SHADOW_SUFFIX_NULL_LENGTH, thingNameLength)
#define SHADOW_TOPIC_LENGTH_GET_ACCEPTED(thingNameLength)                                          \
    SHADOW_TOPIC_LENGTH(SHADOW_OP_GET_LENGTH, SHADOW_SUFFIX_ACCEPTED_LENGTH, thingNameLength)
#define SHADOW_TOPIC_LENGTH_GET_REJECTED(thingNameLength)                                          \
    SHADOW_TOPIC_LENGTH(SHADOW_OP_GET_LENGTH, SHADOW_SUFFIX_REJECTED_LENGTH, thingNameLength)
#define SHADOW_TOPIC_LENGTH_DELETE(thingNameLength)                                                \
    SHADOW_TOPIC_LENGTH(SHADOW_OP_DELETE_LENGTH, SHADOW_SUFFIX_NULL_LENGTH, thingNameLength)
#define SHADOW_TOPIC_LENGTH_DELETE_ACCEPTED(thingNameLength)                                       \
    SHADOW_TOPIC_LENGTH(SHADOW_OP_DELETE_LENGTH, SHADOW_SUFFIX_ACCEPTED_LENGTH, thingNameLength)
#define SHADOW_TOPIC_LENGTH_DELETE_REJECTED(thingNameLength)                                       \
    SHADOW_TOPIC_LENGTH(SHADOW_OP_DELETE_LENGTH, SHADOW_SUFFIX_REJECTED_LENGTH, thingNameLength)
#define SHADOW_TOPIC_LENGTH_MAX(thingNameLength) SHADOW_TOPIC_LEN_MAX(thingNameLength, 0)

#define SHADOW_TOPIC_STRING(thingName, operation, suffix)                                          \
    SHADOW_PREFIX thingName SHADOW_CLASSIC_ROOT operation suffix

#define SHADOW_TOPIC_STRING_UPDATE(thingName)                                                      \
    SHADOW_TOPIC_STRING(thingName, SHADOW_OP_UPDATE, SHADOW_SUFFIX_NULL)
#define SHADOW_TOPIC_STRING_UPDATE_ACCEPTED(thingName)                                             \
    SHADOW_TOPIC_STRING(thingName, SHADOW_OP_UPDATE, SHADOW_SUFFIX_ACCEPTED)
#define SHADOW_TOPIC_STRING_UPDATE_REJECTED(thingName)                                             \
    SHADOW_TOPIC_STRING(thingName, SHADOW_OP_UPDATE, SHADOW_SUFFIX_REJECTED)
#define SHADOW_TOPIC_STRING_UPDATE_DOCUMENTS(thingName)                                            \
    SHADOW_TOPIC_STRING(thingName, SHADOW_OP_UPDATE, SHADOW_SUFFIX_DOCUMENTS)
#define SHADOW_TOPIC_STRING_UPDATE_DELTA(thingName)                                                \
    SHADOW_TOPIC_STRING(thingName, SHADOW_OP_UPDATE, SHADOW_SUFFIX_DELTA)
#define SHADOW_TOPIC_STRING_GET(thingName)                                                         \
    SHADOW_TOPIC_STRING(thingName, SHADOW_OP_GET, SHADOW_SUFFIX_NULL)
#define SHADOW_TOPIC_STRING_GET_ACCEPTED(thingName)                                                \
    SHADOW_TOPIC_STRING(thingName, SHADOW_OP_GET, SHADOW_SUFFIX_ACCEPTED)
#define SHADOW_TOPIC_STRING_GET_REJECTED(thingName)                                                \
    SHADOW_TOPIC_STRING(thingName, SHADOW_OP_GET, SHADOW_SUFFIX_REJECTED)
#define SHADOW_TOPIC_STRING_DELETE(thingName)                                                      \
    SHADOW_TOPIC_STRING(thingName, SHADOW_OP_DELETE, SHADOW_SUFFIX_NULL)
#define SHADOW_TOPIC_STRING_DELETE_ACCEPTED(thingName)                                             \
    SHADOW_TOPIC_STRING(thingName, SHADOW_OP_DELETE, SHADOW_SUFFIX_ACCEPTED)
#define SHADOW_TOPIC_STRING_DELETE_REJECTED(thingName)                                             \
    SHADOW_TOPIC_STRING(thingName, SHADOW_OP_DELETE, SHADOW_SUFFIX_REJECTED)

/**
 * Write a topic.
 *
 * @param topicType         Which.
 * @param pThingName        Not NULL.
 * @param thingNameLength   1 to SHADOW_THINGNAME_MAX_LENGTH.
 * @param pShadowName       May be NULL for the classic shadow.
 * @param shadowNameLength  0, the classic shadow, to SHADOW_NAME_MAX_LENGTH.
 * @param[out] pTopicBuffer Not NULL.
 * @param bufferSize        Bytes of room: SHADOW_TOPIC_LEN_MAX() is enough for any topic.
 * @param[out] pOutLength   Bytes of the topic. Not NULL.
 * @retval SHADOW_SUCCESS           Written; no NUL behind it.
 * @retval SHADOW_BAD_PARAMETER     Nothing was written.
 * @retval SHADOW_BUFFER_TOO_SMALL  The buffer's contents are of no use; `*pOutLength` is as it was.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  Device Shadow API reference, Shadow_AssembleTopicString.
 */
ShadowStatus_t Shadow_AssembleTopicString(ShadowTopicStringType_t topicType, const char *pThingName,
                                          uint8_t thingNameLength, const char *pShadowName,
                                          uint8_t shadowNameLength, char *pTopicBuffer,
                                          uint16_t bufferSize, uint16_t *pOutLength);

/** Shadow_AssembleTopicString() of the classic shadow. */
#define Shadow_GetTopicString(topicType, pThingName, thingNameLength, pTopicBuffer, bufferSize,    \
                              pOutLength)                                                          \
    Shadow_AssembleTopicString(topicType, pThingName, (uint8_t)(thingNameLength),                  \
                               SHADOW_NAME_CLASSIC, 0, pTopicBuffer, bufferSize, pOutLength)

/**
 * Tell what message a topic stands for, and whose.
 *
 * @param pTopic                  Not NULL; need not end in a NUL.
 * @param topicLength             Bytes of it, at least 1.
 * @param[out] pMessageType       Not NULL.
 * @param[out] pThingName         Where the name is in the topic; may be NULL, and so may the rest.
 * @param[out] pThingNameLength   Its bytes.
 * @param[out] pShadowName        Where the name is; NULL for the classic shadow.
 * @param[out] pShadowNameLength  Its bytes; 0 for the classic shadow.
 * @retval SHADOW_SUCCESS        An answer or event of the service.
 * @retval SHADOW_BAD_PARAMETER  The caller's mistake.
 * @return Else what was wrong first, from left to right: see ShadowStatus_t.
 *
 * Outputs are written on success only.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  Device Shadow API reference, Shadow_MatchTopicString.
 */
ShadowStatus_t Shadow_MatchTopicString(const char *pTopic, uint16_t topicLength,
                                       ShadowMessageType_t *pMessageType, const char **pThingName,
                                       uint8_t *pThingNameLength, const char **pShadowName,
                                       uint8_t *pShadowNameLength);

/**
 * Shadow_MatchTopicString() without the shadow's name, as it was before there were named ones.
 *
 * @param pTopic                 As there.
 * @param topicLength            As there.
 * @param[out] pMessageType      As there.
 * @param[out] pThingName        As there.
 * @param[out] pThingNameLength  As there.
 * @return As there.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  Device Shadow API reference, Shadow_MatchTopic.
 */
ShadowStatus_t Shadow_MatchTopic(const char *pTopic, uint16_t topicLength,
                                 ShadowMessageType_t *pMessageType, const char **pThingName,
                                 uint16_t *pThingNameLength);

#ifdef __cplusplus
}
#endif

#endif
