/* SPDX-License-Identifier: MIT */
/** TLS connections to what aws_greengrass_discovery.h has found. */
#ifndef AWS_HELPER_SECURE_CONNECT_H
#define AWS_HELPER_SECURE_CONNECT_H

#include "aws_ggd_config_defaults.h"
#include "aws_greengrass_discovery.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Connect, with TLS.
 *
 * @param pxHostAddressData  The server; its certificate must name the host. pcCertificate NULL:
 *                           what sockets trust by default. Not NULL.
 * @param[out] pxSocket      Not NULL. SOCKETS_INVALID_SOCKET on failure.
 * @param ulReceiveTimeOut   Longest wait of a receive, in ms.
 * @param ulSendTimeOut      Longest wait of a send, in ms.
 * @retval pdPASS  Connected.
 * @retval pdFAIL  Not.
 *
 * Context: task.
 * Blocks:  as SOCKETS_Connect.
 * Source:  Greengrass discovery library guide.
 */
BaseType_t GGD_SecureConnect_Connect(const GGD_HostAddressData_t *pxHostAddressData,
                                     Socket_t *pxSocket, uint32_t ulReceiveTimeOut,
                                     uint32_t ulSendTimeOut);

/**
 * Close a connection.
 *
 * @param pxSocket  Then SOCKETS_INVALID_SOCKET; nothing happens when it is that already.
 *
 * Context: task.
 * Blocks:  as SOCKETS_Close.
 * Source:  Greengrass discovery library guide.
 */
void GGD_SecureConnect_Disconnect(Socket_t *pxSocket);

/**
 * Send all of it.
 *
 * @param pcPayload      Not NULL.
 * @param ulPayloadSize  Bytes.
 * @param xSocket        Connected.
 * @retval pdPASS  Sent.
 * @retval pdFAIL  Not all of it; close the connection.
 *
 * Context: task.
 * Blocks:  while the network takes nothing, up to the send's time ggdconfigTCP_SEND_RETRY + 1
 * times. Source:  Greengrass discovery library guide.
 */
BaseType_t GGD_SecureConnect_Send(const char *pcPayload, const uint32_t ulPayloadSize,
                                  const Socket_t xSocket);

/**
 * Receive what has come.
 *
 * @param[out] pcBuffer         Not NULL.
 * @param ulBufferSize          Bytes of room, at least 1.
 * @param xSocket               Connected.
 * @param[out] pulDataRecvSize  Bytes received. Not NULL.
 * @retval pdPASS  One byte or more.
 * @retval pdFAIL  Nothing in time, or the connection has ended.
 *
 * Context: task.
 * Blocks:  up to the receive's time, ggdconfigTCP_RECEIVE_RETRY + 1 times.
 * Source:  Greengrass discovery library guide.
 */
BaseType_t GGD_SecureConnect_Read(char *pcBuffer, const uint32_t ulBufferSize,
                                  const Socket_t xSocket, uint32_t *pulDataRecvSize);

#ifdef __cplusplus
}
#endif

#endif
