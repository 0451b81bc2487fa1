/* SPDX-License-Identifier: MIT */
/* Each fault of the emulator x what the driver is at x each place in the dialogue, in virtual time.
 *
 * Oracles of each run. Content: what the peer heard are the first of the bytes that were sent, at
 * least those reported as sent unless the link was reported gone; the same in the other direction.
 * Progress: each call ends in its time, a link that is said to be open brings bytes, and when the
 * fault is over, the driver joins, connects and transfers again within a bound. Blame: the emulator
 * has nothing to say against the driver where the fault is not in its bytes.
 *
 * Usage: esp_at_sweep SCENARIO [--fault NAME] [--phase NAME] [--at PLACE]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "account.h"

#define A_LINK   4u
#define B_LINK   3u
#define WORKS_MS 60000u /* until all works again when the fault is over */
#define STALL_MS 20000u

static unsigned runs;
static struct account a, b;

static const struct wifi_network network = {.ssid = (const uint8_t *)"espressif",
                                            .password = (const uint8_t *)"1234567890",
                                            .ssid_bytes = 9,
                                            .password_bytes = 10,
                                            .security = WIFI_SECURITY_WPA2};
static const char *const alpn[] = {"x-amzn-mqtt-ca", "mqtt"};
static const struct offload_tls tls = {"server.example", alpn, 2, 0, -1};

static enum wifi_result join(void)
{
    enum wifi_result result;

    IN(7000u + RECOVER_MS + SETTINGS_MS, result = esp_at_join(&world.module, &network, 5000));
    return result;
}

/* ---- what the driver is at ---- */

/* Data that looks like answers and reports. */
static const char hostile[] =
    "0123456789\r\nOK\r\n+IPD,3,9\r\nready\r\n3,CLOSED\r\nRecv 10 bytes\r\n\r\nSEND OK\r\n>abc"
    "+CIPRECVDATA:2,xy\r\nWIFI DISCONNECT\r\nbusy p...\r\nAT+RST\r\n+IPD,4,3:abc "
    "ERROR\r\n\r\nFAIL\r\n"
    "AT+CWQAP\r\n+CIPRECVDATA,5:hello\r\nERR CODE:0x01090000\r\n the end of it, after all.";

static void be_idle(void)
{
    IN(100u + RECOVER_MS + SETTINGS_MS, esp_at_poll(&world.module, 100));
    peer_speaks(&a, "news for an idle driver", 23);
    (void)read_all(&a, 512, 2000);
    IN(100u + RECOVER_MS + SETTINGS_MS, esp_at_poll(&world.module, 100));
}

static void be_asking(void)
{
    struct wifi_address address;
    uint8_t bytes[6];
    uint32_t ms;
    const uint8_t gateway[4] = {192, 168, 3, 1};

    IN(1000u + RECOVER_MS + SETTINGS_MS, (void)esp_at_mac(&world.module, bytes));
    IN(1000u + RECOVER_MS + SETTINGS_MS, (void)esp_at_address(&world.module, &address));
    IN(15000u + RECOVER_MS + SETTINGS_MS,
       (void)esp_at_resolve(&world.module, "server.example", bytes));
    IN(15000u + RECOVER_MS + SETTINGS_MS, (void)esp_at_ping(&world.module, gateway, &ms));
}

static void be_sending(void)
{
    send_bytes(&a, "first ones", 10);
    send_bytes(&a, hostile, sizeof hostile - 1);
    send_bytes(&a, "last", 4);
}

static void be_receiving(void)
{
    peer_speaks(&a, hostile, sizeof hostile - 1);
    (void)read_all(&a, 128, 2000);
    peer_speaks(&a, "and more", 8);
    (void)read_all(&a, 512, 2000);
}

static void be_joining(void)
{
    IN(1000u + RECOVER_MS + SETTINGS_MS, (void)esp_at_leave(&world.module));
    (void)join();
}

static void found_one(void *context, const struct wifi_found *one)
{
    (void)context;
    (void)one;
}

static void be_scanning(void)
{
    IN(10000u + RECOVER_MS + SETTINGS_MS, (void)esp_at_scan(&world.module, found_one, NULL));
}

static void be_connecting(void)
{
    (void)connect_link(&a, NULL);
}

static void be_connecting_tls(void)
{
    if (connect_link(&a, &tls)) {
        send_bytes(&a, "over TLS", 8);
    }
}

static void be_closing(void)
{
    close_link(&a);
    (void)connect_link(&a, NULL);
}

static void be_starting(void)
{
    IN(RECOVER_MS + SETTINGS_MS, (void)esp_at_start(&world.module));
}

