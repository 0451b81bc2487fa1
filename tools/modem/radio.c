/* SPDX-License-Identifier: MIT */
/* The station: access points, their signal, joining, losing and finding again.
 *
 *      none ── CWJAP: heard, password fits ──► joined ── address ──► network
 *       ▲   lost, CWQAP, too weak                │                      │
 *       └───────────────────────────────────────┴──────────────────────┘
 *      after a loss: again every `reconnect_s` seconds, as the module was told
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "modem.h"

const char *const security_names[SECURITIES] = {"open",     "wep",      "wpa",  "wpa2",
                                                "wpa_wpa2", "wpa2_ent", "wpa3", "wpa2_wpa3"};

void radio_reset(struct modem *modem)
{
    modem->joined = -1;
    modem->joining = -1;
    modem->has_address = false;
    modem->reconnect_s = 1;
    modem->reconnect_most = 0;
    modem->reconnect_point = -1;
    modem->reconnect_at = NEVER;
    modem->reconnecting_at = NEVER;
    modem->print_mask = 0x7FF;
    modem->sorted = false;
    modem->scan_floor = -100;
    modem->scan_securities = 0xFFFF;
    modem->ap_set = false;
    modem->station_here = false;
    memset(&modem->wanted, 0, sizeof modem->wanted);
}

bool has_network(const struct modem *modem)
{
    return modem->joined >= 0 && modem->has_address;
}

/* A triangle around `rssi`. */
int radio_signal(const struct point *point)
{
    if (point->wave_ms < 2 || point->wave_db == 0) {
        return point->rssi;
    }
    const int64_t half = point->wave_ms / 2, at = now_ms() % (2 * half);
    const int64_t up = at < half ? at : 2 * half - at; /* 0 .. half */
    return point->rssi + (int)(2 * up * point->wave_db / half) - point->wave_db;
}

static bool is_heard(const struct point *point)
{
    return !point->lost && radio_signal(point) >= SIGNAL_FLOOR;
}

/* Is this what was asked for, but for the password? */
static bool is_wanted(const struct wanted *wanted, const struct point *point)
{
    const bool has_pmf = point->security == WPA3 || point->security == WPA2_WPA3;

    return strcmp(point->ssid, wanted->ssid) == 0 && is_heard(point) &&
           (wanted->bssid[0] == '\0' || strcmp(point->bssid, wanted->bssid) == 0) &&
           (!wanted->no_open || point->security > WEP) && (!wanted->pmf_required || has_pmf);
}

/* The strongest, or the first that a scan from the lowest channel on meets; -1: none. */
static int find_point(const struct modem *modem)
{
    int best = -1;

    for (int i = 0; i < modem->point_count; i++) {
        const struct point *const point = &modem->points[i];
        const struct point *const before = best >= 0 ? &modem->points[best] : NULL;
        if (is_wanted(&modem->wanted, point) &&
            (before == NULL ||
             (modem->wanted.first_found ? point->channel < before->channel
                                        : radio_signal(point) > radio_signal(before)))) {
            best = i;
        }
    }
    return best;
}

static bool has_password(const struct wanted *wanted, const struct point *point)
{
    return point->security == OPEN || strcmp(point->password, wanted->password) == 0;
}

static void forget_network(struct modem *modem)
{
    if (modem->joined < 0) {
        return;
    }
    for (int i = 0; i < LINKS; i++) {
        link_close(modem, i, true);
    }
    modem->joined = -1;
    modem->has_address = false;
    modem->lost_at = now_ms();
    say(modem, "WIFI DISCONNECT");
}

static void give_address(struct modem *modem)
{
    struct point *const point = &modem->points[modem->joined];
    char *const last = strrchr(strcpy(modem->address, point->first), '.');
    const int number = atoi(last + 1) + point->given++ % (point->pool > 0 ? point->pool : 1);

    snprintf(last + 1, 4, "%d", number & 0xFF);
    modem->has_address = true;
    say(modem, "WIFI GOT IP");
}

static void lose(struct modem *modem)
{
    modem->reconnect_point = modem->joined;
    forget_network(modem);
    modem->reconnect_tried = 0;
    modem->reconnect_at =
        modem->reconnect_s > 0 ? now_ms() + (int64_t)modem->second_ms * modem->reconnect_s : NEVER;
}

