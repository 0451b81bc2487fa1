/* SPDX-License-Identifier: MIT */
/** The memory of commands: a fixed number for all agents of the device. A command is taken when it
 * is handed over and given back when it completes, so this number is the bound of all that is on
 * its way: in queues, and waiting for answers. */
#ifndef FREERTOS_COMMAND_POOL_H
#define FREERTOS_COMMAND_POOL_H

#include "core_mqtt_agent_config_defaults.h"
#include "core_mqtt_agent_message_interface.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Commands on their way at a time, 20 bytes each. Less than MQTT_AGENT_MAX_OUTSTANDING_ACKS, so
 * that the agent has a place for each. Told in core_mqtt_agent_config.h, too. */
#ifndef MQTT_COMMAND_CONTEXTS_POOL_SIZE
#define MQTT_COMMAND_CONTEXTS_POOL_SIZE 10U
#endif

/**
 * Prepare the pool. A second call has no effect.
 *
 * Context: task, or before the scheduler starts; before the functions below.
 * Blocks:  never.
 */
void Agent_InitializePool(void);

/**
 * Take the memory of a command.
 *
 * @param block_ms  Longest wait for one.
 * @return NULL: all are on their way.
 *
 * Context: any task.
 * Blocks:  up to `block_ms`.
 */
MQTTAgentCommand_t *Agent_GetCommand(uint32_t block_ms);

/**
 * Give it back.
 *
 * @param command  Not in use any more.
 * @return False: it is not one of the pool's.
 *
 * Context: any task.
 * Blocks:  never.
 */
bool Agent_ReleaseCommand(MQTTAgentCommand_t *command);

#ifdef __cplusplus
}
#endif

#endif