enum level { POWER, STARTED, JOINED, CONNECTED };

static const struct phase {
    const char *name;
    enum level level;
    void (*act)(void);
    bool tls;
} phases[] = {{"starting", POWER, be_starting, false},
              {"joining", STARTED, be_joining, false},
              {"scanning", STARTED, be_scanning, false},
              {"connecting", JOINED, be_connecting, false},
              {"connecting TLS", JOINED, be_connecting_tls, true},
              {"idle", CONNECTED, be_idle, false},
              {"asking", CONNECTED, be_asking, false},
              {"sending", CONNECTED, be_sending, false},
              {"receiving", CONNECTED, be_receiving, false},
              {"closing", CONNECTED, be_closing, false}};

/* ---- faults ---- */

enum where { AT_BYTE, AT_OUR_BYTE, AT_STEP, EVERY };

#define CHANGES 1u  /* bytes, which nobody but TLS sees */
#define LASTS   2u  /* until it is cleared */
#define KILLS   4u  /* the emulator ends links: what was reported may be lost with them */
#define FALSE   8u  /* it is not true */
#define COUNTED 16u /* the UART knows: two bytes missing from a block cannot be seen otherwise */

static const struct fault {
    const char *name, *request; /* %u is the place, of those at bytes */
    enum where where;
    unsigned flags;
} faults[] = {
    {"reboot after a byte", "reboot after %u", AT_BYTE, KILLS},
    {"byte to us lost", "drop 1 %u", AT_BYTE, 0},
    {"byte to us changed", "corrupt 1 %u", AT_BYTE, CHANGES},
    {"byte of ours lost", "drop-received 1 %u", AT_OUR_BYTE, 0},
    {"byte of ours changed", "corrupt-received 1 %u", AT_OUR_BYTE, CHANGES},
    {"three bytes to us lost, counted", "drop 3 %u", EVERY, COUNTED},
    {"three bytes to us changed", "corrupt 3 %u", EVERY, CHANGES},
    {"three bytes of ours lost", "drop-received 3 %u", EVERY, 0},
    {"three bytes of ours changed", "corrupt-received 3 %u", EVERY, CHANGES},
    {"reboot", "reboot", AT_STEP, KILLS},
    {"busy", "busy 3", AT_STEP, 0},
    {"slow", "slow 200", AT_STEP, LASTS},
    {"too slow", "slow 1500", AT_STEP, LASTS},
    {"without memory", "memory 0", AT_STEP, LASTS},
    {"half-open", "half-open 4", AT_STEP, LASTS | KILLS},
    {"connection reset", "reset 4", AT_STEP, KILLS},
    {"connection closed", "close 4", AT_STEP, KILLS},
    {"access point lost", "ap espressif lost", AT_STEP, LASTS | KILLS},
    {"another password", "ap espressif password 0987654321", AT_STEP, LASTS},
    {"no address", "ap espressif no-address", AT_STEP, LASTS},
    {"report of a station", "report +STA_CONNECTED:\"02:00:00:00:00:09\"", AT_STEP, 0},
    {"report of data that are not there", "report +IPD,4,77", AT_STEP, FALSE},
    {"report of data of a free link", "report +IPD,1,5", AT_STEP, FALSE},
    {"report of a free link's end", "report 1,CLOSED", AT_STEP, FALSE},
    {"report of an unknown thing", "report +NEWS:\"what nobody knows\",1,2,3", AT_STEP, 0},
    {"report of an error code", "report ERR CODE:0x01090000", AT_STEP, 0},
    {"false loss of the network", "report WIFI DISCONNECT", AT_STEP, FALSE},
    {"false end of a link", "report 4,CLOSED", AT_STEP, FALSE | KILLS},
    {"false restart", "report ready", AT_STEP, FALSE | KILLS},
    {"false prompt", "report >", AT_STEP, FALSE},
    {"false block", "report +IPD,4,3:abc", AT_STEP, FALSE},
};

#define PHASES (sizeof phases / sizeof phases[0])
#define FAULTS (sizeof faults / sizeof faults[0])

/* ---- one run ---- */

static const char *scenario;
static SSL_CTX *server_tls;
static json_t *authorities;

static void prepare(const struct phase *phase)
{
    world_begin(scenario);
    open_account(&a);
    open_account(&b);
    bool good = true;
    uint64_t now;
    if (phase->level >= STARTED) {
        good = esp_at_start(&world.module) == WIFI_RESULT_OK && join() == WIFI_RESULT_OK;
    }
    if (phase->level >= CONNECTED) {
        good = good && connect_link(&a, NULL) && connect_link(&b, NULL);
    }
    if (phase->tls) {
        world.modem.authorities = authorities;
        good = good && esp_at_learn_time(&world.module, "time.example", &now) == WIFI_RESULT_OK;
        world.tls = server_tls;
    }
    if (!good) {
        complain("could not be prepared", 0, 0);
    }
    world.step = 0;
    world.to_module = world.to_us = 0;
}

