/* SPDX-License-Identifier: MIT */
/* Commands and their ends; the loop and its one wait. */
#include "agent_rig.h"
#include "core_mqtt_agent_command_functions.h"
#include "test.h"

static void connected(void)
{
    rig_init();
    CHECK_EQ(rig_connect(60), MQTTSuccess);
}

static void ended(unsigned number, MQTTStatus_t status)
{
    CHECK_EQ(rig.results[number].calls, 1);
    CHECK_EQ(rig.results[number].status, status);
}

static void init_refuses_what_is_incomplete(void)
{
    rig_init();
    const MQTTAgentMessageInterface_t good = rig.agent.agentInterface;
    const MQTTFixedBuffer_t buffer = rig.agent.mqttContext.networkBuffer;
    const TransportInterface_t transport = rig.agent.mqttContext.transportInterface;
    const MQTTGetCurrentTimeFunc_t time = rig.agent.mqttContext.getTime;
    const MQTTAgentIncomingPublishCallback_t incoming = rig.agent.pIncomingCallback;
    static MQTTAgentContext_t agent;
    MQTTAgentMessageInterface_t bad[5] = {good, good, good, good, good};

    bad[0].pMsgCtx = NULL;
    bad[1].send = NULL;
    bad[2].recv = NULL;
    bad[3].getCommand = NULL;
    bad[4].releaseCommand = NULL;
    for (size_t i = 0; i < 5; i++) {
        CHECK_EQ(AGENT_VERSION_INIT(&agent, &bad[i], &buffer, &transport, time, incoming, NULL),
                 MQTTBadParameter);
    }
    CHECK_EQ(AGENT_VERSION_INIT(NULL, &good, &buffer, &transport, time, incoming, NULL),
             MQTTBadParameter);
    CHECK_EQ(AGENT_VERSION_INIT(&agent, NULL, &buffer, &transport, time, incoming, NULL),
             MQTTBadParameter);
    CHECK_EQ(AGENT_VERSION_INIT(&agent, &good, NULL, &transport, time, incoming, NULL),
             MQTTBadParameter);
    CHECK_EQ(AGENT_VERSION_INIT(&agent, &good, &buffer, NULL, time, incoming, NULL),
             MQTTBadParameter);
    CHECK_EQ(AGENT_VERSION_INIT(&agent, &good, &buffer, &transport, NULL, incoming, NULL),
             MQTTBadParameter);
    CHECK_EQ(AGENT_VERSION_INIT(&agent, &good, &buffer, &transport, time, NULL, NULL),
             MQTTBadParameter);
}

static void commands_of_an_agent_without_init_are_refused(void)
{
    static MQTTAgentContext_t agent;
    const MQTTAgentCommandInfo_t info = {0};

    CHECK_EQ(MQTTAgent_Ping(&agent, &info), MQTTBadParameter);
    CHECK_EQ(MQTTAgent_Ping(NULL, &info), MQTTBadParameter);
    CHECK_EQ(MQTTAgent_CommandLoop(&agent), MQTTBadParameter);
    CHECK_EQ(MQTTAgent_CommandLoop(NULL), MQTTBadParameter);
    CHECK_EQ(MQTTAgent_CancelAll(NULL), MQTTBadParameter);
    CHECK_EQ(MQTTAgent_ResumeSession(NULL, true), MQTTBadParameter);
}