static void try_again(struct modem *modem)
{
    const int64_t now = now_ms();

    if (now >= modem->reconnecting_at) {
        modem->reconnecting_at = NEVER;
        if (!modem->points[modem->joined].no_address) {
            give_address(modem);
        }
    }
    if (now < modem->reconnect_at || modem->reconnect_point < 0) {
        return;
    }
    const int found = find_point(modem); /* another of the same name is as good */
    modem->reconnect_tried++;
    if (found >= 0 && has_password(&modem->wanted, &modem->points[found])) {
        modem->joined = modem->reconnect_point = found;
        modem->reconnect_at = NEVER;
        modem->reconnecting_at = now + modem->address_ms;
        say(modem, "WIFI CONNECTED");
    } else if (modem->reconnect_most > 0 && modem->reconnect_tried >= modem->reconnect_most) {
        modem->reconnect_at = NEVER;
    } else {
        modem->reconnect_at = now + (int64_t)modem->second_ms * modem->reconnect_s;
    }
}

void radio_tick(struct modem *modem)
{
    if (modem->joined >= 0 && !is_heard(&modem->points[modem->joined])) {
        modem->reconnecting_at = NEVER;
        lose(modem);
    }
    try_again(modem);
    time_tick(modem);
}

int64_t radio_next(const struct modem *modem)
{
    int64_t next = modem->reconnect_at;

    next = modem->reconnecting_at < next ? modem->reconnecting_at : next;
    if (modem->time_asked && !modem->has_time && modem->time_at < next) {
        next = modem->time_at;
    }
    if (modem->joined >= 0 && modem->points[modem->joined].wave_ms > 0) {
        next = now_ms() + 100 < next ? now_ms() + 100 : next;
    }
    return next;
}

enum reply ask_mode(struct modem *modem, const struct command *c)
{
    (void)c;
    say(modem, "+CWMODE:%d", modem->mode);
    return REPLY_OK;
}

enum reply set_mode(struct modem *modem, const struct command *c)
{
    const long mode = number_at(c, 0, 0);

    if (!in_range(modem, "mode", mode, 0, 3) ||
        !in_range(modem, "auto connect", number_at(c, 1, 1), 0, 1)) {
        return REPLY_ERROR;
    }
    if ((mode & 1) == 0) {
        modem->reconnect_at = NEVER;
        forget_network(modem);
    }
    if ((mode & 2) == 0) {
        modem->ap_set = false;
        modem->station_here = false;
    }
    modem->mode = (int)mode;
    return REPLY_OK;
}

enum reply ask_state(struct modem *modem, const struct command *c)
{
    const bool joined = modem->joined >= 0;
    const int point = joined ? modem->joined : modem->reconnect_point;
    int state = 0;

    (void)c;
    if (joined) {
        state = modem->has_address ? 2 : 1;
    } else if (point >= 0) {
        state = modem->reconnect_at != NEVER ? 3 : 4;
    }
    say(modem, "+CWSTATE:%d,\"%s\"", state, point >= 0 ? modem->points[point].ssid : "");
    return REPLY_OK;
}

enum reply ask_join(struct modem *modem, const struct command *c)
{
    (void)c;
    if (modem->joined < 0) {
        say(modem, "No AP");
        return REPLY_OK;
    }
    const struct point *const point = &modem->points[modem->joined];
    say(modem, "+CWJAP:\"%s\",\"%s\",%d,%d,0,%d,3,0,1", point->ssid, point->bssid, point->channel,
        radio_signal(point), modem->reconnect_s);
    return REPLY_OK;
}

static void join_refused(struct modem *modem, int code)
{
    modem->joined = -1;
    say(modem, "+CWJAP:%d", code);
    say_result(modem, "ERROR");
}

static void no_answer(struct modem *modem)
{
    join_refused(modem, 1);
}

static void no_point(struct modem *modem)
{
    join_refused(modem, 3);
}

static void wrong_password(struct modem *modem)
{
    join_refused(modem, 2);
}

static void join_address(struct modem *modem)
{
    if (modem->joined < 0) { /* lost in between */
        join_refused(modem, 4);
        return;
    }
    give_address(modem);
    say_result(modem, "OK");
}

static void join_point(struct modem *modem)
{
    if (!is_heard(&modem->points[modem->joining])) {
        join_refused(modem, 3);
        return;
    }
    modem->joined = modem->joining;
    say(modem, "WIFI CONNECTED");
    if (modem->points[modem->joined].no_address) {
        (void)later(modem, modem->join_limit_s * modem->second_ms, no_answer);
    } else {
        (void)later(modem, modem->address_ms, join_address);
    }
}

