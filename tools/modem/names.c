/* SPDX-License-Identifier: MIT */
/* Names, echo, time: what a scenario says there is. */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "modem.h"

bool name_resolve(const struct modem *modem, const char *host, char address[16])
{
    struct in_addr number;
    const char *found = host;

    if (inet_pton(AF_INET, host, &number) != 1) {
        found = json_string_value(json_object_get(modem->hosts, host));
    }
    if (found == NULL || strlen(found) > 15) {
        return false;
    }
    strcpy(address, found);
    return true;
}

/* What a scenario names under "ports"; or the gateway, whose ports are the host's. */
bool name_reach(const struct modem *modem, const char *address, int port, int *local)
{
    char key[32];

    snprintf(key, sizeof key, "%.15s:%d", address, port);
    const json_t *const mapped = json_object_get(modem->ports, key);
    *local = mapped != NULL ? (int)json_integer_value(mapped) : port;
    return mapped != NULL ||
           (modem->joined >= 0 && strcmp(address, modem->points[modem->joined].gateway) == 0);
}

static char asked[COMMAND_BYTES];

static void resolve_done(struct modem *modem)
{
    char address[16];

    if (!name_resolve(modem, asked, address) || !has_network(modem)) {
        say(modem, "DNS Fail");
        say_result(modem, "ERROR");
        return;
    }
    say(modem, "+CIPDOMAIN:\"%s\"", address);
    say_result(modem, "OK");
}

enum reply set_resolve(struct modem *modem, const struct command *c)
{
    if (!in_range(modem, "length of host", (long)strlen(text_at(c, 0)), 1, 253) ||
        !in_range(modem, "network", number_at(c, 1, 1), 1, 3)) {
        return REPLY_ERROR;
    }
    strcpy(asked, text_at(c, 0));
    return later(modem, modem->address_ms, resolve_done);
}

static bool answers_echo(const struct modem *modem, const char *address)
{
    const size_t length = strlen(address);
    const char *key;
    json_t *value;

    if (!has_network(modem)) {
        return false;
    }
    if (strcmp(address, modem->points[modem->joined].gateway) == 0) {
        return true;
    }
    json_object_foreach(modem->ports, key, value)
    {
        if (strncmp(key, address, length) == 0 && key[length] == ':') {
            return true;
        }
    }
    return false;
}

static void ping_done(struct modem *modem)
{
    char address[16];

    if (name_resolve(modem, asked, address) && answers_echo(modem, address)) {
        say(modem, "+PING:%d", modem->address_ms);
        say_result(modem, "OK");
    } else {
        say(modem, "+PING:TIMEOUT");
        say_result(modem, "ERROR");
    }
}

enum reply set_ping(struct modem *modem, const struct command *c)
{
    strcpy(asked, text_at(c, 0));
    return later(modem, modem->address_ms, ping_done);
}

enum reply set_time(struct modem *modem, const struct command *c)
{
    const long zone = number_at(c, 1, 0);

    /* Whole hours, or [+-]hhmm. */
    const bool whole = labs(zone) <= 14;
    if (!in_range(modem, "enable", number_at(c, 0, 0), 0, 1) ||
        !in_range(modem, "time zone's hours", whole ? zone : zone / 100, -12, 14) ||
        !in_range(modem, "time zone's minutes", whole ? 0 : labs(zone) % 100, 0, 59)) {
        return REPLY_ERROR;
    }
    modem->time_zone = whole ? (int)zone * 60 : (int)(zone / 100 * 60 + zone % 100);
    modem->time_asked = number_at(c, 0, 0) == 1;
    modem->time_at = now_ms() + modem->time_ms;
    return REPLY_OK;
}

void time_tick(struct modem *modem)
{
    if (!modem->time_asked || modem->has_time || now_ms() < modem->time_at) {
        return;
    }
    if (!has_network(modem)) {
        modem->time_at = now_ms() + modem->second_ms;
        return;
    }
    modem->has_time = true;
    say(modem, "+TIME_UPDATED");
}

enum reply ask_time(struct modem *modem, const struct command *c)
{
    const time_t shown = (modem->has_time ? time(NULL) : 0) + modem->time_zone * 60;
    struct tm parts;
    char text[40];

    (void)c;
    gmtime_r(&shown, &parts);
    strftime(text, sizeof text, "%a %b %e %H:%M:%S %Y", &parts);
    say(modem, "+CIPSNTPTIME:%s", text);
    return REPLY_OK;
}