static void arguments_are_checked_before_a_command_is_taken(void)
{
    struct agent_version_message message = {.info = {.qos = MQTTQoS1}};
    MQTTAgentSubscribeArgs_t none = {0};
    MQTTAgentConnectArgs_t nobody = {0};
    const MQTTAgentCommandInfo_t info = {0};

    connected();
    CHECK_EQ(MQTTAgent_Publish(&rig.agent, NULL, &info), MQTTBadParameter);
    CHECK_EQ(agent_version_publish(&rig.agent, &message, &info), MQTTBadParameter);
    CHECK_EQ(MQTTAgent_Subscribe(&rig.agent, NULL, &info), MQTTBadParameter);
    CHECK_EQ(MQTTAgent_Subscribe(&rig.agent, &none, &info), MQTTBadParameter);
    CHECK_EQ(MQTTAgent_Unsubscribe(&rig.agent, NULL, &info), MQTTBadParameter);
    CHECK_EQ(MQTTAgent_Unsubscribe(&rig.agent, &none, &info), MQTTBadParameter);
    CHECK_EQ(MQTTAgent_Connect(&rig.agent, NULL, &info), MQTTBadParameter);
    CHECK_EQ(MQTTAgent_Connect(&rig.agent, &nobody, &info), MQTTBadParameter);
    CHECK_EQ(MQTTAgent_Ping(&rig.agent, NULL), MQTTBadParameter);
    CHECK_EQ(rig_in_use(), 0);
}

static void a_message_completes_with_its_qos(void)
{
    connected();
    for (unsigned qos = 0; qos <= 2; qos++) {
        CHECK_EQ(rig_publish(qos, (MQTTQoS_t)qos), MQTTSuccess);
    }
    CHECK_EQ(rig_loop(100), MQTTSuccess);
    for (unsigned qos = 0; qos <= 2; qos++) {
        ended(qos, MQTTSuccess);
        CHECK_EQ(rig.up[qos], 1);
    }
    CHECK_EQ(rig_in_use(), 0);
}

static void a_message_without_its_answer_does_not_complete(void)
{
    connected();
    rig.broker.drop = FAKE_BROKER_PUBACK | FAKE_BROKER_PUBCOMP;
    CHECK_EQ(rig_publish(1, MQTTQoS1), MQTTSuccess);
    CHECK_EQ(rig_publish(2, MQTTQoS2), MQTTSuccess);
    CHECK_EQ(rig_loop(100), MQTTSuccess);
    CHECK_EQ(rig.results[1].calls + rig.results[2].calls, 0);
    CHECK_EQ(rig_in_use(), 2);
}

static void subscribing_tells_the_servers_codes(void)
{
    MQTTSubscribeInfo_t filter = {.qos = MQTTQoS1, .pTopicFilter = "down", .topicFilterLength = 4};
    MQTTAgentSubscribeArgs_t args = {.pSubscribeInfo = &filter, .numSubscriptions = 1};
    MQTTAgentCommandInfo_t info;

    connected();
    info = rig_info(0);
    CHECK_EQ(MQTTAgent_Subscribe(&rig.agent, &args, &info), MQTTSuccess);
    CHECK_EQ(rig_loop(100), MQTTSuccess);
    ended(0, MQTTSuccess);
    CHECK_EQ(rig.results[0].code, 1);
    CHECK_EQ(fake_broker_publish(&rig.broker, "down", "x", 1, 1), true);
    CHECK_EQ(rig_loop(100), MQTTSuccess);
    CHECK_EQ(rig.down, 1);

    rig.broker.suback_code = 0x80;
    info = rig_info(1);
    CHECK_EQ(MQTTAgent_Subscribe(&rig.agent, &args, &info), MQTTSuccess);
    CHECK_EQ(rig_loop(100), MQTTSuccess);
    ended(1, MQTTServerRefused);
    CHECK_EQ(rig.results[1].code, 0x80);

    info = rig_info(2);
    CHECK_EQ(MQTTAgent_Unsubscribe(&rig.agent, &args, &info), MQTTSuccess);
    CHECK_EQ(rig_loop(100), MQTTSuccess);
    ended(2, MQTTSuccess);
    CHECK_EQ(rig.broker.unsubscribes, 1);
    CHECK_EQ(fake_broker_publish(&rig.broker, "down", "x", 1, 1), false);
}

