/* SPDX-License-Identifier: MIT */
/* Proper packets of a server, of the version that is linked: edges_3.c, mqtt5/edges_5.c. */
#ifndef EDGES_H
#define EDGES_H

#include <stddef.h>
#include <stdint.h>

#define EDGE_BYTES 64u

struct edge_packet {
    const char *name;
    size_t length;
    uint8_t bytes[EDGE_BYTES]; /* the whole packet */
};

extern const struct edge_packet edge_packets[];
extern const size_t edge_packet_count;

/* A row: the remaining length is counted. */
#define EDGE_PACKET(name, first, ...)                                                              \
    {                                                                                              \
        name, 2 + sizeof((const uint8_t[]){__VA_ARGS__}),                                          \
        {                                                                                          \
            first, sizeof((const uint8_t[]){__VA_ARGS__}), __VA_ARGS__                             \
        }                                                                                          \
    }

#endif
