/* SPDX-License-Identifier: MIT */
/** The network: one Ethernet-like interface, IPv4, address by DHCP or fixed. TCP and UDP are used
 * through services/sockets (or lwIP's own lwip_socket calls); this service brings the interface up
 * and keeps it up.
 *
 *      netif_device ISR ──notify──► "net rx" task ──► lwIP (under its core lock) ──► sockets
 *      sockets ──► lwIP ──► netif_device send
 *
 * Bounded everywhere, with the policy when full: received frames wait in the hardware, a frame for
 * which there is no buffer is dropped and counted; a frame the hardware has no room for is dropped
 * and counted. TCP repairs both.
 *
 * Addresses are 32 bits in network byte order, as in struct in_addr.
 */
#ifndef NET_H
#define NET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "net_status.h"
#include "netif.h"

#ifdef __cplusplus
extern "C" {
#endif

/** How to start. All zero is a good configuration. */
struct net_config {
    struct netif_device *device; /* NULL: board_netif() */
    const char *hostname;        /* sent with DHCP; must stay valid; NULL: board_name() */
    uint32_t address;            /* 0: by DHCP, and the next two do not count */
    uint32_t netmask;
    uint32_t gateway;
    uint32_t name_server;      /* 0: what DHCP says. Otherwise it takes precedence */
    uint16_t name_server_port; /* 0: 53 */
};

/** Counts since net_start(). They wrap. */
struct net_statistics {
    uint32_t received_frames;
    uint32_t received_bytes;
    uint32_t sent_frames;
    uint32_t sent_bytes;
    uint32_t dropped_no_buffer; /* received, but no buffer was free */
    uint32_t dropped_refused;   /* received, but the stack refused it */
    uint32_t dropped_send;      /* to be sent, but the hardware had no room */
    uint32_t link_changes;      /* cable in or out, the first "in" included */
    uint32_t address_changes;   /* a new address other than none */
};

/**
 * Start the stack and wait until the interface has a cable and an address.
 *
 * @param config      Copied, but for what its pointers point at.
 * @param timeout_ms  0 = do not wait.
 * @retval NET_OK         Up: net_address() is valid.
 * @retval NET_TIMED_OUT  Started, no address yet; net_wait_up() waits further.
 * @retval other          Not started. The kernel objects made so far stay.
 *
 * Context: task, once, with 2 KB of stack.  Blocks: up to `timeout_ms`.
 */
net_status_t net_start(const struct net_config *config, uint32_t timeout_ms);

/**
 * Wait until the interface is up.
 *
 * @param timeout_ms  0 = do not wait, UINT32_MAX = for ever.
 * @return NET_OK, NET_TIMED_OUT, or NET_DOWN before net_start().
 *
 * Context: task.  Blocks: up to `timeout_ms`.
 */
net_status_t net_wait_up(uint32_t timeout_ms);

/** Tell whether the network can be used now. @return True with a cable and an address. Context:
 * task. Blocks: never. */
bool net_is_up(void);

/** The interface's address. @return In network byte order; 0 = none. Context: task. Blocks: never.
 */
uint32_t net_address(void);

/** The router to other networks. @return In network byte order; 0 = none. Context: task. Blocks:
 * never.
 */
uint32_t net_gateway(void);

/**
 * Be told when the interface goes up, goes down or changes its address.
 *
 * @param changed  Called with net_is_up() and net_address() of the moment, from a task of this
 *                 service: must not block or call the stack. NULL: nobody.
 * @param context  Passed unchanged.
 *
 * Context: task; once, there is one listener.  Blocks: never.
 */
void net_on_change(void (*changed)(void *context, bool up, uint32_t address), void *context);

/**
 * Look up the address of a name.
 *
 * @param name          0-terminated, 1 .. 253 characters; a dotted address is converted.
 * @param[out] address  Set on NET_OK only.
 * @param timeout_ms    1 or more.
 * @return NET_OK, NET_NOT_FOUND, NET_TIMED_OUT, NET_BAD_NAME, NET_DOWN, NET_NO_MEMORY.
 *
 * Context: task; several tasks take turns.  Blocks: up to `timeout_ms`, turns not counted.
 * Source:  RFC 1035.
 */
net_status_t net_resolve(const char *name, uint32_t *address, uint32_t timeout_ms);

/**
 * Send one echo request and wait for the reply.
 *
 * @param address             Whom to ask.
 * @param timeout_ms          1 or more.
 * @param[out] round_trip_us  Time until the reply, in us; may be NULL. Set on NET_OK only.
 * @return NET_OK, NET_TIMED_OUT, NET_DOWN or NET_NO_MEMORY.
 *
 * Context: task; several tasks take turns.  Blocks: up to `timeout_ms`, turns not counted.
 * Source:  RFC 792.
 */
net_status_t net_ping(uint32_t address, uint32_t timeout_ms, uint32_t *round_trip_us);

/** Copy the counts. @param[out] statistics Filled in. Context: task. Blocks: never. */
void net_statistics(struct net_statistics *statistics);

#ifdef __cplusplus
}
#endif

#endif
