/* SPDX-License-Identifier: MIT */
#include "aws_helper_secure_connect.h"
#include "transport_secure_sockets.h"

BaseType_t GGD_SecureConnect_Connect(const GGD_HostAddressData_t *pxHostAddressData,
                                     Socket_t *pxSocket, uint32_t ulReceiveTimeOut,
                                     uint32_t ulSendTimeOut)
{
    const struct transport_target target = {
        .host = pxHostAddressData->pcHostAddress,
        .port = pxHostAddressData->usPort,
        .server_name = pxHostAddressData->pcHostAddress,
        .trusted = (const uint8_t *)pxHostAddressData->pcCertificate,
        .trusted_bytes = pxHostAddressData->ulCertificateSize,
        .receive_ms = ulReceiveTimeOut,
    };
    const TickType_t send_ms = ulSendTimeOut;
    NetworkContext_t network;
    const int32_t result = transport_secure_sockets_open(&network, &target);

    *pxSocket = network.socket;
    if (result != SOCKETS_ERROR_NONE) {
        return pdFAIL;
    }
    (void)SOCKETS_SetSockOpt(network.socket, 0, SOCKETS_SO_SNDTIMEO, &send_ms, sizeof send_ms);
    return pdPASS;
}

void GGD_SecureConnect_Disconnect(Socket_t *pxSocket)
{
    if (*pxSocket != SOCKETS_INVALID_SOCKET) {
        (void)SOCKETS_Close(*pxSocket);
        *pxSocket = SOCKETS_INVALID_SOCKET;
    }
}

BaseType_t GGD_SecureConnect_Send(const char *pcPayload, const uint32_t ulPayloadSize,
                                  const Socket_t xSocket)
{
    uint32_t sent = 0;
    unsigned tries = 0;

    while (sent < ulPayloadSize) {
        const int32_t result = SOCKETS_Send(xSocket, pcPayload + sent, ulPayloadSize - sent, 0);
        if (result > 0) {
            sent += (uint32_t)result;
            tries = 0;
        } else if ((result != 0 && result != SOCKETS_EWOULDBLOCK) ||
                   tries++ == ggdconfigTCP_SEND_RETRY) {
            return pdFAIL;
        }
    }
    return pdPASS;
}

BaseType_t GGD_SecureConnect_Read(char *pcBuffer, const uint32_t ulBufferSize,
                                  const Socket_t xSocket, uint32_t *pulDataRecvSize)
{
    *pulDataRecvSize = 0;
    for (unsigned tries = 0; tries <= ggdconfigTCP_RECEIVE_RETRY; tries++) {
        const int32_t result = SOCKETS_Recv(xSocket, pcBuffer, ulBufferSize, 0);
        if (result > 0) {
            *pulDataRecvSize = (uint32_t)result;
            return pdPASS;
        }
        if (result != 0 && result != SOCKETS_EWOULDBLOCK) {
            break;
        }
    }
    return pdFAIL;
}
