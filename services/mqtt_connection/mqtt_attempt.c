/* SPDX-License-Identifier: MIT */
#include "mqtt_attempt.h"

#include <string.h>

#include "lib_assert.h"
#include "mqtt_connection.h"
#include "mqtt_version.h"

#define KEEP_ALIVE_S       60u
#define CONNACK_TIMEOUT_MS 10000u
#define BACKOFF_BASE_MS    500u
#define BACKOFF_MAX_MS     60000u

static uint32_t now_ms(const struct mqtt_attempt *attempt)
{
    return attempt->config->system.now_ms();
}

static uint32_t left_ms(const struct mqtt_attempt *attempt, uint32_t limit)
{
    const uint32_t passed = now_ms(attempt) - attempt->begun_ms;

    return passed < limit ? limit - passed : 0;
}

static uint32_t network(const struct mqtt_attempt *attempt)
{
    const struct mqtt_connection_transport *const transport = &attempt->config->transport;

    return transport->network != NULL ? transport->network(transport->context) : 0;
}

/* What was tried or opened over a network that is no longer used says nothing any more. */
static bool is_outdated(const struct mqtt_attempt *attempt)
{
    return network(attempt) != attempt->network;
}

/* --- the stream, as the engine sees it --- */

static struct mqtt_attempt *of(NetworkContext_t *context)
{
    return (struct mqtt_attempt *)(void *)context;
}

int32_t mqtt_attempt_wait(struct mqtt_attempt *attempt, uint32_t timeout_ms)
{
    const struct mqtt_connection_config *const config = attempt->config;

    if (config->transport.wait != NULL) {
        return config->transport.wait(config->transport.context, timeout_ms);
    }
    config->system.sleep(config->system.context, timeout_ms);
    return 1;
}

/* While CONNACK is awaited the engine reads and reads: the wait is in here. */
static int32_t stream_recv(NetworkContext_t *context, void *buffer, size_t length)
{
    struct mqtt_attempt *const attempt = of(context);
    const TransportInterface_t *const stream = &attempt->config->transport.stream;

    if (is_outdated(attempt)) {
        return -1;
    }
    int32_t got = stream->recv(stream->pNetworkContext, buffer, length);

    if (got == 0 && attempt->connecting) {
        const uint32_t left = left_ms(attempt, attempt->config->connack_timeout_ms);
        if (attempt->stop || mqtt_attempt_wait(attempt, left) < 0) {
            return -1;
        }
        got = stream->recv(stream->pNetworkContext, buffer, length);
    }
    attempt->bytes_came = got > 0;
    return got;
}

static int32_t stream_send(NetworkContext_t *context, const void *buffer, size_t length)
{
    const struct mqtt_attempt *const attempt = of(context);
    const TransportInterface_t *const stream = &attempt->config->transport.stream;

    return is_outdated(attempt) ? -1 : stream->send(stream->pNetworkContext, buffer, length);
}

static int32_t stream_writev(NetworkContext_t *context, TransportOutVector_t *pieces,
                             size_t piece_count)
{
    const struct mqtt_attempt *const attempt = of(context);
    const TransportInterface_t *const stream = &attempt->config->transport.stream;

    return is_outdated(attempt) ? -1 : stream->writev(stream->pNetworkContext, pieces, piece_count);
}

TransportInterface_t mqtt_attempt_stream(struct mqtt_attempt *attempt)
{
    return (TransportInterface_t){
        .recv = stream_recv,
        .send = stream_send,
        .writev = attempt->config->transport.stream.writev != NULL ? stream_writev : NULL,
        .pNetworkContext = (NetworkContext_t *)(void *)attempt,
    };
}

/* --- set-up --- */

static bool fits(const char *text)
{
    return text == NULL || strlen(text) <= UINT16_MAX;
}

bool mqtt_attempt_may_use(const struct mqtt_connection_config *config)
{
    const struct mqtt_connection_system *const system = &config->system;
    const struct mqtt_connection_transport *const transport = &config->transport;

    return transport->open != NULL && transport->close != NULL && transport->stream.recv != NULL &&
           transport->stream.send != NULL && system->now_ms != NULL && system->random != NULL &&
           system->sleep != NULL && config->client_id != NULL && config->client_id[0] != '\0' &&
           fits(config->client_id) && fits(config->user) && fits(config->password) &&
           (config->password == NULL || config->user != NULL);
}