/* One way to its end: a network, a link, and bytes to the peer and back. */
static bool works(void)
{
    struct account probe;
    bool good;

    world.tls = NULL;
    world.peers_echo = true;
    if (!world.module.joined && join() != WIFI_RESULT_OK) {
        return false;
    }
    good = connect_link(&probe, NULL);
    if (good) {
        send_bytes(&probe, "are you there?", 14);
        if (!probe.gone) {
            memcpy(probe.spoken, "are you there?", probe.said = 14);
            good = read_all(&probe, 512, 3000) && !probe.gone &&
                   memcmp(probe.got, probe.spoken, 14) == 0;
        } else {
            good = false;
        }
    }
    close_link(&probe);
    return good;
}

static uint32_t recover(void)
{
    const int64_t since = world.fault_us;

    if (world.modem.baud != (int)ESP_AT_BAUD && world.modem.baud != (int)world.module.port->baud) {
        world_ask("reboot"); /* a digit of the speed was lost: only its reset line helps */
    }

    while (!works()) {
        if (world_ms() - (uint32_t)(since / 1000) > WORKS_MS) {
            complain("does not work again", (long)(world_ms() - (uint32_t)(since / 1000)), 0);
            break;
        }
        esp_at_poll(&world.module, 200);
    }
    return world_ms() - (uint32_t)(since / 1000);
}

static size_t same(const uint8_t *left, const uint8_t *right, size_t length)
{
    size_t at = 0;

    while (at < length && left[at] == right[at]) {
        at++;
    }
    return at;
}

/* What the peer has, against what it should. */
static void check_sent(const struct account *account, const struct fault *fault)
{
    const struct peer *const peer = account->peer;
    const bool ours = fault->where == AT_OUR_BYTE || strstr(fault->request, "received") != NULL;
    const size_t length = peer != NULL ? peer->length : 0;

    if (peer == NULL || peer->echo) {
        return;
    }
    const size_t good =
        same(peer->heard, account->sent, length < account->attempted ? length : account->attempted);
    if (good < account->reported && !account->gone &&
        !(ours && (fault->flags & CHANGES) != 0 && length >= account->reported)) {
        complain("reported as sent and not there", (long)good, (long)account->reported);
    }
    if (good < account->reported && (fault->flags & (KILLS | CHANGES)) == 0) {
        complain("reported as sent, lost with the link", (long)good, (long)account->reported);
    }
    for (size_t at = good; at < length && !ours; at++) {
        if (peer->heard[at] != 0 || !account->gone) { /* zeros end a prompt */
            complain("the peer has what was not sent", (long)at, peer->heard[at]);
            return;
        }
    }
    if (ours && length > good && !account->gone && (fault->flags & CHANGES) == 0) {
        complain("the peer has something else, and the link is open", (long)good, (long)length);
    }
}

static void check_read(const struct account *account, const struct fault *fault)
{
    const size_t good = same(account->got, account->spoken, account->read);
    const bool changes = (fault->flags & CHANGES) != 0;

    if (account->read > account->said || (good < account->read && !changes)) {
        complain("read what was not said", (long)good, (long)account->read);
    }
}

static void check_links(const struct fault *fault)
{
    /* What is said to be open brings bytes, or is found to be gone. */
    static const char more[] = "one more";

    for (struct account *account = &a; account != NULL; account = account == &a ? &b : NULL) {
        if (account->link < 0 || account->gone || account->peer == NULL) {
            continue;
        }
        if (account->peer->ssl == NULL || account->peer->fd >= 0) {
            peer_speaks(account, more, sizeof more - 1);
        }
        if (!read_all(account, 512, STALL_MS)) {
            complain("a link that is open brings nothing", account->link,
                     (long)(account->said - account->read));
        }
    }
    world_wait(100);
    check_sent(&a, fault);
    check_sent(&b, fault);
    check_read(&a, fault);
    check_read(&b, fault);
}

/* Bytes of ours that are not as they were sent are a fault's, and so is it when the driver gives up
 * waiting for a module that is slow, or whose words it could not understand. */
