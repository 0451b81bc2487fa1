/* SPDX-License-Identifier: MIT */
/* The stream dies at every byte of a dialogue: each command completes exactly once, and what
 * completes with MQTTSuccess has come through. */
#include "agent_rig.h"
#include "test.h"

#define MESSAGES 6u

static bool forgets, silent;
static MQTTSubscribeInfo_t filter = {
    .qos = MQTTQoS1, .pTopicFilter = "down", .topicFilterLength = 4};
static MQTTAgentSubscribeArgs_t subscribe_args = {.pSubscribeInfo = &filter, .numSubscriptions = 1};

static MQTTQoS_t qos_of(unsigned number)
{
    return (MQTTQoS_t)(1 + number % 2);
}

/* Six messages and a subscription; with death at `first` bytes, and `second` bytes later again. */
static void run_dialogue(long first, long second)
{
    const MQTTAgentCommandInfo_t info = (rig_init(), rig_info(MESSAGES));

    rig.broker.forgets = forgets;
    rig.broker.dies_silently = silent;
    rig.broker.bytes_to_live = first;
    for (unsigned i = 0; i < MESSAGES; i++) {
        CHECK_EQ(rig_publish(i, qos_of(i)), MQTTSuccess);
    }
    CHECK_EQ(MQTTAgent_Subscribe(&rig.agent, &subscribe_args, &info), MQTTSuccess);
    for (unsigned i = 0; i < 50 && rig_in_use() > 0; i++) {
        rig_live(200);
        if (rig.broker.bytes_to_live < 0 && second >= 0) {
            rig.broker.bytes_to_live = second;
            second = -1;
        }
    }
    CHECK_EQ(rig.broker.protocol_errors, 0);
    CHECK_EQ(rig_in_use(), 0);
}

static void check_outcome(void)
{
    for (unsigned i = 0; i < MESSAGES; i++) {
        const struct MQTTAgentCommandContext *const result = &rig.results[i];
        CHECK_EQ(result->calls, 1);
        if (!forgets) {
            CHECK_EQ(result->status, MQTTSuccess);
        } else if (result->status != MQTTSuccess) {
            CHECK_EQ(result->status, MQTTRecvFailed);
        }
        if (result->status == MQTTSuccess) {
            CHECK_EQ(rig.up[i] >= 1, 1);
        }
        if (qos_of(i) == MQTTQoS2 && !forgets) {
            CHECK_EQ(rig.up[i], 1);
        }
    }
    CHECK_EQ(rig.results[MESSAGES].calls, 1);
}

static void sweep(void)
{
    char name[64];

    run_dialogue(-1, -1);
    check_outcome();
    const long bytes = rig.broker.bytes;
    CHECK_EQ(bytes > 100, 1);
    for (long first = 0; first <= bytes; first++) {
        for (long second = -1; second < bytes; second += second < 0 ? 1 : 7) {
            snprintf(name, sizeof name, "death at %ld, then %ld", first, second);
            test_case = name;
            run_dialogue(first, second);
            check_outcome();
        }
    }
    test_case = "";
}

static void every_death_with_its_session_loses_nothing(void)
{
    forgets = silent = false;
    sweep();
}

static void every_silent_death_loses_nothing(void)
{
    forgets = false;
    silent = true;
    sweep();
}

static void what_a_lost_session_takes_along_is_told(void)
{
    forgets = true;
    silent = false;
    sweep();
}

static void what_is_sent_again_says_so_and_keeps_its_order(void)
{
    rig_init();
    CHECK_EQ(rig_connect(60), MQTTSuccess);
    rig.broker.drop = FAKE_BROKER_PUBACK;
    for (unsigned i = 0; i < 4; i++) {
        CHECK_EQ(rig_publish(i, MQTTQoS1), MQTTSuccess);
    }
    CHECK_EQ(rig_loop(10), MQTTSuccess);
    fake_broker_close(&rig.broker);
    rig.broker.drop = 0;
    rig_live(100);
    for (unsigned i = 0; i < 4; i++) {
        CHECK_EQ(rig.up[i], 2);
        CHECK_EQ(rig.up_again[i], 1);
        CHECK_EQ(rig.messages[i].info.dup, false); /* the publisher's own is not touched */
        CHECK_EQ(rig.results[i].status, MQTTSuccess);
    }
}

static void cancelling_ends_what_waits_in_the_queue_and_for_answers(void)
{
    rig_init();
    CHECK_EQ(rig_connect(60), MQTTSuccess);
    rig.broker.drop = FAKE_BROKER_PUBACK;
    CHECK_EQ(rig_publish(0, MQTTQoS1), MQTTSuccess);
    CHECK_EQ(rig_loop(10), MQTTSuccess);
    CHECK_EQ(rig_publish(1, MQTTQoS0), MQTTSuccess);
    CHECK_EQ(MQTTAgent_CancelAll(&rig.agent), MQTTSuccess);
    for (unsigned i = 0; i < 2; i++) {
        CHECK_EQ(rig.results[i].calls, 1);
        CHECK_EQ(rig.results[i].status, MQTTRecvFailed);
    }
    CHECK_EQ(rig_in_use(), 0);
    fake_broker_close(&rig.broker);
    rig_live(100); /* nothing is sent again */
    CHECK_EQ(rig.up[0], 1);
    CHECK_EQ(rig.up[1], 0);
    CHECK_EQ(rig.agent.outgoing[0].packetId, 0);
}

static void an_answer_to_what_was_cancelled_is_no_error(void)
{
    rig_init();
    CHECK_EQ(rig_connect(60), MQTTSuccess);
    CHECK_EQ(rig_publish(0, MQTTQoS1), MQTTSuccess);
    const MQTTAgentCommandInfo_t info = {0};
    CHECK_EQ(MQTTAgent_Terminate(&rig.agent, &info), MQTTSuccess);
    CHECK_EQ(rig_loop(10), MQTTSuccess); /* the answer is not read any more */
    CHECK_EQ(rig.results[0].status, MQTTRecvFailed);
    CHECK_EQ(rig_loop(10), MQTTSuccess); /* now it is */
    CHECK_EQ(rig.results[0].calls, 1);
    CHECK_EQ(rig.agent.mqttContext.connectStatus, MQTTConnected);
}

int main(void)
{
    RUN(every_death_with_its_session_loses_nothing);
    RUN(every_silent_death_loses_nothing);
    RUN(what_a_lost_session_takes_along_is_told);
    RUN(what_is_sent_again_says_so_and_keeps_its_order);
    RUN(cancelling_ends_what_waits_in_the_queue_and_for_answers);
    RUN(an_answer_to_what_was_cancelled_is_no_error);
    return 0;
}
