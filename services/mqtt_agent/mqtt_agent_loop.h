/* SPDX-License-Identifier: MIT */
/* Parts of the loop that mqtt_agent.c uses beside the public functions. */
#ifndef MQTT_AGENT_LOOP_H
#define MQTT_AGENT_LOOP_H

#include "core_mqtt_agent.h"

/* Carries out one command in the agent's task. *end: the loop is to end. A result other than
 * MQTTSuccess is also told to the command's callback, unless its answer may still come. */
MQTTStatus_t mqtt_agent_execute(MQTTAgentContext_t *agent, MQTTAgentCommand_t *command, bool *end);

#endif