static void what_finds_no_memory_or_room_is_refused_and_leaves_nothing(void)
{
    connected();
    rig.pool_size = 1;
    CHECK_EQ(rig_publish(0, MQTTQoS1), MQTTSuccess);
    CHECK_EQ(rig_publish(1, MQTTQoS1), MQTTNoMemory);
    rig.pool_size = 2;
    rig.refuses = true;
    CHECK_EQ(rig_publish(1, MQTTQoS1), MQTTSendFailed);
    CHECK_EQ(rig_in_use(), 1);
    CHECK_EQ(rig.results[1].calls, 0);
}

static void with_all_places_taken_a_message_is_refused_and_a_ping_is_not(void)
{
    MQTTAgentCommand_t dummy = {.commandType = PUBLISH};
    MQTTAgentCommandInfo_t info;

    connected();
    CHECK_EQ(rig_publish(0, MQTTQoS1), MQTTSuccess);
    for (size_t i = 0; i < MQTT_AGENT_MAX_OUTSTANDING_ACKS; i++) {
        rig.agent.pPendingAcks[i] = (MQTTAgentAckInfo_t){(uint16_t)(i + 1), 0, &dummy};
    }
    CHECK_EQ(rig_publish(1, MQTTQoS1), MQTTNoMemory);
    CHECK_EQ(rig_publish(2, MQTTQoS0), MQTTSuccess);
    info = rig_info(3);
    CHECK_EQ(MQTTAgent_Ping(&rig.agent, &info), MQTTSuccess);
    CHECK_EQ(rig_loop(100), MQTTSuccess);
    ended(0, MQTTNoMemory); /* was handed over before the table was full */
    ended(2, MQTTSuccess);
    ended(3, MQTTSuccess);
    CHECK_EQ(rig.broker.publishes, 1);
}

static void a_bad_command_hurts_nobody_else(void)
{
    connected();
    CHECK_EQ(rig_publish(0, MQTTQoS1), MQTTSuccess);
    CHECK_EQ(rig_publish(1, MQTTQoS1), MQTTSuccess);
    rig.messages[0].info.topicNameLength = 0; /* changed by its owner meanwhile */
    CHECK_EQ(rig_loop(100), MQTTSuccess);
    ended(0, MQTTBadParameter);
    ended(1, MQTTSuccess);
}

static void terminate_ends_the_loop_and_all_commands_and_leaves_the_connection(void)
{
    const MQTTAgentCommandInfo_t info = rig_info(2);

    connected();
    rig.broker.drop = FAKE_BROKER_PUBACK;
    CHECK_EQ(rig_publish(0, MQTTQoS1), MQTTSuccess); /* will wait for its answer */
    CHECK_EQ(MQTTAgent_Terminate(&rig.agent, &info), MQTTSuccess);
    CHECK_EQ(rig_publish(1, MQTTQoS1), MQTTSuccess); /* will wait in the queue */
    CHECK_EQ(rig_loop(100000), MQTTSuccess);
    ended(0, MQTTRecvFailed);
    ended(1, MQTTRecvFailed);
    ended(2, MQTTSuccess);
    CHECK_EQ(rig.agent.mqttContext.connectStatus, MQTTConnected);
    CHECK_EQ(rig_in_use(), 0);
}

static void disconnect_says_so_and_ends_the_loop(void)
{
    MQTTAgentCommandInfo_t info;

    connected();
    info = rig_info(0);
    CHECK_EQ(agent_version_disconnect(&rig.agent, &info), MQTTSuccess);
    CHECK_EQ(rig_loop(100000), MQTTSuccess);
    ended(0, MQTTSuccess);
    CHECK_EQ(rig.broker.disconnects, 1);
    CHECK_EQ(rig.agent.mqttContext.connectStatus, MQTTNotConnected);
}

static MQTTConnectInfo_t connect_info = {
    .keepAliveSeconds = 60, .pClientIdentifier = "thing", .clientIdentifierLength = 5};
static MQTTAgentConnectArgs_t connect_args = {.pConnectInfo = &connect_info,
                                              .sessionPresent = true};

