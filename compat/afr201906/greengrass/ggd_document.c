/* SPDX-License-Identifier: MIT */
/* From the document to a core. Host and certificate are read into memory of the heap, and at the
 * end put where the document was: together they are shorter than it. */
#include <stdbool.h>
#include <string.h>

#include "aws_helper_secure_connect.h"
#include "greengrass.h"

#define HOST_BYTES      254u
#define AUTHORITIES_MAX 8u

struct candidate {
    char host[HOST_BYTES];
    struct greengrass_endpoint endpoint;
    size_t pem_size, pem_length;
    char pem[];
};

static bool connects(const struct candidate *candidate)
{
    const GGD_HostAddressData_t host = {candidate->host, candidate->pem,
                                        (uint32_t)candidate->pem_length, candidate->endpoint.port};
    Socket_t socket;

    if (GGD_SecureConnect_Connect(&host, &socket, ggdconfigTCP_RECEIVE_TIMEOUT_MS,
                                  ggdconfigTCP_SEND_TIMEOUT_MS) != pdPASS) {
        return false;
    }
    GGD_SecureConnect_Disconnect(&socket);
    return true;
}

static bool is(struct greengrass_text text, const char *wanted)
{
    return wanted != NULL && strlen(wanted) == text.length &&
           memcmp(wanted, text.text, text.length) == 0;
}

/* With the authority that fits: which of them signed the core's certificate is not told. */
static bool is_chosen(struct candidate *candidate, const HostParameters_t *wanted)
{
    const struct greengrass_endpoint *const endpoint = &candidate->endpoint;

    if (endpoint->host.length >= sizeof candidate->host ||
        (wanted != NULL && (!is(endpoint->group_id, wanted->pcGroupName) ||
                            !is(endpoint->thing_arn, wanted->pcCoreAddress)))) {
        return false;
    }
    memcpy(candidate->host, endpoint->host.text, endpoint->host.length);
    candidate->host[endpoint->host.length] = '\0';
    for (size_t i = 0; i < AUTHORITIES_MAX; i++) {
        if (greengrass_authority(endpoint, i, candidate->pem, candidate->pem_size,
                                 &candidate->pem_length) != GREENGRASS_OK) {
            return false;
        }
        if (wanted != NULL || connects(candidate)) {
            return true;
        }
    }
    return false;
}

static void hand_over(const struct candidate *candidate, char *buffer, GGD_HostAddressData_t *found)
{
    char *const host = buffer + candidate->pem_length;

    memcpy(buffer, candidate->pem, candidate->pem_length);
    memcpy(host, candidate->host, strlen(candidate->host) + 1);
    *found = (GGD_HostAddressData_t){host, buffer, (uint32_t)candidate->pem_length,
                                     candidate->endpoint.port};
}

BaseType_t GGD_GetIPandCertificateFromJSON(char *pcJSONFile, const uint32_t ulJSONFileSize,
                                           const HostParameters_t *pxHostParameters,
                                           GGD_HostAddressData_t *pxHostAddressData,
                                           const BaseType_t xAutoSelectFlag)
{
    const char *const end = memchr(pcJSONFile, '\0', ulJSONFileSize);
    const size_t length = end != NULL ? (size_t)(end - pcJSONFile) : ulJSONFileSize;
    const HostParameters_t *const wanted = xAutoSelectFlag == pdTRUE ? NULL : pxHostParameters;
    BaseType_t result = pdFAIL;

    if (xAutoSelectFlag != pdTRUE && pxHostParameters == NULL) {
        return pdFAIL;
    }
    struct candidate *const candidate = pvPortMalloc(sizeof *candidate + length);
    if (candidate == NULL) {
        return pdFAIL;
    }
    candidate->pem_size = length;
    for (size_t i = 0;
         result == pdFAIL &&
         greengrass_endpoint(pcJSONFile, length, i, &candidate->endpoint) == GREENGRASS_OK;
         i++) {
        if (is_chosen(candidate, wanted)) {
            hand_over(candidate, pcJSONFile, pxHostAddressData);
            result = pdPASS;
        }
    }
    vPortFree(candidate);
    return result;
}
