/* SPDX-License-Identifier: MIT */
#include "agent_rig.h"

#include <string.h>

#include "mqtt_version.h"
#include "test.h"

struct agent_rig rig;
uint32_t rig_clock_ms;

static uint32_t now_ms(void)
{
    return rig_clock_ms;
}

/* --- message interface --- */

struct MQTTAgentMessageContext {
    struct agent_rig *rig;
};
static struct MQTTAgentMessageContext message_context = {&rig};

static bool send(MQTTAgentMessageContext_t *context, MQTTAgentCommand_t *const *command,
                 uint32_t block_ms)
{
    CHECK_EQ(context->rig == &rig, 1);
    (void)block_ms;
    if (rig.refuses || rig.queued == AGENT_RIG_POOL) {
        return false;
    }
    rig.queue[rig.queued++] = *command;
    return true;
}

static bool take(MQTTAgentCommand_t **command)
{
    if (rig.queued == 0) {
        return false;
    }
    *command = rig.queue[0];
    memmove(&rig.queue[0], &rig.queue[1], --rig.queued * sizeof rig.queue[0]);
    return true;
}

static bool receive(MQTTAgentMessageContext_t *context, MQTTAgentCommand_t **command,
                    uint32_t block_ms)
{
    CHECK_EQ(context->rig == &rig, 1);
    if (take(command)) {
        return true;
    }
    if (block_ms == 0 || fake_broker_readable(&rig.broker) != 0) {
        return false;
    }
    if (rig.while_waiting != NULL) {
        void (*const call)(void) = rig.while_waiting;
        rig.while_waiting = NULL;
        call();
        return take(command);
    }
    if (rig.end_ms - rig_clock_ms <= block_ms) {
        rig_clock_ms = rig.end_ms;
        longjmp(rig.out, 1); /* nothing is in the agent's hands here */
    }
    rig_clock_ms += block_ms;
    rig.waits++;
    rig.waited_ms = block_ms > rig.waited_ms ? block_ms : rig.waited_ms;
    return false;
}

static MQTTAgentCommand_t *get(uint32_t block_ms)
{
    (void)block_ms;
    for (size_t i = 0; i < rig.pool_size; i++) {
        if (!rig.in_use[i]) {
            rig.in_use[i] = true;
            return &rig.pool[i];
        }
    }
    return NULL;
}

static bool release(MQTTAgentCommand_t *command)
{
    if (command < &rig.pool[0] || command >= &rig.pool[AGENT_RIG_POOL]) {
        return false;
    }
    CHECK_EQ(rig.in_use[command - rig.pool], true);
    rig.in_use[command - rig.pool] = false;
    return true;
}

unsigned rig_in_use(void)
{
    unsigned count = 0;

    for (size_t i = 0; i < AGENT_RIG_POOL; i++) {
        count += rig.in_use[i];
    }
    return count;
}

/* --- stream --- */

static int32_t stream_recv(NetworkContext_t *network, void *buffer, size_t length)
{
    (void)network;
    return fake_broker_recv(&rig.broker, buffer, length);
}

static int32_t stream_send(NetworkContext_t *network, const void *buffer, size_t length)
{
    (void)network;
    return fake_broker_send(&rig.broker, buffer, length);
}

/* --- what comes through --- */

static void delivered(void *context, const struct fake_broker_message *message, bool duplicate)
{
    (void)context;
    CHECK_EQ(message->length, 1);
    CHECK_EQ(message->payload[0] < AGENT_RIG_NUMBERS, 1);
    rig.up[message->payload[0]]++;
    rig.up_again[message->payload[0]] += duplicate;
}

static void incoming(MQTTAgentContext_t *agent, uint16_t packet_id, MQTTPublishInfo_t *info)
{
    CHECK_EQ(agent == &rig.agent && agent->pIncomingCallbackContext == &rig, 1);
    CHECK_EQ(packet_id != 0, info->qos != MQTTQoS0);
    rig.down++;
}

static void completed(MQTTAgentCommandContext_t *result, MQTTAgentReturnInfo_t *info)
{
    result->calls++;
    result->status = info->returnCode;
    result->code = info->pSubackCodes != NULL ? info->pSubackCodes[0] : 0xff;
}

/* --- for the tests --- */

void rig_init(void)
{
    const MQTTAgentMessageInterface_t messages = {&message_context, send, receive, get, release};
    const MQTTFixedBuffer_t buffer = {rig.receive_buffer, sizeof rig.receive_buffer};
    const TransportInterface_t transport = {.recv = stream_recv, .send = stream_send};

    rig = (struct agent_rig){.pool_size = AGENT_RIG_POOL};
    fake_broker_init(&rig.broker);
    rig.broker.now_ms = now_ms;
    rig.broker.delivered = delivered;
    CHECK_EQ(AGENT_VERSION_INIT(&rig.agent, &messages, &buffer, &transport, now_ms, incoming, &rig),
             MQTTSuccess);
}

MQTTAgentCommandInfo_t rig_info(unsigned number)
{
    return (MQTTAgentCommandInfo_t){completed, &rig.results[number], 0};
}

MQTTStatus_t rig_publish(unsigned number, MQTTQoS_t qos)
{
    const MQTTAgentCommandInfo_t info = rig_info(number);

    rig.numbers[number] = (uint8_t)number;
    rig.messages[number].info = (MQTTPublishInfo_t){.qos = qos,
                                                    .pTopicName = "up",
                                                    .topicNameLength = 2,
                                                    .pPayload = &rig.numbers[number],
                                                    .payloadLength = 1};
    return agent_version_publish(&rig.agent, &rig.messages[number], &info);
}

MQTTStatus_t rig_connect(uint16_t keep_alive_s)
{
    const MQTTConnectInfo_t connect = {.keepAliveSeconds = keep_alive_s,
                                       .pClientIdentifier = "thing",
                                       .clientIdentifierLength = 5};
    bool session_present = false;

    if (fake_broker_open(&rig.broker) != 0) {
        return MQTTSendFailed;
    }
    const MQTTStatus_t status =
        mqtt_version_connect(&rig.agent.mqttContext, &connect, NULL, 0, &session_present);
    return status == MQTTSuccess ? MQTTAgent_ResumeSession(&rig.agent, session_present) : status;
}

MQTTStatus_t rig_loop(uint32_t ms)
{
    rig.end_ms = rig_clock_ms + ms;
    return setjmp(rig.out) == 0 ? MQTTAgent_CommandLoop(&rig.agent) : MQTTSuccess;
}

void rig_live(uint32_t ms)
{
    const uint32_t end = rig_clock_ms + ms;

    while ((int32_t)(end - rig_clock_ms) > 0) {
        if (rig_connect(60) == MQTTSuccess) {
            if (rig_loop(end - rig_clock_ms) == MQTTSuccess) {
                break;
            }
        }
        rig_clock_ms += 100;
    }
}