static void a_command_connects_as_well(void)
{
    MQTTAgentCommandInfo_t info;

    rig_init();
    CHECK_EQ(fake_broker_open(&rig.broker), 0);
    CHECK_EQ(rig_publish(0, MQTTQoS1), MQTTSuccess); /* too early */
    info = rig_info(1);
    CHECK_EQ(MQTTAgent_Connect(&rig.agent, &connect_args, &info), MQTTSuccess);
    CHECK_EQ(rig_publish(2, MQTTQoS1), MQTTSuccess);
    CHECK_EQ(rig_loop(100), MQTTSuccess);
    ended(0, MQTTStatusNotConnected);
    ended(1, MQTTSuccess);
    CHECK_EQ(connect_args.sessionPresent, false);
    ended(2, MQTTSuccess);
}

static void a_refused_connect_is_told_and_the_loop_goes_on(void)
{
    MQTTAgentCommandInfo_t info;

    rig_init();
    rig.broker.connack_code = 5;
    CHECK_EQ(fake_broker_open(&rig.broker), 0);
    info = rig_info(0);
    CHECK_EQ(MQTTAgent_Connect(&rig.agent, &connect_args, &info), MQTTSuccess);
    CHECK_EQ(rig_loop(100), MQTTSuccess);
    ended(0, MQTTServerRefused);
}

static void one_ping_in_a_keep_alive_time_and_no_polling(void)
{
    rig_init();
    rig.agent.maxWaitMs = UINT32_MAX;
    CHECK_EQ(rig_connect(10), MQTTSuccess);
    CHECK_EQ(rig_loop(100500), MQTTSuccess);
    CHECK_EQ(rig.broker.pings, 10);
    CHECK_EQ(rig.broker.shortest_ping_ms >= 10000, true);
    CHECK_EQ(rig.waits, 10);
}

static void a_ping_on_demand_is_not_a_second_one(void)
{
    const MQTTAgentCommandInfo_t info = {0};

    connected();
    rig.broker.drop = FAKE_BROKER_PINGRESP;
    for (unsigned i = 0; i < 5; i++) {
        CHECK_EQ(MQTTAgent_Ping(&rig.agent, &info), MQTTSuccess);
    }
    CHECK_EQ(rig_loop(100), MQTTSuccess);
    CHECK_EQ(rig.broker.pings, 1);
}

static void a_silent_server_is_noticed(void)
{
    rig_init();
    rig.agent.maxWaitMs = UINT32_MAX;
    CHECK_EQ(rig_connect(10), MQTTSuccess);
    rig.broker.half_open = true;
    const uint32_t start = rig_clock_ms;
    CHECK_EQ(rig_loop(1000000), MQTTKeepAliveTimeout);
    CHECK_EQ((rig_clock_ms - start) / 10, (10000 + MQTT_PINGRESP_TIMEOUT_MS) / 10);
}

static void a_command_without_answer_ends_the_connection_in_time(void)
{
    rig_init();
    rig.agent.maxWaitMs = UINT32_MAX;
    rig.agent.ackTimeoutMs = 20000;
    CHECK_EQ(rig_connect(600), MQTTSuccess);
    rig.broker.drop = FAKE_BROKER_PUBACK;
    CHECK_EQ(rig_publish(0, MQTTQoS1), MQTTSuccess);
    const uint32_t start = rig_clock_ms;
    CHECK_EQ(rig_loop(1000000), MQTTNoDataAvailable);
    CHECK_EQ((rig_clock_ms - start) / 100, 200);
    rig.broker.drop = 0;
    CHECK_EQ(rig_connect(600), MQTTSuccess);
    CHECK_EQ(rig_loop(100), MQTTSuccess);
    ended(0, MQTTSuccess);
}

static void publish_five(void)
{
    for (unsigned i = 0; i < 5; i++) {
        CHECK_EQ(rig_publish(i, MQTTQoS1), MQTTSuccess);
    }
}

