/* SPDX-License-Identifier: MIT */
#include "verbs.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define WORDS 16

FILE *verbs_out;
static struct esp_at module;

static void say(const char *text)
{
    fprintf(verbs_out, "%s\n", text);
}

static void on_event(void *context, enum wifi_event event)
{
    static const char *const names[] = {"joined", "address", "lost", "restarted", "came", "left"};

    (void)context;
    fprintf(verbs_out, "event %s\n", names[event]);
}

static void on_found(void *context, const struct wifi_found *one)
{
    (void)context;
    fprintf(verbs_out, "found %u %d %u %02x:%02x %.*s\n", one->security, one->rssi, one->channel,
            one->bssid[0], one->bssid[5], one->ssid_bytes, (const char *)one->ssid);
}

static const char *result(enum wifi_result result)
{
    static const char *const names[] = {"ok",          "failed",   "timed out",
                                        "unsupported", "password", "no such",
                                        "not joined",  "memory",   "restarted"};

    return names[result];
}

static unsigned number(const char *word)
{
    return word != NULL ? (unsigned)strtoul(word, NULL, 10) : 0;
}

static void say_links(void)
{
    for (unsigned i = 0; i < AT_LINKS; i++) {
        fprintf(verbs_out, "%u%s", module.links[i].state, i + 1 < AT_LINKS ? " " : "\n");
    }
}

static struct wifi_network network_of(char **word)
{
    return (struct wifi_network){.ssid = (const uint8_t *)word[1],
                                 .ssid_bytes = (uint8_t)strlen(word[1]),
                                 .security = (uint8_t)number(word[2]),
                                 .password = (const uint8_t *)(word[3] != NULL ? word[3] : ""),
                                 .password_bytes =
                                     (uint8_t)(word[3] != NULL ? strlen(word[3]) : 0)};
}

static bool of_radio(char **word)
{
    struct wifi_network network;
    uint8_t bytes[6] = {0};
    uint32_t ms = 0;

    if (strcmp(word[0], "start") == 0) {
        say(result(esp_at_start(&module)));
    } else if (strcmp(word[0], "missing") == 0) {
        fprintf(verbs_out, "%.*s\n",
                module.missing != NULL ? (int)strcspn(module.missing, "\r") : 7,
                module.missing != NULL ? module.missing : "nothing");
    } else if (strcmp(word[0], "off") == 0) {
        say(result(esp_at_off(&module)));
    } else if (strcmp(word[0], "join") == 0) {
        network = network_of(word);
        say(result(esp_at_join(&module, &network, 5000)));
    } else if (strcmp(word[0], "leave") == 0) {
        say(result(esp_at_leave(&module)));
    } else if (strcmp(word[0], "scan") == 0) {
        say(result(esp_at_scan(&module, on_found, NULL)));
    } else if (strcmp(word[0], "mode") == 0) {
        say(result(esp_at_set_mode(&module, (uint8_t)number(word[1]))));
    } else if (strcmp(word[0], "offer") == 0) {
        network = network_of(word);
        say(result(esp_at_access_point_start(&module, &network)));
    } else if (strcmp(word[0], "stop") == 0) {
        say(result(esp_at_access_point_stop(&module)));
    } else if (strcmp(word[0], "power") == 0) {
        say(result(esp_at_set_power(&module, (enum wifi_power)number(word[1]))));
    } else if (strcmp(word[0], "mac") == 0) {
        const enum wifi_result got = esp_at_mac(&module, bytes);
        fprintf(verbs_out, "%s %02x %02x\n", result(got), bytes[0], bytes[5]);
    } else if (strcmp(word[0], "resolve") == 0) {
        const enum wifi_result got = esp_at_resolve(&module, word[1], bytes);
        fprintf(verbs_out, "%s %u.%u.%u.%u\n", result(got), bytes[0], bytes[1], bytes[2], bytes[3]);
    } else if (strcmp(word[0], "ping") == 0) {
        const uint8_t to[4] = {(uint8_t)number(word[1]), (uint8_t)number(word[2]),
                               (uint8_t)number(word[3]), (uint8_t)number(word[4])};
        const enum wifi_result got = esp_at_ping(&module, to, &ms);
        fprintf(verbs_out, "%s %u\n", result(got), ms);
    } else if (strcmp(word[0], "address") == 0) {
        struct wifi_address got = {.address = {0}};
        const char *const text = result(esp_at_address(&module, &got));
        fprintf(verbs_out, "%s %u.%u.%u.%u via %u.%u.%u.%u\n", text, got.address[0], got.address[1],
                got.address[2], got.address[3], got.gateway[0], got.gateway[1], got.gateway[2],
                got.gateway[3]);
    } else if (strcmp(word[0], "clock") == 0) { /* what it says; `time`: how far it is off */
        uint64_t unix_s = 0;
        const char *const text = result(esp_at_learn_time(&module, word[1], &unix_s));
        fprintf(verbs_out, "%s %llu\n", text, (unsigned long long)unix_s);
    } else if (strcmp(word[0], "time") == 0) {
        uint64_t unix_s = 0;
        const char *const text = result(esp_at_learn_time(&module, word[1], &unix_s));
        fprintf(verbs_out, "%s %d\n", text, (int)((int64_t)unix_s - (int64_t)time(NULL)));
    } else {
        return false;
    }
    return true;
}

