/* SPDX-License-Identifier: MIT */
/* The product's secure link, on a cable without a DHCP server, and a task that asks for the time
 * again and again. */
#include "stream.h"

#include "FreeRTOS.h"
#include "iot_secure_sockets.h"
#include "net.h"
#include "secure_link.h"
#include "sockets.h"
#include "task.h"
#include "time_service.h"
#include "week.h"

#define TIME_TASK_WORDS 1024u
#define TIME_EACH_MS    300000u
#define TIMEOUT_MS      10000u

const bool week_has_tls = true;
struct netif_device *stream_device;

static struct secure_link secure;

net_status_t __real_net_start(const struct net_config *config, uint32_t timeout_ms);
net_status_t __wrap_net_start(const struct net_config *config, uint32_t timeout_ms);

net_status_t __wrap_net_start(const struct net_config *config, uint32_t timeout_ms)
{
    struct net_config fixed = *config;

    fixed.device = stream_device;
    fixed.address = SOCKETS_inet_addr_quick(10, 0, 0, 2);
    fixed.netmask = SOCKETS_inet_addr_quick(255, 255, 255, 0);
    fixed.gateway = SOCKETS_inet_addr_quick(10, 0, 0, 1);
    return __real_net_start(&fixed, timeout_ms);
}

static void time_task(void *arg)
{
    (void)arg;
    for (;;) {
        vTaskDelay(pdMS_TO_TICKS(TIME_EACH_MS));
        (void)time_service_sync(secure.sntp, secure.credentials.sntp_port, TIMEOUT_MS);
    }
}

void stream_prepare(struct mqtt_connection_transport *transport,
                    struct mqtt_connection_freertos *wakes)
{
    const secure_link_status_t status = secure_link_prepare(&secure, TIMEOUT_MS);
    configASSERT(status == SECURE_LINK_OK);
    const BaseType_t created = xTaskCreate(time_task, "time", TIME_TASK_WORDS, NULL, 2, NULL);
    configASSERT(created == pdPASS);
    secure_link_transport(&secure, wakes, transport);
}

unsigned stream_kind(void)
{
    const struct tls *session = sockets_tls(secure.network.socket);

    return session == NULL ? 0 : tls_session_version(session) == TLS_VERSION_1_2 ? 1 : 2;
}
