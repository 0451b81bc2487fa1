/* SPDX-License-Identifier: MIT */
/** Greengrass discovery of FreeRTOS 201906.00: where is a core, and with which certificate?
 *
 *      GGD_GetGGCIPandCertificate                                        all of it, or in parts:
 *      GGD_JSONRequestStart ─ GetSize ─ GetFile ... GetFile ─ GGD_GetIPandCertificateFromJSON
 *                     any failure closes the socket ─ GGD_JSONRequestAbort gives up
 */
#ifndef AWS_GREENGRASS_DISCOVERY_H
#define AWS_GREENGRASS_DISCOVERY_H

#include <stdint.h>

#include "aws_secure_sockets.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A core to be looked for. */
typedef struct {
    char *pcGroupName;   /**< Of the document's GGGroupId. */
    char *pcCoreAddress; /**< The thing ARN of the core. */
} HostParameters_t;

/** A core. Texts lie in the buffer of the document. */
typedef struct {
    const char *pcHostAddress;  /**< 0-terminated. */
    const char *pcCertificate;  /**< PEM, 0-terminated. */
    uint32_t ulCertificateSize; /**< With its NUL. */
    uint16_t usPort;
} GGD_HostAddressData_t;

/**
 * Say where to ask, and for whom. The release took both from the application's
 * aws_clientcredential.h.
 *
 * @param host   Of the discovery endpoint, whose certificate names it. Stays valid. Not NULL.
 * @param port   0: 8443.
 * @param thing  1 to 128 bytes. Stays valid. Not NULL.
 *
 * Context: task, before the other functions.
 * Blocks:  never.
 */
void afr201906_ggd_set_endpoint(const char *host, uint16_t port, const char *thing);

/**
 * Ask, and find the first core that can be connected to.
 *
 * @param[out] pcBuffer           Holds the document; then what `pxHostAddressData` points at.
 * @param ulBufferSize            Bytes of it.
 * @param[out] pxHostAddressData  Not NULL.
 * @retval pdPASS  Found.
 * @retval pdFAIL  No answer, one that does not fit, or no core that can be connected to.
 *
 * Context: task.
 * Blocks:  as long as the request and the attempts take.
 * Source:  Greengrass discovery library guide.
 */
BaseType_t GGD_GetGGCIPandCertificate(char *pcBuffer, const uint32_t ulBufferSize,
                                      GGD_HostAddressData_t *pxHostAddressData);

/**
 * Connect to the discovery endpoint and send the request.
 *
 * @param[out] pxSocket  Not NULL. SOCKETS_INVALID_SOCKET on failure.
 * @retval pdPASS  Sent.
 * @retval pdFAIL  Not connected, or no endpoint was set.
 *
 * Context: task.
 * Blocks:  as SOCKETS_Connect.
 * Source:  Greengrass discovery library guide.
 */
BaseType_t GGD_JSONRequestStart(Socket_t *pxSocket);

/**
 * Receive the head of the answer.
 *
 * @param pxSocket               From GGD_JSONRequestStart(). Closed on failure.
 * @param[out] pulJSONFileSize   Bytes of the document and its NUL. Not NULL.
 * @retval pdPASS  The answer is 200 and has a length.
 * @retval pdFAIL  Another answer, or none.
 *
 * Context: task.
 * Blocks:  while the answer is awaited.
 * Source:  Greengrass discovery library guide.
 */
BaseType_t GGD_JSONRequestGetSize(Socket_t *pxSocket, uint32_t *pulJSONFileSize);

/**
 * Receive some of the document.
 *
 * @param pxSocket                          After GGD_JSONRequestGetSize(). Closed on failure and
 *                                          when the document is complete.
 * @param[out] pcBuffer                     Where the document begins. Not NULL.
 * @param ulBufferSize                      Bytes of it, at least `pulJSONFileSize`.
 * @param[in,out] pulByteRead               Bytes received so far; 0 at first. Not NULL.
 * @param[out] pxJSONFileRetrieveCompleted  pdTRUE: it is complete, and ends in a NUL. Not NULL.
 * @param pulJSONFileSize                   From GGD_JSONRequestGetSize().
 * @retval pdPASS  Something came.
 * @retval pdFAIL  Nothing in time, the connection ended, or the buffer is too small.
 *
 * Context: task.
 * Blocks:  up to ggdconfigTCP_RECEIVE_TIMEOUT_MS * (ggdconfigTCP_RECEIVE_RETRY + 1).
 * Source:  Greengrass discovery library guide.
 */
BaseType_t GGD_JSONRequestGetFile(Socket_t *pxSocket, char *pcBuffer, const uint32_t ulBufferSize,
                                  uint32_t *pulByteRead, BaseType_t *pxJSONFileRetrieveCompleted,
                                  const uint32_t pulJSONFileSize);

/**
 * Give up a request.
 *
 * @param pxSocket  From GGD_JSONRequestStart(); nothing happens when it is closed already.
 *
 * Context: task.
 * Blocks:  as SOCKETS_Close.
 * Source:  Greengrass discovery library guide.
 */
void GGD_JSONRequestAbort(Socket_t *pxSocket);

/**
 * Find a core in a document.
 *
 * @param[in,out] pcJSONFile      The document; overwritten on success.
 * @param ulJSONFileSize          Bytes of it; a NUL may be among them, at the end.
 * @param pxHostParameters        The core wanted; not looked at with `xAutoSelectFlag`.
 * @param[out] pxHostAddressData  Not NULL. Points into `pcJSONFile`.
 * @param xAutoSelectFlag         pdTRUE: the first core that can be connected to, with each
 *                                authority of its group. pdFALSE: the one named; it is not
 *                                connected to, the certificate is the first of its group.
 * @retval pdPASS  Found.
 * @retval pdFAIL  There is none, it is no discovery document, or no memory.
 *
 * Context: task.
 * Blocks:  as long as the attempts take.
 * Source:  Greengrass discovery library guide.
 */
BaseType_t GGD_GetIPandCertificateFromJSON(char *pcJSONFile, const uint32_t ulJSONFileSize,
                                           const HostParameters_t *pxHostParameters,
                                           GGD_HostAddressData_t *pxHostAddressData,
                                           const BaseType_t xAutoSelectFlag);

#ifdef __cplusplus
}
#endif

#endif