static void check_blames(const struct fault *fault)
{
    const bool ours = fault->where == AT_OUR_BYTE || strstr(fault->request, "received") != NULL;
    const bool gives_up = (fault->flags & (FALSE | CHANGES | COUNTED)) != 0 ||
                          strncmp(fault->request, "slow", 4) == 0;
    size_t i;
    json_t *one;

    json_array_foreach(world.modem.blames, i, one)
    {
        const char *const what = json_string_value(json_object_get(one, "what"));
        if (!ours && !(gives_up && (strcmp(what, "a command before the result of the last") == 0 ||
                                    strcmp(what, "a NUL in a command") == 0))) {
            complain(what, (long)i, 0);
            return;
        }
    }
}

static uint32_t run(const struct phase *phase, const struct fault *fault, unsigned at)
{
    char request[120];

    runs++;
    snprintf(place, sizeof place, "%s, %s, %u", phase->name, fault->name, at);
    prepare(phase);
    world.fault_us = world.now_us;
    snprintf(request, sizeof request, fault->request, at);
    if (fault->where == AT_STEP) {
        world.fault = request;
        world.fault_at = at;
    } else {
        world_ask("%s", request);
        world.armed = true;
        world.counts_lost = (fault->flags & COUNTED) != 0;
        world.lost_max = 3;
    }
    phase->act();
    world.fault = NULL;
    if (strncmp(fault->name, "half-open", 9) == 0) {
        world_ask("reset 4"); /* in the end it is noticed */
    }
    world_ask("ap espressif password 1234567890");
    world_ask("clear");
    if ((fault->flags & LASTS) != 0 || world.armed) {
        world.fault_us = world.now_us;
    }
    world.armed = false;
    const uint32_t recovery_us = recover();
    check_links(fault);
    check_blames(fault);
    return recovery_us;
}

/* ---- all of them ---- */

static unsigned places_of(const struct fault *fault, const unsigned counts[3])
{
    switch (fault->where) {
    case AT_BYTE:
        return counts[0];
    case AT_OUR_BYTE:
        return counts[1];
    case AT_STEP:
        return counts[2];
    default:
        return 80;
    }
}

static void sweep(const struct phase *phase, const char *only, long at_only, uint32_t worst[FAULTS])
{
    static const struct fault none = {"nothing", "busy 0", AT_STEP, 0};
    unsigned counts[3];

    (void)run(phase, &none, 1u << 30);
    prepare(phase);
    phase->act();
    if (phase->level >= JOINED && (a.link < 0 || a.gone)) {
        complain("does not work without any fault", a.link, a.gone);
    }
    counts[0] = (unsigned)world.to_us + 1;
    counts[1] = (unsigned)world.to_module + 1;
    counts[2] = world.step + 1;
    for (size_t i = 0; i < FAULTS; i++) {
        const unsigned last = places_of(&faults[i], counts);
        if (only != NULL && strcmp(only, faults[i].name) != 0) {
            continue;
        }
        for (unsigned at = 1; at <= last && complaints < COMPLAINTS_MAX; at++) {
            if (at_only >= 0 && at != (unsigned)at_only) {
                continue;
            }
            const uint32_t ms = run(phase, &faults[i], at);
            worst[i] = ms > worst[i] ? ms : worst[i];
        }
    }
}

/* Milliseconds until all works again, the worst place of each phase. */
static void tell_recovery(uint32_t worst[PHASES][FAULTS])
{
    printf("%-36s", "recovery, ms");
    for (size_t k = 0; k < PHASES; k++) {
        printf(" %10.10s", phases[k].name);
    }
    for (size_t i = 0; i < FAULTS; i++) {
        printf("\n%-36s", faults[i].name);
        for (size_t k = 0; k < PHASES; k++) {
            printf(" %10u", worst[k][i]);
        }
    }
    printf("\n");
}

static const char *option(int count, char **words, const char *name)
{
    for (int i = 2; i < count; i++) {
        if (strcmp(words[i], name) == 0) {
            return i + 1 < count ? words[i + 1] : "";
        }
    }
    return NULL;
}

int main(int count, char **words)
{
    static uint32_t worst[PHASES][FAULTS];

    if (count < 2) {
        return 2;
    }
    scenario = words[1];
    setvbuf(stdout, NULL, _IOLBF, 0);
    server_tls = world_server();
    authorities = world_authorities();
    const char *const phase = option(count, words, "--phase");
    const char *const at = option(count, words, "--at");
    for (size_t i = 0; i < PHASES; i++) {
        if (phase == NULL || strcmp(phase, phases[i].name) == 0) {
            sweep(&phases[i], option(count, words, "--fault"), at != NULL ? atol(at) : -1,
                  worst[i]);
        }
    }
    tell_recovery(worst);
    printf("%u runs, %u complaints\n", runs, complaints);
    return complaints > 0 ? 1 : 0;
}
