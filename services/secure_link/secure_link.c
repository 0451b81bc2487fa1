/* SPDX-License-Identifier: MIT */
#include "secure_link.h"

#include <stdio.h>
#include <string.h>

#include "board.h"
#include "flash.h"
#include "network.h"
#include "secure_link_keys.h"
#include "sockets.h"
#include "time_service.h"

#define SNTP_PORT     123u
#define TIME_AGAIN_MS 5000u

/* As much of the region as the blob is long; kept when the link is prepared again. */
static secure_link_status_t read_blob(struct secure_link *link, size_t *length)
{
    uint8_t head[CREDENTIALS_HEAD_BYTES];
    struct flash_device *flash = board_flash();

    if (flash == NULL || flash->geometry.size_bytes < CREDENTIALS_REGION_BYTES) {
        return SECURE_LINK_NO_FLASH;
    }
    uint32_t offset = flash->geometry.size_bytes - CREDENTIALS_REGION_BYTES;
    if (flash->driver->read(flash, offset, head, sizeof head) != FLASH_OK) {
        return SECURE_LINK_NO_FLASH;
    }
    *length = credentials_length(head);
    if (*length == 0) {
        return SECURE_LINK_NO_CREDENTIALS;
    }
    vPortFree(link->blob);
    link->blob = pvPortMalloc(*length);
    if (link->blob == NULL) {
        return SECURE_LINK_NO_MEMORY;
    }
    return flash->driver->read(flash, offset, link->blob, (uint32_t)*length) == FLASH_OK
               ? SECURE_LINK_OK
               : SECURE_LINK_NO_FLASH;
}

static secure_link_status_t read_credentials(struct secure_link *link)
{
    size_t length = 0;
    secure_link_status_t status = read_blob(link, &length);
    if (status != SECURE_LINK_OK) {
        return status;
    }
    switch (credentials_parse(link->blob, length, &link->credentials)) {
    case CREDENTIALS_OK:
        break;
    case CREDENTIALS_ABSENT:
        return SECURE_LINK_NO_CREDENTIALS;
    case CREDENTIALS_DAMAGED:
        return SECURE_LINK_BAD_CREDENTIALS;
    }
    const struct credentials *told = &link->credentials;
    bool complete =
        credentials_text(&told->thing, link->thing, sizeof link->thing) != NULL &&
        credentials_text(&told->address, link->address, sizeof link->address) != NULL &&
        credentials_text(&told->server_name, link->server_name, sizeof link->server_name) != NULL &&
        told->trusted.bytes != NULL && told->port != 0;
    return complete ? SECURE_LINK_OK : SECURE_LINK_BAD_CREDENTIALS;
}

static int64_t utc_seconds(void)
{
    uint64_t ms = 0;
    return time_service_now_unix_ms(&ms) ? (int64_t)(ms / 1000u) : TLS_NO_TIME;
}

/* False: there is no server, or it did not tell the time. */
static bool ask_time(struct secure_link *link, uint32_t timeout_ms)
{
    const uint16_t told = link->credentials.sntp_port, port = told != 0 ? told : SNTP_PORT;

    if (link->sntp[0] == '\0') {
        printf("time: no server told; certificates are judged by the date of the source\n");
        return false;
    }
    if (time_service_sync(link->sntp, port, timeout_ms) != TIME_SERVICE_OK) {
        printf("time: %s:%u does not tell it; certificates are judged by what is known\n",
               link->sntp, (unsigned)port);
        return false;
    }
    link->clock_of = link->networks + 1u;
    printf("time: %lu seconds since 1970, from %s:%u\n", (unsigned long)utc_seconds(), link->sntp,
           (unsigned)port);
    return true;
}

static void learn_time(struct secure_link *link, uint32_t timeout_ms)
{
    (void)credentials_text(&link->credentials.sntp, link->sntp, sizeof link->sntp);
    (void)ask_time(link, timeout_ms);
    sockets_set_time_source(utc_seconds);
}

