/* SPDX-License-Identifier: MIT */
/* The functions of struct wifi_driver, as commands. */
#include <string.h>

#include "exchange.h"

#define SCAN_MS  10000u
#define NAME_MS  15000u
#define TIME_MS  15000u
#define JOIN_MAX 600u
#define JOIN_OWN 15u /* seconds: what a module takes that is not told */

static void begin(struct esp_at *module, struct at_command *command, const char *name)
{
    at_set(command, module->command, sizeof module->command, name);
}

/* ---- joining ---- */

static bool join_line(void *context, const char *text, size_t length)
{
    struct at_reader reader = at_read(text, length);
    int32_t code;

    if (!at_take(&reader, "+CWJAP:") || !at_take_number(&reader, &code)) {
        return false;
    }
    *(int32_t *)context = code;
    return true;
}

/* Older firmware takes fewer parameters: 2.0 none of the time and of protected frames, NonOS only
 * what says that open networks are not meant. */
enum { JOIN_ALL, JOIN_TO_SCAN, JOIN_TO_PCI, JOIN_FORMS };

static size_t write_join(struct esp_at *module, const struct wifi_network *network,
                         uint32_t seconds)
{
    const bool open = network->security == WIFI_SECURITY_OPEN;
    struct at_command command;

    begin(module, &command, "CWJAP");
    at_put_string(&command, network->ssid, network->ssid_bytes);
    at_put_string(&command, network->password, open ? 0 : network->password_bytes);
    at_put_omitted(&command);              /* BSSID */
    at_put_number(&command, open ? 0 : 1); /* open and WEP, or not */
    if (module->join_form < JOIN_TO_PCI) {
        at_put_number(&command, 0); /* no reconnecting */
        at_put_omitted(&command);   /* listen interval */
        at_put_number(&command, 1); /* the strongest */
    }
    if (module->join_form < JOIN_TO_SCAN) {
        at_put_number(&command, (int32_t)(seconds < JOIN_MAX ? seconds : JOIN_MAX));
        at_put_number(&command, network->security == WIFI_SECURITY_WPA3 ? 3 : 1); /* PMF */
    }
    return at_end(&command);
}

enum wifi_result esp_at_join(struct esp_at *module, const struct wifi_network *network,
                             uint32_t timeout_ms)
{
    static const enum wifi_result refusals[] = {WIFI_RESULT_FAILED, WIFI_RESULT_TIMED_OUT,
                                                WIFI_RESULT_WRONG_PASSWORD, WIFI_RESULT_NO_SUCH_AP};
    const uint32_t seconds = timeout_ms / SECOND_MS < 3u ? 3u : timeout_ms / SECOND_MS;
    enum wifi_result result = WIFI_RESULT_FAILED;
    struct exchange with;
    int32_t code = 0;

    module->leaving = true; /* of the network before */
    for (bool again = true; again;) {
        const uint32_t wait =
            module->join_form != JOIN_ALL && seconds < JOIN_OWN ? JOIN_OWN : seconds;
        with = (struct exchange){
            .timeout_ms = wait * SECOND_MS + 2u * SECOND_MS, .line = join_line, .context = &code};
        result = esp_at_ask(module, write_join(module, network, seconds), &with);
        /* ERROR without a reason: it may have been the parameters. WPA3 needs them all. */
        again = result == WIFI_RESULT_FAILED && with.result == AT_ERROR && code == 0 &&
                module->join_form + 1u < JOIN_FORMS && network->security != WIFI_SECURITY_WPA3;
        module->join_form = (uint8_t)(module->join_form + (again ? 1u : 0u));
    }
    module->leaving = false;
    if (result == WIFI_RESULT_FAILED && code == 0) {
        module->join_form = JOIN_ALL; /* it was not that */
    }
    if (result == WIFI_RESULT_FAILED && code > 0 && code <= 3) {
        return refusals[code];
    }
    if (result != WIFI_RESULT_OK && module->joined) { /* the answer was lost, not the network */
        (void)esp_at_leave(module);
    }
    return result == WIFI_RESULT_OK && !module->joined ? WIFI_RESULT_FAILED : result;
}