static bool join_is_well_formed(struct modem *modem, const struct command *c)
{
    const size_t ssid = strlen(text_at(c, 0)), password = strlen(text_at(c, 1));

    if ((modem->mode & 1) == 0) {
        blame(modem, "joins without being a station");
        return false;
    }
    if (password != 0 && !in_range(modem, "password length", (long)password, 8, 63)) {
        return false;
    }
    return in_range(modem, "SSID length", (long)ssid, 1, 32) &&
           in_range(modem, "PCI", number_at(c, 3, 0), 0, 1) &&
           in_range(modem, "reconnect interval", number_at(c, 4, 1), 0, 7200) &&
           in_range(modem, "listen interval", number_at(c, 5, 3), 1, 100) &&
           in_range(modem, "scan mode", number_at(c, 6, 0), 0, 1) &&
           in_range(modem, "join timeout", number_at(c, 7, 15), 3, 600) &&
           in_range(modem, "PMF", number_at(c, 8, 1), 0, 3);
}

/* What was asked for, by this command or by the last. */
static enum reply join_wanted(struct modem *modem)
{
    modem->joining = find_point(modem);
    if (modem->joining < 0) {
        return later(modem, modem->scan_ms, no_point);
    }
    if (!has_password(&modem->wanted, &modem->points[modem->joining])) {
        return later(modem, modem->join_ms, wrong_password);
    }
    return later(modem, modem->join_ms, join_point);
}

enum reply at_join(struct modem *modem, const struct command *c)
{
    (void)c;
    if ((modem->mode & 1) == 0 || modem->wanted.ssid[0] == '\0') {
        blame(modem, "joins what nobody has named");
        return REPLY_ERROR;
    }
    modem->reconnect_at = NEVER;
    forget_network(modem);
    return join_wanted(modem);
}

enum reply set_join(struct modem *modem, const struct command *c)
{
    if (!join_is_well_formed(modem, c)) {
        return REPLY_ERROR;
    }
    modem->reconnect_at = NEVER;
    forget_network(modem);
    modem->reconnect_s = (int)number_at(c, 4, 1);
    modem->join_limit_s = (int)number_at(c, 7, 15);
    modem->wanted = (struct wanted){.no_open = number_at(c, 3, 0) == 1,
                                    .first_found = number_at(c, 6, 0) == 0,
                                    .pmf_required = (number_at(c, 8, 1) & 2) != 0};
    strcpy(modem->wanted.ssid, text_at(c, 0));
    strcpy(modem->wanted.password, text_at(c, 1));
    snprintf(modem->wanted.bssid, sizeof modem->wanted.bssid, "%s", text_at(c, 2));
    return join_wanted(modem);
}

enum reply ask_reconnect(struct modem *modem, const struct command *c)
{
    (void)c;
    say(modem, "+CWRECONNCFG:%d,%d", modem->reconnect_s, modem->reconnect_most);
    return REPLY_OK;
}

enum reply set_reconnect(struct modem *modem, const struct command *c)
{
    if (!in_range(modem, "interval", number_at(c, 0, 0), 0, 7200) ||
        !in_range(modem, "repeat count", number_at(c, 1, 0), 0, 1000)) {
        return REPLY_ERROR;
    }
    modem->reconnect_s = (int)number_at(c, 0, 0);
    modem->reconnect_most = (int)number_at(c, 1, 0);
    modem->reconnect_at = modem->reconnect_s == 0 ? NEVER : modem->reconnect_at;
    return REPLY_OK;
}

enum reply set_scan_option(struct modem *modem, const struct command *c)
{
    if (!in_range(modem, "sort", number_at(c, 0, 0), 0, 1) ||
        !in_range(modem, "print mask", number_at(c, 1, 0), 1, 0x7FF)) {
        return REPLY_ERROR;
    }
    if (!in_range(modem, "signal filter", number_at(c, 2, -100), -100, 40) ||
        !in_range(modem, "security mask", number_at(c, 3, 0xFFFF), 1, 0xFFFF)) {
        return REPLY_ERROR;
    }
    modem->sorted = number_at(c, 0, 0) == 1;
    modem->print_mask = (int)number_at(c, 1, 0);
    modem->scan_floor = (int)number_at(c, 2, -100);
    modem->scan_securities = (unsigned)number_at(c, 3, 0xFFFF);
    return REPLY_OK;
}

