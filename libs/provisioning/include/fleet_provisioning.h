/* SPDX-License-Identifier: MIT */
/** Topics of AWS IoT Fleet Provisioning: a device that was made with a claim gets an identity of
 * its own.
 *
 *      $aws/certificates/create-from-csr/json                    the device made its key: sign this
 *      $aws/certificates/create/json                             the service makes key and
 * certificate $aws/provisioning-templates/<template>/provision/json     register the device with
 * the certificate
 *
 * Each with /accepted and /rejected, and the same with cbor. Topics do not end in a NUL.
 * fleet_provisioning_message.h writes the requests and reads the answers.
 */
#ifndef FLEET_PROVISIONING_H
#define FLEET_PROVISIONING_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The longest name of a template, in bytes. */
#define FP_TEMPLATENAME_MAX_LENGTH 36U

/** The pieces of topics. */
#define FP_CREATE_CERT_API_PREFIX        "$aws/certificates/create-from-csr/"
#define FP_CREATE_CERT_API_LENGTH_PREFIX ((uint16_t)(sizeof(FP_CREATE_CERT_API_PREFIX) - 1U))
#define FP_CREATE_KEYS_API_PREFIX        "$aws/certificates/create/"
#define FP_CREATE_KEYS_API_LENGTH_PREFIX ((uint16_t)(sizeof(FP_CREATE_KEYS_API_PREFIX) - 1U))
#define FP_REGISTER_API_PREFIX           "$aws/provisioning-templates/"
#define FP_REGISTER_API_LENGTH_PREFIX    ((uint16_t)(sizeof(FP_REGISTER_API_PREFIX) - 1U))
#define FP_REGISTER_API_BRIDGE           "/provision/"
#define FP_REGISTER_API_LENGTH_BRIDGE    ((uint16_t)(sizeof(FP_REGISTER_API_BRIDGE) - 1U))
#define FP_API_JSON_FORMAT               "json"
#define FP_API_LENGTH_JSON_FORMAT        ((uint16_t)(sizeof(FP_API_JSON_FORMAT) - 1U))
#define FP_API_CBOR_FORMAT               "cbor"
#define FP_API_LENGTH_CBOR_FORMAT        ((uint16_t)(sizeof(FP_API_CBOR_FORMAT) - 1U))
#define FP_API_ACCEPTED_SUFFIX           "/accepted"
#define FP_API_LENGTH_ACCEPTED_SUFFIX    ((uint16_t)(sizeof(FP_API_ACCEPTED_SUFFIX) - 1U))
#define FP_API_REJECTED_SUFFIX           "/rejected"
#define FP_API_LENGTH_REJECTED_SUFFIX    ((uint16_t)(sizeof(FP_API_REJECTED_SUFFIX) - 1U))

/** CreateCertificateFromCsr in JSON. */
#define FP_JSON_CREATE_CERT_PUBLISH_TOPIC FP_CREATE_CERT_API_PREFIX FP_API_JSON_FORMAT
#define FP_JSON_CREATE_CERT_PUBLISH_LENGTH                                                         \
    ((uint16_t)(sizeof(FP_JSON_CREATE_CERT_PUBLISH_TOPIC) - 1U))
#define FP_JSON_CREATE_CERT_ACCEPTED_TOPIC                                                         \
    FP_CREATE_CERT_API_PREFIX FP_API_JSON_FORMAT FP_API_ACCEPTED_SUFFIX
#define FP_JSON_CREATE_CERT_ACCEPTED_LENGTH                                                        \
    ((uint16_t)(sizeof(FP_JSON_CREATE_CERT_ACCEPTED_TOPIC) - 1U))
#define FP_JSON_CREATE_CERT_REJECTED_TOPIC                                                         \
    FP_CREATE_CERT_API_PREFIX FP_API_JSON_FORMAT FP_API_REJECTED_SUFFIX
#define FP_JSON_CREATE_CERT_REJECTED_LENGTH                                                        \
    ((uint16_t)(sizeof(FP_JSON_CREATE_CERT_REJECTED_TOPIC) - 1U))