enum wifi_result esp_at_leave(struct esp_at *module)
{
    struct exchange with = {.timeout_ms = SECOND_MS};

    module->leaving = true;
    const enum wifi_result result = esp_at_say(module, "AT+CWQAP\r\n", &with);
    (void)esp_at_listen_for(module, 0);
    module->leaving = false;
    module->joined = module->joined && result != WIFI_RESULT_OK;
    return result;
}

/* ---- scan ---- */

struct scan {
    void (*found)(void *context, const struct wifi_found *one);
    void *context;
};

static uint8_t security_of(int32_t ecn)
{
    static const uint8_t securities[] = {
        WIFI_SECURITY_OPEN, WIFI_SECURITY_WEP,   WIFI_SECURITY_WPA,  WIFI_SECURITY_WPA2,
        WIFI_SECURITY_WPA2, WIFI_SECURITY_OTHER, WIFI_SECURITY_WPA3, WIFI_SECURITY_WPA3};

    return ecn >= 0 && ecn < (int32_t)sizeof securities ? securities[ecn] : WIFI_SECURITY_OTHER;
}

/* `more` numbers stand behind the channel. */
static bool read_found(struct at_reader reader, unsigned more, struct wifi_found *one)
{
    int32_t ecn, rssi, channel, number;
    struct lib_text name;

    if (!at_take_number(&reader, &ecn) || !at_take_string(&reader, 3u + more, &name) ||
        !at_take_number(&reader, &rssi) || !at_take_mac(&reader, 1u + more, one->bssid) ||
        !at_take_number(&reader, &channel) || name.length > WIFI_SSID_BYTES_MAX ||
        rssi < INT8_MIN || rssi > 0 || channel < 1 || channel > (int32_t)WIFI_CHANNEL_MAX) {
        return false;
    }
    for (; more > 0; more--) {
        if (!at_take_number(&reader, &number)) {
            return false;
        }
    }
    memcpy(one->ssid, name.at, name.length);
    one->ssid_bytes = (uint8_t)name.length;
    one->security = security_of(ecn);
    one->channel = (uint8_t)channel;
    one->rssi = (int8_t)rssi;
    return at_take(&reader, ")") && reader.left.length == 0;
}

static bool scan_line(void *context, const char *text, size_t length)
{
    static const uint8_t more[] = {0, 2, 6}; /* as it was told; NonOS; 2.0 and later */
    const struct scan *const scan = context;
    struct at_reader reader = at_read(text, length);

    if (!at_take(&reader, "+CWLAP:(")) {
        return false;
    }
    for (size_t i = 0; i < sizeof more; i++) {
        struct wifi_found one = {.ssid_bytes = 0};
        if (read_found(reader, more[i], &one)) {
            scan->found(scan->context, &one);
            break;
        }
    }
    return true; /* a name from the air may make any line */
}

enum wifi_result esp_at_scan(struct esp_at *module,
                             void (*found)(void *context, const struct wifi_found *one),
                             void *context)
{
    struct scan scan = {found, context};
    struct exchange with = {.timeout_ms = SCAN_MS, .line = scan_line, .context = &scan};

    module->scanning = true;
    at_allow_active(&module->engine, 0); /* a name may look like data */
    const enum wifi_result result = esp_at_say(module, "AT+CWLAP\r\n", &with);
    /* A name may have said OK or ERROR: the true one is taken off here. */
    const bool answers =
        (result != WIFI_RESULT_OK && result != WIFI_RESULT_FAILED) || esp_at_probe(module);
    module->scanning = false;
    at_allow_active(&module->engine, module->active ? AT_DATA_MAX : 0);
    if (!answers) {
        module->restarted = true; /* as far as we know */
        module->silent = true;
        return WIFI_RESULT_TIMED_OUT;
    }
    esp_at_settle_doubts(module);
    return result;
}

