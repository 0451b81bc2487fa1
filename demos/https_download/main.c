/* SPDX-License-Identifier: MIT */
/* Downloads a file over HTTPS in ranges, as a device does whose memory is smaller than the file,
 * and says its length and checksum. Where from: the HTTPS port in the credentials, path /download.
 */
#include <stdio.h>

#include "https_demo.h"
#include "lib_crc32.h"

#define RANGE_BYTES  1024u
#define BUFFER_BYTES 2048u
#define PATH         "/download"

static uint8_t buffer[BUFFER_BYTES];

/* Asks for a range; the answer is in the buffer. */
static HTTPStatus_t get_range(const TransportInterface_t *stream, const char *host, uint32_t from,
                              HTTPResponse_t *response)
{
    const HTTPRequestInfo_t info = https_demo_request(HTTP_METHOD_GET, PATH, host);
    HTTPRequestHeaders_t headers = {.pBuffer = buffer, .bufferLen = sizeof buffer};

    *response = (HTTPResponse_t){
        .pBuffer = buffer, .bufferLen = sizeof buffer, .getTime = https_demo_now_ms};
    HTTPStatus_t status = HTTPClient_InitializeRequestHeaders(&headers, &info);
    if (status == HTTPSuccess) {
        status =
            HTTPClient_AddRangeHeader(&headers, (int32_t)from, (int32_t)(from + RANGE_BYTES - 1u));
    }
    return status == HTTPSuccess ? HTTPClient_Send(stream, &headers, NULL, 0, response, 0) : status;
}

/* The last range is short, or none: 416. */
static void download(const TransportInterface_t *stream, const char *host)
{
    HTTPResponse_t response;
    uint32_t length = 0, checksum = 0;

    do {
        const HTTPStatus_t status = get_range(stream, host, length, &response);
        if (status != HTTPSuccess) {
            https_demo_fail("a range", HTTPClient_strerror(status));
        }
        if (response.statusCode == 206) {
            checksum = lib_crc32(checksum, response.pBody, response.bodyLen);
            length += (uint32_t)response.bodyLen;
        } else if (response.statusCode != 416) {
            printf("http: status %u\n", (unsigned)response.statusCode);
            https_demo_fail("a range", "the server does not send one");
        }
    } while (response.statusCode == 206 && response.bodyLen == RANGE_BYTES);
    printf("http: %lu bytes, CRC-32 %08lx\n", (unsigned long)length, (unsigned long)checksum);
}

int main(void)
{
    return https_demo_start(download);
}