static secure_link_status_t prepare_tls(struct secure_link *link)
{
    struct sockets_credentials credentials = {.trusted = link->credentials.trusted.bytes,
                                              .trusted_bytes = link->credentials.trusted.length};

    if (SOCKETS_Init() != pdPASS || !secure_link_identify(link, &credentials.identity)) {
        return SECURE_LINK_NO_TLS;
    }
    sockets_set_credentials(&credentials);
    return SECURE_LINK_OK;
}

secure_link_status_t secure_link_prepare(struct secure_link *link, uint32_t timeout_ms)
{
    char text[16];
    secure_link_status_t status = read_credentials(link);

    if (status != SECURE_LINK_OK) {
        return status;
    }
    const struct network_config network = {.hostname = link->thing};
    if (network_start(&network, timeout_ms) != NET_OK) {
        return SECURE_LINK_NO_NETWORK;
    }
    printf("net: address %s\n", sockets_address_text(network_address(), text));
    learn_time(link, timeout_ms);
    return prepare_tls(link);
}

void secure_link_become(struct secure_link *link, const struct tls_identity *identity,
                        const char *thing)
{
    const struct credentials *told = &link->credentials;
    const struct sockets_credentials credentials = {.identity = &link->identity,
                                                    .trusted = told->trusted.bytes,
                                                    .trusted_bytes = told->trusted.length};

    link->identity = *identity;
    const size_t length = strnlen(thing, sizeof link->thing - 1u);
    memcpy(link->thing, thing, length);
    link->thing[length] = '\0';
    sockets_set_credentials(&credentials);
}

/* The stream. */

static struct secure_link *open_links; /* those with a socket; changed by their own tasks only */

static void bytes_arrived(Socket_t socket)
{
    struct secure_link *link = open_links;
    if (link != NULL && link->network.socket == socket) {
        mqtt_connection_freertos_wake(link->wakes);
    }
}

/* True: the certificate's dates, and so perhaps our clock, may be the reason. */
static bool print_failure(const struct secure_link *link, Socket_t socket, int32_t code)
{
    struct sockets_error error;
    char text[TLS_ERROR_TEXT_BYTES];
    sockets_error(socket, &error);
    printf("tls: %s:%u refused: %s (%ld)\n", link->address, (unsigned)link->credentials.port,
           secure_link_why(&error, text), (long)code);
    return secure_link_may_be_of_dates(&error);
}

static int32_t set_options(const struct secure_link *link, Socket_t socket)
{
    const TickType_t receive_ms = 1; /* mqtt_connection waits elsewhere, for bytes_arrived */
    const char *name = link->server_name;
    size_t length = 0;
    while (name[length] != '\0') {
        length++;
    }
    int32_t result = SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_REQUIRE_TLS, NULL, 0);
    if (result == SOCKETS_ERROR_NONE) {
        result = SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_SERVER_NAME_INDICATION, name, length);
    }
    if (result == SOCKETS_ERROR_NONE) {
        result = SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_RCVTIMEO, &receive_ms, sizeof receive_ms);
    }
    return result;
}

static int32_t connect_once(struct secure_link *link, SocketsSockaddr_t *to, bool *may_be_clock)
{
    *may_be_clock = false;
    Socket_t socket = SOCKETS_Socket(SOCKETS_AF_INET, SOCKETS_SOCK_STREAM, SOCKETS_IPPROTO_TCP);
    if (socket == SOCKETS_INVALID_SOCKET) {
        return SOCKETS_ENOMEM;
    }
    int32_t result = set_options(link, socket);
    if (result == SOCKETS_ERROR_NONE) {
        result = SOCKETS_Connect(socket, to, sizeof *to);
    }
    if (result != SOCKETS_ERROR_NONE) {
        *may_be_clock = print_failure(link, socket, result);
        (void)SOCKETS_Close(socket);
        return result;
    }
    secure_link_print_session(socket);
    link->network.socket = socket;
    return SOCKETS_ERROR_NONE;
}

