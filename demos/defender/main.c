/* SPDX-License-Identifier: MIT */
/* Reports to Device Defender what the network has carried, the connection to the cloud and a metric
 * of the application's own. A report every five minutes is what AWS takes; the demo sends one. */
#include <stdio.h>

#include "FreeRTOS.h"
#include "carried.h"
#include "cloud_device.h"
#include "defender_client.h"
#include "iot_secure_sockets.h"
#include "task.h"
#include "time_service.h"

#define ANSWER_MS 20000u

static struct defender_client defender;

static uint32_t seconds_now(void)
{
    uint64_t ms = 0;

    return time_service_now_unix_ms(&ms) ? (uint32_t)(ms / 1000u) : (uint32_t)xTaskGetTickCount();
}

static bool prepare(struct mqtt_link *link, const char *thing)
{
    static uint8_t report[1024];
    static char answer[512];
    const struct defender_client_config config = {.link = link,
                                                  .thing = thing,
                                                  .format = DEFENDER_JSON,
                                                  .first_id = seconds_now(),
                                                  .report = report,
                                                  .report_size = sizeof report,
                                                  .answer = answer,
                                                  .answer_size = sizeof answer};

    return defender_client_init(&defender, &config) == MQTTSuccess;
}

static void fill_connection(struct defender_connection *connection,
                            const struct secure_link *device)
{
    const uint32_t address = SOCKETS_ntohl(SOCKETS_GetHostByName(device->address));

    for (unsigned i = 0; i < 4; i++) {
        connection->remote_ip[i] = (uint8_t)(address >> (24u - 8u * i));
    }
    connection->remote_port = device->credentials.port;
}

static bool run(const struct secure_link *device)
{
    struct defender_network network;
    struct defender_connection cloud = {0};
    const int64_t heap_free = (int64_t)xPortGetFreeHeapSize();
    const struct defender_metric own = {
        .name = "heap_free", .kind = DEFENDER_NUMBER, .numbers = &heap_free, .count = 1};

    fill_connection(&cloud, device);
    const struct defender_report report = {.version = "1.0",
                                           .connections = &cloud,
                                           .connection_count = 1,
                                           .network = carried(&network) ? &network : NULL,
                                           .custom = &own,
                                           .custom_count = 1};
    switch (defender_client_send(&defender, &report, ANSWER_MS)) {
    case MQTT_REQUEST_ACCEPTED:
        printf("defender: the report was accepted\n");
        return true;
    case MQTT_REQUEST_REJECTED:
        printf("defender: the report was rejected\n");
        return false;
    default:
        printf("defender: no answer\n");
        return false;
    }
}

int main(void)
{
    static const struct cloud_device device = {prepare, run};

    return cloud_device_start(&device);
}
