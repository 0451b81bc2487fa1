/* SPDX-License-Identifier: MIT */
/* The agent of services/mqtt_agent over MQTT 5 against mosquitto, in one thread: `mqtt5_agent_peer
 * PORT GUARDED_PORT`. run_mqtt5_agent_peer.py starts the two brokers; the second one lets clients
 * at ok/# only. */
#include <poll.h>
#include <setjmp.h>
#include <string.h>

#include "core_mqtt_agent.h"
#include "mqtt_version.h"
#include "socket_stream.h"
#include "test.h"

#define COMMANDS 16u
#define WAIT_MS  5000u

struct MQTTAgentCommandContext {
    unsigned calls;
    MQTTStatus_t status;
    uint8_t code; /* first of a SUBACK */
};

struct MQTTAgentMessageContext {
    MQTTAgentCommand_t *queue[COMMANDS];
    size_t count;
};

static int free_port, guarded_port;
static MQTTAgentContext_t agent;
static struct NetworkContext network;
static struct MQTTAgentMessageContext messages;
static MQTTAgentCommand_t pool[COMMANDS];
static bool in_use[COMMANDS];
static uint8_t buffer[512], ack_properties[64];
static struct MQTTAgentCommandContext told[COMMANDS];
static unsigned received, awaited_calls, awaited_messages;
static char last_payload[16];
static jmp_buf out;

/* --- message interface: what is awaited ends the loop --- */

static bool send(MQTTAgentMessageContext_t *context, MQTTAgentCommand_t *const *command,
                 uint32_t block_ms)
{
    (void)block_ms;
    CHECK_EQ(context->count < COMMANDS, true);
    context->queue[context->count++] = *command;
    return true;
}

static unsigned calls(void)
{
    unsigned sum = 0;

    for (size_t i = 0; i < COMMANDS; i++) {
        sum += told[i].calls;
    }
    return sum;
}

static bool receive(MQTTAgentMessageContext_t *context, MQTTAgentCommand_t **command,
                    uint32_t block_ms)
{
    static uint32_t since;
    struct pollfd fd = {.fd = network.fd, .events = POLLIN};

    if (context->count > 0) {
        *command = context->queue[0];
        memmove(&context->queue[0], &context->queue[1], --context->count * sizeof *context->queue);
        since = socket_stream_now();
        return true;
    }
    if (calls() >= awaited_calls && received >= awaited_messages) {
        longjmp(out, 1);
    }
    CHECK_EQ(socket_stream_now() - since < WAIT_MS, true);
    (void)poll(&fd, 1, block_ms < 10 ? (int)block_ms : 10);
    return false;
}

static MQTTAgentCommand_t *get(uint32_t block_ms)
{
    (void)block_ms;
    for (size_t i = 0; i < COMMANDS; i++) {
        if (!in_use[i]) {
            in_use[i] = true;
            return &pool[i];
        }
    }
    return NULL;
}

static bool release(MQTTAgentCommand_t *command)
{
    in_use[command - pool] = false;
    return true;
}

static void incoming(MQTTAgentContext_t *context, uint16_t packet_id, MQTTPublishInfo_t *info)
{
    (void)packet_id;
    CHECK_EQ(context == &agent && info->payloadLength < sizeof last_payload, true);
    memset(last_payload, 0, sizeof last_payload);
    memcpy(last_payload, info->pPayload, info->payloadLength);
    received++;
}

static void completed(MQTTAgentCommandContext_t *context, MQTTAgentReturnInfo_t *info)
{
    context->calls++;
    context->status = info->returnCode;
    context->code = info->pSubackCodes != NULL ? info->pSubackCodes[0] : 0xff;
}

/* --- steps --- */

static MQTTAgentCommandInfo_t telling(unsigned number)
{
    return (MQTTAgentCommandInfo_t){completed, &told[number], 0};
}

/* Opens the stream; the session is taken up. */
static bool join(int port, const char *id, bool clean)
{
    const MQTTConnectInfo_t info = {.cleanSession = clean,
                                    .keepAliveSeconds = 60,
                                    .pClientIdentifier = id,
                                    .clientIdentifierLength = strlen(id)};
    bool present = false;

    agent.mqttContext.transportInterface = socket_stream_open(&network, port);
    CHECK_EQ(mqtt_version_connect(&agent.mqttContext, &info, NULL, WAIT_MS, &present), MQTTSuccess);
    CHECK_EQ(MQTTAgent_ResumeSession(&agent, present), MQTTSuccess);
    return present;
}

static void an_agent(int port, const char *id)
{
    const MQTTAgentMessageInterface_t interface = {&messages, send, receive, get, release};
    const MQTTFixedBuffer_t room = {buffer, sizeof buffer};
    const TransportInterface_t stream = socket_stream_open(&network, port);

    socket_stream_close(&network);
    memset(told, 0, sizeof told);
    memset(in_use, 0, sizeof in_use);
    messages.count = 0;
    received = 0;
    CHECK_EQ(MQTTAgent_Init(&agent, &interface, &room, &stream, socket_stream_now, incoming, NULL,
                            ack_properties, sizeof ack_properties),
             MQTTSuccess);
    (void)join(port, id, true);
}

/* Until so many commands have ended and messages have come. */
static void serve(unsigned command_count, unsigned message_count)
{
    awaited_calls = command_count;
    awaited_messages = message_count;
    if (setjmp(out) == 0) {
        CHECK_EQ(MQTTAgent_CommandLoop(&agent), MQTTStatusConnected); /* it does not end so */
    }
}

