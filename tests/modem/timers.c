/* SPDX-License-Identifier: MIT */
/* Each call's timer is the one of docs/design/wifi.md: a module that answers shortly before it ends
 * is waited for, and one that answers shortly behind it is not. In virtual time.
 *
 * Usage: esp_at_timers SCENARIO
 */
#include <stdio.h>

#include "world.h"

#define EARLY_MS   300u
#define LATE_MS    700u
#define RECOVER_MS 6000u /* the module is as slow then as it was */

static const char *scenario;
static unsigned failures;

static void require(bool good, const char *name, const char *what, uint32_t took_ms)
{
    if (!good) {
        printf("not ok %s: %s, %u ms\n", name, what, (unsigned)took_ms);
        failures++;
    }
}

static const struct wifi_network network = {.ssid = (const uint8_t *)"espressif",
                                            .password = (const uint8_t *)"1234567890",
                                            .ssid_bytes = 9,
                                            .password_bytes = 10,
                                            .security = WIFI_SECURITY_WPA2};
static const uint8_t gateway[4] = {192, 168, 3, 1};

static bool query(unsigned link)
{
    uint8_t mac[6];

    (void)link;
    return esp_at_mac(&world.module, mac) == WIFI_RESULT_OK;
}

static bool join(unsigned link)
{
    (void)link;
    return esp_at_join(&world.module, &network, 5000) == WIFI_RESULT_OK;
}

static void found(void *context, const struct wifi_found *one)
{
    (void)context;
    (void)one;
}

static bool scan(unsigned link)
{
    (void)link;
    return esp_at_scan(&world.module, found, NULL) == WIFI_RESULT_OK;
}

static bool resolve(unsigned link)
{
    uint8_t address[4];

    (void)link;
    return esp_at_resolve(&world.module, "server.example", address) == WIFI_RESULT_OK;
}

static bool ping(unsigned link)
{
    uint32_t ms;

    (void)link;
    return esp_at_ping(&world.module, gateway, &ms) == WIFI_RESULT_OK;
}

static bool connect_link(unsigned link)
{
    (void)link;
    const int32_t other = esp_at_link_take(&world.module);
    return esp_at_link_connect(&world.module, (unsigned)other, "server.example", 80, NULL) == 0;
}

static bool send_bytes(unsigned link)
{
    return esp_at_link_send(&world.module, link, "0123456789", 10) == 10;
}

static bool receive(unsigned link)
{
    char bytes[20];

    return esp_at_link_receive(&world.module, link, bytes, sizeof bytes) > 0;
}

/* What the module itself takes for a command, and what of the call's time is not its command. */
static const struct timed {
    const char *name;
    bool (*call)(unsigned link);
    uint32_t timer_ms, takes_ms;
} calls[] = {{"a query", query, 1000, 0},       {"joining, 5 s", join, 7000, 2000},
             {"a scan", scan, 10000, 1200},     {"a name", resolve, 15000, 500},
             {"an echo", ping, 15000, 500},     {"a connection", connect_link, 15000, 0},
             {"a prompt", send_bytes, 2000, 0}, {"data that came", receive, 1000, 0}};

static unsigned prepare(void)
{
    world_begin(scenario);
    bool good = esp_at_start(&world.module) == WIFI_RESULT_OK && join(0);
    const unsigned link = (unsigned)esp_at_link_take(&world.module);
    good = good && esp_at_link_connect(&world.module, link, "server.example", 80, NULL) == 0;
    peer_says(newest_peer(), "some data", 9);
    esp_at_poll(&world.module, 100);
    require(good, "prepare", "does not work", world_ms());
    return link;
}

static void check(const struct timed *one)
{
    unsigned link = prepare();
    uint32_t begun = world_ms();

    world_ask("slow %u", one->timer_ms - one->takes_ms - EARLY_MS);
    world.fault = "slow 0"; /* this command only: it is written, looked for, and then taken */
    world.fault_at = world.step + 2;
    world.wraps_ms = world_ms() + 100; /* the clock wraps meanwhile */
    const bool waited = one->call(link);
    require(waited, one->name, "is not waited for", world_ms() - begun);

    link = prepare();
    world_ask("slow %u", one->timer_ms - one->takes_ms + LATE_MS);
    begun = world_ms();
    const bool late = one->call(link);
    require(!late, one->name, "is waited for too long", world_ms() - begun);
    require(world_ms() - begun <= one->timer_ms + RECOVER_MS, one->name, "ends too late",
            world_ms() - begun);

    /* What the module says by itself begins no timer anew. */
    link = prepare();
    world_ask("slow %u", 10u * one->timer_ms);
    world.chatter = "+STA_CONNECTED:\"02:00:00:00:00:07\"";
    world.chatter_ms = 90;
    begun = world_ms();
    (void)one->call(link);
    require(world_ms() - begun <= one->timer_ms + 3u * RECOVER_MS, one->name,
            "goes on as long as the module chatters", world_ms() - begun);
}

/* A server that says nothing to TLS is given a minute. */
static void check_silent_server(void)
{
    static const struct offload_tls tls = {"server.example", NULL, 0, 0, -1};
    uint64_t now;

    world_begin(scenario);
    world.modem.authorities = world_authorities();
    bool good = esp_at_start(&world.module) == WIFI_RESULT_OK && join(0) &&
                esp_at_learn_time(&world.module, "time.example", &now) == WIFI_RESULT_OK;
    const unsigned link = (unsigned)esp_at_link_take(&world.module);
    const uint32_t begun = world_ms();
    good = good && esp_at_link_connect(&world.module, link, "server.example", 80, &tls) != 0;
    require(good, "TLS", "is connected", world_ms() - begun);
    require(world_ms() - begun >= 60000, "TLS", "is not waited for", world_ms() - begun);
    require(world_ms() - begun <= 60000 + RECOVER_MS, "TLS", "ends too late", world_ms() - begun);
}

int main(int count, char **words)
{
    if (count != 2) {
        return 2;
    }
    scenario = words[1];
    for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++) {
        check(&calls[i]);
    }
    SSL_CTX *const server = world_server(); /* whose authority is needed, not itself */
    check_silent_server();
    SSL_CTX_free(server);
    printf("%u failures\n", failures);
    return failures > 0 ? 1 : 0;
}
