/* SPDX-License-Identifier: MIT */
/* Any bytes as a topic and as an answer, in JSON and in CBOR. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "fleet_provisioning_message.h"
#include "json_text.h"

static void require(bool condition)
{
    if (!condition) {
        abort();
    }
}

static void read_answer(FleetProvisioningFormat_t format, const uint8_t *message, size_t size)
{
    static const char *const keys[] = {FP_API_CERTIFICATE_ID_KEY, FP_API_CERTIFICATE_PEM_KEY,
                                       FP_API_OWNERSHIP_TOKEN_KEY, FP_API_THING_NAME_KEY,
                                       FP_API_ERROR_CODE_KEY};
    uint32_t code = 0;

    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        struct provisioning_text found;
        if (provisioning_read_text(format, message, size, keys[i], &found) !=
            FleetProvisioningSuccess) {
            continue;
        }
        const char *text = (const char *)message;
        require(found.text >= text && found.length <= size &&
                found.text + found.length <= text + size);
        char *plain = malloc(found.length + 1);
        size_t length = 0;
        const JSONStatus_t status =
            json_text_unescape(found.text, found.length, plain, found.length, &length);
        require(format == FleetProvisioningCbor || status == JSONSuccess);
        free(plain);
    }
    if (provisioning_read_status_code(format, message, size, &code) == FleetProvisioningSuccess) {
        require(code <= UINT16_MAX);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    if (size == 0 || size > 4096) {
        return 0;
    }
    uint8_t *message = malloc(size); /* exactly its size, for the sanitizer */
    memcpy(message, bytes, size);
    read_answer(FleetProvisioningJson, message, size);
    read_answer(FleetProvisioningCbor, message, size);
    FleetProvisioningTopic_t api;
    const FleetProvisioningStatus_t status =
        FleetProvisioning_MatchTopic((const char *)message, (uint16_t)size, &api);
    require(status == (api == FleetProvisioningInvalidTopic ? FleetProvisioningNoMatch
                                                            : FleetProvisioningSuccess));
    free(message);
    return 0;
}
