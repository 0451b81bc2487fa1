/* SPDX-License-Identifier: MIT */
/* The other end of the cable, in the simulator's process and time: TCP/IP, an MQTT broker with or
 * without TLS, a time server and the cloud in a box (tools/cloud/core) with its rows in memory. A
 * shared library, so that its lwIP and its malloc are not the firmware's. What it does is a
 * function of the calls alone. */
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
    bool has_tls;      /* the broker speaks TLS on 8883; else plainly on 1883 */
};

/* ---- TLS ---- */

#define BOX_SERVER_NAME "broker.box"
#define BOX_KEY_BYTES   32u

/* When the certificates of servers are valid. */
#define BOX_VALID_FROM "20391201000000"
#define BOX_VALID_TO   "20400301000000"

/* Whom the broker says to be. Only the first is to be believed. */
enum box_certificate {
    BOX_RIGHT,
    BOX_OTHER_NAME, /* the authority's, for another server */
    BOX_STRANGER,   /* of another authority with the same name */
    BOX_CERTIFICATES,
};

/* What the device is told before its first start. Stays valid. */
struct box_credentials {
    const uint8_t *trusted, *certificate; /* DER */
    size_t trusted_bytes, certificate_bytes;
    const uint8_t *key; /* BOX_KEY_BYTES */
};

struct box_tls_counts {
    uint32_t handshakes[2]; /* done, of TLS 1.2 and 1.3 */
    uint32_t deceived;      /* of these, with a certificate that is not to be believed */
    uint32_t alerts[256];   /* fatal ones of the client */
    uint32_t damaged;       /* records that were changed on the way */
    uint32_t other_ends;    /* what the client sent was wrong in another way */
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
/* The time server is wrong by so much. */
void box_shift_time_server(int64_t milliseconds);
/* With TLS: one bit of so many chunks of a stream in a thousand is changed where TCP does not see
 * it. */
void box_damage(uint32_t permille);
/* Holds for connections made from now on. */
void box_show(enum box_certificate which);
void box_read_credentials(struct box_credentials *credentials);

/* As an operator: a request of the control plane. The answer's body, to be freed with box_free;
 * NULL: empty. */
char *box_control(const char *method, const char *path, const char *body, int *status,
                  uint64_t now_ms);
/* As another client of the broker. */
void box_publish(const char *topic, const char *payload, uint64_t now_ms);
void box_free(void *memory);

void box_read_counts(struct box_counts *counts);
const struct box_tls_counts *box_read_tls_counts(void);

#ifdef __cplusplus
}
#endif

#endif
