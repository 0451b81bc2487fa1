/* SPDX-License-Identifier: MIT */
#include "discovery_client.h"

#include <string.h>

#include "clock.h"
#include "core_http_client.h"

#define HOST_BYTES_MAX  254u
#define RECEIVE_MS      1000u
#define AUTHORITIES_MAX 8u

static uint32_t now_ms(void)
{
    return (uint32_t)(clock_monotonic_us() / 1000u);
}

bool discovery_client_init(struct discovery_client *client,
                           const struct discovery_client_config *config)
{
    if (client == NULL || config == NULL || config->host == NULL || config->thing == NULL ||
        config->document == NULL || config->authority == NULL) {
        return false;
    }
    memset(client, 0, sizeof *client);
    client->config = *config;
    struct discovery_client_config *c = &client->config;
    c->port = c->port != 0 ? c->port : GREENGRASS_PORT;
    c->server_name = c->server_name != NULL ? c->server_name : c->host;
    if (c->open == NULL) {
        c->open = transport_secure_sockets_open;
        c->close = transport_secure_sockets_close;
        transport_secure_sockets_init(&c->stream, &client->network, SOCKETS_INVALID_SOCKET);
    }
    c->stream.pNetworkContext = &client->network;
    return true;
}

static discovery_result_t read_document(struct discovery_client *client,
                                        const HTTPResponse_t *response)
{
    struct greengrass_endpoint first;

    client->http_status = response->statusCode;
    if (response->statusCode != 200) {
        return DISCOVERY_REFUSED;
    }
    client->body = (const char *)response->pBody;
    client->body_length = response->bodyLen;
    client->next = 0;
    if (client->body == NULL ||
        greengrass_endpoint(client->body, client->body_length, 0, &first) != GREENGRASS_OK) {
        client->body = NULL;
        return DISCOVERY_BAD_ANSWER;
    }
    return DISCOVERY_OK;
}

/* Request and answer share the buffer. */
static discovery_result_t exchange(struct discovery_client *client, const char *path)
{
    const struct discovery_client_config *c = &client->config;
    const HTTPRequestInfo_t info = {.pMethod = HTTP_METHOD_GET,
                                    .methodLen = sizeof HTTP_METHOD_GET - 1,
                                    .pPath = path,
                                    .pathLen = strlen(path),
                                    .pHost = c->server_name,
                                    .hostLen = strlen(c->server_name)};
    HTTPRequestHeaders_t headers = {.pBuffer = c->document, .bufferLen = c->document_size};
    HTTPResponse_t response = {
        .pBuffer = c->document, .bufferLen = c->document_size, .getTime = now_ms};

    if (HTTPClient_InitializeRequestHeaders(&headers, &info) != HTTPSuccess) {
        return DISCOVERY_TOO_LARGE;
    }
    switch (HTTPClient_Send(&c->stream, &headers, NULL, 0, &response, 0)) {
    case HTTPSuccess:
        return read_document(client, &response);
    case HTTPInsufficientMemory:
        return DISCOVERY_TOO_LARGE;
    case HTTPNetworkError:
    case HTTPNoResponse:
    case HTTPPartialResponse:
        return DISCOVERY_NO_CONNECTION;
    default:
        return DISCOVERY_BAD_ANSWER;
    }
}

discovery_result_t discovery_client_ask(struct discovery_client *client)
{
    const struct discovery_client_config *c = &client->config;
    const struct transport_target target = {
        .host = c->host, .port = c->port, .server_name = c->server_name, .receive_ms = RECEIVE_MS};
    char path[GREENGRASS_PATH_MAX];

    client->body = NULL;
    client->http_status = 0;
    if (greengrass_path(c->thing, strlen(c->thing), path, sizeof path) != GREENGRASS_OK) {
        return DISCOVERY_BAD_ANSWER;
    }
    if (c->open(&client->network, &target) != SOCKETS_ERROR_NONE) {
        return DISCOVERY_NO_CONNECTION;
    }
    const discovery_result_t result = exchange(client, path);
    c->close(&client->network);
    return result;
}

/* An endpoint with each authority of its group in turn: which of them signed is not told. */
static bool try_endpoint(const struct discovery_client *client,
                         const struct greengrass_endpoint *endpoint, NetworkContext_t *context)
{
    const struct discovery_client_config *c = &client->config;
    char host[HOST_BYTES_MAX];
    size_t bytes;

    if (endpoint->host.length >= sizeof host) {
        return false;
    }
    memcpy(host, endpoint->host.text, endpoint->host.length);
    host[endpoint->host.length] = '\0';
    for (size_t i = 0; i < AUTHORITIES_MAX; i++) {
        if (greengrass_authority(endpoint, i, c->authority, c->authority_size, &bytes) !=
            GREENGRASS_OK) {
            return false;
        }
        const struct transport_target target = {.host = host,
                                                .port = endpoint->port,
                                                .server_name = host,
                                                .trusted = (const uint8_t *)c->authority,
                                                .trusted_bytes = bytes,
                                                .receive_ms = RECEIVE_MS};
        if (c->open(context, &target) == SOCKETS_ERROR_NONE) {
            return true;
        }
    }
    return false;
}

discovery_result_t discovery_client_connect(struct discovery_client *client,
                                            NetworkContext_t *context,
                                            struct greengrass_endpoint *endpoint)
{
    size_t count = 0;

    if (client->body == NULL) {
        return DISCOVERY_BAD_ANSWER;
    }
    while (greengrass_endpoint(client->body, client->body_length, count, endpoint) ==
           GREENGRASS_OK) {
        count++;
    }
    for (size_t tried = 0; tried < count; tried++) {
        const size_t index = client->next % count;
        client->next = index + 1u;
        if (greengrass_endpoint(client->body, client->body_length, index, endpoint) ==
                GREENGRASS_OK &&
            try_endpoint(client, endpoint, context)) {
            return DISCOVERY_OK;
        }
    }
    return DISCOVERY_NO_CORE;
}
