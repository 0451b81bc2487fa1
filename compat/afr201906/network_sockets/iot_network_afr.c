/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "connection.h"

const IotNetworkInterface_t IotNetworkAfr = {
    .create = IotNetworkAfr_Create,
    .setReceiveCallback = IotNetworkAfr_SetReceiveCallback,
    .send = IotNetworkAfr_Send,
    .receive = IotNetworkAfr_Receive,
    .close = IotNetworkAfr_Close,
    .destroy = IotNetworkAfr_Destroy,
};

void connection_free(struct connection *connection)
{
    metrics_remove(connection);
    (void)SOCKETS_Close(connection->socket);
    vSemaphoreDelete(connection->ended);
    vPortFree(connection);
}

static bool set(Socket_t socket, int32_t option, const void *value, size_t length)
{
    return SOCKETS_SetSockOpt(socket, 0, option, value, length) == SOCKETS_ERROR_NONE;
}

static bool set_tls(Socket_t socket, const char *host, const IotNetworkCredentials_t *credentials)
{
    const char *protocols[] = {credentials->pAlpnProtos};

    return set(socket, SOCKETS_SO_REQUIRE_TLS, NULL, 0) &&
           (credentials->disableSni ||
            set(socket, SOCKETS_SO_SERVER_NAME_INDICATION, host, strlen(host))) &&
           (credentials->pRootCa == NULL || set(socket, SOCKETS_SO_TRUSTED_SERVER_CERTIFICATE,
                                                credentials->pRootCa, credentials->rootCaSize)) &&
           (credentials->pAlpnProtos == NULL ||
            set(socket, SOCKETS_SO_ALPN_PROTOCOLS, protocols, 1));
}

static IotNetworkError_t connect(struct connection *connection,
                                 const IotNetworkServerInfo_t *server)
{
    SocketsSockaddr_t to = {.ucLength = sizeof to,
                            .ucSocketDomain = SOCKETS_AF_INET,
                            .usPort = SOCKETS_htons(server->port),
                            .ulAddress = SOCKETS_GetHostByName(server->pHostName)};

    if (to.ulAddress == 0) {
        return IOT_NETWORK_FAILURE;
    }
    const int32_t result = SOCKETS_Connect(connection->socket, &to, sizeof to);
    if (result == SOCKETS_ERROR_NONE) {
        metrics_add(connection, to.ulAddress, server->port);
    }
    return result == SOCKETS_ERROR_NONE ? IOT_NETWORK_SUCCESS
           : result == SOCKETS_ENOMEM   ? IOT_NETWORK_NO_MEMORY
                                        : IOT_NETWORK_FAILURE;
}

IotNetworkError_t IotNetworkAfr_Create(void *pConnectionInfo, void *pCredentialInfo,
                                       void **const pConnection)
{
    const IotNetworkServerInfo_t *const server = pConnectionInfo;

    if (server == NULL || server->pHostName == NULL || pConnection == NULL) {
        return IOT_NETWORK_BAD_PARAMETER;
    }
    struct connection *const connection = pvPortMalloc(sizeof *connection);
    if (connection == NULL) {
        return IOT_NETWORK_NO_MEMORY;
    }
    memset(connection, 0, sizeof *connection);
    connection->socket = SOCKETS_Socket(SOCKETS_AF_INET, SOCKETS_SOCK_STREAM, SOCKETS_IPPROTO_TCP);
    if (connection->socket == SOCKETS_INVALID_SOCKET) {
        vPortFree(connection);
        return IOT_NETWORK_NO_MEMORY;
    }
    connection->ended = xSemaphoreCreateBinaryStatic(&connection->ended_memory);
    IotNetworkError_t result = IOT_NETWORK_BAD_PARAMETER;
    if (pCredentialInfo == NULL ||
        set_tls(connection->socket, server->pHostName, pCredentialInfo)) {
        result = connect(connection, server);
    }
    if (result == IOT_NETWORK_SUCCESS) {
        *pConnection = connection;
    } else {
        connection_free(connection);
    }
    return result;
}

IotNetworkError_t IotNetworkAfr_SetReceiveCallback(void *pConnection,
                                                   IotNetworkReceiveCallback_t receiveCallback,
                                                   void *pContext)
{
    struct connection *const connection = pConnection;

    if (connection == NULL || receiveCallback == NULL || connection->callback != NULL) {
        return IOT_NETWORK_BAD_PARAMETER;
    }
    connection->context = pContext;
    connection->callback = receiveCallback;
    if (!receive_task_start(connection)) {
        connection->callback = NULL;
        return IOT_NETWORK_NO_MEMORY;
    }
    return IOT_NETWORK_SUCCESS;
}

size_t IotNetworkAfr_Send(void *pConnection, const uint8_t *pMessage, size_t messageLength)
{
    struct connection *const connection = pConnection;
    size_t sent = 0;

    while (sent < messageLength) {
        const int32_t part =
            SOCKETS_Send(connection->socket, pMessage + sent, messageLength - sent, 0);
        if (part <= 0) {
            break;
        }
        sent += (size_t)part;
    }
    return sent;
}

size_t IotNetworkAfr_Receive(void *pConnection, uint8_t *pBuffer, size_t bytesRequested)
{
    struct connection *const connection = pConnection;
    size_t received = 0;

    if (bytesRequested > 0 && connection->has_first) {
        pBuffer[received++] = connection->first;
        connection->has_first = false;
    }
    while (received < bytesRequested) {
        const int32_t part =
            SOCKETS_Recv(connection->socket, pBuffer + received, bytesRequested - received, 0);
        if (part <= 0) {
            break;
        }
        received += (size_t)part;
    }
    return received;
}

IotNetworkError_t IotNetworkAfr_Close(void *pConnection)
{
    struct connection *const connection = pConnection;

    if (connection == NULL) {
        return IOT_NETWORK_BAD_PARAMETER;
    }
    connection->closing = true;
    metrics_remove(connection);
    (void)SOCKETS_Shutdown(connection->socket, SOCKETS_SHUT_RDWR);
    receive_task_wait(connection);
    return IOT_NETWORK_SUCCESS;
}

IotNetworkError_t IotNetworkAfr_Destroy(void *pConnection)
{
    struct connection *const connection = pConnection;

    if (connection == NULL) {
        return IOT_NETWORK_BAD_PARAMETER;
    }
    if (connection->callback != NULL && connection->task == xTaskGetCurrentTaskHandle()) {
        connection->closing = true;
        connection->free_at_end = true;
        return IOT_NETWORK_SUCCESS;
    }
    receive_task_wait(connection);
    connection_free(connection);
    return IOT_NETWORK_SUCCESS;
}
