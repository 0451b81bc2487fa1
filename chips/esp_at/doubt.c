/* SPDX-License-Identifier: MIT */
/* When something was said that could not be understood, it may have been anything: that a link has
 * ended, that bytes wait, that the network is gone. The module knows; it is asked. */
#include "exchange.h"

struct known {
    bool open[AT_LINKS], served[AT_LINKS]; /* served: it came to our server */
    int32_t held[AT_LINKS];
    int32_t network;
};

#define HAS_ADDRESS 2  /* of AT+CWSTATE? */
#define DOUBTS_MAX  4u /* that a module leaves open: it does not know these commands */

/* +CIPSTATE:<link>,"<type>",...,<came to the server>; before 2.2 +CIPSTATUS: with the same, and
 * STATUS:<state> */
static bool state_line(void *context, const char *text, size_t length)
{
    struct known *const known = context;
    struct at_reader reader = at_read(text, length);
    int32_t link;

    if (at_take(&reader, "STATUS:")) {
        return true;
    }
    if (!at_take(&reader, "+CIPSTATE:") && !at_take(&reader, "+CIPSTATUS:")) {
        return false;
    }
    if (at_take_number(&reader, &link) && link >= 0 && link < (int32_t)AT_LINKS) {
        known->open[link] = true;
        known->served[link] = length > 0 && text[length - 1] == '1';
    }
    return true;
}

/* +CIPRECVLEN:<of link 0>,...; -1 where there is none */
static bool held_line(void *context, const char *text, size_t length)
{
    struct known *const known = context;
    struct at_reader reader = at_read(text, length);

    if (!at_take(&reader, "+CIPRECVLEN:")) {
        return false;
    }
    for (unsigned i = 0; i < AT_LINKS && at_take_number(&reader, &known->held[i]); i++) {
    }
    return true;
}

/* +CWSTATE:<state>,"<name>"; or of AT+CIPSTATUS, where 2, 3 and 4 are of a station with an address.
 */
static bool network_line(void *context, const char *text, size_t length)
{
    struct known *const known = context;
    struct at_reader reader = at_read(text, length);
    int32_t status;

    if (at_take(&reader, "STATUS:") && at_take_number(&reader, &status)) {
        known->network = status >= 2 && status <= 4 ? HAS_ADDRESS : 0;
        return true;
    }
    if (at_take(&reader, "+CIPSTATUS:")) {
        return true;
    }
    return at_take(&reader, "+CWSTATE:") && at_take_number(&reader, &known->network);
}

static bool ask_for(struct esp_at *module, const char *command, const char *older,
                    bool (*line)(void *, const char *, size_t), struct known *known)
{
    struct exchange with = {.line = line, .context = known};
    const enum wifi_result result =
        esp_at_exchange(module, esp_at_put_text(module, command), &with);

    if (result == WIFI_RESULT_FAILED && with.ended && !with.broken && older != NULL) {
        return ask_for(module, older, NULL, line, known);
    }
    return result == WIFI_RESULT_OK && !with.odd;
}

static void close_at_module(struct esp_at *module, unsigned link)
{
    struct exchange with = {.timeout_ms = SECOND_MS};
    struct at_command command;

    at_set(&command, module->command, sizeof module->command, "CIPCLOSE");
    at_put_number(&command, (int32_t)link);
    (void)esp_at_exchange(module, at_end(&command), &with);
}

static void compare_link(struct esp_at *module, unsigned number, const struct known *known)
{
    struct esp_at_link *const link = &module->links[number];
    const bool held = known->held[number] > 0;

    if (known->open[number] && link->state == ESP_AT_FREE) {
        if (known->served[number]) {
            esp_at_link_opened(module, number);
        } else {
            close_at_module(module, number); /* nobody is there who would */
        }
    } else if (known->open[number] && link->state == ESP_AT_CLOSED) {
        esp_at_link_opened(module, number);
    } else if (!known->open[number] && link->state == ESP_AT_OPEN) {
        esp_at_link_closed(module, number);
    }
    if (held && (link->state == ESP_AT_OPEN || link->state == ESP_AT_PEER_ENDED)) {
        link->available = (uint32_t)known->held[number];
        esp_at_tell_link(module, number);
    }
}

static void compare_network(struct esp_at *module, const struct known *known)
{
    const bool said_lost = module->said_lost;

    module->said_lost = false;
    if (module->joined && known->network != HAS_ADDRESS && (known->network >= 0 || said_lost)) {
        esp_at_network_is_lost(module);
    } else if (!module->joined && known->network == HAS_ADDRESS && !module->leaving) {
        module->joined = true;
        module->event(module->context, WIFI_EVENT_ADDRESS);
    }
}

static bool compare_links(struct esp_at *module)
{
    struct known known = {.network = -1};

    if (!ask_for(module, "AT+CIPSTATE?\r\n", "AT+CIPSTATUS\r\n", state_line, &known) ||
        (!module->active && !ask_for(module, "AT+CIPRECVLEN?\r\n", NULL, held_line, &known))) {
        return false;
    }
    for (unsigned i = 0; i < AT_LINKS && module->up; i++) {
        compare_link(module, i, &known);
    }
    return true;
}

void esp_at_settle_doubts(struct esp_at *module)
{
    struct known known = {.network = -1};

    if (!module->doubt || !module->up || module->restarted || module->said_restart ||
        module->scanning) {
        return;
    }
    module->doubt = false;
    const bool network =
        ask_for(module, "AT+CWSTATE?\r\n", "AT+CIPSTATUS\r\n", network_line, &known);
    if (module->up && (network || module->said_lost)) {
        compare_network(module, &known);
    }
    if (module->up && compare_links(module) && network) {
        module->doubts = 0;
    } else if (++module->doubts < DOUBTS_MAX) {
        module->doubt = true; /* the next caller asks again */
    } else {
        module->doubts = 0;
        module->doubt = false; /* which recovering from the questions has set again */
    }
}
