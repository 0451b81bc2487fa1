/* SPDX-License-Identifier: MIT */
/* Faults on command, and what there is to see: one request a line, one answer a line. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "modem.h"

#define WORDS 8

struct request {
    int count;
    char *word[WORDS];
    char *rest; /* behind the first word */
};

static void answer(struct modem *modem, const char *word, const char *text)
{
    if (modem->control < 0) {
        return; /* who asks has linked the emulator, and hears nothing */
    }
    dprintf(modem->control, "%s%s%s\n", word, text[0] != '\0' ? " " : "", text);
}

/* A number of a request; false: it is none. */
static bool number(const struct request *r, int place, long *value)
{
    char *end;

    if (place >= r->count) {
        return false;
    }
    *value = strtol(r->word[place], &end, 10);
    return *end == '\0' && end != r->word[place];
}

static struct point *point_of(struct modem *modem, const char *name)
{
    for (int i = 0; i < modem->point_count; i++) {
        if (strcmp(modem->points[i].ssid, name) == 0 || strcmp(modem->points[i].bssid, name) == 0) {
            return &modem->points[i];
        }
    }
    return NULL;
}

static const char *on_point(struct modem *modem, const struct request *r)
{
    struct point *const point = r->count > 2 ? point_of(modem, r->word[1]) : NULL;
    long value;

    if (point == NULL) {
        return "ap NAME lost|back|rssi N|password TEXT|no-address|address";
    }
    if (strcmp(r->word[2], "lost") == 0 || strcmp(r->word[2], "back") == 0) {
        point->lost = r->word[2][0] == 'l';
    } else if (strcmp(r->word[2], "no-address") == 0 || strcmp(r->word[2], "address") == 0) {
        point->no_address = r->word[2][0] == 'n';
    } else if (strcmp(r->word[2], "rssi") == 0 && number(r, 3, &value)) {
        point->rssi = (int)value;
    } else if (strcmp(r->word[2], "password") == 0 && r->count > 3 &&
               strlen(r->word[3]) < sizeof point->password) {
        strcpy(point->password, r->word[3]);
    } else {
        return "no such thing of an access point";
    }
    radio_tick(modem);
    return NULL;
}

static const char *on_bytes(struct modem *modem, const struct request *r)
{
    const struct {
        const char *name;
        struct byte_fault *fault;
    } faults[] = {{"drop", &modem->drop},
                  {"corrupt", &modem->corrupt},
                  {"drop-received", &modem->drop_received},
                  {"corrupt-received", &modem->corrupt_received}};
    long left, every = 1;

    if (!number(r, 1, &left) || left < 0 ||
        (r->count > 2 && (!number(r, 2, &every) || every < 1))) {
        return "drop|corrupt[-received] COUNT [EVERY]";
    }
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        if (strcmp(r->word[0], faults[i].name) == 0) {
            *faults[i].fault = (struct byte_fault){(unsigned)left, (unsigned)every, 0};
        }
    }
    return NULL;
}

