/* SPDX-License-Identifier: MIT */
/** The network manager: which interface the device talks over, whatever its stack.
 *
 *      Ethernet (services/net, lwIP) ──┐ up, down
 *      Wi-Fi    (services/net_modem) ──┴──► manager ──► the preferred one that is up ──► listeners
 *
 * What a board has is its `features.sockets`; the first interface of the order that is up is used.
 * One that comes back is used again when it has been up for NETWORK_SETTLE_MS, so that a loose
 * cable does not make every connection end twice. Who holds connections listens for `changed`: a
 * new connection goes over the new interface, the old one is best ended at once.
 *
 * Addresses are 32 bits in network byte order, as in struct in_addr.
 */
#ifndef NETWORK_H
#define NETWORK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "net_status.h"
#include "network_state.h"
#include "time_status.h"

#ifdef __cplusplus
extern "C" {
#endif

/** 1 where the board has one: what chooses is folded away then. */
#ifndef NETWORK_INTERFACES_MAX
#define NETWORK_INTERFACES_MAX 3u
#endif
#define NETWORK_LISTENERS_MAX 4u
#define NETWORK_SETTLE_MS     2000u
#define NETWORK_RETRY_MS_MIN  1000u
#define NETWORK_RETRY_MS_MAX  60000u

struct network_interface;

/** Told by an interface when it has gone up or down. Does not block. */
typedef void (*network_report_t)(const struct network_interface *interface, bool up);

/** What the manager asks of an interface. All functions but `retry` are there. */
struct network_interface {
    const char *name; /* "ethernet", "wifi" */
    uint32_t type;    /* AWSIOT_NETWORK_TYPE_ETH, _WIFI */

    /**
     * Begin, and say what becomes of it. One that loses its network by a cable returns to it by
     * itself; one that must join is asked by `retry`, the first time at once.
     *
     * @param hostname  For DHCP; lives for good.
     * @param report    Called from any task when `is_up` has changed, the first time from in here
     *                  if it is up already.
     * @return NET_OK, or why it will never be up.
     *
     * Context: network_start()'s task.  Blocks: a second.
     */
    net_status_t (*start)(const char *hostname, network_report_t report);

    /** Try again to be up, one task at a time, seconds as a rule. NULL: it does that by itself. */
    net_status_t (*retry)(void);

    bool (*is_up)(void);       /* Context: task, also in a report. Blocks: never. */
    uint32_t (*address)(void); /* 0: none */
    net_status_t (*resolve)(const char *name, uint32_t *address, uint32_t timeout_ms);
    net_status_t (*ping)(uint32_t address, uint32_t timeout_ms, uint32_t *round_trip_us);

    /** Ask one server for the time: milliseconds since 1970, now. */
    time_service_status_t (*time)(const char *server, uint16_t port, uint32_t timeout_ms,
                                  uint64_t *unix_ms);
};

/** The time passes: where there are several interfaces, a task of the manager's waits for them. */
struct network_clock {
    bool (*start)(void); /* false: no memory */
    void (*wake)(void);  /* how long to wait may have changed */
};

/** What the board has, the preferred first: chosen by linking. */
struct network_table {
    const struct network_interface *const *interfaces;
    uint8_t count;                     /* 1 .. NETWORK_INTERFACES_MAX */
    const struct network_clock *clock; /* NULL: one interface; who needs it tries it */
};

extern const struct network_table network_table;

/** How to start. */
struct network_config {
    const char *hostname;  /* NULL: board_name() */
    const uint32_t *order; /* types, the preferred first, the others are not used; NULL: all, as the
                              board has them */
    size_t order_count;
};

/** What a listener is told: from and to are NULL where there is none. */
typedef void (*network_changed_t)(void *context, const struct network_interface *from,
                                  const struct network_interface *to);

/**
 * Start every interface of the board and wait until one is up.
 *
 * A configuration of lwIP's own is possible before: net_start().
 *
 * @param config      Not NULL. Its host name lives for good.
 * @param timeout_ms  0: do not wait.
 * @return NET_OK; NET_TIMED_OUT: started, none is up yet; else why none can be, and nothing is
 *         started. A second call waits only.
 *
 * Context: task, with 2 KB of stack.  Blocks: `timeout_ms`, and seconds where a radio joins.
 */
net_status_t network_start(const struct network_config *config, uint32_t timeout_ms);

/** Wait until an interface is up. @param timeout_ms 0: do not; UINT32_MAX: for ever. @return
 * NET_OK, NET_TIMED_OUT, or NET_DOWN before network_start(). Context: task, with 2 KB of stack.
 * Blocks: `timeout_ms`, and seconds where a radio joins. */
net_status_t network_wait_up(uint32_t timeout_ms);

/** The interface that is used now. @return NULL: none is up. Context: task. Blocks: never. */
const struct network_interface *network_current(void);

/**
 * Be told when another interface is used, or none.
 *
 * @param changed  From the manager's task or an interface's: does not block. Not NULL.
 * @param context  Passed unchanged.
 * @return False: there are NETWORK_LISTENERS_MAX already.
 *
 * Context: task.  Blocks: never.
 */
bool network_subscribe(network_changed_t changed, void *context);

/** No longer be told; a call that has begun goes on. @return False: it was not. Context: task.
 * Blocks: never. */
bool network_unsubscribe(network_changed_t changed, void *context);

/* Those of the interface that is used; NET_DOWN where there is none. A lone radio that is not
 * joined is tried first when it is due. */

/** Whether the network can be used now. @return That. Context: task. Blocks: never. */
bool network_is_up(void);

/** Our address. @return 0: none. Context: task. Blocks: up to a second where a modem is asked. */
uint32_t network_address(void);

/**
 * Look up the address of a name.
 *
 * @param name          0-terminated, 1 .. 253 characters; a dotted address is converted.
 * @param[out] address  Set on NET_OK only.
 * @param timeout_ms    1 or more.
 * @return NET_OK, NET_NOT_FOUND, NET_TIMED_OUT, NET_BAD_NAME, NET_DOWN, NET_NO_MEMORY.
 *
 * Context: task.  Blocks: up to `timeout_ms`, turns not counted.
 */
net_status_t network_resolve(const char *name, uint32_t *address, uint32_t timeout_ms);

/**
 * Send one echo request and wait for the reply.
 *
 * @param address             Whom to ask.
 * @param timeout_ms          1 or more.
 * @param[out] round_trip_us  May be NULL. Set on NET_OK only.
 * @return NET_OK, NET_TIMED_OUT, NET_DOWN or NET_NO_MEMORY.
 *
 * Context: task.  Blocks: up to `timeout_ms`, turns not counted.
 */
net_status_t network_ping(uint32_t address, uint32_t timeout_ms, uint32_t *round_trip_us);

/**
 * Ask one server for the time; the service of the time does that, services/time.
 *
 * @param server        Name or dotted address, 0-terminated.
 * @param port          UDP port. A modem asks port 123 only.
 * @param timeout_ms    1 or more.
 * @param[out] unix_ms  Now, since 1970. Set on TIME_SERVICE_OK only.
 * @return As time_service_sync(), but for TIME_SERVICE_BUSY.
 *
 * Context: task, one at a time.  Blocks: `timeout_ms` for the name and again for the answer.
 */
time_service_status_t network_time(const char *server, uint16_t port, uint32_t timeout_ms,
                                   uint64_t *unix_ms);

#ifdef __cplusplus
}
#endif

#endif
