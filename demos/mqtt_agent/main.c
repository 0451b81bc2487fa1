/* SPDX-License-Identifier: MIT */
/* Several tasks on one MQTT connection: three sensors publish and subscribe through one agent, over
 * mutual TLS. Restart the broker while it runs: nothing is lost. */
#include <stdio.h>

#include "FreeRTOS.h"
#include "board.h"
#include "mqtt_agent.h"
#include "secure_link.h"
#include "sensor.h"
#include "task.h"

#define AGENT_WORDS        2048u /* the TLS handshake runs on it */
#define AGENT_PRIORITY     3u
#define WATCH_WORDS        512u
#define WATCH_PRIORITY     1u
#define NETWORK_TIMEOUT_MS 20000u
#define RECEIVE_BYTES      512u
#define SENSORS            3u

static struct secure_link device_link;
static struct mqtt_agent agent;

static void on_state(void *context, enum mqtt_connection_state state, MQTTStatus_t reason)
{
    (void)context;
    if (state == MQTT_CONNECTION_CONNECTED) {
        printf("demo: connected to %s as %s\n", device_link.server_name, device_link.thing);
    } else if (state == MQTT_CONNECTION_WAITING) {
        printf("demo: not connected: %s; trying again\n", MQTT_Status_strerror(reason));
    }
}

/* The message stays with its publisher, so an agent needs a buffer for what arrives only. */
static MQTTStatus_t prepare_agent(void)
{
    static struct mqtt_connection_freertos wakes;
    static uint8_t receive[RECEIVE_BYTES];
    struct mqtt_agent_config config = {
        .connection = {.client_id = device_link.thing,
                       .receive_buffer = receive,
                       .receive_size = sizeof receive,
                       .state = on_state},
    };

    mqtt_connection_freertos_init(&wakes, &config.connection.system);
    secure_link_transport(&device_link, &wakes, &config.connection.transport);
    return mqtt_agent_init(&agent, &config);
}

static void fail(const char *what)
{
    printf("demo: failed: %s\n", what);
    board_exit(1);
}

static void watch_task(void *arg)
{
    (void)arg;
    while (sensor_count_done() < SENSORS) {
        vTaskDelay(pdMS_TO_TICKS(100));
    }
    printf("demo: done\n");
    const MQTTAgentCommandInfo_t info = {0};
    (void)MQTTAgent_Disconnect(&agent.context, &info);
    vTaskDelete(NULL);
}

static void agent_task(void *arg)
{
    (void)arg;
    const secure_link_status_t status = secure_link_prepare(&device_link, NETWORK_TIMEOUT_MS);
    if (status != SECURE_LINK_OK) {
        fail(secure_link_status_text(status));
    }
    if (prepare_agent() != MQTTSuccess) {
        fail("the agent's configuration");
    }
    bool started =
        xTaskCreate(watch_task, "watch", WATCH_WORDS, NULL, WATCH_PRIORITY, NULL) == pdPASS;
    for (unsigned i = 1; i <= SENSORS; i++) {
        started = started && sensor_start(&agent, i);
    }
    if (!started) {
        fail("no memory for the tasks");
    }
    mqtt_agent_run(&agent);
    printf("demo: disconnected\n");
    board_exit(0);
}

int main(void)
{
    board_init();
    if (xTaskCreate(agent_task, "agent", AGENT_WORDS, NULL, AGENT_PRIORITY, NULL) != pdPASS) {
        printf("demo: failed: no memory for the agent's task\n");
        return 1;
    }
    vTaskStartScheduler();
    return 1;
}
