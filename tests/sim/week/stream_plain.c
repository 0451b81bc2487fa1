/* SPDX-License-Identifier: MIT */
/* TCP to 10.0.0.1:1883. */
#include "stream.h"

#include "FreeRTOS.h"
#include "iot_secure_sockets.h"
#include "net.h"
#include "network.h"
#include "transport_secure_sockets.h"
#include "week.h"

const bool week_has_tls = false;
struct netif_device *stream_device;

static struct mqtt_connection_freertos *stream_wakes;
static NetworkContext_t network = {SOCKETS_INVALID_SOCKET};

static void bytes_arrived(Socket_t socket)
{
    (void)socket;
    mqtt_connection_freertos_wake(stream_wakes);
}

static int32_t stream_open(void *context)
{
    const TickType_t receive_ms = 1, send_ms = 10000;
    const SocketsSockaddr_t to = {.ucSocketDomain = SOCKETS_AF_INET,
                                  .usPort = SOCKETS_htons(1883),
                                  .ulAddress = SOCKETS_inet_addr_quick(10, 0, 0, 1)};
    Socket_t socket = SOCKETS_Socket(SOCKETS_AF_INET, SOCKETS_SOCK_STREAM, SOCKETS_IPPROTO_TCP);

    (void)context;
    if (socket == SOCKETS_INVALID_SOCKET) {
        return SOCKETS_ENOMEM;
    }
    (void)SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_RCVTIMEO, &receive_ms, sizeof receive_ms);
    (void)SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_SNDTIMEO, &send_ms, sizeof send_ms);
    const int32_t result = SOCKETS_Connect(socket, (SocketsSockaddr_t *)&to, sizeof to);
    if (result != SOCKETS_ERROR_NONE) {
        (void)SOCKETS_Close(socket);
        return result;
    }
    network.socket = socket;
    (void)SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_WAKEUP_CALLBACK, (const void *)bytes_arrived,
                             sizeof(void *));
    return 0;
}

static void stream_close(void *context)
{
    (void)context;
    (void)SOCKETS_SetSockOpt(network.socket, 0, SOCKETS_SO_WAKEUP_CALLBACK, NULL, 0);
    (void)SOCKETS_Close(network.socket);
    network.socket = SOCKETS_INVALID_SOCKET;
}

void stream_prepare(struct mqtt_connection_transport *transport,
                    struct mqtt_connection_freertos *wakes)
{
    const struct net_config config = {.device = stream_device,
                                      .address = SOCKETS_inet_addr_quick(10, 0, 0, 2),
                                      .netmask = SOCKETS_inet_addr_quick(255, 255, 255, 0),
                                      .gateway = SOCKETS_inet_addr_quick(10, 0, 0, 1)};

    const struct network_config network_config = {0};

    (void)net_start(&config, 0);
    const net_status_t status = network_start(&network_config, 10000);
    configASSERT(status == NET_OK);
    (void)SOCKETS_Init();
    stream_wakes = wakes;
    transport->open = stream_open;
    transport->close = stream_close;
    transport_secure_sockets_init(&transport->stream, &network, SOCKETS_INVALID_SOCKET);
}

unsigned stream_kind(void)
{
    return 0;
}
