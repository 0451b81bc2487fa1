/* SPDX-License-Identifier: MIT */
/** Sockets of a modem: a chip that runs TCP/IP, and TLS perhaps, itself.
 *
 *      open ──► taken ──connect──► connected ──► ended (the peer closed; bytes may be left to read)
 *       ▲ accept ─────────────────────▲ │ │
 *       └──────────── close ────────────┘ └─ the modem restarted, the network is lost ──► gone
 *
 * A call takes its turn at the wire: milliseconds as a rule, as long as the modem itself at most.
 * Only connect and resolve wait for another host, and they keep the wire meanwhile: a modem does
 * one thing at a time. Whether bytes that a failed call was given reached the peer is unknown.
 */
#ifndef HAL_OFFLOAD_H
#define HAL_OFFLOAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Results: 0 or bytes, or one of these. */
#define OFFLOAD_WAIT      (-1) /* nothing now: look again after an event */
#define OFFLOAD_ENDED     (-2) /* the peer has closed, and all was read */
#define OFFLOAD_DOWN      (-3) /* no network, or no modem */
#define OFFLOAD_REFUSED   (-4) /* the modem could not connect; with TLS it would not say more */
#define OFFLOAD_RESET     (-5) /* the link is gone: the modem restarted, or lost what it had */
#define OFFLOAD_TIMED_OUT (-6)
#define OFFLOAD_NO_LINK   (-7) /* all are in use */
#define OFFLOAD_INVALID   (-8) /* the modem's commands cannot say it */
#define OFFLOAD_NO_MEMORY (-9) /* the modem has none left for it */

#define OFFLOAD_HOST_BYTES_MAX 64u
#define OFFLOAD_ALPN_MAX       5u

/** How a link is to be secured inside the modem. The server is verified always. */
struct offload_tls {
    const char *name;        /**< Of the server, 1 .. 64 bytes and a NUL: SNI, and verified. */
    const char *const *alpn; /**< Texts; NULL when there are none. */
    uint8_t alpn_count;      /**< 0 .. OFFLOAD_ALPN_MAX */
    uint8_t authority;       /**< Number of the authority's certificate in the modem. */
    int8_t identity;         /**< Number of our certificate and key there; -1: none is shown. */
};

struct offload_driver;

/** One modem. Owned by the board; `state` is the driver's. */
struct offload_device {
    const struct offload_driver *driver;
    void *state;
};

/** What a driver implements. Those marked optional may be NULL. The radio of the same modem
 * (hal/include/wifi.h) is on and, but for accept, joined: else OFFLOAD_DOWN. */
struct offload_driver {
    uint8_t links; /* at once */
    bool tls;      /* the modem can do TLS itself */

    /**
     * Be told when a link is worth looking at again: bytes, an end, a connection to take.
     *
     * @param device   The modem.
     * @param event    Called from a task of the driver's, or from a call of another task's. It does
     *                 not block and calls nothing of this driver. NULL: nobody.
     * @param context  Passed to `event` unchanged.
     *
     * Context: task, once.  Blocks: never.
     */
    void (*listen_events)(struct offload_device *device,
                          void (*event)(void *context, unsigned link), void *context);

    /**
     * Take a link.
     *
     * @param device  The modem.
     * @return 0 .. links - 1, or OFFLOAD_NO_LINK.
     *
     * Context: task.  Blocks: for its turn.
     */
    int32_t (*open)(struct offload_device *device);

    /**
     * Connect a link that was taken.
     *
     * @param device  The modem.
     * @param link    Taken, not connected.
     * @param host    Name or address, 1 .. OFFLOAD_HOST_BYTES_MAX bytes and a NUL.
     * @param port    1 or more.
     * @param tls     NULL: none. Not NULL only where `tls` is true.
     * @return 0, or OFFLOAD_REFUSED, _DOWN, _TIMED_OUT, _RESET, _INVALID, _NO_MEMORY. A link that
     *         is not connected can be closed only.
     *
     * Context: task.  Blocks: 15 s, with TLS 60 s at most.
     */
    int32_t (*connect)(struct offload_device *device, unsigned link, const char *host,
                       uint16_t port, const struct offload_tls *tls);

    /**
     * Hand bytes to the modem.
     *
     * @param device  The modem.
     * @param link    Connected.
     * @param bytes   `length` bytes, any.
     * @param length  1 or more.
     * @return How many the modem has, 1 or more; OFFLOAD_WAIT: its buffers are full; _ENDED,
     *         _RESET: the link is gone.
     *
     * Context: task.  Blocks: 17 s at most.
     */
    int32_t (*send)(struct offload_device *device, unsigned link, const void *bytes, size_t length);

    /**
     * Take bytes that came.
     *
     * @param device      The modem.
     * @param link        Connected.
     * @param[out] bytes  Room for `capacity`.
     * @param capacity    1 or more.
     * @return Bytes, 1 or more; OFFLOAD_WAIT, _ENDED, _RESET.
     *
     * Context: task.  Blocks: a second.
     */
    int32_t (*receive)(struct offload_device *device, unsigned link, void *bytes, size_t capacity);

    /**
     * Close a link and give it back.
     *
     * @param device  The modem.
     * @param link    Taken.
     *
     * Context: task.  Blocks: a second.
     */
    void (*close)(struct offload_device *device, unsigned link);

    /**
     * Listen for connections, or stop. Stations of the radio's own access point count.
     *
     * @param device  The modem.
     * @param port    0: stop; what is open stays so.
     * @return 0 or OFFLOAD_REFUSED, _DOWN.
     *
     * Context: task.  Blocks: a second.  Optional, with the next.
     */
    int32_t (*serve)(struct offload_device *device, uint16_t port);

    /**
     * Take a connection that came.
     *
     * @param device  The modem.
     * @return A link, connected; or OFFLOAD_WAIT.
     *
     * Context: task.  Blocks: for its turn.  Optional.
     */
    int32_t (*accept)(struct offload_device *device);

    /**
     * Have the modem learn the time, which TLS inside it needs, and tell it.
     *
     * @param device        The modem.
     * @param server        Name or address of an SNTP server at port 123, 1 .. 64 bytes and a NUL.
     * @param[out] unix_s   Seconds since 1 January 1970 UTC. Not NULL.
     * @return 0, or OFFLOAD_TIMED_OUT, _DOWN, _INVALID, _RESET.
     *
     * Context: task.  Blocks: 15 s at most.
     */
    int32_t (*learn_time)(struct offload_device *device, const char *server, uint64_t *unix_s);
};

#ifdef __cplusplus
}
#endif

#endif
