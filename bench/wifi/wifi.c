/* SPDX-License-Identifier: MIT */
/* Throughput and first publish of a module's driver against the emulator, in virtual time: the wire
 * takes what its bytes take, the module what its scenario says, the processor nothing. So these are
 * the command set's figures: what of the wire is left for bytes of links.
 *
 * Usage: bench_wifi SCENARIO. One figure a line: name, value, unit.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "world.h"

#define TOTAL_BYTES (32u * 1024u)
#define BITS        10u /* of a byte on the wire */

static const char *scenario;
static uint8_t bytes[4096];

static void must(bool good, const char *what)
{
    if (!good) {
        fprintf(stderr, "bench_wifi: %s\n", what);
        exit(1);
    }
}

static void join(void)
{
    static const struct wifi_network network = {.ssid = (const uint8_t *)"espressif",
                                                .password = (const uint8_t *)"1234567890",
                                                .ssid_bytes = 9,
                                                .password_bytes = 10,
                                                .security = WIFI_SECURITY_WPA2};

    must(esp_at_start(&world.module) == WIFI_RESULT_OK, "start");
    must(esp_at_join(&world.module, &network, 5000) == WIFI_RESULT_OK, "join");
}

static unsigned connect_link(const struct offload_tls *tls)
{
    const unsigned link = (unsigned)esp_at_link_take(&world.module);

    must(esp_at_link_connect(&world.module, link, "server.example", 8883, tls) == 0, "connect");
    return link;
}

/* Payload as a share of what the wire could carry in one direction meanwhile. */
static void tell(const char *what, size_t size, unsigned links, size_t payload, int64_t us,
                 uint64_t on_wire)
{
    const uint64_t could = (uint64_t)us * world.our_baud / BITS / 1000000u;

    printf("%s_%zu.links_%u %llu B/s\n", what, size, links,
           (unsigned long long)(payload * 1000000u / (uint64_t)us));
    printf("%s_%zu.links_%u.share %llu %% of its speed\n", what, size, links,
           (unsigned long long)(payload * 100u / could));
    printf("%s_%zu.links_%u.wire %llu bytes on the wire for 100\n", what, size, links,
           (unsigned long long)(on_wire * 100u / payload));
}

static void measure_sending(size_t size, unsigned links)
{
    unsigned link[AT_LINKS];
    size_t sent = 0;

    world_begin(scenario);
    join();
    for (unsigned i = 0; i < links; i++) {
        link[i] = connect_link(NULL);
    }
    const int64_t begun = world.now_us;
    const uint64_t before = world.to_module + world.to_us;
    for (unsigned i = 0; sent < TOTAL_BYTES; i++) {
        const int32_t result = esp_at_link_send(&world.module, link[i % links], bytes, size);
        must(result == (int32_t)size, "send");
        world.peers[i % links].length = 0; /* heard, and not kept */
        sent += size;
    }
    tell("send", size, links, sent, world.now_us - begun, world.to_module + world.to_us - before);
}

/* The peers always have more to say. */
static void keep_saying(size_t said[AT_LINKS], const size_t read[AT_LINKS], unsigned links)
{
    for (unsigned i = 0; i < links; i++) {
        if (said[i] - read[i] < 2u * sizeof bytes) {
            peer_says(&world.peers[i], bytes, sizeof bytes);
            said[i] += sizeof bytes;
        }
    }
}

static void measure_receiving(size_t size, unsigned links)
{
    static uint8_t into[4096];
    unsigned link[AT_LINKS];
    size_t said[AT_LINKS] = {0}, read[AT_LINKS] = {0}, all = 0;

    world_begin(scenario);
    join();
    for (unsigned i = 0; i < links; i++) {
        link[i] = connect_link(NULL);
    }
    keep_saying(said, read, links);
    esp_at_poll(&world.module, 100);
    const int64_t begun = world.now_us;
    const uint64_t before = world.to_module + world.to_us;
    for (unsigned i = 0; all < TOTAL_BYTES; i++) {
        keep_saying(said, read, links);
        const int32_t result = esp_at_link_receive(&world.module, link[i % links], into, size);
        must(result > 0 || result == OFFLOAD_WAIT, "receive");
        if (result == OFFLOAD_WAIT) {
            esp_at_poll(&world.module, 10);
            continue;
        }
        read[i % links] += (size_t)result;
        all += (size_t)result;
    }
    tell("receive", size, links, all, world.now_us - begun, world.to_module + world.to_us - before);
}

/* Power, join, connect, CONNECT, CONNACK, PUBLISH of QoS 1. */
static void measure_first_publish(bool with_tls)
{
    static const uint8_t connect[] = {0x10, 18, 0, 4, 'M', 'Q', 'T', 'T', 4,   2,
                                      0,    60, 0, 6, 'd', 'e', 'v', 'i', 'c', 'e'};
    static const uint8_t connack[] = {0x20, 2, 0, 0};
    static const uint8_t publish[] = {0x32, 14, 0, 5,   't', '/', 'o', 'n',
                                      'e',  0,  1, 'h', 'e', 'l', 'l', 'o'};
    static const struct offload_tls tls = {"server.example", NULL, 0, 0, -1};
    uint8_t answer[16];
    uint64_t now;

    SSL_CTX *const server = with_tls ? world_server() : NULL;
    world_begin(scenario);
    join();
    const int64_t joined = world.now_us;
    if (with_tls) {
        world.modem.authorities = world_authorities();
        must(esp_at_learn_time(&world.module, "time.example", &now) == WIFI_RESULT_OK, "time");
    }
    const int64_t timed = world.now_us;
    world.tls = server;
    const unsigned link = connect_link(with_tls ? &tls : NULL);
    must(esp_at_link_send(&world.module, link, connect, sizeof connect) == sizeof connect,
         "CONNECT");
    peer_says(newest_peer(), connack, sizeof connack);
    int32_t result = OFFLOAD_WAIT;
    while (result == OFFLOAD_WAIT) {
        esp_at_poll(&world.module, 10);
        result = esp_at_link_receive(&world.module, link, answer, sizeof answer);
    }
    must(result == sizeof connack && memcmp(answer, connack, sizeof connack) == 0, "CONNACK");
    must(esp_at_link_send(&world.module, link, publish, sizeof publish) == sizeof publish,
         "PUBLISH");
    const char *const how = with_tls ? "first_publish.tls" : "first_publish";
    const int64_t air = world.modem.join_ms + world.modem.address_ms + world.modem.boot_ms;
    printf("%s %lld ms from power on\n", how, (long long)(world.now_us / 1000));
    printf("%s.after_join %lld us without the time's server\n", how,
           (long long)(world.now_us - timed));
    printf("%s.start_and_join %lld ms without the air's and the boot's\n", how,
           (long long)(joined / 1000 - air));
}

int main(int count, char **words)
{
    static const size_t sizes[] = {64, 256, 1024, 2048};

    must(count == 2, "usage: bench_wifi SCENARIO");
    scenario = words[1];
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        measure_sending(sizes[i], 1);
        measure_sending(sizes[i], AT_LINKS);
    }
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        const size_t room =
            sizes[i] < ESP_AT_RECEIVE_BYTES_MAX ? sizes[i] : ESP_AT_RECEIVE_BYTES_MAX;
        measure_receiving(room, 1);
        measure_receiving(room, AT_LINKS);
    }
    measure_first_publish(false);
    measure_first_publish(true);
    return 0;
}
