/* SPDX-License-Identifier: MIT */
/* The tables of hal/include/wifi.h and offload.h: take the turn, ask the core, give it back. */
#include "esp_at.h"

#include "esp_at_turn.h"

static struct esp_at_modem *modem_of(const struct esp_at_wiring *wiring)
{
    return wiring->modem;
}

static struct esp_at_modem *take_radio(struct wifi_device *device)
{
    struct esp_at_modem *const modem = modem_of(device->state);

    configASSERT(modem->turn != NULL);
    esp_at_take_turn(modem);
    return modem;
}

static enum wifi_result give_radio(struct esp_at_modem *modem, enum wifi_result result)
{
    esp_at_give_turn(modem);
    return result;
}

/* ---- the radio ---- */

static enum wifi_result on(struct wifi_device *device,
                           void (*event)(void *context, enum wifi_event event), void *context)
{
    struct esp_at_modem *const modem = modem_of(device->state);

    esp_at_prepare(device->state);
    esp_at_take_turn(modem);
    modem->event = event;
    modem->context = context;
    const enum wifi_result result = esp_at_start(&modem->core);
    modem->on = result == WIFI_RESULT_OK;
    return give_radio(modem, result == WIFI_RESULT_OK || result == WIFI_RESULT_TIMED_OUT
                                 ? result
                                 : WIFI_RESULT_FAILED);
}

static enum wifi_result off(struct wifi_device *device)
{
    struct esp_at_modem *const modem = modem_of(device->state);

    if (!modem->on) {
        return WIFI_RESULT_OK;
    }
    esp_at_take_turn(modem);
    modem->on = false; /* no event any more */
    const enum wifi_result result = esp_at_off(&modem->core);
    return give_radio(modem, result == WIFI_RESULT_OK ? result : WIFI_RESULT_FAILED);
}

static enum wifi_result join(struct wifi_device *device, const struct wifi_network *network,
                             uint32_t timeout_ms)
{
    struct esp_at_modem *const modem = take_radio(device);

    return give_radio(modem, esp_at_join(&modem->core, network, timeout_ms));
}

static enum wifi_result leave(struct wifi_device *device)
{
    struct esp_at_modem *const modem = take_radio(device);

    return give_radio(modem, esp_at_leave(&modem->core));
}

static enum wifi_result scan(struct wifi_device *device,
                             void (*found)(void *context, const struct wifi_found *one),
                             void *context)
{
    struct esp_at_modem *const modem = take_radio(device);

    return give_radio(modem, esp_at_scan(&modem->core, found, context));
}

static enum wifi_result address(struct wifi_device *device, struct wifi_address *found)
{
    struct esp_at_modem *const modem = take_radio(device);

    return give_radio(modem, esp_at_address(&modem->core, found));
}

static enum wifi_result mac(struct wifi_device *device, uint8_t found[6])
{
    struct esp_at_modem *const modem = take_radio(device);

    return give_radio(modem, esp_at_mac(&modem->core, found));
}

static enum wifi_result set_mode(struct wifi_device *device, uint8_t modes)
{
    struct esp_at_modem *const modem = take_radio(device);

    return give_radio(modem, esp_at_set_mode(&modem->core, modes));
}

static enum wifi_result resolve(struct wifi_device *device, const char *host, uint8_t found[4])
{
    struct esp_at_modem *const modem = take_radio(device);

    return give_radio(modem, esp_at_resolve(&modem->core, host, found));
}

static enum wifi_result ping(struct wifi_device *device, const uint8_t to[4], uint32_t *ms)
{
    struct esp_at_modem *const modem = take_radio(device);

    return give_radio(modem, esp_at_ping(&modem->core, to, ms));
}

static enum wifi_result access_point_start(struct wifi_device *device,
                                           const struct wifi_network *network)
{
    struct esp_at_modem *const modem = take_radio(device);

    return give_radio(modem, esp_at_access_point_start(&modem->core, network));
}

static enum wifi_result access_point_stop(struct wifi_device *device)
{
    struct esp_at_modem *const modem = take_radio(device);

    return give_radio(modem, esp_at_access_point_stop(&modem->core));
}

static enum wifi_result set_power(struct wifi_device *device, enum wifi_power power)
{
    struct esp_at_modem *const modem = take_radio(device);

    return give_radio(modem, esp_at_set_power(&modem->core, power));
}

#define BIT(number) (1u << (number))