/* ---- addresses, names ---- */

static bool address_line(void *context, const char *text, size_t length)
{
    struct wifi_address *const address = context;
    struct at_reader reader = at_read(text, length);

    if (!at_take(&reader, "+CIPSTA:")) {
        return false;
    }
    if (at_take(&reader, "ip:")) {
        (void)at_take_address(&reader, 0, address->address);
    } else if (at_take(&reader, "gateway:")) {
        (void)at_take_address(&reader, 0, address->gateway);
    } else if (at_take(&reader, "netmask:")) {
        (void)at_take_address(&reader, 0, address->netmask);
    }
    return true;
}

enum wifi_result esp_at_address(struct esp_at *module, struct wifi_address *address)
{
    static const uint8_t none[4];
    struct wifi_address found = {.address = {0}};
    struct exchange with = {.line = address_line, .context = &found};
    const enum wifi_result result = esp_at_say(module, "AT+CIPSTA?\r\n", &with);

    if (result != WIFI_RESULT_OK) {
        return result;
    }
    *address = found;
    return memcmp(found.address, none, sizeof none) != 0 ? WIFI_RESULT_OK : WIFI_RESULT_NOT_JOINED;
}

struct bytes {
    uint8_t at[6];
    bool there;
};

static bool mac_line(void *context, const char *text, size_t length)
{
    struct bytes *const mac = context;
    struct at_reader reader = at_read(text, length);

    mac->there =
        mac->there || (at_take(&reader, "+CIPSTAMAC:") && at_take_mac(&reader, 0, mac->at));
    return mac->there;
}

enum wifi_result esp_at_mac(struct esp_at *module, uint8_t mac[6])
{
    struct bytes found = {.there = false};
    struct exchange with = {.line = mac_line, .context = &found};
    const enum wifi_result result = esp_at_say(module, "AT+CIPSTAMAC?\r\n", &with);

    if (result == WIFI_RESULT_OK && found.there) {
        memcpy(mac, found.at, sizeof found.at);
    }
    return result == WIFI_RESULT_OK && !found.there ? WIFI_RESULT_FAILED : result;
}

static bool resolve_line(void *context, const char *text, size_t length)
{
    struct bytes *const address = context;
    struct at_reader reader = at_read(text, length);

    address->there = address->there ||
                     (at_take(&reader, "+CIPDOMAIN:") && at_take_address(&reader, 0, address->at));
    return address->there;
}

enum wifi_result esp_at_resolve(struct esp_at *module, const char *host, uint8_t address[4])
{
    struct bytes found = {.there = false};
    struct exchange with = {.timeout_ms = NAME_MS, .line = resolve_line, .context = &found};
    struct at_command command;

    begin(module, &command, "CIPDOMAIN");
    at_put_string(&command, host, strlen(host));
    const enum wifi_result result = esp_at_ask(module, at_end(&command), &with);
    if (result == WIFI_RESULT_OK && found.there) {
        memcpy(address, found.at, 4);
    }
    return result == WIFI_RESULT_OK && !found.there ? WIFI_RESULT_FAILED : result;
}

struct echo {
    int32_t ms;
    bool timed_out;
};

static bool ping_line(void *context, const char *text, size_t length)
{
    struct echo *const echo = context;
    struct at_reader reader = at_read(text, length);

    /* Before 2.2 it is +12 and +timeout. */
    if (!at_take(&reader, "+PING:") && !at_take(&reader, "+")) {
        return false;
    }
    if (at_take_number(&reader, &echo->ms)) {
        return true;
    }
    const bool timed_out = at_take(&reader, "TIMEOUT") || at_take(&reader, "timeout");
    echo->timed_out = echo->timed_out || timed_out;
    return timed_out;
}

enum wifi_result esp_at_ping(struct esp_at *module, const uint8_t address[4], uint32_t *ms)
{
    char text[16];
    struct lib_text_out out = {text, sizeof text, 0};
    struct echo echo = {-1, false};
    struct exchange with = {.timeout_ms = NAME_MS, .line = ping_line, .context = &echo};
    struct at_command command;

