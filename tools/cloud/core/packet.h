/* SPDX-License-Identifier: MIT */
/* CONNECT and SUBSCRIBE as they come over the wire, behind their fixed header: what a broker's
 * plugin API may leave out. All reads stay within the bytes that are given. */
#ifndef CLOUD_PACKET_H
#define CLOUD_PACKET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What is known of a CONNECT before it is read. */
struct packet_expected {
    int version; /* 3, 4, 5 */
    int keep_alive;
    bool is_clean;
    const char *id;
};

struct packet_connect {
    bool is_persistent; /* its session outlives it */
    bool has_will, will_is_retained;
    bool has_no_id;            /* the broker makes one */
    const uint8_t *will_topic; /* in the packet, without a NUL; NULL: none */
    size_t will_topic_bytes, will_payload_bytes;
};

/* False: it is no CONNECT, another client's, or not every byte of it has its meaning. */
bool packet_read_connect(const uint8_t *body, size_t bytes, const struct packet_expected *expected,
                         struct packet_connect *connect);

/* Where the first filter of a SUBSCRIBE is; NULL: it has none. `has_identifier`: a subscription
 * identifier is among its properties. */
const uint8_t *packet_first_filter(const uint8_t *body, size_t bytes, bool is_version_5,
                                   bool *has_identifier);

/* The options of the filter that stands at this place; -1: another one does, or none. `next` is the
 * place behind it. */
int packet_filter_options(const uint8_t *at, const uint8_t *end, const char *filter,
                          const uint8_t **next);

#endif