const struct wifi_driver esp_at_wifi_driver = {
    .securities = BIT(WIFI_SECURITY_OPEN) | BIT(WIFI_SECURITY_WPA) | BIT(WIFI_SECURITY_WPA2) |
                  BIT(WIFI_SECURITY_WPA3),
    .modes = BIT(WIFI_MODE_STATION) | BIT(WIFI_MODE_ACCESS_POINT),
    .on = on,
    .off = off,
    .join = join,
    .leave = leave,
    .scan = scan,
    .address = address,
    .mac = mac,
    .set_mode = set_mode,
    .resolve = resolve,
    .ping = ping,
    .access_point_start = access_point_start,
    .access_point_stop = access_point_stop,
    .set_power = set_power,
};

/* ---- sockets ---- */

/* NULL: the radio was never on, so nobody has a link. */
static struct esp_at_modem *take_links(struct offload_device *device)
{
    struct esp_at_modem *const modem = modem_of(device->state);

    if (modem->turn == NULL) {
        return NULL;
    }
    esp_at_take_turn(modem);
    return modem;
}

static int32_t give_links(struct esp_at_modem *modem, int32_t result)
{
    esp_at_give_turn(modem);
    return result;
}

static void listen_events(struct offload_device *device,
                          void (*event)(void *context, unsigned link), void *context)
{
    struct esp_at_modem *const modem = modem_of(device->state);

    modem->link_context = context;
    modem->link_event = event;
}

static int32_t open_link(struct offload_device *device)
{
    struct esp_at_modem *const modem = take_links(device);

    if (modem == NULL) {
        return OFFLOAD_DOWN;
    }
    return give_links(modem, modem->on ? esp_at_link_take(&modem->core) : OFFLOAD_DOWN);
}

static int32_t connect(struct offload_device *device, unsigned link, const char *host,
                       uint16_t port, const struct offload_tls *tls)
{
    struct esp_at_modem *const modem = take_links(device);

    if (modem == NULL) {
        return OFFLOAD_DOWN;
    }
    return give_links(modem, esp_at_link_connect(&modem->core, link, host, port, tls));
}

static int32_t send(struct offload_device *device, unsigned link, const void *bytes, size_t length)
{
    struct esp_at_modem *const modem = take_links(device);

    if (modem == NULL) {
        return OFFLOAD_RESET;
    }
    return give_links(modem, esp_at_link_send(&modem->core, link, bytes, length));
}

static int32_t receive(struct offload_device *device, unsigned link, void *bytes, size_t capacity)
{
    struct esp_at_modem *const modem = take_links(device);

    if (modem == NULL) {
        return OFFLOAD_RESET;
    }
    return give_links(modem, esp_at_link_receive(&modem->core, link, bytes, capacity));
}

static void close_link(struct offload_device *device, unsigned link)
{
    struct esp_at_modem *const modem = take_links(device);

    if (modem != NULL) {
        esp_at_link_close(&modem->core, link);
        esp_at_give_turn(modem);
    }
}

static int32_t serve(struct offload_device *device, uint16_t port)
{
    struct esp_at_modem *const modem = take_links(device);

    if (modem == NULL) {
        return OFFLOAD_DOWN;
    }
    const enum wifi_result result =
        modem->on ? esp_at_listen(&modem->core, port) : WIFI_RESULT_LOST;
    if (result == WIFI_RESULT_LOST || result == WIFI_RESULT_TIMED_OUT) {
        return give_links(modem, OFFLOAD_DOWN);
    }
    return give_links(modem, result == WIFI_RESULT_OK ? 0 : OFFLOAD_REFUSED);
}

static int32_t accept(struct offload_device *device)
{
    struct esp_at_modem *const modem = take_links(device);

    return modem != NULL ? give_links(modem, esp_at_accept(&modem->core)) : OFFLOAD_WAIT;
}

static int32_t learn_time(struct offload_device *device, const char *server, uint64_t *unix_s)
{
    static const int8_t results[] = {
        [WIFI_RESULT_OK] = 0,
        [WIFI_RESULT_FAILED] = OFFLOAD_DOWN,
        [WIFI_RESULT_TIMED_OUT] = OFFLOAD_TIMED_OUT,
        [WIFI_RESULT_UNSUPPORTED] = OFFLOAD_INVALID,
        [WIFI_RESULT_LOST] = OFFLOAD_RESET,
    };
    struct esp_at_modem *const modem = take_links(device);

    if (modem == NULL) {
        return OFFLOAD_DOWN;
    }
    if (!modem->core.joined) {
        return give_links(modem, OFFLOAD_DOWN);
    }
    return give_links(modem, results[esp_at_learn_time(&modem->core, server, unix_s)]);
}

const struct offload_driver esp_at_offload_driver = {
    .links = AT_LINKS,
    .tls = true,
    .listen_events = listen_events,
    .open = open_link,
    .connect = connect,
    .send = send,
    .receive = receive,
    .close = close_link,
    .serve = serve,
    .accept = accept,
    .learn_time = learn_time,
};
