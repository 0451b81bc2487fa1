/* SPDX-License-Identifier: MIT */
/* The other end of the cable, in the simulator's process and time: TCP/IP, an MQTT broker and the
 * cloud in a box (tools/cloud/core) with its rows in memory. A shared library, so that its lwIP and
 * its malloc are not the firmware's. What it does is a function of the calls alone. */
#ifndef BOX_H
#define BOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct box_config {
    void (*frame)(const void *frame, size_t length); /* for the device */
    uint32_t (*random)(void);
    /* Every message that a device published or the cloud said, as the broker took it. May be NULL.
     */
    void (*observe)(const char *topic, const void *payload, size_t bytes, unsigned qos);
    uint64_t epoch_ms; /* Unix time at simulated time 0 */
};

struct box_counts {
    uint32_t violations;
    const char *last_violation;
    uint32_t connects, resumed, received[3], repeated, delivered, keep_alive_ends;
};

/* Once in a process. */
void box_start(const struct box_config *config);
/* A frame from the device, at this time. */
void box_frame(const void *frame, size_t length, uint64_t now_ms);
/* Timers. Returns when to call again, simulated ms. */
uint64_t box_run(uint64_t now_ms);

/* The broker dies and comes back `away_ms` later, with its sessions or without. With `silently` the
 * device is not told: its connection is half open. */
void box_restart_broker(uint64_t now_ms, uint64_t away_ms, bool keep_sessions, bool silently);
/* The cloud's process is killed and started again; its rows are what was committed. */
void box_restart_cloud(void);
/* The cloud's clock jumps. */
void box_jump_clock(int64_t milliseconds);

/* As an operator: a request of the control plane. The answer's body, to be freed with box_free;
 * NULL: empty. */
char *box_control(const char *method, const char *path, const char *body, int *status,
                  uint64_t now_ms);
/* As another client of the broker. */
void box_publish(const char *topic, const char *payload, uint64_t now_ms);
void box_free(void *memory);

void box_read_counts(struct box_counts *counts);

#ifdef __cplusplus
}
#endif

#endif
