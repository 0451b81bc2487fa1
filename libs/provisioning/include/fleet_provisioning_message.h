/* SPDX-License-Identifier: MIT */
/** Requests and answers of AWS IoT Fleet Provisioning, in JSON and CBOR.
 *
 *      CreateCertificateFromCsr   {certificateSigningRequest}
 *        accepted                 {certificateId, certificatePem, certificateOwnershipToken}
 *      CreateKeysAndCertificate   an empty message
 *        accepted                 the same, and privateKey
 *      RegisterThing              {certificateOwnershipToken, parameters {name: text}}
 *        accepted                 {thingName, deviceConfiguration}
 *      rejected                   {statusCode, errorCode, errorMessage}
 *
 * What is read is a place in the message. In JSON, PEM there has escapes for its line ends:
 * json_text_unescape() resolves them in place.
 */
#ifndef FLEET_PROVISIONING_MESSAGE_H
#define FLEET_PROVISIONING_MESSAGE_H

#include <stddef.h>
#include <stdint.h>

#include "fleet_provisioning.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Text that is not ended by a NUL. */
struct provisioning_text {
    const char *text;
    size_t length;
};

/** A parameter of the template. */
struct provisioning_parameter {
    struct provisioning_text name, value;
};

/**
 * Write the request that a certificate be made from a signing request.
 *
 * @param format       JSON or CBOR.
 * @param csr          PEM.
 * @param[out] buffer  Not NULL.
 * @param size         Bytes of room.
 * @param[out] length  Bytes of the message, also when it did not fit. Not NULL.
 * @retval FleetProvisioningSuccess         Written.
 * @retval FleetProvisioningBadParameter    NULL or empty.
 * @retval FleetProvisioningBufferTooSmall  The buffer's contents are of no use.
 *
 * Context: any.  Blocks: never.  Source: AWS IoT Developer Guide, device provisioning MQTT API.
 */
FleetProvisioningStatus_t provisioning_write_csr(FleetProvisioningFormat_t format,
                                                 struct provisioning_text csr, uint8_t *buffer,
                                                 size_t size, size_t *length);

/**
 * Write the request that the device be registered.
 *
 * @param format       JSON or CBOR.
 * @param token        certificateOwnershipToken of the answer that brought the certificate; plain
 * text.
 * @param parameters   Of the template; plain text. May be NULL if there are none.
 * @param count        How many.
 * @param[out] buffer  Not NULL.
 * @param size         Bytes of room.
 * @param[out] length  Bytes of the message, also when it did not fit. Not NULL.
 * @return As provisioning_write_csr().
 *
 * Context: any.  Blocks: never.  Source: AWS IoT Developer Guide, device provisioning MQTT API.
 */
FleetProvisioningStatus_t
provisioning_write_register(FleetProvisioningFormat_t format, struct provisioning_text token,
                            const struct provisioning_parameter *parameters, size_t count,
                            uint8_t *buffer, size_t size, size_t *length);

/**
 * Get a text member of an answer: FP_API_CERTIFICATE_ID_KEY, FP_API_ERROR_CODE_KEY ...
 *
 * @param format      JSON or CBOR.
 * @param message     The answer. Not NULL.
 * @param size        Bytes of it.
 * @param key         The member's name. Not NULL.
 * @param[out] found  Where it is in the message; in JSON with its escapes. Not NULL.
 * @retval FleetProvisioningSuccess       Found.
 * @retval FleetProvisioningNoMatch       No such member, no text, or no valid message up to it.
 * @retval FleetProvisioningBadParameter  NULL.
 *
 * Context: any.  Blocks: never.  Source: AWS IoT Developer Guide, device provisioning MQTT API.
 */
FleetProvisioningStatus_t provisioning_read_text(FleetProvisioningFormat_t format,
                                                 const uint8_t *message, size_t size,
                                                 const char *key, struct provisioning_text *found);

/**
 * Get the status code of a rejection.
 *
 * @param format     JSON or CBOR.
 * @param message    The answer. Not NULL.
 * @param size       Bytes of it.
 * @param[out] code  As of HTTP: 400 ... Not NULL.
 * @return As provisioning_read_text().
 *
 * Context: any.  Blocks: never.  Source: AWS IoT Developer Guide, device provisioning MQTT API.
 */
FleetProvisioningStatus_t provisioning_read_status_code(FleetProvisioningFormat_t format,
                                                        const uint8_t *message, size_t size,
                                                        uint32_t *code);

#ifdef __cplusplus
}
#endif

#endif
