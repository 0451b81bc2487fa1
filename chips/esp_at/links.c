/* SPDX-License-Identifier: MIT */
/* Sockets of the module. */
#include <string.h>

#include "exchange.h"

#define CONNECT_MS 15000u
#define TLS_MS     60000u
#define SEND_MS    17000u

#define REFUSALS_MAX 3u /* of bytes that are there */

static bool is_gone(const struct esp_at_link *link)
{
    return link->state == ESP_AT_GONE;
}

/* What a command of a link that failed means for it. */
static int32_t failed(struct esp_at_link *link, enum wifi_result result)
{
    switch (result) {
    case WIFI_RESULT_TIMED_OUT: /* the module may be connected: it has to be closed */
        link->state = ESP_AT_GONE;
        return OFFLOAD_TIMED_OUT;
    case WIFI_RESULT_UNSUPPORTED:
        return OFFLOAD_INVALID;
    case WIFI_RESULT_LOST:
        link->state = ESP_AT_GONE;
        return OFFLOAD_RESET;
    default:
        return OFFLOAD_REFUSED;
    }
}

int32_t esp_at_link_take(struct esp_at *module)
{
    /* From the last: the module gives connections to our server the first that is free. */
    for (unsigned i = AT_LINKS; i-- > 0;) {
        if (module->links[i].state == ESP_AT_FREE) {
            module->links[i] = (struct esp_at_link){.state = ESP_AT_CLOSED};
            return (int32_t)i;
        }
    }
    return OFFLOAD_NO_LINK;
}

static enum wifi_result put_link(struct esp_at *module, const char *name, unsigned link,
                                 const char *text)
{
    struct exchange with = {.timeout_ms = SECOND_MS};
    struct at_command command;

    at_set(&command, module->command, sizeof module->command, name);
    at_put_number(&command, (int32_t)link);
    at_put_string(&command, text, strlen(text));
    return esp_at_ask_now(module, at_end(&command), &with);
}

/* Whom to believe, whom to expect, what to speak: each must be set, or nothing is connected. */
static enum wifi_result secure(struct esp_at *module, unsigned link, const struct offload_tls *tls)
{
    struct exchange with = {.timeout_ms = SECOND_MS};
    struct at_command command;

    at_set(&command, module->command, sizeof module->command, "CIPSSLCCONF");
    at_put_number(&command, (int32_t)link);
    at_put_number(&command, tls->identity >= 0 ? 3 : 2);
    at_put_number(&command, tls->identity >= 0 ? tls->identity : 0);
    at_put_number(&command, tls->authority);
    enum wifi_result result = esp_at_ask_now(module, at_end(&command), &with);
    result = result == WIFI_RESULT_OK ? put_link(module, "CIPSSLCCN", link, tls->name) : result;
    result = result == WIFI_RESULT_OK ? put_link(module, "CIPSSLCSNI", link, tls->name) : result;
    if (result != WIFI_RESULT_OK) {
        return result;
    }
    at_set(&command, module->command, sizeof module->command, "CIPSSLCALPN");
    at_put_number(&command, (int32_t)link);
    at_put_number(&command, tls->alpn_count);
    for (unsigned i = 0; i < tls->alpn_count; i++) {
        at_put_string(&command, tls->alpn[i], strlen(tls->alpn[i]));
    }
    with = (struct exchange){.timeout_ms = SECOND_MS};
    return esp_at_ask_now(module, at_end(&command), &with);
}

int32_t esp_at_link_connect(struct esp_at *module, unsigned number, const char *host, uint16_t port,
                            const struct offload_tls *tls)
{
    struct esp_at_link *const link = &module->links[number];
    struct exchange with = {
        .timeout_ms = tls != NULL ? TLS_MS : CONNECT_MS, .connects = true, .link = number};
    const size_t length = strlen(host);
    struct at_command command;

    if (is_gone(link)) {
        return OFFLOAD_RESET;
    }
    if (link->state != ESP_AT_CLOSED || length == 0 || length > OFFLOAD_HOST_BYTES_MAX ||
        (tls != NULL && (tls->name[0] == '\0' || strlen(tls->name) > OFFLOAD_HOST_BYTES_MAX))) {
        return OFFLOAD_INVALID;
    }
    if (!module->joined) {
        return OFFLOAD_DOWN;
    }
    const enum wifi_result secured = tls != NULL ? secure(module, number, tls) : WIFI_RESULT_OK;
    if (secured != WIFI_RESULT_OK) {
        return failed(link, secured);
    }
    at_set(&command, module->command, sizeof module->command, "CIPSTART");
    at_put_number(&command, (int32_t)number);
    at_put_string(&command, tls != NULL ? "SSL" : "TCP", 3);
    at_put_string(&command, host, length);
    at_put_number(&command, port);
    const enum wifi_result result = esp_at_ask_now(module, at_end(&command), &with);
    if (link->state == ESP_AT_OPEN && result != WIFI_RESULT_OK) {
        link->state = ESP_AT_GONE;
    }
    if (result != WIFI_RESULT_OK) {
        return failed(link, result);
    }
    return link->state == ESP_AT_OPEN || link->state == ESP_AT_PEER_ENDED ? 0 : OFFLOAD_REFUSED;
}

