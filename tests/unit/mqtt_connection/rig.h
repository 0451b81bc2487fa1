/* SPDX-License-Identifier: MIT */
/* A connection on a fake broker under a clock that moves only while the connection waits.
 *
 * Messages of the tests carry a number as one byte; the rig counts what came through of each, in
 * both directions, and in which order they came first. It ends the program when the connection
 * calls anything but now_ms with the lock held, or takes the lock twice. */
#ifndef RIG_H
#define RIG_H

#include "fake_broker.h"
#include "mqtt_connection.h"

#define RIG_NUMBERS    64
#define RIG_STATES     4096
#define RIG_STORE_SIZE 1024

struct rig {
    struct mqtt_connection connection;
    struct mqtt_connection_config config; /* of rig_start; a test may change it before */
    struct fake_broker broker;

    unsigned up[RIG_NUMBERS], down[RIG_NUMBERS]; /* how often each number came through */
    uint8_t up_order[RIG_NUMBERS], down_order[RIG_NUMBERS];
    size_t up_count, down_count; /* different numbers */

    struct {
        uint32_t at_ms;
        enum mqtt_connection_state state;
        MQTTStatus_t reason;
    } states[RIG_STATES];
    size_t state_count;
    unsigned granted, refused, opens;
    uint32_t open_ms[RIG_STATES]; /* when each attempt began */

    uint32_t random_bits; /* 0: pseudo-random */
    int32_t open_result;
    unsigned lock_depth;
    bool woken, stuck; /* stuck: send takes nothing */
    bool echo;         /* the message callback publishes what it gets */
    void (*while_waiting_for_room)(void);
    void (*while_opening)(void);
    void (*while_sleeping)(void); /* called once */
    unsigned room_signals;

    _Alignas(4) uint8_t store[RIG_STORE_SIZE];
    uint8_t receive_buffer[256];
    MQTTPubAckInfo_t outgoing[8], incoming[32];
    struct mqtt_connection_subscription subscriptions[2];
};

extern struct rig rig;
extern uint32_t rig_clock_ms;

/* A new rig with a working broker and a usual configuration. The clock runs on. */
void rig_init(void);

/* mqtt_connection_init with rig.config. */
void rig_start(void);

/* Runs until the time has passed. */
void rig_run_ms(uint32_t ms);

/* Runs until the connection is connected and nothing is under way in either direction. False: not
 * within the time. */
bool rig_settle(uint32_t ms);

/* Publishes a number on "up" without waiting. */
MQTTStatus_t rig_up(uint8_t number, MQTTQoS_t qos);

/* Lets the broker publish a number on "down". */
bool rig_down(uint8_t number, uint8_t qos);

struct mqtt_connection_counts rig_counts(void);

#endif
