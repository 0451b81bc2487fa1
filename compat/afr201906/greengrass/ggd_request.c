/* SPDX-License-Identifier: MIT */
/* The request. The head of the answer is read byte by byte: what comes behind it is the document,
 * which goes to the caller's buffer. */
#include <string.h>

#include "aws_helper_secure_connect.h"
#include "clock.h"
#include "core_http_client.h"
#include "greengrass.h"
#include "transport_secure_sockets.h"

#define HEAD_BYTES 512u

static struct {
    const char *host, *thing;
    uint16_t port;
} endpoint;

void afr201906_ggd_set_endpoint(const char *host, uint16_t port, const char *thing)
{
    endpoint.host = host;
    endpoint.port = port != 0 ? port : GREENGRASS_PORT;
    endpoint.thing = thing;
}

static uint32_t now_ms(void)
{
    return (uint32_t)(clock_monotonic_us() / 1000u);
}

static BaseType_t give_up(Socket_t *socket)
{
    GGD_SecureConnect_Disconnect(socket);
    return pdFAIL;
}

/* Bytes of the request's head in `buffer`; 0: it cannot be made. */
static size_t write_request(uint8_t *buffer, size_t size)
{
    char path[GREENGRASS_PATH_MAX];
    HTTPRequestHeaders_t headers = {.pBuffer = buffer, .bufferLen = size};

    if (greengrass_path(endpoint.thing, strlen(endpoint.thing), path, sizeof path) !=
        GREENGRASS_OK) {
        return 0;
    }
    const HTTPRequestInfo_t info = {.pMethod = HTTP_METHOD_GET,
                                    .methodLen = sizeof HTTP_METHOD_GET - 1,
                                    .pPath = path,
                                    .pathLen = strlen(path),
                                    .pHost = endpoint.host,
                                    .hostLen = strlen(endpoint.host)};
    return HTTPClient_InitializeRequestHeaders(&headers, &info) == HTTPSuccess ? headers.headersLen
                                                                               : 0;
}

BaseType_t GGD_JSONRequestStart(Socket_t *pxSocket)
{
    const GGD_HostAddressData_t host = {.pcHostAddress = endpoint.host, .usPort = endpoint.port};
    uint8_t head[HEAD_BYTES];

    *pxSocket = SOCKETS_INVALID_SOCKET;
    const size_t length = endpoint.host != NULL ? write_request(head, sizeof head) : 0;
    if (length == 0 || GGD_SecureConnect_Connect(&host, pxSocket, ggdconfigTCP_RECEIVE_TIMEOUT_MS,
                                                 ggdconfigTCP_SEND_TIMEOUT_MS) != pdPASS) {
        return pdFAIL;
    }
    if (GGD_SecureConnect_Send((const char *)head, (uint32_t)length, *pxSocket) != pdPASS) {
        return give_up(pxSocket);
    }
    return pdPASS;
}

static int32_t receive_byte(NetworkContext_t *context, void *buffer, size_t length)
{
    uint32_t received;

    (void)length;
    return GGD_SecureConnect_Read(buffer, 1, context->socket, &received) == pdPASS ? 1 : -1;
}

BaseType_t GGD_JSONRequestGetSize(Socket_t *pxSocket, uint32_t *pulJSONFileSize)
{
    NetworkContext_t network = {*pxSocket};
    const TransportInterface_t stream = {.recv = receive_byte, .pNetworkContext = &network};
    uint8_t head[HEAD_BYTES], unused[1];
    const HTTPRequestHeaders_t request = {unused, sizeof unused, 0};
    HTTPResponse_t response = {.pBuffer = head,
                               .bufferLen = sizeof head,
                               .getTime = now_ms,
                               .respOptionFlags = HTTP_RESPONSE_DO_NOT_PARSE_BODY_FLAG};

    if (HTTPClient_ReceiveAndParseHttpResponse(&stream, &response, &request) != HTTPSuccess ||
        response.statusCode != 200 || response.contentLength == 0 ||
        response.contentLength >= UINT32_MAX) {
        return give_up(pxSocket);
    }
    *pulJSONFileSize = (uint32_t)response.contentLength + 1u;
    return pdPASS;
}

BaseType_t GGD_JSONRequestGetFile(Socket_t *pxSocket, char *pcBuffer, const uint32_t ulBufferSize,
                                  uint32_t *pulByteRead, BaseType_t *pxJSONFileRetrieveCompleted,
                                  const uint32_t pulJSONFileSize)
{
    uint32_t received;

    *pxJSONFileRetrieveCompleted = pdFALSE;
    if (ulBufferSize < pulJSONFileSize || *pulByteRead + 1u >= pulJSONFileSize ||
        GGD_SecureConnect_Read(pcBuffer + *pulByteRead, pulJSONFileSize - 1u - *pulByteRead,
                               *pxSocket, &received) != pdPASS) {
        return give_up(pxSocket);
    }
    *pulByteRead += received;
    if (*pulByteRead + 1u == pulJSONFileSize) {
        pcBuffer[*pulByteRead] = '\0';
        *pxJSONFileRetrieveCompleted = pdTRUE;
        GGD_SecureConnect_Disconnect(pxSocket);
    }
    return pdPASS;
}

void GGD_JSONRequestAbort(Socket_t *pxSocket)
{
    GGD_SecureConnect_Disconnect(pxSocket);
}

BaseType_t GGD_GetGGCIPandCertificate(char *pcBuffer, const uint32_t ulBufferSize,
                                      GGD_HostAddressData_t *pxHostAddressData)
{
    Socket_t socket;
    uint32_t size, received = 0;
    BaseType_t complete = pdFALSE;

    if (GGD_JSONRequestStart(&socket) != pdPASS ||
        GGD_JSONRequestGetSize(&socket, &size) != pdPASS) {
        return pdFAIL;
    }
    while (!complete) {
        if (GGD_JSONRequestGetFile(&socket, pcBuffer, ulBufferSize, &received, &complete, size) !=
            pdPASS) {
            return pdFAIL;
        }
    }
    return GGD_GetIPandCertificateFromJSON(pcBuffer, size, NULL, pxHostAddressData, pdTRUE);
}