static int32_t link_open(void *context)
{
    struct secure_link *link = context;
    bool may_be_clock = false;
    const uint32_t before = link->networks;
    SocketsSockaddr_t to = {.ucSocketDomain = SOCKETS_AF_INET,
                            .usPort = SOCKETS_htons(link->credentials.port),
                            .ulAddress = SOCKETS_GetHostByName(link->address)};
    if (to.ulAddress == 0) {
        printf(network_is_up() ? "net: %s has no address\n" : "net: down, %s cannot be reached\n",
               link->address);
        return SOCKETS_SOCKET_ERROR;
    }
    link->networks_before += link->networks - before; /* looking a name up may bring one up */
    if (secure_link_clock_is_lost(link)) {
        (void)ask_time(link, TIME_AGAIN_MS);
    }
    int32_t result = connect_once(link, &to, &may_be_clock);
    if (may_be_clock && ask_time(link, TIME_AGAIN_MS)) {
        result = connect_once(link, &to, &may_be_clock);
    }
    if (result != SOCKETS_ERROR_NONE) {
        return result;
    }
    open_links = link;
    (void)SOCKETS_SetSockOpt(link->network.socket, 0, SOCKETS_SO_WAKEUP_CALLBACK,
                             (const void *)bytes_arrived, sizeof(void *));
    return SOCKETS_ERROR_NONE;
}

static void link_close(void *context)
{
    struct secure_link *link = context;
    (void)SOCKETS_SetSockOpt(link->network.socket, 0, SOCKETS_SO_WAKEUP_CALLBACK, NULL, 0);
    open_links = NULL;
    (void)SOCKETS_Close(link->network.socket);
    link->network.socket = SOCKETS_INVALID_SOCKET;
}

static void network_changed(void *context, const struct network_interface *from,
                            const struct network_interface *to)
{
    struct secure_link *link = context;

    (void)from;
    (void)to;
    link->networks++; /* listeners are called one after the other */
    mqtt_connection_freertos_wake(link->wakes);
}

static uint32_t link_network(void *context)
{
    const struct secure_link *link = context;

    return link->networks - link->networks_before;
}

void secure_link_transport(struct secure_link *link, struct mqtt_connection_freertos *wakes,
                           struct mqtt_connection_transport *transport)
{
    link->wakes = wakes;
    link->network.socket = SOCKETS_INVALID_SOCKET;
    transport->open = link_open;
    transport->close = link_close;
    transport->wait = NULL; /* bytes_arrived wakes the connection */
    transport->network = link_network;
    transport->context = link;
    (void)network_unsubscribe(network_changed, link); /* it was prepared before */
    if (!network_subscribe(network_changed, link)) {
        printf("net: too many listeners; a change of the network is noticed late\n");
    }
    transport_secure_sockets_init(&transport->stream, &link->network, SOCKETS_INVALID_SOCKET);
}

const char *secure_link_status_text(secure_link_status_t status)
{
    switch (status) {
    case SECURE_LINK_OK:
        return "ready";
    case SECURE_LINK_NO_FLASH:
        return "the board's flash cannot be read";
    case SECURE_LINK_NO_CREDENTIALS:
        return "there are no credentials in flash: tools/mkcreds makes them";
    case SECURE_LINK_BAD_CREDENTIALS:
        return "the credentials in flash are damaged or incomplete";
    case SECURE_LINK_NO_MEMORY:
        return "there is no memory for the credentials";
    case SECURE_LINK_NO_NETWORK:
        return "no network: cable, DHCP server, or no Wi-Fi network that is kept";
    case SECURE_LINK_NO_TLS:
        return "TLS could not be prepared: entropy, memory or key";
    }
    return "unknown";
}
