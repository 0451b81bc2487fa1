/* SPDX-License-Identifier: MIT */
#include "ota_https.h"

#include <string.h>

#include "clock.h"
#include "entropy.h"

static uint32_t now_ms(void)
{
    return (uint32_t)(clock_monotonic_us() / 1000u);
}

static uint32_t random_number(void)
{
    uint32_t number = 0;

    (void)entropy_read(&number, sizeof number);
    return number;
}

static bool open(void *context, const char *host, uint16_t port)
{
    struct ota_https *https = context;
    const struct transport_target target = {.host = host,
                                            .port = port,
                                            .server_name = host,
                                            .trusted = https->trusted,
                                            .trusted_bytes = https->trusted_bytes,
                                            .receive_ms = otaconfigFILE_REQUEST_WAIT_MS};

    return transport_secure_sockets_open(&https->network, &target) == SOCKETS_ERROR_NONE;
}

static void close(void *context)
{
    struct ota_https *https = context;

    transport_secure_sockets_close(&https->network);
}

const struct ota_data *ota_https_init(struct ota_https *https, const uint8_t *trusted,
                                      size_t trusted_bytes)
{
    struct ota_http_config config = {
        .open = open, .close = close, .context = https, .now = now_ms, .random = random_number};

    memset(https, 0, sizeof *https);
    https->trusted = trusted;
    https->trusted_bytes = trusted_bytes;
    transport_secure_sockets_init(&config.stream, &https->network, SOCKETS_INVALID_SOCKET);
    return ota_http_init(&https->http, &config);
}
