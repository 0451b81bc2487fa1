/* SPDX-License-Identifier: MIT */
/* Whatever a file server says, to an agent that fetches a good document's file: two bytes of length
 * and so many bytes are what it answers to one request; how reads are cut is in the input too. */
#include <stdio.h>

#include "ota_http.h"
#include "ota_url.h"
#include "ota_world.h"

#define FILE_BYTES 4500u
#define STEPS_MAX  80u

struct NetworkContext {
    const uint8_t *bytes;
    size_t size, answer, cut;
    bool is_open;
};

static struct NetworkContext network;
static struct ota_http http;

static bool open_server(void *context, const char *host, uint16_t port)
{
    (void)context;
    require(!network.is_open && strlen(host) > 0 && port > 0);
    network.is_open = true;
    network.answer = 0;
    return true;
}

static void close_server(void *context)
{
    (void)context;
    require(network.is_open);
    network.is_open = false;
}

/* A request is there when its empty line is; then the next answer begins. */
static int32_t take(NetworkContext_t *context, const void *bytes, size_t length)
{
    const uint8_t *text = bytes;

    (void)context;
    require(network.is_open && length > 0);
    if (length >= 4u && memcmp(text + length - 4u, "\r\n\r\n", 4) == 0 && network.size >= 2u) {
        const size_t wanted = (size_t)network.bytes[0] << 8 | network.bytes[1];
        network.bytes += 2;
        network.size -= 2u;
        network.answer = (wanted & 0x7FFu) < network.size ? wanted & 0x7FFu : network.size;
        network.cut = 1u + (wanted >> 11) * 50u;
    }
    return (int32_t)length;
}

static int32_t say(NetworkContext_t *context, void *bytes, size_t length)
{
    size_t count = network.answer < length ? network.answer : length;

    (void)context;
    require(network.is_open && length > 0);
    count = count < network.cut ? count : network.cut;
    if (count == 0) {
        world.now += 1000u;
        return network.size % 2u == 0 ? 0 : -1;
    }
    memcpy(bytes, network.bytes, count);
    network.bytes += count;
    network.size -= count;
    network.answer -= count;
    return (int32_t)count;
}

static uint32_t now(void)
{
    return world.now++;
}

static uint32_t random_number(void)
{
    return 1u;
}

static void read_address(const uint8_t *bytes, size_t size)
{
    struct ota_url url;
    char *exact = malloc(size), *text = malloc(64u);

    memcpy(exact, bytes, size);
    if (ota_url_read(&url, text, 64u, exact, size)) {
        require(url.port > 0 && url.path > strlen(text) && url.path < 64u);
        require(text[url.path] == '/' && url.path + strlen(text + url.path) < 64u);
    }
    free(text);
    free(exact);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static const struct ota_http_config config = {
        .open = open_server,
        .close = close_server,
        .stream = {.recv = say, .send = take, .pNetworkContext = &network},
        .now = now,
        .random = random_number,
    };
    char offer[512];

    if (size == 0 || size > 8192u) {
        return 0;
    }
    read_address(bytes, size);
    network = (struct NetworkContext){.bytes = bytes, .size = size};
    world_start(OTA_IDLE, ota_http_init(&http, &config));
    const int length =
        snprintf(offer, sizeof offer,
                 "{\"execution\":{\"jobId\":\"j\",\"jobDocument\":{\"afr_ota\":{\"protocols\":["
                 "\"HTTP\"],\"files\":[{\"filepath\":\"/f\",\"filesize\":%u,\"fileid\":0,"
                 "\"certfile\":\"c\",\"sig-sha256-ecdsa\":\"MAAA\",\"update_data_url\":"
                 "\"https://a.b/c\",\"auth_scheme\":\"s\"}]}}}}",
                 FILE_BYTES);
    static const char topic[] = "$aws/things/" WORLD_THING "/jobs/$next/get/accepted";
    for (unsigned i = 0; i < STEPS_MAX && network.size > 0; i++) {
        if (!ota_core_wants(&world.core) || http.path == 0) {
            (void)ota_core_message(&world.core, topic, sizeof topic - 1u, offer, (size_t)length);
        }
        const uint32_t wait = http.data.run(http.data.context, &world.core);
        const uint32_t other = ota_core_tick(&world.core);
        world.now += wait < other ? wait : other == UINT32_MAX ? 1000u : other;
        require(world.written <= blocks_of(FILE_BYTES));
    }
    return 0;
}