int32_t esp_at_link_send(struct esp_at *module, unsigned number, const void *bytes, size_t length)
{
    struct esp_at_link *const link = &module->links[number];
    const size_t part = length < ESP_AT_SEND_BYTES_MAX ? length : ESP_AT_SEND_BYTES_MAX;
    struct exchange with = {.timeout_ms = SEND_MS, .data = bytes, .data_length = part};
    struct at_command command;

    if (link->state != ESP_AT_OPEN) {
        return is_gone(link) ? OFFLOAD_RESET : OFFLOAD_ENDED;
    }
    at_set(&command, module->command, sizeof module->command, "CIPSEND");
    at_put_number(&command, (int32_t)number);
    at_put_number(&command, (int32_t)part);
    const enum wifi_result result = esp_at_ask_now(module, at_end(&command), &with);
    if (result == WIFI_RESULT_OK && with.accepted == part && with.result == AT_SEND_OK) {
        return (int32_t)part;
    }
    /* What the peer has of it, nobody knows. */
    link->state = ESP_AT_GONE;
    return OFFLOAD_RESET;
}

/* Builds of 2.1 say so in front of the data. */
static bool receive_line(void *context, const char *text, size_t length)
{
    struct at_reader reader = at_read(text, length);

    (void)context;
    return at_take(&reader, "to read ");
}

int32_t esp_at_link_receive(struct esp_at *module, unsigned number, void *bytes, size_t capacity)
{
    struct esp_at_link *const link = &module->links[number];
    const size_t room = capacity < ESP_AT_RECEIVE_BYTES_MAX ? capacity : ESP_AT_RECEIVE_BYTES_MAX;
    struct exchange with = {.into = bytes, .room = room, .link = number, .line = receive_line};
    struct at_command command;

    if (is_gone(link)) {
        return OFFLOAD_RESET;
    }
    if (link->next) {
        return OFFLOAD_ENDED;
    }
    const size_t held = module->active ? esp_at_take_held(module, number, bytes, room) : 0;
    if (held > 0) {
        return (int32_t)held;
    }
    if (link->available == 0 && !link->more) {
        return link->state == ESP_AT_OPEN ? OFFLOAD_WAIT : OFFLOAD_ENDED;
    }
    at_set(&command, module->command, sizeof module->command, "CIPRECVDATA");
    at_put_number(&command, (int32_t)number);
    at_put_number(&command, (int32_t)room);
    const bool announced = link->available > 0;
    link->available = 0; /* announced again by the module, or asked for once more by `more` */
    const enum wifi_result result = esp_at_ask_now(module, at_end(&command), &with);
    const bool whole = result == WIFI_RESULT_OK && with.got > 0 && !with.odd;
    const bool empty = result == WIFI_RESULT_FAILED && with.got == 0 && !with.odd && !with.broken;
    if (is_gone(link) || (!whole && !empty)) {
        link->state = ESP_AT_GONE; /* bytes are missing */
        return OFFLOAD_RESET;
    }
    link->more = whole && with.got == room;
    if (whole) {
        link->refused = 0;
        return (int32_t)with.got;
    }
    if (announced && ++link->refused >= REFUSALS_MAX) { /* it has bytes, and does not give them */
        link->state = ESP_AT_GONE;
        return OFFLOAD_RESET;
    }
    module->doubt = module->doubt || announced; /* perhaps it did not understand */
    return link->state == ESP_AT_OPEN ? OFFLOAD_WAIT : OFFLOAD_ENDED;
}

void esp_at_link_close(struct esp_at *module, unsigned number)
{
    struct esp_at_link *const link = &module->links[number];
    struct exchange with = {.timeout_ms = SECOND_MS};
    struct at_command command;

    if (link->next) {
        *link =
            (struct esp_at_link){.state = ESP_AT_OPEN, .came = true, .available = link->available};
        esp_at_tell_link(module, number);
        return;
    }
    esp_at_forget_held(module, number);
    /* One that the peer has ended is the module's to give away, unless it still holds bytes; one
     * that is gone may still be open. */
    const bool given_back = link->state == ESP_AT_PEER_ENDED && link->available == 0 && !link->more;
    if (link->state != ESP_AT_CLOSED && !given_back && module->up) {
        *link = (struct esp_at_link){.state = ESP_AT_CLOSING};
        at_set(&command, module->command, sizeof module->command, "CIPCLOSE");
        at_put_number(&command, (int32_t)number);
        (void)esp_at_ask_now(module, at_end(&command), &with);
    }
    if (!link->came) {
        *link = (struct esp_at_link){.state = ESP_AT_FREE};
    }
}

enum wifi_result esp_at_listen(struct esp_at *module, uint16_t port)
{
    struct exchange with = {.timeout_ms = SECOND_MS};
    struct at_command command;

    at_set(&command, module->command, sizeof module->command, "CIPSERVER");
    at_put_number(&command, port != 0 ? 1 : 0);
    if (port != 0) {
        at_put_number(&command, port);
    }
    return esp_at_ask(module, at_end(&command), &with);
}

int32_t esp_at_accept(struct esp_at *module)
{
    for (unsigned i = 0; i < AT_LINKS; i++) {
        if (module->links[i].came) {
            module->links[i].came = false;
            return (int32_t)i;
        }
    }
    return OFFLOAD_WAIT;
}
