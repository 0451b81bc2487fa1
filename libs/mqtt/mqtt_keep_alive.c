/* SPDX-License-Identifier: MIT */
/* Keep-alive: tell a live server that this client lives, and find out when the server does not.
 *
 *   ping when   nothing was sent for K,       and the last PINGREQ is at least K ago:
 *               or nothing received for K     at most one in K
 *   dead when   PINGREQ was sent and nothing at all has arrived for MQTT_PINGRESP_TIMEOUT_MS
 *
 * Nothing can be due before `pingReqSendTimeMs` + K. While packets flow that time is moved forward
 * to the older of the last packets each way, so that the check is one comparison, and no difference
 * of two times that matters is older than K (at most 65535 s): the clock may wrap.
 */
#include "core_mqtt.h"

#include "lib_assert.h"
#include "mqtt_engine.h"

static uint32_t smaller(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

static uint32_t larger(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

static uint32_t left(uint32_t limit, uint32_t elapsed)
{
    return elapsed < limit ? limit - elapsed : 0;
}

static uint32_t interval_ms(const MQTTContext_t *context)
{
    return context->keepAliveIntervalSec * UINT32_C(1000);
}

/* The longer of the two silences. */
static uint32_t silence(const MQTTContext_t *context, uint32_t now)
{
    return larger(now - context->lastPacketTxTime, now - context->lastPacketRxTime);
}

/* Since PINGREQ, or since anything arrived after it. */
static uint32_t unanswered(const MQTTContext_t *context, uint32_t now)
{
    return smaller(now - context->pingReqSendTimeMs, now - context->lastPacketRxTime);
}

uint32_t mqtt_keep_alive_wait_ms(const MQTTContext_t *context)
{
    LIB_ASSERT(context != NULL);
    const uint32_t now = context->getTime();
    if (context->keepAliveIntervalSec == 0) {
        return UINT32_MAX;
    }
    if (context->waitingForPingResp) {
        return left(MQTT_PINGRESP_TIMEOUT_MS + UINT32_C(1), unanswered(context, now));
    }
    return left(interval_ms(context),
                smaller(now - context->pingReqSendTimeMs, silence(context, now)));
}

MQTTStatus_t mqtt_keep_alive(MQTTContext_t *context)
{
    const uint32_t interval = interval_ms(context);
    const uint32_t now = context->getTime();

    if (context->waitingForPingResp) {
        return unanswered(context, now) > MQTT_PINGRESP_TIMEOUT_MS
                   ? mqtt_end(context, MQTTKeepAliveTimeout)
                   : MQTTSuccess;
    }
    if (now - context->pingReqSendTimeMs < interval || interval == 0) {
        return MQTTSuccess;
    }
    if (silence(context, now) >= interval) {
        return MQTT_Ping(context);
    }
    context->pingReqSendTimeMs = now - silence(context, now);
    return MQTTSuccess;
}
