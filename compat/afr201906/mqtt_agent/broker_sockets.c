/* SPDX-License-Identifier: MIT */
/* The stream of a broker by SOCKETS_*. Bytes that arrive wake its task. */
#include "aws_bufferpool.h"
#include "aws_mqtt_agent_config_defaults.h"
#include "broker_stream.h"
#include "transport_secure_sockets.h"

struct stream {
    NetworkContext_t network;
    const struct broker_target *target;
    struct mqtt_connection_freertos *wakes;
};

static struct stream streams[mqttconfigMAX_BROKERS];

static void on_bytes(Socket_t socket)
{
    for (size_t i = 0; i < mqttconfigMAX_BROKERS; i++) {
        if (streams[i].network.socket == socket && streams[i].wakes != NULL) {
            mqtt_connection_freertos_wake(streams[i].wakes);
        }
    }
}

static int32_t stream_open(void *context)
{
    static const char *const protocols[] = {"x-amzn-mqtt-ca"};
    struct stream *const stream = context;
    const struct broker_target *const target = stream->target;
    const struct transport_target to = {
        .host = target->host,
        .port = target->port,
        .server_name = target->tls ? target->host : NULL,
        .trusted = target->trusted,
        .trusted_bytes = target->trusted_bytes,
        .protocols = protocols,
        .protocol_count = target->tls && target->alpn_443 ? 1 : 0,
        .receive_ms = 1, /* the wait is elsewhere */
    };
    const TickType_t send_ms = mqttconfigTCP_SEND_TIMEOUT_MS;
    const int32_t result = transport_secure_sockets_open(&stream->network, &to);

    if (result == SOCKETS_ERROR_NONE) {
        (void)SOCKETS_SetSockOpt(stream->network.socket, 0, SOCKETS_SO_SNDTIMEO, &send_ms,
                                 sizeof send_ms);
        (void)SOCKETS_SetSockOpt(stream->network.socket, 0, SOCKETS_SO_WAKEUP_CALLBACK,
                                 (const void *)on_bytes, sizeof(void *));
    }
    return result;
}

static void stream_close(void *context)
{
    struct stream *const stream = context;

    (void)SOCKETS_SetSockOpt(stream->network.socket, 0, SOCKETS_SO_WAKEUP_CALLBACK, NULL, 0);
    transport_secure_sockets_close(&stream->network);
}

static void make_stream(unsigned index, const struct broker_target *target,
                        struct mqtt_connection_freertos *wakes,
                        struct mqtt_connection_config *config)
{
    struct stream *const stream = &streams[index];

    mqtt_connection_freertos_init(wakes, &config->system);
    stream->target = target;
    stream->wakes = wakes;
    config->transport = (struct mqtt_connection_transport){
        .open = stream_open, .close = stream_close, .context = stream};
    transport_secure_sockets_init(&config->transport.stream, &stream->network,
                                  SOCKETS_INVALID_SOCKET);
}

/* aws_mqtt_agent.h cannot be included here: of its MQTTQoS_t there is another one. */
BaseType_t MQTT_AGENT_Init(void);

BaseType_t MQTT_AGENT_Init(void)
{
    broker_use_stream(make_stream);
    return BUFFERPOOL_Init();
}
