/* SPDX-License-Identifier: MIT */
#include "freertos_command_pool.h"

#include "FreeRTOS.h"

#include "core_mqtt_agent.h"
#include "lib_assert.h"
#include "mqtt_connection_freertos.h"
#include "ms_to_ticks.h"
#include "queue.h"

_Static_assert(MQTT_COMMAND_CONTEXTS_POOL_SIZE >= 1 &&
                   MQTT_COMMAND_CONTEXTS_POOL_SIZE < MQTT_AGENT_MAX_OUTSTANDING_ACKS,
               "MQTT_COMMAND_CONTEXTS_POOL_SIZE must be 1 .. MQTT_AGENT_MAX_OUTSTANDING_ACKS - 1");

static MQTTAgentCommand_t commands[MQTT_COMMAND_CONTEXTS_POOL_SIZE];
static QueueHandle_t unused; /* their addresses */

void Agent_InitializePool(void)
{
    static StaticQueue_t queue_memory;
    static uint8_t places[sizeof(MQTTAgentCommand_t *) * MQTT_COMMAND_CONTEXTS_POOL_SIZE];

    if (unused != NULL) {
        return;
    }
    unused = xQueueCreateStatic(MQTT_COMMAND_CONTEXTS_POOL_SIZE, sizeof(MQTTAgentCommand_t *),
                                places, &queue_memory);
    for (size_t i = 0; i < MQTT_COMMAND_CONTEXTS_POOL_SIZE; i++) {
        (void)Agent_ReleaseCommand(&commands[i]);
    }
}

MQTTAgentCommand_t *Agent_GetCommand(uint32_t block_ms)
{
    MQTTAgentCommand_t *command = NULL;

    LIB_ASSERT(unused != NULL);
    (void)xQueueReceive(unused, &command, ms_to_wait_or_ever(block_ms));
    return command;
}

bool Agent_ReleaseCommand(MQTTAgentCommand_t *command)
{
    if (command < &commands[0] || command >= &commands[MQTT_COMMAND_CONTEXTS_POOL_SIZE]) {
        return false;
    }
    const BaseType_t back = xQueueSendToBack(unused, &command, 0);
    LIB_ASSERT(back == pdPASS); /* each is in use once */
    return back == pdPASS;
}
