/* SPDX-License-Identifier: MIT */
#include "edges.h"

const struct edge_packet edge_packets[] = {
    EDGE_PACKET("CONNACK", 0x20, 0, 0),
    EDGE_PACKET("CONNACK, session", 0x20, 1, 0),
    EDGE_PACKET("CONNACK, refused", 0x20, 0, 5),
    EDGE_PACKET("PUBLISH 0", 0x30, 0, 3, 'a', '/', 'b', 'h', 'i'),
    EDGE_PACKET("PUBLISH 0, empty", 0x31, 0, 1, 'a'),
    EDGE_PACKET("PUBLISH 1", 0x32, 0, 3, 'a', '/', 'b', 0, 7, 'h', 'i'),
    EDGE_PACKET("PUBLISH 2 again", 0x3D, 0, 1, 'a', 1, 0, 'x'),
    EDGE_PACKET("PUBACK", 0x40, 0, 1),
    EDGE_PACKET("PUBREC", 0x50, 1, 0),
    EDGE_PACKET("PUBREL", 0x62, 0xFF, 0xFF),
    EDGE_PACKET("PUBCOMP", 0x70, 0, 9),
    EDGE_PACKET("SUBACK", 0x90, 0, 3, 0, 1, 2, 0x80),
    EDGE_PACKET("UNSUBACK", 0xB0, 0, 3),
    {"PINGRESP", 2, {0xD0, 0}},
};
const size_t edge_packet_count = sizeof edge_packets / sizeof *edge_packets;