static const char *on_link(struct modem *modem, const struct request *r)
{
    long link;

    if (!number(r, 1, &link) || link < 0 || link >= LINKS) {
        return "half-open|reset|close LINK";
    }
    if (modem->links[link].state == FREE) {
        return "this link is not in use";
    }
    if (strcmp(r->word[0], "half-open") == 0) {
        modem->links[link].half_open = true;
        return NULL;
    }
    if (strcmp(r->word[0], "reset") == 0 && modem->links[link].fd >= 0) {
        const struct linger now = {1, 0};
        setsockopt(modem->links[link].fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    }
    link_close(modem, (int)link, true);
    return NULL;
}

static const char *on_station(struct modem *modem, const struct request *r)
{
    long port;

    if (r->count >= 3 && strcmp(r->word[1], "join") == 0) {
        return station_join(modem, r->word[2], r->count > 3 ? r->word[3] : "");
    }
    if (r->count == 2 && strcmp(r->word[1], "leave") == 0) {
        return station_leave(modem);
    }
    if (r->count == 3 && strcmp(r->word[1], "open") == 0 && number(r, 2, &port) && port > 0 &&
        port <= UINT16_MAX) {
        return station_open(modem, (int)port) ? NULL : strerror(errno);
    }
    return "station join SSID [PASSWORD] | leave | open PORT";
}

static const char *on_reboot(struct modem *modem, const struct request *r)
{
    long bytes;

    if (r->count == 1) {
        module_reboot(modem);
        return NULL;
    }
    if (r->count != 3 || strcmp(r->word[1], "after") != 0 || !number(r, 2, &bytes) || bytes < 0) {
        return "reboot [after BYTES]";
    }
    modem->reboot_after = bytes;
    return NULL;
}

static const char *on_number(struct modem *modem, const struct request *r)
{
    long value;

    if (!number(r, 1, &value) || value < 0 || r->count != 2) {
        return "slow MS, busy COUNT, memory 0|1";
    }
    if (strcmp(r->word[0], "slow") == 0) {
        modem->slow_ms = (int)value;
    } else if (strcmp(r->word[0], "busy") == 0) {
        modem->busy_count = (int)value;
    } else {
        modem->no_memory = value == 0;
    }
    return NULL;
}

static const char *on_report(struct modem *modem, const struct request *r)
{
    say(modem, "%s", r->rest);
    return NULL;
}

static const char *on_clear(struct modem *modem, const struct request *r)
{
    (void)r;
    const struct byte_fault none = {0, 1, 0};
    modem->drop = modem->corrupt = modem->drop_received = modem->corrupt_received = none;
    modem->slow_ms = 0;
    modem->busy_count = 0;
    modem->no_memory = false;
    modem->reboot_after = -1;
    for (int i = 0; i < LINKS; i++) {
        modem->links[i].half_open = false;
    }
    for (int i = 0; i < modem->point_count; i++) {
        modem->points[i].lost = modem->points[i].no_address = false;
    }
    return NULL;
}

static void say_json(struct modem *modem, json_t *value)
{
    char *const text = json_dumps(value, JSON_COMPACT);

    answer(modem, text != NULL ? "ok" : "error", text != NULL ? text : "no memory");
    free(text);
}

static void say_state(struct modem *modem)
{
    static const char *const states[] = {"free", "connecting", "handshake", "open", "ended"};
    json_t *const links = json_array();

    for (int i = 0; i < LINKS; i++) {
        const struct link *const link = &modem->links[i];
        json_array_append_new(links,
                              json_pack("{s:s, s:s, s:s, s:i, s:i}", "state", states[link->state],
                                        "type", link->type, "host", link->host, "port", link->port,
                                        "held", (int)link->held));
    }
    const bool joined = modem->joined >= 0;
    json_t *const state =
        json_pack("{s:i, s:s?, s:s?, s:i, s:i, s:i, s:b, s:b, s:b, s:b, s:i, s:I, s:o}", "mode",
                  modem->mode, "joined", joined ? modem->points[modem->joined].bssid : NULL,
                  "address", has_network(modem) ? modem->address : NULL, "sleep", modem->sleep,
                  "baud", modem->baud, "flow", modem->flow, "mux", modem->mux, "echo", modem->echo,
                  "rebooting", modem->rebooting, "station", modem->station_here, "server",
                  modem->server_port, "commands", (json_int_t)modem->commands, "links", links);
    say_json(modem, state);
    json_decref(state);
}

static void say_blame(struct modem *modem, const struct request *r)
{
    if (r->count == 2 && strcmp(r->word[1], "clear") == 0) {
        json_array_clear(modem->blames);
        answer(modem, "ok", "");
        return;
    }
    say_json(modem, modem->blames);
}

static const struct {
    const char *name;
    const char *(*run)(struct modem *modem, const struct request *request);
} verbs[] = {{"ap", on_point},
             {"drop", on_bytes},
             {"corrupt", on_bytes},
             {"drop-received", on_bytes},
             {"corrupt-received", on_bytes},
             {"half-open", on_link},
             {"reset", on_link},
             {"close", on_link},
             {"station", on_station},
             {"reboot", on_reboot},
             {"slow", on_number},
             {"busy", on_number},
             {"memory", on_number},
             {"report", on_report},
             {"clear", on_clear}};

void control_run(struct modem *modem, char *line)
{
    struct request r = {0, {NULL}, strchr(line, ' ')};
    char copy[sizeof modem->request];

    r.rest = r.rest != NULL ? r.rest + 1 : line + strlen(line);
    strcpy(copy, line);
    for (char *at = strtok(copy, " "); at != NULL && r.count < WORDS; at = strtok(NULL, " ")) {
        r.word[r.count++] = at;
    }
    if (r.count == 0) {
        return;
    }
    if (strcmp(r.word[0], "state") == 0) {
        say_state(modem);
        return;
    }
    if (strcmp(r.word[0], "blame") == 0) {
        say_blame(modem, &r);
        return;
    }
    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
        if (strcmp(verbs[i].name, r.word[0]) == 0) {
            const char *const wrong = verbs[i].run(modem, &r);
            answer(modem, wrong == NULL ? "ok" : "error", wrong == NULL ? "" : wrong);
            return;
        }
    }
    answer(modem, "error", "there is no such request");
}

void control_accept(struct modem *modem)
{
    const int fd = accept4(modem->control_listener, NULL, NULL, SOCK_CLOEXEC);

    if (fd < 0) {
        return;
    }
    if (modem->control >= 0) {
        close(modem->control);
    }
    modem->control = fd;
    modem->request_used = 0;
}

void control_receive(struct modem *modem)
{
    char bytes[512];
    const ssize_t got = recv(modem->control, bytes, sizeof bytes, 0);

    if (got <= 0) {
        close(modem->control);
        modem->control = -1;
        return;
    }
    for (ssize_t i = 0; i < got; i++) {
        if (bytes[i] != '\n') {
            modem->request[modem->request_used] = bytes[i];
            modem->request_used += modem->request_used + 1 < sizeof modem->request ? 1 : 0;
            continue;
        }
        modem->request[modem->request_used] = '\0';
        modem->request_used = 0;
        control_run(modem, modem->request);
    }
}