/* Bytes are told in hexadecimal digits. */
static void receive(unsigned link, size_t room)
{
    static uint8_t bytes[4096];
    const int32_t got = esp_at_link_receive(&module, link, bytes, room);

    fprintf(verbs_out, "%d ", got);
    for (int32_t i = 0; i < got; i++) {
        fprintf(verbs_out, "%02x", bytes[i]);
    }
    fprintf(verbs_out, "\n");
}

static void send_hex(unsigned link, const char *hex)
{
    static uint8_t bytes[8192];
    const size_t length = strlen(hex) / 2;

    for (size_t i = 0; i < length; i++) {
        const char digits[3] = {hex[2 * i], hex[2 * i + 1], '\0'};
        bytes[i] = (uint8_t)strtoul(digits, NULL, 16);
    }
    fprintf(verbs_out, "%d\n", esp_at_link_send(&module, link, bytes, length));
}

/* secure LINK HOST PORT NAME AUTHORITY IDENTITY [PROTOCOL ...] */
static int32_t secure(char **word)
{
    uint8_t protocols = 0;

    while (word[7 + protocols] != NULL) {
        protocols++;
    }
    const struct offload_tls tls = {word[4], (const char *const *)&word[7], protocols,
                                    (uint8_t)number(word[5]), (int8_t)strtol(word[6], NULL, 10)};
    return esp_at_link_connect(&module, number(word[1]), word[2], (uint16_t)number(word[3]), &tls);
}

static bool of_links(char **word)
{
    if (strcmp(word[0], "take") == 0) {
        fprintf(verbs_out, "%d\n", esp_at_link_take(&module));
    } else if (strcmp(word[0], "connect") == 0) {
        fprintf(verbs_out, "%d\n",
                esp_at_link_connect(&module, number(word[1]), word[2], (uint16_t)number(word[3]),
                                    NULL));
    } else if (strcmp(word[0], "secure") == 0) {
        fprintf(verbs_out, "%d\n", secure(word));
    } else if (strcmp(word[0], "send") == 0) {
        send_hex(number(word[1]), word[2]);
    } else if (strcmp(word[0], "receive") == 0) {
        receive(number(word[1]), number(word[2]));
    } else if (strcmp(word[0], "close") == 0) {
        esp_at_link_close(&module, number(word[1]));
        say("ok");
    } else if (strcmp(word[0], "listen") == 0) {
        say(result(esp_at_listen(&module, (uint16_t)number(word[1]))));
    } else if (strcmp(word[0], "accept") == 0) {
        fprintf(verbs_out, "%d\n", esp_at_accept(&module));
    } else if (strcmp(word[0], "links") == 0) {
        say_links();
    } else if (strcmp(word[0], "poll") == 0) {
        esp_at_poll(&module, number(word[1]));
        say("ok");
    } else {
        return false;
    }
    return true;
}

void verbs_begin(const struct esp_at_port *port)
{
    esp_at_init(&module, port, on_event, NULL, NULL);
}

void verbs_run(char *line)
{
    char *word[WORDS] = {NULL};
    int used = 0;

    for (char *at = strtok(line, " \n"); at != NULL && used < WORDS - 1; at = strtok(NULL, " \n")) {
        word[used++] = at;
    }
    if (used > 0 && !of_radio(word) && !of_links(word)) {
        say("no such verb");
    }
}