static void a_command_ends_the_wait(void)
{
    connected();
    rig.agent.maxWaitMs = UINT32_MAX;
    rig.while_waiting = publish_five;
    const uint32_t start = rig_clock_ms;
    CHECK_EQ(rig_loop(50), MQTTSuccess);
    CHECK_EQ(rig_clock_ms - start, 50);
    for (unsigned i = 0; i < 5; i++) {
        ended(i, MQTTSuccess);
    }
    CHECK_EQ(rig.waits, 0);
}

static void a_packet_that_is_too_long_is_dropped_and_the_rest_goes_on(void)
{
    MQTTSubscribeInfo_t filter = {.qos = MQTTQoS0, .pTopicFilter = "down", .topicFilterLength = 4};
    MQTTAgentSubscribeArgs_t args = {.pSubscribeInfo = &filter, .numSubscriptions = 1};
    const MQTTAgentCommandInfo_t info = {0};
    static const uint8_t longer[250];

    connected();
    rig.agent.mqttContext.networkBuffer.size = 64;
    CHECK_EQ(MQTTAgent_Subscribe(&rig.agent, &args, &info), MQTTSuccess);
    CHECK_EQ(rig_loop(100), MQTTSuccess);
    CHECK_EQ(fake_broker_publish(&rig.broker, "down", longer, sizeof longer, 0), true);
    CHECK_EQ(fake_broker_publish(&rig.broker, "down", "x", 1, 0), true);
    CHECK_EQ(rig_loop(100), MQTTSuccess);
    CHECK_EQ(rig.down, 1);
}

static void command_functions_say_what_follows(void)
{
    MQTTAgentCommandFuncReturns_t flags;

    connected();
    CHECK_EQ(MQTTAgentCommand_ProcessLoop(&rig.agent, NULL, &flags), MQTTSuccess);
    CHECK_EQ(flags.runProcessLoop && !flags.endLoop && !flags.addAcknowledgment, 1);
    CHECK_EQ(rig_publish(0, MQTTQoS1), MQTTSuccess);
    CHECK_EQ(MQTTAgentCommand_Publish(&rig.agent, agent_version_args(&rig.messages[0]), &flags),
             MQTTSuccess);
    CHECK_EQ(flags.packetId != 0 && flags.addAcknowledgment && !flags.endLoop, 1);
    rig.messages[0].info.qos = MQTTQoS0;
    CHECK_EQ(MQTTAgentCommand_Publish(&rig.agent, agent_version_args(&rig.messages[0]), &flags),
             MQTTSuccess);
    CHECK_EQ(flags.packetId == 0 && !flags.addAcknowledgment, 1);
    CHECK_EQ(MQTTAgentCommand_Terminate(&rig.agent, NULL, &flags), MQTTSuccess);
    CHECK_EQ(flags.endLoop, 1);
}

int main(void)
{
    RUN(init_refuses_what_is_incomplete);
    RUN(commands_of_an_agent_without_init_are_refused);
    RUN(arguments_are_checked_before_a_command_is_taken);
    RUN(a_message_completes_with_its_qos);
    RUN(a_message_without_its_answer_does_not_complete);
    RUN(subscribing_tells_the_servers_codes);
    RUN(what_finds_no_memory_or_room_is_refused_and_leaves_nothing);
    RUN(with_all_places_taken_a_message_is_refused_and_a_ping_is_not);
    RUN(a_bad_command_hurts_nobody_else);
    RUN(terminate_ends_the_loop_and_all_commands_and_leaves_the_connection);
    RUN(disconnect_says_so_and_ends_the_loop);
    RUN(a_command_connects_as_well);
    RUN(a_refused_connect_is_told_and_the_loop_goes_on);
    RUN(one_ping_in_a_keep_alive_time_and_no_polling);
    RUN(a_ping_on_demand_is_not_a_second_one);
    RUN(a_silent_server_is_noticed);
    RUN(a_command_without_answer_ends_the_connection_in_time);
    RUN(a_command_ends_the_wait);
    RUN(a_packet_that_is_too_long_is_dropped_and_the_rest_goes_on);
    RUN(command_functions_say_what_follows);
    return 0;
}