/* One access point, with what the mask asks for. */
static void say_point(struct modem *modem, const struct point *point, bool asked_for)
{
    char text[256];
    int used = 0;
    const char *const ssid = point->hidden && !asked_for ? "" : point->ssid;

#define FIELD(bit, ...)                                                                            \
    if ((modem->print_mask & (bit)) != 0) {                                                        \
        used += snprintf(text + used, sizeof text - (size_t)used, used > 0 ? "," : "");            \
        used += snprintf(text + used, sizeof text - (size_t)used, __VA_ARGS__);                    \
    }
    FIELD(0x001, "%d", point->security)
    FIELD(0x002, "\"%s\"", ssid)
    FIELD(0x004, "%d", radio_signal(point))
    FIELD(0x008, "\"%s\"", point->bssid)
    FIELD(0x010, "%d", point->channel)
    FIELD(0x020, "%d", -1)
    FIELD(0x040, "%d", -1)
    FIELD(0x080, "%d", 4)
    FIELD(0x100, "%d", 4)
    FIELD(0x200, "%d", 7)
    FIELD(0x400, "%d", 0)
#undef FIELD
    say(modem, "+CWLAP:(%s)", text);
}

static char scan_for[33];

/* Of those that are left, the next to be shown; -1: none is. */
static int next_seen(const struct modem *modem, const bool *shown)
{
    int next = -1;

    for (int i = 0; i < modem->point_count; i++) {
        const struct point *const point = &modem->points[i];
        const bool fits = (scan_for[0] == '\0' || strcmp(scan_for, point->ssid) == 0) &&
                          radio_signal(point) >= modem->scan_floor &&
                          (modem->scan_securities >> point->security & 1u) != 0;
        if (!shown[i] && fits && is_heard(point) &&
            (next < 0 ||
             (modem->sorted && radio_signal(point) > radio_signal(&modem->points[next])))) {
            next = i;
        }
    }
    return next;
}

static void scan_done(struct modem *modem)
{
    bool shown[POINTS] = {false};

    for (int i; !modem->rebooting && (i = next_seen(modem, shown)) >= 0;) {
        shown[i] = true;
        say_point(modem, &modem->points[i], scan_for[0] != '\0');
    }
    say_result(modem, "OK");
}

static enum reply scan(struct modem *modem, const char *ssid)
{
    if ((modem->mode & 1) == 0) {
        blame(modem, "scans without being a station");
        return REPLY_ERROR;
    }
    snprintf(scan_for, sizeof scan_for, "%s", ssid);
    return later(modem, modem->scan_ms, scan_done);
}

enum reply at_scan(struct modem *modem, const struct command *c)
{
    (void)c;
    return scan(modem, "");
}

enum reply set_scan(struct modem *modem, const struct command *c)
{
    return scan(modem, text_at(c, 0));
}

enum reply at_leave(struct modem *modem, const struct command *c)
{
    (void)c;
    if ((modem->mode & 1) == 0) {
        blame(modem, "leaves without being a station");
        return REPLY_ERROR;
    }
    modem->reconnect_point = -1;
    modem->reconnect_at = NEVER;
    forget_network(modem);
    return REPLY_OK;
}

#define STATION_MAC "02:d0:11:00:00:01"

enum reply ask_address(struct modem *modem, const struct command *c)
{
    (void)c;
    const bool there = has_network(modem);
    say(modem, "+CIPSTA:ip:\"%s\"", there ? modem->address : "0.0.0.0");
    say(modem, "+CIPSTA:gateway:\"%s\"", there ? modem->points[modem->joined].gateway : "0.0.0.0");
    say(modem, "+CIPSTA:netmask:\"%s\"", there ? "255.255.255.0" : "0.0.0.0");
    return REPLY_OK;
}

enum reply ask_mac(struct modem *modem, const struct command *c)
{
    (void)c;
    say(modem, "+CIPSTAMAC:\"%s\"", STATION_MAC);
    return REPLY_OK;
}

enum reply at_addresses(struct modem *modem, const struct command *c)
{
    (void)c;
    if ((modem->mode & 2) != 0) {
        say(modem, "+CIFSR:APIP,\"192.168.4.1\"");
    }
    if ((modem->mode & 1) != 0) {
        say(modem, "+CIFSR:STAIP,\"%s\"", has_network(modem) ? modem->address : "0.0.0.0");
        say(modem, "+CIFSR:STAMAC,\"%s\"", STATION_MAC);
    }
    return REPLY_OK;
}
