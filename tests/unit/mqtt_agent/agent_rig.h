/* SPDX-License-Identifier: MIT */
/* An agent on a fake broker, in one thread, under a clock that moves only while the agent waits.
 * Commands travel through an array; each test's commands carry a number that finds their result. */
#ifndef AGENT_RIG_H
#define AGENT_RIG_H

#include <setjmp.h>

#include "agent_version.h"
#include "fake_broker.h"

#define AGENT_RIG_POOL    16
#define AGENT_RIG_NUMBERS 64

/* What became of a command. */
struct MQTTAgentCommandContext {
    unsigned calls;
    MQTTStatus_t status;
    uint8_t code; /* first of a SUBACK; 0xff: none */
};

struct agent_rig {
    MQTTAgentContext_t agent;
    struct fake_broker broker;

    MQTTAgentCommand_t pool[AGENT_RIG_POOL];
    bool in_use[AGENT_RIG_POOL];
    size_t pool_size;
    MQTTAgentCommand_t *queue[AGENT_RIG_POOL];
    size_t queued;
    bool refuses;                /* send says no */
    void (*while_waiting)(void); /* called once, instead of a wait */
    uint32_t end_ms;             /* the loop is left then, in the middle of its wait */
    jmp_buf out;
    unsigned waits;     /* that ended by time */
    uint32_t waited_ms; /* longest of them */

    struct MQTTAgentCommandContext results[AGENT_RIG_NUMBERS];
    struct agent_version_message messages[AGENT_RIG_NUMBERS];
    uint8_t numbers[AGENT_RIG_NUMBERS];
    unsigned up[AGENT_RIG_NUMBERS],
        down; /* how often each came to the broker; messages that came */
    unsigned up_again[AGENT_RIG_NUMBERS]; /* of these, with DUP */
    uint8_t receive_buffer[256];
};

extern struct agent_rig rig;
extern uint32_t rig_clock_ms;

/* A broker, an agent, nothing connected. The clock runs on. */
void rig_init(void);

/* How a test hands over command `number`. */
MQTTAgentCommandInfo_t rig_info(unsigned number);

/* Hands over message `number` on "up", one byte: the number. */
MQTTStatus_t rig_publish(unsigned number, MQTTQoS_t qos);

/* Opens the stream, says CONNECT with that keep-alive, takes up the session. */
MQTTStatus_t rig_connect(uint16_t keep_alive_s);

/* Runs the loop until it ends, at the latest after the time; says how it ended. */
MQTTStatus_t rig_loop(uint32_t ms);

/* Connects again whenever the loop ends with an error, until the time is over. */
void rig_live(uint32_t ms);

/* Commands of the pool that are in use. */
unsigned rig_in_use(void);

#endif