static void leave(unsigned number)
{
    MQTTSuccessFailReasonCode_t reason = MQTT_REASON_DISCONNECT_NORMAL_DISCONNECTION;
    MQTTAgentDisconnectArgs_t args = {.pReasonCode = &reason};
    const MQTTAgentCommandInfo_t info = telling(number);

    CHECK_EQ(MQTTAgent_Disconnect(&agent, &args, &info), MQTTSuccess);
    CHECK_EQ(MQTTAgent_CommandLoop(&agent), MQTTSuccess);
    CHECK_EQ(told[number].status, MQTTSuccess);
    socket_stream_close(&network);
}

static void subscribe(unsigned number, const char *filter, MQTTPropBuilder_t *properties)
{
    static MQTTSubscribeInfo_t asked;
    static MQTTAgentSubscribeArgs_t args;
    const MQTTAgentCommandInfo_t info = telling(number);

    asked = (MQTTSubscribeInfo_t){
        .qos = MQTTQoS2, .pTopicFilter = filter, .topicFilterLength = strlen(filter)};
    args = (MQTTAgentSubscribeArgs_t){
        .pSubscribeInfo = &asked, .numSubscriptions = 1, .pProperties = properties};
    CHECK_EQ(MQTTAgent_Subscribe(&agent, &args, &info), MQTTSuccess);
}

static void publish(unsigned number, const char *topic, MQTTQoS_t qos, MQTTPropBuilder_t *list)
{
    static MQTTPublishInfo_t said[COMMANDS];
    static MQTTAgentPublishArgs_t args[COMMANDS];
    const MQTTAgentCommandInfo_t info = telling(number);

    said[number] = (MQTTPublishInfo_t){.qos = qos,
                                       .pTopicName = topic,
                                       .topicNameLength = strlen(topic),
                                       .pPayload = "hello",
                                       .payloadLength = 5};
    args[number] = (MQTTAgentPublishArgs_t){.pPublishInfo = &said[number], .pProperties = list};
    CHECK_EQ(MQTTAgent_Publish(&agent, &args[number], &info), MQTTSuccess);
}

/* --- tests --- */

static void messages_of_each_qos_go_there_and_back_with_properties(void)
{
    uint8_t memory[64], other[64];
    MQTTPropBuilder_t list, id;

    CHECK_EQ(MQTTPropertyBuilder_Init(&list, memory, sizeof memory), MQTTSuccess);
    CHECK_EQ(MQTTPropAdd_ContentType(&list, "text", 4, NULL), MQTTSuccess);
    CHECK_EQ(MQTTPropertyBuilder_Init(&id, other, sizeof other), MQTTSuccess);
    CHECK_EQ(MQTTPropAdd_SubscriptionId(&id, 7, NULL), MQTTSuccess);
    an_agent(free_port, "agent-qos");
    subscribe(0, "there/#", &id);
    serve(1, 0);
    CHECK_EQ(told[0].status, MQTTSuccess);
    CHECK_EQ(told[0].code, MQTT_REASON_SUBACK_GRANTED_QOS2);
    for (unsigned qos = 0; qos < 3; qos++) {
        publish(1 + qos, "there/a", (MQTTQoS_t)qos, &list);
    }
    serve(4, 3);
    for (unsigned i = 1; i < 4; i++) {
        CHECK_EQ(told[i].status, MQTTSuccess);
    }
    CHECK_EQ(strcmp(last_payload, "hello"), 0);
    leave(4);
}

static void what_the_broker_does_not_allow_is_refused_by_its_reason(void)
{
    an_agent(guarded_port, "agent-guarded");
    publish(0, "ok/a", MQTTQoS2, NULL);
    publish(1, "no/a", MQTTQoS1, NULL);
    publish(2, "no/a", MQTTQoS2, NULL); /* PUBREC says no: there is no PUBCOMP */
    serve(3, 0);
    CHECK_EQ(told[0].status, MQTTSuccess);
    CHECK_EQ(told[1].status, MQTTServerRefused);
    CHECK_EQ(told[2].status, MQTTServerRefused);
    leave(3);
}

/* The stream is cut with a message under way; the broker has kept the session. */
static void a_session_outlives_the_stream(void)
{
    an_agent(free_port, "agent-session");
    socket_stream_close(&network);
    CHECK_EQ(join(free_port, "agent-session", false), false);
    subscribe(0, "again", NULL);
    serve(1, 0);
    publish(1, "again", MQTTQoS1, NULL);
    awaited_calls = 1; /* it leaves, and nobody waits for the answer */
    if (setjmp(out) == 0) {
        CHECK_EQ(MQTTAgent_CommandLoop(&agent), MQTTStatusConnected);
    }
    CHECK_EQ(told[1].calls, 0);
    socket_stream_close(&network);
    agent.mqttContext.connectStatus = MQTTNotConnected;
    CHECK_EQ(join(free_port, "agent-session", false), true);
    serve(2, 1);
    CHECK_EQ(told[1].status, MQTTSuccess);
    leave(2);
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        return 2;
    }
    free_port = atoi(argv[1]);
    guarded_port = atoi(argv[2]);
    RUN(messages_of_each_qos_go_there_and_back_with_properties);
    RUN(what_the_broker_does_not_allow_is_refused_by_its_reason);
    RUN(a_session_outlives_the_stream);
    return 0;
}
