/* SPDX-License-Identifier: MIT */
/* Commands that wait for the server's answer, and how a command ends.
 *
 * A command is in one place at a time: with its sender, in the queue, in the agent's hands, or in
 * this table. It leaves the last two by mqtt_agent_conclude, once. */
#ifndef MQTT_AGENT_ACKS_H
#define MQTT_AGENT_ACKS_H

#include "core_mqtt_agent.h"

/* The command under that id; with MQTT_PACKET_ID_INVALID, a free place. NULL: none. */
MQTTAgentAckInfo_t *mqtt_agent_find_ack(const MQTTAgentContext_t *agent, uint16_t packet_id);

/* Gives a command to the agent, for any task: what the calls of core_mqtt_agent.h have checked. */
MQTTStatus_t mqtt_agent_hand_over(const MQTTAgentContext_t *agent, MQTTAgentCommandType_t type,
                                  void *args, const MQTTAgentCommandInfo_t *info);

/* Whether a command needs no place in the table, or there is one. */
bool mqtt_agent_has_place(const MQTTAgentContext_t *agent, MQTTAgentCommandType_t type, void *args);

/* A packet id that no command waits under. */
uint16_t mqtt_agent_fresh_id(MQTTAgentContext_t *agent);

/* The command waits now, for the answer to a packet that left just now. False: the table is full.
 */
bool mqtt_agent_add_ack(MQTTAgentContext_t *agent, uint16_t packet_id, MQTTAgentCommand_t *command);

/* Ends a command: calls back, gives its memory back. */
void mqtt_agent_conclude(const MQTTAgentContext_t *agent, MQTTAgentCommand_t *command,
                         MQTTStatus_t status, uint8_t *suback_codes);

/* Ends the command at a place of the table, and frees the place before that. */
void mqtt_agent_conclude_ack(MQTTAgentContext_t *agent, MQTTAgentAckInfo_t *ack,
                             MQTTStatus_t status, uint8_t *suback_codes);

/* How long until the first answer is overdue; 0: it is; UINT32_MAX: nothing waits, or no limit. */
uint32_t mqtt_agent_patience_ms(const MQTTAgentContext_t *agent);

/* All that wait were sent, or sent again, just now. */
void mqtt_agent_renew_patience(MQTTAgentContext_t *agent);

#endif