    for (unsigned i = 0; i < 4; i++) {
        if (i > 0) {
            lib_text_put(&out, ".", 1);
        }
        lib_text_put_number(&out, address[i]);
    }
    begin(module, &command, "PING");
    at_put_string(&command, text, out.needed);
    const enum wifi_result result = esp_at_ask(module, at_end(&command), &with);
    if (result == WIFI_RESULT_FAILED && echo.timed_out) {
        return WIFI_RESULT_TIMED_OUT;
    }
    if (result == WIFI_RESULT_OK && echo.ms >= 0) {
        *ms = (uint32_t)echo.ms;
    }
    return result == WIFI_RESULT_OK && echo.ms < 0 ? WIFI_RESULT_FAILED : result;
}

/* ---- modes ---- */

/* An access point without our settings is an open one: it is on from access_point_start on. */
enum wifi_result esp_at_set_mode(struct esp_at *module, uint8_t modes)
{
    struct exchange with = {.timeout_ms = SECOND_MS};
    const bool station = (modes & (1u << WIFI_MODE_STATION)) != 0;

    module->leaving = true;
    const enum wifi_result result =
        esp_at_say(module, station ? "AT+CWMODE=1,0\r\n" : "AT+CWMODE=0,0\r\n", &with);
    module->leaving = false;
    if (result == WIFI_RESULT_OK) {
        module->modes = modes;
        module->joined = false;
    }
    return result;
}

enum wifi_result esp_at_access_point_start(struct esp_at *module,
                                           const struct wifi_network *network)
{
    static const int8_t securities[] = {[WIFI_SECURITY_OPEN] = 0,
                                        [WIFI_SECURITY_WPA] = 2,
                                        [WIFI_SECURITY_WPA2] = 3,
                                        [WIFI_SECURITY_WPA3] = -1};
    const bool station = (module->modes & (1u << WIFI_MODE_STATION)) != 0;
    struct exchange with = {.timeout_ms = SECOND_MS};
    struct at_command command;

    if (network->security > WIFI_SECURITY_WPA3 || securities[network->security] < 0) {
        return WIFI_RESULT_UNSUPPORTED;
    }
    const enum wifi_result result =
        esp_at_say(module, station ? "AT+CWMODE=3,0\r\n" : "AT+CWMODE=2,0\r\n", &with);
    if (result != WIFI_RESULT_OK) {
        return result;
    }
    begin(module, &command, "CWSAP");
    at_put_string(&command, network->ssid, network->ssid_bytes);
    at_put_string(&command, network->password, network->password_bytes);
    at_put_number(&command, network->channel != 0 ? network->channel : 1);
    at_put_number(&command, securities[network->security]);
    with = (struct exchange){.timeout_ms = 5u * SECOND_MS};
    const enum wifi_result started = esp_at_ask(module, at_end(&command), &with);
    if (started != WIFI_RESULT_OK && started != WIFI_RESULT_LOST) {
        (void)esp_at_access_point_stop(module); /* not an open one instead */
    }
    return started;
}

enum wifi_result esp_at_access_point_stop(struct esp_at *module)
{
    const bool station = (module->modes & (1u << WIFI_MODE_STATION)) != 0;
    struct exchange with = {.timeout_ms = SECOND_MS};

    return esp_at_say(module, station ? "AT+CWMODE=1,0\r\n" : "AT+CWMODE=0,0\r\n", &with);
}

enum wifi_result esp_at_set_power(struct esp_at *module, enum wifi_power power)
{
    static const char *const commands[] = {[WIFI_POWER_NORMAL] = "AT+SLEEP=1\r\n",
                                           [WIFI_POWER_LOW] = "AT+SLEEP=3\r\n",
                                           [WIFI_POWER_ALWAYS_ON] = "AT+SLEEP=0\r\n"};
    struct exchange with = {.timeout_ms = SECOND_MS};

    return esp_at_say(module, commands[power], &with);
}

