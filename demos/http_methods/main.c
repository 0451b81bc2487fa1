/* SPDX-License-Identifier: MIT */
/* GET, HEAD, PUT and POST of one resource over one HTTPS connection: what is put can be got, HEAD
 * says how long it is, POST adds to it. Where: the HTTPS port in the credentials, path /note. */
#include <stdio.h>
#include <string.h>

#include "https_demo.h"

#define BUFFER_BYTES 1024u
#define PATH         "/note"
#define FIRST        "Dunlins fly in large flocks."
#define SECOND       " They breed in the north."

static uint8_t buffer[BUFFER_BYTES];
static const TransportInterface_t *stream;
static const char *host;

/* One request; what came back is in the buffer. */
static HTTPResponse_t request(const char *method, const char *body)
{
    const HTTPRequestInfo_t info = https_demo_request(method, PATH, host);
    HTTPRequestHeaders_t headers = {.pBuffer = buffer, .bufferLen = sizeof buffer};
    HTTPResponse_t response = {
        .pBuffer = buffer, .bufferLen = sizeof buffer, .getTime = https_demo_now_ms};
    HTTPStatus_t status = HTTPClient_InitializeRequestHeaders(&headers, &info);

    if (status == HTTPSuccess) {
        status = HTTPClient_Send(stream, &headers, (const uint8_t *)body,
                                 body == NULL ? 0 : strlen(body), &response, 0);
    }
    if (status != HTTPSuccess) {
        https_demo_fail(method, HTTPClient_strerror(status));
    }
    printf("http: %s: status %u, content length %lu, body %lu\n", method,
           (unsigned)response.statusCode, (unsigned long)response.contentLength,
           (unsigned long)response.bodyLen);
    if (response.statusCode / 100u != 2u) {
        https_demo_fail(method, "the server refuses it");
    }
    return response;
}

static void expect(const HTTPResponse_t *response, const char *body)
{
    if (response->bodyLen != strlen(body) ||
        memcmp(response->pBody, body, response->bodyLen) != 0) {
        https_demo_fail(HTTP_METHOD_GET, "not what was sent before");
    }
}

static void use_all(const TransportInterface_t *given, const char *name)
{
    HTTPResponse_t response;

    stream = given;
    host = name;
    (void)request(HTTP_METHOD_PUT, FIRST);
    response = request(HTTP_METHOD_GET, NULL);
    expect(&response, FIRST);
    (void)request(HTTP_METHOD_POST, SECOND);
    response = request(HTTP_METHOD_HEAD, NULL);
    if (response.contentLength != sizeof FIRST SECOND - 1 || response.bodyLen != 0) {
        https_demo_fail(HTTP_METHOD_HEAD, "not the length of what was sent before");
    }
    response = request(HTTP_METHOD_GET, NULL);
    expect(&response, FIRST SECOND);
}

int main(void)
{
    return https_demo_start(use_all);
}
