/* SPDX-License-Identifier: MIT */
/* Downloads a file over HTTPS in ranges, as a device does whose memory is smaller than the file,
 * and says its length and checksum. Where from: the HTTPS port in the credentials, path /download.
 */
#include <stdio.h>
#include <string.h>

#include "FreeRTOS.h"
#include "board.h"
#include "clock.h"
#include "core_http_client.h"
#include "lib_crc32.h"
#include "secure_link.h"
#include "task.h"

#define TASK_WORDS         2048u
#define TASK_PRIORITY      2u
#define NETWORK_TIMEOUT_MS 20000u
#define RANGE_BYTES        1024u
#define BUFFER_BYTES       2048u
#define PATH               "/download"

static struct secure_link device_link;
static NetworkContext_t network;
static TransportInterface_t stream;
static uint8_t buffer[BUFFER_BYTES];

static uint32_t now_ms(void)
{
    return (uint32_t)(clock_monotonic_us() / 1000u);
}

static void fail(const char *what, const char *why)
{
    printf("demo: failed: %s: %s\n", what, why);
    board_exit(1);
}

/* Asks for a range; the answer is in the buffer. */
static HTTPStatus_t get_range(uint32_t from, HTTPResponse_t *response)
{
    const HTTPRequestInfo_t info = {.pMethod = HTTP_METHOD_GET,
                                    .methodLen = sizeof HTTP_METHOD_GET - 1,
                                    .pPath = PATH,
                                    .pathLen = sizeof PATH - 1,
                                    .pHost = device_link.server_name,
                                    .hostLen = strlen(device_link.server_name),
                                    .reqFlags = HTTP_REQUEST_KEEP_ALIVE_FLAG};
    HTTPRequestHeaders_t headers = {.pBuffer = buffer, .bufferLen = sizeof buffer};

    *response = (HTTPResponse_t){.pBuffer = buffer, .bufferLen = sizeof buffer, .getTime = now_ms};
    HTTPStatus_t status = HTTPClient_InitializeRequestHeaders(&headers, &info);
    if (status == HTTPSuccess) {
        status =
            HTTPClient_AddRangeHeader(&headers, (int32_t)from, (int32_t)(from + RANGE_BYTES - 1u));
    }
    return status == HTTPSuccess ? HTTPClient_Send(&stream, &headers, NULL, 0, response, 0)
                                 : status;
}

/* The last range is short, or none: 416. */
static void download(void)
{
    HTTPResponse_t response;
    uint32_t length = 0, checksum = 0;

    do {
        const HTTPStatus_t status = get_range(length, &response);
        if (status != HTTPSuccess) {
            fail("a range", HTTPClient_strerror(status));
        }
        if (response.statusCode == 206) {
            checksum = lib_crc32(checksum, response.pBody, response.bodyLen);
            length += (uint32_t)response.bodyLen;
        } else if (response.statusCode != 416) {
            printf("http: status %u\n", (unsigned)response.statusCode);
            fail("a range", "the server does not send one");
        }
    } while (response.statusCode == 206 && response.bodyLen == RANGE_BYTES);
    printf("http: %lu bytes, CRC-32 %08lx\n", (unsigned long)length, (unsigned long)checksum);
}

static void download_task(void *arg)
{
    (void)arg;
    const secure_link_status_t status = secure_link_prepare(&device_link, NETWORK_TIMEOUT_MS);
    if (status != SECURE_LINK_OK) {
        fail("the device's link", secure_link_status_text(status));
    }
    const struct transport_target target = {.host = device_link.address,
                                            .port = device_link.credentials.https_port,
                                            .server_name = device_link.server_name,
                                            .receive_ms = 1000};
    transport_secure_sockets_init(&stream, &network, SOCKETS_INVALID_SOCKET);
    if (transport_secure_sockets_open(&network, &target) != SOCKETS_ERROR_NONE) {
        fail("the server", "it cannot be reached");
    }
    printf("demo: connected to %s\n", device_link.server_name);
    download();
    transport_secure_sockets_close(&network);
    printf("demo: done\n");
    board_exit(0);
}

int main(void)
{
    board_init();
    if (xTaskCreate(download_task, "download", TASK_WORDS, NULL, TASK_PRIORITY, NULL) != pdPASS) {
        printf("demo: failed: no memory for the task\n");
        return 1;
    }
    vTaskStartScheduler();
    return 1;
}