static void fill_defaults(struct mqtt_connection_config *config)
{
    config->keep_alive_s = config->keep_alive_s != 0 ? config->keep_alive_s : KEEP_ALIVE_S;
    config->connack_timeout_ms =
        config->connack_timeout_ms != 0 ? config->connack_timeout_ms : CONNACK_TIMEOUT_MS;
    config->backoff_base_ms =
        config->backoff_base_ms != 0 ? config->backoff_base_ms : BACKOFF_BASE_MS;
    config->backoff_max_ms = config->backoff_max_ms != 0 ? config->backoff_max_ms : BACKOFF_MAX_MS;
}

static void reset_backoff(struct mqtt_attempt *attempt)
{
    BackoffAlgorithm_InitializeParams(&attempt->backoff, attempt->config->backoff_base_ms,
                                      attempt->config->backoff_max_ms,
                                      BACKOFF_ALGORITHM_RETRY_FOREVER);
}

void mqtt_attempt_init(struct mqtt_attempt *attempt, struct mqtt_connection_config *config)
{
    LIB_ASSERT(attempt != NULL && mqtt_attempt_may_use(config));

    fill_defaults(config);
    *attempt = (struct mqtt_attempt){.config = config};
    mqtt_attempt_start_anew(attempt);
}

void mqtt_attempt_start_anew(struct mqtt_attempt *attempt)
{
    reset_backoff(attempt);
    attempt->begun_ms = now_ms(attempt);
    attempt->pause_ms = 0;
}

/* --- attempts --- */

static void pause(struct mqtt_attempt *attempt)
{
    (void)BackoffAlgorithm_GetNextBackoff(&attempt->backoff, attempt->config->system.random(),
                                          &attempt->pause_ms);
    attempt->begun_ms = now_ms(attempt);
}

uint32_t mqtt_attempt_left_ms(const struct mqtt_attempt *attempt)
{
    return is_outdated(attempt) ? 0 : left_ms(attempt, attempt->pause_ms);
}

static MQTTStatus_t say_connect(struct mqtt_attempt *attempt, MQTTContext_t *mqtt,
                                bool *session_present)
{
    const struct mqtt_connection_config *const config = attempt->config;
    const MQTTConnectInfo_t info = {
        .cleanSession = config->clean_session,
        .keepAliveSeconds = config->keep_alive_s,
        .pClientIdentifier = config->client_id,
        .clientIdentifierLength = (uint16_t)strlen(config->client_id),
        .pUserName = config->user,
        .userNameLength = config->user != NULL ? (uint16_t)strlen(config->user) : 0,
        .pPassword = config->password,
        .passwordLength = config->password != NULL ? (uint16_t)strlen(config->password) : 0,
    };

    attempt->begun_ms = now_ms(attempt);
    attempt->connecting = true;
    const MQTTStatus_t status = mqtt_version_connect(mqtt, &info, config->will,
                                                     config->connack_timeout_ms, session_present);
    attempt->connecting = false;
    return status;
}

MQTTStatus_t mqtt_attempt_connect(struct mqtt_attempt *attempt, MQTTContext_t *mqtt,
                                  bool *session_present)
{
    const struct mqtt_connection_transport *const transport = &attempt->config->transport;
    MQTTStatus_t status = MQTTStatusNotConnected;

    if (is_outdated(attempt)) {
        reset_backoff(attempt);
    }
    attempt->network = network(attempt);
    if (transport->open(transport->context) == 0) {
        status = say_connect(attempt, mqtt, session_present);
        if (status == MQTTSuccess) {
            attempt->bytes_came = true; /* there may be more behind CONNACK */
            attempt->connected_ms = now_ms(attempt);
            return status;
        }
        attempt->unsure = true;
        mqtt_attempt_close(attempt);
    }
    pause(attempt);
    return status;
}

void mqtt_attempt_close(struct mqtt_attempt *attempt)
{
    attempt->config->transport.close(attempt->config->transport.context);
}

void mqtt_attempt_lost(struct mqtt_attempt *attempt)
{
    mqtt_attempt_close(attempt);
    if (now_ms(attempt) - attempt->connected_ms > attempt->backoff.nextJitterMax) {
        reset_backoff(attempt);
    }
    pause(attempt);
}