/** CreateKeysAndCertificate in JSON. */
#define FP_JSON_CREATE_KEYS_PUBLISH_TOPIC FP_CREATE_KEYS_API_PREFIX FP_API_JSON_FORMAT
#define FP_JSON_CREATE_KEYS_PUBLISH_LENGTH                                                         \
    ((uint16_t)(sizeof(FP_JSON_CREATE_KEYS_PUBLISH_TOPIC) - 1U))
#define FP_JSON_CREATE_KEYS_ACCEPTED_TOPIC                                                         \
    FP_CREATE_KEYS_API_PREFIX FP_API_JSON_FORMAT FP_API_ACCEPTED_SUFFIX
#define FP_JSON_CREATE_KEYS_ACCEPTED_LENGTH                                                        \
    ((uint16_t)(sizeof(FP_JSON_CREATE_KEYS_ACCEPTED_TOPIC) - 1U))
#define FP_JSON_CREATE_KEYS_REJECTED_TOPIC                                                         \
    FP_CREATE_KEYS_API_PREFIX FP_API_JSON_FORMAT FP_API_REJECTED_SUFFIX
#define FP_JSON_CREATE_KEYS_REJECTED_LENGTH                                                        \
    ((uint16_t)(sizeof(FP_JSON_CREATE_KEYS_REJECTED_TOPIC) - 1U))

/** RegisterThing in JSON. */
#define FP_JSON_REGISTER_PUBLISH_TOPIC(templateName)                                               \
    FP_REGISTER_API_PREFIX templateName FP_REGISTER_API_BRIDGE FP_API_JSON_FORMAT
#define FP_JSON_REGISTER_PUBLISH_LENGTH(templateNameLength)                                        \
    ((uint16_t)(sizeof(FP_JSON_REGISTER_PUBLISH_TOPIC("")) - 1U + (templateNameLength)))
#define FP_JSON_REGISTER_ACCEPTED_TOPIC(templateName)                                              \
    FP_REGISTER_API_PREFIX templateName FP_REGISTER_API_BRIDGE FP_API_JSON_FORMAT                  \
        FP_API_ACCEPTED_SUFFIX
#define FP_JSON_REGISTER_ACCEPTED_LENGTH(templateNameLength)                                       \
    ((uint16_t)(sizeof(FP_JSON_REGISTER_ACCEPTED_TOPIC("")) - 1U + (templateNameLength)))
#define FP_JSON_REGISTER_REJECTED_TOPIC(templateName)                                              \
    FP_REGISTER_API_PREFIX templateName FP_REGISTER_API_BRIDGE FP_API_JSON_FORMAT                  \
        FP_API_REJECTED_SUFFIX
#define FP_JSON_REGISTER_REJECTED_LENGTH(templateNameLength)                                       \
    ((uint16_t)(sizeof(FP_JSON_REGISTER_REJECTED_TOPIC("")) - 1U + (templateNameLength)))

/** CreateCertificateFromCsr in CBOR. */
#define FP_CBOR_CREATE_CERT_PUBLISH_TOPIC FP_CREATE_CERT_API_PREFIX FP_API_CBOR_FORMAT
#define FP_CBOR_CREATE_CERT_PUBLISH_LENGTH                                                         \
    ((uint16_t)(sizeof(FP_CBOR_CREATE_CERT_PUBLISH_TOPIC) - 1U))
#define FP_CBOR_CREATE_CERT_ACCEPTED_TOPIC                                                         \
    FP_CREATE_CERT_API_PREFIX FP_API_CBOR_FORMAT FP_API_ACCEPTED_SUFFIX
#define FP_CBOR_CREATE_CERT_ACCEPTED_LENGTH                                                        \
    ((uint16_t)(sizeof(FP_CBOR_CREATE_CERT_ACCEPTED_TOPIC) - 1U))