enum wifi_result esp_at_off(struct esp_at *module)
{
    struct exchange with = {.timeout_ms = SECOND_MS};

    module->leaving = true;
    const enum wifi_result result =
        module->up ? esp_at_say(module, "AT+CWMODE=0,0\r\n", &with) : WIFI_RESULT_OK;
    module->leaving = false;
    esp_at_end_links(module, true);
    module->up = false;
    module->joined = false;
    return result;
}

/* ---- time ---- */

#define DAYS_TO_1970 719468u /* from 1 March of the year 0 */

/* Days since 1970 began. Years begin in March here, so that the leap day is the last. */
static uint32_t days_since_1970(uint32_t year, uint32_t month, uint32_t day)
{
    const uint32_t of_march = (month + 9u) % 12u; /* March: 0 */
    const uint32_t years = month <= 2u ? year - 1u : year;
    const uint32_t days = years * 365u + years / 4u - years / 100u + years / 400u;

    return days + (of_march * 153u + 2u) / 5u + day - 1u - DAYS_TO_1970;
}

/* Digits, whatever follows them. */
static bool take_digits(struct at_reader *reader, uint32_t low, uint32_t high, uint32_t *value)
{
    size_t digits = 0;

    *value = 0;
    while (digits < reader->left.length && digits < 4 && reader->left.at[digits] >= '0' &&
           reader->left.at[digits] <= '9') {
        *value = *value * 10u + (uint32_t)(reader->left.at[digits++] - '0');
    }
    reader->left.at += digits;
    reader->left.length -= digits;
    return digits > 0 && *value >= low && *value <= high;
}

/* As asctime writes it: "Thu Aug 04 14:48:05 2016". A module that has no time says 1970. */
static bool time_line(void *context, const char *text, size_t length)
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    struct at_reader reader = at_read(text, length);
    uint32_t month = 0, day, hour, minute, second, year;

    if (!at_take(&reader, "+CIPSNTPTIME:") || reader.left.length < 8) {
        return false;
    }
    const char *const name = reader.left.at + 4; /* behind the weekday */
    while (month < 12 && memcmp(months + 3 * month, name, 3) != 0) {
        month++;
    }
    reader = at_read(name + 3, reader.left.length - 7);
    while (at_take(&reader, " ")) {
    }
    if (month < 12 && take_digits(&reader, 1, 31, &day) && at_take(&reader, " ") &&
        take_digits(&reader, 0, 23, &hour) && at_take(&reader, ":") &&
        take_digits(&reader, 0, 59, &minute) && at_take(&reader, ":") &&
        take_digits(&reader, 0, 60, &second) && at_take(&reader, " ") &&
        take_digits(&reader, 1971, 9999, &year)) {
        *(uint64_t *)context = days_since_1970(year, month + 1u, day) * UINT64_C(86400) +
                               hour * 3600u + minute * 60u + second;
    }
    return true;
}

enum wifi_result esp_at_learn_time(struct esp_at *module, const char *server, uint64_t *unix_s)
{
    struct exchange with = {.timeout_ms = SECOND_MS};
    struct at_command command;
    uint64_t told = 0;

    begin(module, &command, "CIPSNTPCFG");
    at_put_number(&command, 1);
    at_put_number(&command, 0); /* UTC */
    at_put_string(&command, server, strlen(server));
    enum wifi_result result = esp_at_ask(module, at_end(&command), &with);
    module->time_known = false;
    for (uint32_t gone = 0; result == WIFI_RESULT_OK && gone < TIME_MS; gone += 500u) {
        with = (struct exchange){.line = time_line, .context = &told};
        result = esp_at_say(module, "AT+CIPSNTPTIME?\r\n", &with);
        if (result == WIFI_RESULT_OK && told != 0) {
            module->time_known = true;
            *unix_s = told;
            return result;
        }
        (void)esp_at_listen_for(module, 500u);
    }
    return result == WIFI_RESULT_OK ? WIFI_RESULT_TIMED_OUT : result;
}
