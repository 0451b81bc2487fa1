/* SPDX-License-Identifier: MIT */
/* From a module in any state to one with our settings. */
#include <string.h>

#include "exchange.h"

#define RESTART_MS 3000u
#define TRIES      3u

void esp_at_init(struct esp_at *module, const struct esp_at_port *port,
                 void (*event)(void *context, enum wifi_event event),
                 void (*link_event)(void *context, unsigned link), void *context)
{
    memset(module, 0, sizeof *module);
    module->port = port;
    module->event = event;
    module->link_event = link_event;
    module->context = context;
    module->modes = 1u << WIFI_MODE_STATION;
    module->overruns = port->overruns != NULL ? port->overruns(port->context) : 0;
    at_init(&module->engine);
}

static enum wifi_result setting(struct esp_at *module, const char *command)
{
    struct exchange with = {.timeout_ms = SECOND_MS};

    return esp_at_exchange(module, esp_at_put_text(module, command), &with);
}

static bool set_baud(struct esp_at *module, uint32_t baud)
{
    return module->port->set_baud != NULL &&
           module->port->set_baud(module->port->context, baud,
                                  module->port->flow_control && baud != ESP_AT_BAUD);
}

/* The module's new speed, then ours. */
static enum wifi_result change_speed(struct esp_at *module)
{
    struct exchange with = {.timeout_ms = SECOND_MS};
    struct at_command command;

    if (module->port->baud == 0 || module->port->set_baud == NULL) {
        return WIFI_RESULT_OK;
    }
    at_set(&command, module->command, sizeof module->command, "UART_CUR");
    at_put_number(&command, (int32_t)module->port->baud);
    at_put_number(&command, 8);                                  /* bits */
    at_put_number(&command, 1);                                  /* stop bit */
    at_put_number(&command, 0);                                  /* no parity */
    at_put_number(&command, module->port->flow_control ? 3 : 0); /* RTS and CTS */
    const enum wifi_result result = esp_at_exchange(module, at_end(&command), &with);
    if (result != WIFI_RESULT_OK || !set_baud(module, module->port->baud)) {
        return result != WIFI_RESULT_OK ? result : WIFI_RESULT_FAILED;
    }
    return esp_at_probe(module) ? WIFI_RESULT_OK : WIFI_RESULT_TIMED_OUT;
}

/* What a module is told. Firmware of before 3.4 has passive receiving for all links at once, or,
 * before 2.0, not at all; before 2.2 it always reconnects, and of an old one a scan shows what it
 * will. */
enum need { OPTIONAL, NEEDED, PASSIVE };

static const struct setting {
    const char *command, *instead; /* NULL: there is nothing like it */
    enum need need;
} settings[] = {
    {"AT+SYSSTORE=0\r\n", NULL, OPTIONAL},
    {"AT+CWMODE=0\r\n", NULL, OPTIONAL}, /* and it leaves what it has joined by itself */
    {"AT+CWMODE=1,0\r\n", "AT+CWMODE=1\r\n", NEEDED},
    {"AT+CIPMUX=1\r\n", NULL, NEEDED},
    {"AT+CIPDINFO=0\r\n", NULL, OPTIONAL},
    {"AT+CIPRECVTYPE=5,1\r\n", "AT+CIPRECVMODE=1\r\n", PASSIVE},
    {"AT+CWRECONNCFG=0,0\r\n", NULL, OPTIONAL},
    {"AT+CWLAPOPT=1,31\r\n", NULL, OPTIONAL},
};

/* An ERROR may be of bytes that were lost: the second one is meant. */
static enum wifi_result set_twice(struct esp_at *module, const char *command)
{
    const enum wifi_result result = setting(module, command);

    return result == WIFI_RESULT_FAILED ? setting(module, command) : result;
}

static enum wifi_result make_setting(struct esp_at *module, const struct setting *one)
{
    enum wifi_result result = set_twice(module, one->command);

    if (result == WIFI_RESULT_FAILED && one->instead != NULL) {
        result = set_twice(module, one->instead);
    }
    if (result == WIFI_RESULT_FAILED && one->need == PASSIVE && module->port->hold != NULL) {
        module->active = true; /* it sends whatever comes */
        at_allow_active(&module->engine, AT_DATA_MAX);
    } else if (result == WIFI_RESULT_FAILED && one->need != OPTIONAL) {
        module->missing = one->command;
        return WIFI_RESULT_UNSUPPORTED;
    }
    return result == WIFI_RESULT_FAILED ? WIFI_RESULT_OK : result;
}

static enum wifi_result make_settings(struct esp_at *module)
{
    enum wifi_result result = setting(module, "ATE0\r\n");

    if (result != WIFI_RESULT_OK) {
        return result;
    }
    module->echo_off = true;
    module->modes = 1u << WIFI_MODE_STATION;
    module->join_form = 0;
    module->active = false;
    at_allow_active(&module->engine, 0);
    for (size_t i = 0; i < sizeof settings / sizeof settings[0] && result == WIFI_RESULT_OK; i++) {
        result = make_setting(module, &settings[i]);
    }
    return result == WIFI_RESULT_OK ? change_speed(module) : result;
}

/* At the speed of a module that has started, or at ours: this processor may have restarted alone.
 */
static bool find(struct esp_at *module)
{
    (void)set_baud(module, ESP_AT_BAUD);
    if (esp_at_probe(module)) {
        return true;
    }
    return module->port->baud != 0 && set_baud(module, module->port->baud) && esp_at_probe(module);
}

/* Whatever it was doing: it begins anew. */
static void restart(struct esp_at *module)
{
    struct exchange with = {.timeout_ms = SECOND_MS};

    module->said_restart = false;
    (void)esp_at_exchange(module, esp_at_put_text(module, "AT+RST\r\n"), &with);
    (void)set_baud(module, ESP_AT_BAUD);
    esp_at_await_start(module, RESTART_MS);
    module->restarted = false;
    module->said_restart = false;
    module->silent = false;
    (void)at_abandon(&module->engine);
}

enum wifi_result esp_at_be_ready(struct esp_at *module)
{
    enum wifi_result result = WIFI_RESULT_TIMED_OUT;

    for (unsigned i = 0; i < TRIES && !module->up; i++) {
        module->restarted = false;
        module->echo_off = false;
        if (!find(module)) {
            return WIFI_RESULT_TIMED_OUT;
        }
        if (i > 0 || module->silent) {
            restart(module);
        }
        module->said_restart = false;
        result = make_settings(module);
        module->restarted = false;
        module->said_restart = false;
        module->up = result == WIFI_RESULT_OK;
        module->doubt = false;
        module->said_lost = false;
        if (result == WIFI_RESULT_UNSUPPORTED) {
            break; /* it will not have learnt that */
        }
    }
    return module->up ? WIFI_RESULT_OK : result;
}

enum wifi_result esp_at_start(struct esp_at *module)
{
    module->up = false;
    module->echo_off = false;
    module->joined = false;
    module->restarted = false;
    if (!find(module)) {
        return WIFI_RESULT_TIMED_OUT;
    }
    restart(module);
    esp_at_end_links(module, true); /* who has taken one gives it back */
    return esp_at_be_ready(module);
}