#define FP_CBOR_CREATE_CERT_REJECTED_TOPIC                                                         \
    FP_CREATE_CERT_API_PREFIX FP_API_CBOR_FORMAT FP_API_REJECTED_SUFFIX
#define FP_CBOR_CREATE_CERT_REJECTED_LENGTH                                                        \
    ((uint16_t)(sizeof(FP_CBOR_CREATE_CERT_REJECTED_TOPIC) - 1U))

/** CreateKeysAndCertificate in CBOR. */
#define FP_CBOR_CREATE_KEYS_PUBLISH_TOPIC FP_CREATE_KEYS_API_PREFIX FP_API_CBOR_FORMAT
#define FP_CBOR_CREATE_KEYS_PUBLISH_LENGTH                                                         \
    ((uint16_t)(sizeof(FP_CBOR_CREATE_KEYS_PUBLISH_TOPIC) - 1U))
#define FP_CBOR_CREATE_KEYS_ACCEPTED_TOPIC                                                         \
    FP_CREATE_KEYS_API_PREFIX FP_API_CBOR_FORMAT FP_API_ACCEPTED_SUFFIX
#define FP_CBOR_CREATE_KEYS_ACCEPTED_LENGTH                                                        \
    ((uint16_t)(sizeof(FP_CBOR_CREATE_KEYS_ACCEPTED_TOPIC) - 1U))
#define FP_CBOR_CREATE_KEYS_REJECTED_TOPIC                                                         \
    FP_CREATE_KEYS_API_PREFIX FP_API_CBOR_FORMAT FP_API_REJECTED_SUFFIX
#define FP_CBOR_CREATE_KEYS_REJECTED_LENGTH                                                        \
    ((uint16_t)(sizeof(FP_CBOR_CREATE_KEYS_REJECTED_TOPIC) - 1U))

/** RegisterThing in CBOR. */
#define FP_CBOR_REGISTER_PUBLISH_TOPIC(templateName)                                               \
    FP_REGISTER_API_PREFIX templateName FP_REGISTER_API_BRIDGE FP_API_CBOR_FORMAT
#define FP_CBOR_REGISTER_PUBLISH_LENGTH(templateNameLength)                                        \
    ((uint16_t)(sizeof(FP_CBOR_REGISTER_PUBLISH_TOPIC("")) - 1U + (templateNameLength)))
#define FP_CBOR_REGISTER_ACCEPTED_TOPIC(templateName)                                              \
    FP_REGISTER_API_PREFIX templateName FP_REGISTER_API_BRIDGE FP_API_CBOR_FORMAT                  \
        FP_API_ACCEPTED_SUFFIX
#define FP_CBOR_REGISTER_ACCEPTED_LENGTH(templateNameLength)                                       \
    ((uint16_t)(sizeof(FP_CBOR_REGISTER_ACCEPTED_TOPIC("")) - 1U + (templateNameLength)))
#define FP_CBOR_REGISTER_REJECTED_TOPIC(templateName)                                              \
    FP_REGISTER_API_PREFIX templateName FP_REGISTER_API_BRIDGE FP_API_CBOR_FORMAT                  \
        FP_API_REJECTED_SUFFIX
#define FP_CBOR_REGISTER_REJECTED_LENGTH(templateNameLength)                                       \
    ((uint16_t)(sizeof(FP_CBOR_REGISTER_REJECTED_TOPIC("")) - 1U + (templateNameLength)))

/** Keys of requests and answers. */
#define FP_API_CSR_KEY             "certificateSigningRequest"
#define FP_API_CERTIFICATE_ID_KEY  "certificateId"
#define FP_API_CERTIFICATE_PEM_KEY "certificatePem"
#define FP_API_PRIVATE_KEY_KEY     "privateKey"
#define FP_API_OWNERSHIP_TOKEN_KEY "certificateOwnershipToken"
#define FP_API_PARAMETERS_KEY      "parameters"
#define FP_API_THING_NAME_KEY      "thingName"
#define FP_API_DEVICE_CONFIG_KEY   "deviceConfiguration"
#define FP_API_STATUS_CODE_KEY     "statusCode"
#define FP_API_ERROR_CODE_KEY      "errorCode"
#define FP_API_ERROR_MESSAGE_KEY   "errorMessage"

