/* SPDX-License-Identifier: MIT */
/** The network of 201906.00 over Secure Sockets: TCP, with TLS when there are credentials.
 *
 *      IotNetworkServerInfo_t server = {"broker.example", 8883};
 *      IotNetworkAfr.create(&server, &credentials, &connection)
 *
 * The device's certificate and key are those of sockets_set_credentials(); the client's ones in
 * IotNetworkCredentials_t are not used, nor is its fragment length.
 */
#ifndef IOT_NETWORK_AFR_H
#define IOT_NETWORK_AFR_H

#include "FreeRTOS.h"

#include "platform/iot_network.h"
#include "task.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Of the task that waits for bytes and calls back, one for each connection that has a call-back.
 */
#ifndef IOT_NETWORK_RECEIVE_TASK_PRIORITY
#define IOT_NETWORK_RECEIVE_TASK_PRIORITY (configMAX_PRIORITIES / 2)
#endif
#ifndef IOT_NETWORK_RECEIVE_TASK_STACK_SIZE
#define IOT_NETWORK_RECEIVE_TASK_STACK_SIZE (configMINIMAL_STACK_SIZE * 8) /**< Words. */
#endif

/** The functions below as a table. */
extern const IotNetworkInterface_t IotNetworkAfr;
#define IOT_NETWORK_INTERFACE_AFR (&IotNetworkAfr)

/**
 * Connect.
 *
 * @param pConnectionInfo   IotNetworkServerInfo_t. Not NULL.
 * @param pCredentialInfo   IotNetworkCredentials_t; NULL: no TLS. With disableSni no name is told,
 *                          and the server's certificate must be for its address.
 * @param[out] pConnection  Set on success only. Not NULL.
 * @retval IOT_NETWORK_SUCCESS        Connected; IotNetworkAfr_Close() and _Destroy() end it.
 * @retval IOT_NETWORK_BAD_PARAMETER  NULL, or a credential that cannot be.
 * @retval IOT_NETWORK_NO_MEMORY      For the connection or its socket.
 * @retval IOT_NETWORK_FAILURE        No address, refused, or not whom we trust.
 *
 * Context: task; with TLS about 5 KB of stack.
 * Blocks:  as SOCKETS_GetHostByName() and SOCKETS_Connect().
 * Source:  Network API, 201906.00.
 */
IotNetworkError_t IotNetworkAfr_Create(void *pConnectionInfo, void *pCredentialInfo,
                                       void **const pConnection);

/**
 * Say whom to call when bytes are there, once for a connection.
 *
 * @param pConnection      A connection.
 * @param receiveCallback  In a task of the connection; when the peer closes once more. Not NULL.
 * @param pContext         Passed to it.
 * @retval IOT_NETWORK_SUCCESS        Set.
 * @retval IOT_NETWORK_BAD_PARAMETER  NULL, or there is one.
 * @retval IOT_NETWORK_NO_MEMORY      None for the task.
 *
 * Context: task.
 * Blocks:  never.
 * Source:  Network API, 201906.00.
 */
IotNetworkError_t IotNetworkAfr_SetReceiveCallback(void *pConnection,
                                                   IotNetworkReceiveCallback_t receiveCallback,
                                                   void *pContext);

/**
 * Send.
 *
 * @param pConnection    A connection.
 * @param pMessage       Not NULL.
 * @param messageLength  Bytes of it.
 * @return How many were sent; fewer than all: time ran out, or the connection is broken.
 *
 * Context: task, beside one that receives.
 * Blocks:  up to socketsconfigDEFAULT_SEND_TIMEOUT for each part.
 * Source:  Network API, 201906.00.
 */
size_t IotNetworkAfr_Send(void *pConnection, const uint8_t *pMessage, size_t messageLength);

/**
 * Receive so many bytes.
 *
 * @param pConnection     A connection.
 * @param[out] pBuffer    Not NULL.
 * @param bytesRequested  How many.
 * @return How many came; fewer than all: time ran out, or the connection is closed or broken.
 *
 * Context: the call-back; any one task when there is none.
 * Blocks:  up to socketsconfigDEFAULT_RECV_TIMEOUT for each part.
 * Source:  Network API, 201906.00.
 */
size_t IotNetworkAfr_Receive(void *pConnection, uint8_t *pBuffer, size_t bytesRequested);

/**
 * End the connection. No call-back begins afterwards, and none runs unless it is the caller.
 *
 * @param pConnection  A connection.
 * @return IOT_NETWORK_SUCCESS, or IOT_NETWORK_BAD_PARAMETER: NULL.
 *
 * Context: task; the call-back too.
 * Blocks:  until a call-back that runs has returned.
 * Source:  Network API, 201906.00.
 */
IotNetworkError_t IotNetworkAfr_Close(void *pConnection);

/**
 * Free a connection, which was closed before.
 *
 * @param pConnection  Not used afterwards.
 * @return IOT_NETWORK_SUCCESS, or IOT_NETWORK_BAD_PARAMETER: NULL.
 *
 * Context: task; the call-back too.
 * Blocks:  as IotNetworkAfr_Close().
 * Source:  Network API, 201906.00.
 */
IotNetworkError_t IotNetworkAfr_Destroy(void *pConnection);

#ifdef __cplusplus
}
#endif

#endif
