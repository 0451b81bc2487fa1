/* SPDX-License-Identifier: MIT */
#include "freertos_agent_message.h"

#include "core_mqtt_agent.h"
#include "freertos_command_pool.h"
#include "lib_assert.h"
#include "ms_to_ticks.h"
#include "task.h"

static bool is_message(const MQTTAgentCommand_t *command)
{
    return command->commandType == PUBLISH;
}

static bool is_ending(const MQTTAgentCommand_t *command)
{
    return command->commandType == TERMINATE || command->commandType == DISCONNECT;
}

/* Takes the first that is wanted; the walk turns the queue once round. The scheduler is suspended,
 * and as no sender waits for room, none takes the place of a command that goes back. */
static MQTTAgentCommand_t *take_first(QueueHandle_t queue,
                                      bool (*is_wanted)(const MQTTAgentCommand_t *))
{
    MQTTAgentCommand_t *found = NULL;

    for (UBaseType_t left = uxQueueMessagesWaiting(queue); left > 0; left--) {
        MQTTAgentCommand_t *command = NULL;
        (void)xQueueReceive(queue, &command, 0);
        LIB_ASSERT(command != NULL);
        if (found == NULL && is_wanted(command)) {
            found = command;
        } else {
            const BaseType_t back = xQueueSendToBack(queue, &command, 0);
            LIB_ASSERT(back == pdPASS);
            (void)back;
        }
    }
    return found;
}

static void drop(MQTTAgentMessageContext_t *context, MQTTAgentCommand_t *command)
{
    MQTTAgentReturnInfo_t result = {.returnCode = MQTTNoMemory};
    const MQTTAgentCommandCallback_t callback = command->pCommandCompleteCallback;
    MQTTAgentCommandContext_t *const told = command->pCmdContext;

    context->dropped++;
    (void)Agent_ReleaseCommand(command);
    if (callback != NULL) {
        callback(told, &result);
    }
}

/* False: refused. */
static bool send_offline(MQTTAgentMessageContext_t *context, MQTTAgentCommand_t *command)
{
    MQTTAgentCommand_t *dropped = NULL;
    bool sent = false;

    vTaskSuspendAll();
    bool room = uxQueueMessagesWaiting(context->queue) < context->offlineBound;
    if (!room && context->policy == MQTT_AGENT_DROP_OLDEST) {
        dropped = take_first(context->queue, is_message);
        room = dropped != NULL;
    } else if (!room && context->policy == MQTT_AGENT_DROP_NEWEST) {
        dropped = command;
    }
    if (room) {
        sent = xQueueSendToBack(context->queue, &command, 0) == pdPASS;
    }
    (void)xTaskResumeAll();
    if (dropped != NULL) {
        drop(context, dropped);
    }
    return sent || dropped == command;
}

bool Agent_MessageSend(MQTTAgentMessageContext_t *context, MQTTAgentCommand_t *const *command,
                       uint32_t block_ms)
{
    LIB_ASSERT(context != NULL && command != NULL && *command != NULL);
    const bool ending = is_ending(*command);
    const bool bounded = context->offline && context->offlineBound != 0 && is_message(*command);
    const bool sent =
        bounded ? send_offline(context, *command)
                : xQueueSendToBack(context->queue, command, ms_to_wait_or_ever(block_ms)) == pdPASS;

    if (sent && ending && context->stop != NULL) {
        *context->stop = true;
    }
    if (sent && context->wakes != NULL) {
        mqtt_connection_freertos_wake(context->wakes);
    }
    return sent;
}

/* A wake is taken before the queue is read: one that comes later stays for the next call. */
bool Agent_MessageReceive(MQTTAgentMessageContext_t *context, MQTTAgentCommand_t **command,
                          uint32_t block_ms)
{
    LIB_ASSERT(context != NULL && command != NULL);
    if (context->wakes == NULL) {
        return xQueueReceive(context->queue, command, ms_to_wait_or_ever(block_ms)) == pdPASS;
    }
    const bool woken = mqtt_connection_freertos_sleep(context->wakes, 0);
    if (xQueueReceive(context->queue, command, 0) == pdPASS) {
        return true;
    }
    if (woken || block_ms == 0) {
        return false;
    }
    (void)mqtt_connection_freertos_sleep(context->wakes, block_ms);
    return xQueueReceive(context->queue, command, 0) == pdPASS;
}

MQTTAgentCommand_t *mqtt_agent_take_ending(MQTTAgentMessageContext_t *context)
{
    vTaskSuspendAll();
    MQTTAgentCommand_t *const command = take_first(context->queue, is_ending);
    (void)xTaskResumeAll();
    return command;
}