typedef enum {
    FleetProvisioningError = 0,
    FleetProvisioningSuccess,
    FleetProvisioningNoMatch,       /**< Not a topic of Fleet Provisioning. */
    FleetProvisioningBadParameter,  /**< NULL, empty, too long; nothing was done. */
    FleetProvisioningBufferTooSmall /**< It does not fit. */
} FleetProvisioningStatus_t;

typedef enum {
    FleetProvisioningInvalidTopic = 0,
    FleetProvJsonCreateCertFromCsrPublish,
    FleetProvJsonCreateCertFromCsrAccepted,
    FleetProvJsonCreateCertFromCsrRejected,
    FleetProvJsonCreateKeysAndCertPublish,
    FleetProvJsonCreateKeysAndCertAccepted,
    FleetProvJsonCreateKeysAndCertRejected,
    FleetProvJsonRegisterThingPublish,
    FleetProvJsonRegisterThingAccepted,
    FleetProvJsonRegisterThingRejected,
    FleetProvCborCreateCertFromCsrPublish,
    FleetProvCborCreateCertFromCsrAccepted,
    FleetProvCborCreateCertFromCsrRejected,
    FleetProvCborCreateKeysAndCertPublish,
    FleetProvCborCreateKeysAndCertAccepted,
    FleetProvCborCreateKeysAndCertRejected,
    FleetProvCborRegisterThingPublish,
    FleetProvCborRegisterThingAccepted,
    FleetProvCborRegisterThingRejected
} FleetProvisioningTopic_t;

typedef enum {
    FleetProvisioningPublish,
    FleetProvisioningAccepted,
    FleetProvisioningRejected
} FleetProvisioningApiTopics_t;

typedef enum { FleetProvisioningJson, FleetProvisioningCbor } FleetProvisioningFormat_t;

/**
 * Write a topic of RegisterThing; the other topics are string literals.
 *
 * @param[out] pTopicBuffer   Not NULL.
 * @param bufferLength        Bytes of room.
 * @param format              JSON or CBOR.
 * @param topic               The request or one of its answers.
 * @param pTemplateName       Not NULL.
 * @param templateNameLength  1 to FP_TEMPLATENAME_MAX_LENGTH.
 * @param[out] pOutLength     Bytes of the topic. Not NULL.
 * @retval FleetProvisioningSuccess         Written; no NUL behind it.
 * @retval FleetProvisioningBadParameter    Nothing was written.
 * @retval FleetProvisioningBufferTooSmall  The buffer's contents are of no use; `*pOutLength` is as
 * it was.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  Fleet Provisioning API reference, FleetProvisioning_GetRegisterThingTopic.
 */
FleetProvisioningStatus_t FleetProvisioning_GetRegisterThingTopic(
    char *pTopicBuffer, uint16_t bufferLength, FleetProvisioningFormat_t format,
    FleetProvisioningApiTopics_t topic, const char *pTemplateName, uint16_t templateNameLength,
    uint16_t *pOutLength);

/**
 * Tell which topic of Fleet Provisioning a topic is.
 *
 * @param pTopic        Not NULL.
 * @param topicLength   Bytes of it.
 * @param[out] pOutApi  Which, or FleetProvisioningInvalidTopic. Not NULL.
 * @retval FleetProvisioningSuccess       One of the eighteen.
 * @retval FleetProvisioningNoMatch       None of them.
 * @retval FleetProvisioningBadParameter  The caller's mistake.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  Fleet Provisioning API reference, FleetProvisioning_MatchTopic.
 */
FleetProvisioningStatus_t FleetProvisioning_MatchTopic(const char *pTopic, uint16_t topicLength,
                                                       FleetProvisioningTopic_t *pOutApi);

#ifdef __cplusplus
}
#endif

#endif
