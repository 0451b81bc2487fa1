/* SPDX-License-Identifier: MIT */
/* What mosquitto's plugin API does not tell of a client: the packet that is being handled. The
 * broker's object of a client is searched, at each CONNECT, for the packet that this client must
 * have sent: protocol, flags, keep-alive and client id are known from the API. Nothing is taken
 * that does not agree with them, and memory is read through the kernel, so that a wrong guess is an
 * error and no crash. With a broker of another make nothing is found, and what depends on it is not
 * checked (see README.md). */
#ifndef CLOUD_PLUGIN_PEEK_H
#define CLOUD_PLUGIN_PEEK_H

#include <stddef.h>

#include "broker.h"
#include "packet.h"

/* A CONNECT packet. */
struct peek_connect {
    struct packet_connect packet; /* but for the place of the will's topic */
    char *will_topic;             /* NULL: none; freed by the caller */
};

/* Only while the client's CONNECT is handled. False: not found. */
bool peek_connect(struct mosquitto *client, struct peek_connect *connect);

/* The packet in hand: its first byte, and what is behind the length. NULL: not known. Only for a
 * client whose CONNECT was found, during an event about it. */
const uint8_t *peek_packet(const struct mosquitto *client, uint8_t *command, size_t *bytes);

/* What the broker is doing with a client that is going. */
enum peek_end { PEEK_UNKNOWN, PEEK_CLIENT_SAID_SO, PEEK_LOST, PEEK_SILENT, PEEK_BAD_PACKET };
enum peek_end peek_end(const struct mosquitto *client);

/* Change the keep-alive time that the broker goes by. False: it could not be done. */
bool peek_set_keep_alive(struct mosquitto *client, uint16_t seconds);

#endif
