/* SPDX-License-Identifier: MIT */
/* Sockets for cases: of Full_TCP, Full_TLS and Full_TRANSPORT. Every socket of a case is one of the
 * kit's, so that it is closed whatever becomes of the case. */
#ifndef SOCKETS_KIT_H
#define SOCKETS_KIT_H

#include "FreeRTOS.h"
#include "task.h"

#include "iot_secure_sockets.h"
#include "qualification.h"
#include "qualification_network.h"

#define KIT_SOCKETS  4u
#define KIT_BYTES    512u  /* of kit_bytes */
#define KIT_LARGE    2000u /* bytes of kit_pattern */
#define KIT_WAIT_MS  10000u
#define KIT_SLACK_MS 250u /* of a board that is busy, above a time-out */

extern uint8_t kit_bytes[KIT_BYTES];
extern const uint8_t kit_pattern[KIT_LARGE];

/* A new socket, plain or with TLS to the peers' name and root; SOCKETS_INVALID_SOCKET and an
 * expectation that failed. */
Socket_t kit_plain(void);
Socket_t kit_secure(void);

/* One that is set up, with time-outs of KIT_WAIT_MS, and connected; or as above. */
Socket_t kit_connected(enum qualification_port port);

/* Connects, and tells what SOCKETS_Connect said. */
int32_t kit_connect(Socket_t socket, enum qualification_port port);
SocketsSockaddr_t kit_address(enum qualification_port port);

void kit_set_timeouts(Socket_t socket, TickType_t receive_ms, TickType_t send_ms);

/* Gives one back, and expects that it can be. */
void kit_close(Socket_t socket);

/* Sends `bytes` of the pattern in pieces and reads them back, also in pieces, one after the other.
 * False: an expectation failed. */
bool kit_echo(Socket_t socket, size_t bytes, size_t send_piece, size_t receive_piece);

/* Reads exactly so many bytes and compares them with the pattern from `from` on. */
bool kit_receive(Socket_t socket, size_t from, size_t bytes, size_t piece);

TickType_t kit_ms_since(TickType_t start);

/* Runs `work` in a task of its own; kit_wait_for_task() until it has ended. One at a time has no
 * name; several count. */
bool kit_start_task(void (*work)(void *), void *argument);
void kit_task_ends(void);
bool kit_wait_for_tasks(unsigned count, uint32_t ms);

void kit_tear_down(void);

#endif
