/* SPDX-License-Identifier: MIT */
#include "edges.h"

const struct edge_packet edge_packets[] = {
    EDGE_PACKET("CONNACK", 0x20, 1, 0, 0),
    EDGE_PACKET("CONNACK, limits", 0x20, 0, 0, 29, 0x11, 0, 0, 1, 0, 0x21, 0, 5, 0x22, 0, 7, 0x24,
                1, 0x25, 0, 0x27, 0, 0, 4, 0, 0x28, 0, 0x29, 0, 0x2A, 0, 0x13, 0, 90),
    EDGE_PACKET("CONNACK, texts", 0x20, 0, 0, 34, 0x12, 0, 1, 'i', 0x1A, 0, 1, 'r', 0x15, 0, 1, 'm',
                0x16, 0, 1, 'd', 0x26, 0, 1, 'k', 0, 1, 'v', 0x26, 0, 1, 'k', 0, 1, 'w', 0x1C, 0, 1,
                's'),
    EDGE_PACKET("CONNACK, refused", 0x20, 0, 0x87, 6, 0x1F, 0, 3, 'n', 'o', '!'),
    EDGE_PACKET("PUBLISH 0", 0x30, 0, 3, 'a', '/', 'b', 0, 'h', 'i'),
    EDGE_PACKET("PUBLISH 0, empty", 0x31, 0, 1, 'a', 0),
    EDGE_PACKET("PUBLISH 1", 0x32, 0, 3, 'a', '/', 'b', 0, 7, 0, 'h', 'i'),
    EDGE_PACKET("PUBLISH 2 again", 0x3D, 0, 1, 'a', 1, 0, 0, 'x'),
    EDGE_PACKET("PUBLISH 1, properties", 0x32, 0, 1, 'a', 0, 7, 24, 0x01, 1, 0x02, 0, 0, 0, 60,
                0x03, 0, 1, 't', 0x08, 0, 1, 'r', 0x09, 0, 1, 'c', 0x0B, 0x80, 1, 0x0B, 2, 'x'),
    EDGE_PACKET("PUBLISH 0, user property", 0x30, 0, 1, 'a', 7, 0x26, 0, 1, 'k', 0, 1, 'v', 'x'),
    EDGE_PACKET("PUBACK", 0x40, 0, 1),
    EDGE_PACKET("PUBACK, reason", 0x40, 0, 1, 0x10),
    EDGE_PACKET("PUBACK, properties", 0x40, 0, 1, 0x87, 6, 0x1F, 0, 3, 'w', 'h', 'y'),
    EDGE_PACKET("PUBREC", 0x50, 1, 0, 0x97, 0),
    EDGE_PACKET("PUBREL", 0x62, 0xFF, 0xFF, 0x92, 7, 0x26, 0, 1, 'k', 0, 1, 'v'),
    EDGE_PACKET("PUBCOMP", 0x70, 0, 9, 0x92, 0),
    EDGE_PACKET("SUBACK", 0x90, 0, 3, 0, 0, 1, 2, 0x80, 0xA2),
    EDGE_PACKET("SUBACK, properties", 0x90, 0, 3, 6, 0x1F, 0, 3, 'w', 'h', 'y', 0x9E),
    EDGE_PACKET("UNSUBACK", 0xB0, 0, 3, 0, 0, 0x11),
    {"PINGRESP", 2, {0xD0, 0}},
    {"DISCONNECT, short", 2, {0xE0, 0}},
    EDGE_PACKET("DISCONNECT, reason", 0xE0, 0x8B),
    EDGE_PACKET("DISCONNECT, properties", 0xE0, 0x9C, 6, 0x1C, 0, 3, 'x', ':', '1'),
};
const size_t edge_packet_count = sizeof edge_packets / sizeof *edge_packets;
