/* SPDX-License-Identifier: MIT */
/* Keep-alive: tell a live server that this client lives, and find out when the server does not.
 *
 *   ping when   nothing was sent for K,       and the last PINGREQ is at least K ago:
 *               or nothing received for K     at most one in K
 *   dead when   PINGREQ was sent and nothing at all has arrived for MQTT_PINGRESP_TIMEOUT_MS
 *
 * The loop compares the time with `keepAliveDueMs`; here that time is found. The clock wraps, so
 * only differences count, and K is 65535 s at most: `pingReqSendTimeMs` is moved up to K ago when
 * it is older, which changes no answer; packets each way are never older than the last PINGREQ.
 */
#include "core_mqtt.h"

#include "lib_assert.h"
#include "mqtt_engine.h"

#define NEVER_MS (UINT32_C(1) << 30) /* as far ahead as a difference can safely be */

static uint32_t smaller(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

static uint32_t left(uint32_t limit, uint32_t elapsed)
{
    return elapsed < limit ? limit - elapsed : 0;
}

/* Milliseconds until there is something to do: with a PINGREQ unanswered the end of patience,
 * otherwise the next PINGREQ. */
static uint32_t due_in(MQTTContext_t *context, uint32_t now)
{
    const uint32_t interval = context->keepAliveIntervalSec * UINT32_C(1000);
    const uint32_t ping = now - context->pingReqSendTimeMs;
    const uint32_t tx = now - context->lastPacketTxTime;
    const uint32_t rx = now - context->lastPacketRxTime;

    if (interval == 0) {
        return NEVER_MS;
    }
    if (context->waitingForPingResp) {
        return left(MQTT_PINGRESP_TIMEOUT_MS + UINT32_C(1), smaller(ping, rx));
    }
    if (ping > interval) {
        context->pingReqSendTimeMs = now - interval;
    }
    return left(interval, smaller(ping, tx > rx ? tx : rx));
}

MQTTStatus_t mqtt_keep_alive_due(MQTTContext_t *context, uint32_t now)
{
    const uint32_t wait = due_in(context, now);

    context->keepAliveDueMs = now + wait;
    if (wait > 0) {
        return MQTTSuccess;
    }
    return context->waitingForPingResp ? mqtt_end(context, MQTTKeepAliveTimeout)
                                       : MQTT_Ping(context);
}

uint32_t mqtt_keep_alive_wait_ms(const MQTTContext_t *context)
{
    LIB_ASSERT(context != NULL);
    const uint32_t wait = context->keepAliveDueMs - context->getTime();
    if (context->keepAliveIntervalSec == 0) {
        return UINT32_MAX;
    }
    return (int32_t)wait > 0 ? wait : 0;
}
