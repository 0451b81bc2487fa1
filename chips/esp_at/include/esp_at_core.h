/* SPDX-License-Identifier: MIT */
/** A Wi-Fi module with the ESP-AT command set on a UART, without the kernel: one command at a time,
 * reports handled in between, whatever happens on the wire.
 *
 *      down ──start: probe, restart, settings──► ready ◄──► asking ── timer, AT_LOST ──► recovering
 *       ▲                                         │  ready, echo: the module has restarted  │
 *       └────────── no answer to ten probes ──────┴──────── settings again ◄───────────────┘
 *
 * One caller at a time: who has the turn reads the wire and handles what comes, for all. The port
 * is handed in; docs/design/wifi.md has the states and timers.
 *
 * What "Blocks" says is without trouble: recovering adds up to 8 s, finding and setting up 24 s.
 *
 * Bytes that may have been sent are never counted as sent: a link of which that is not known is
 * closed. Nothing is believed of a module that has restarted.
 */
#ifndef ESP_AT_CORE_H
#define ESP_AT_CORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "at_engine.h"
#include "at_text.h"
#include "offload.h"
#include "wifi.h"

#ifdef __cplusplus
extern "C" {
#endif

#define ESP_AT_SEND_BYTES_MAX    2048u /* in one command: the least of the documented maxima */
#define ESP_AT_RECEIVE_BYTES_MAX 1460u
#define ESP_AT_BAUD              115200u /* of a module that has started */

/** The UART and the clock. */
struct esp_at_port {
    void (*write)(void *context, const void *bytes, size_t length);
    /** Bytes that came, 0 .. capacity; waits for the first at most `wait_ms`. */
    size_t (*read)(void *context, void *bytes, size_t capacity, uint32_t wait_ms);
    uint32_t (*now_ms)(void *context); /**< May wrap. */
    /** Change the speed; NULL: it stays as it is. */
    bool (*set_baud)(void *context, uint32_t baud, bool flow_control);
    /** Bytes that the UART has lost so far; NULL: it loses none. */
    uint32_t (*overruns)(void *context);
    void *context;
    uint32_t baud;     /**< After the settings; 0: ESP_AT_BAUD. */
    bool flow_control; /**< The UART has RTS and CTS, and they are wired. */
    /** Where bytes of links wait that a module of before passive receiving sends unasked; a link
     * for which there is no room has lost bytes, and is gone. NULL: such a module is refused. */
    uint8_t *hold;
    size_t hold_bytes;
};

enum esp_at_link_state {
    ESP_AT_FREE,
    ESP_AT_CLOSED, /* taken, not connected */
    ESP_AT_OPEN,
    ESP_AT_PEER_ENDED,
    ESP_AT_GONE,    /* by a restart or a fault */
    ESP_AT_CLOSING, /* as soon as the module has closed it, it may give it to the next that comes */
};

struct esp_at_link {
    uint8_t state;
    bool more;       /* the module may have bytes that it does not announce again */
    bool came;       /* a connection to our server, not yet taken */
    bool next;       /* its owner has not closed it, and the module has given it away already */
    uint8_t refused; /* times that announced bytes were not given */
    uint32_t available;
};

/** The memory is the caller's; the fields are private but the counters. */
struct esp_at {
    const struct esp_at_port *port;
    void (*event)(void *context, enum wifi_event event);
    void (*link_event)(void *context, unsigned link); /* NULL: nobody */
    void *context;
    struct at_engine engine;
    struct esp_at_link links[AT_LINKS];
    bool up;           /* settings are made */
    bool echo_off;     /* an echo means a restart */
    bool joined;       /* has an address */
    bool leaving;      /* a loss that was asked for */
    bool restarted;    /* heard, and not acted on yet */
    bool said_restart; /* it says so, or somebody's name does */
    bool probing;      /* to see whether that is so */
    bool silent;       /* it did not answer: what it does is unknown */
    bool scanning;     /* names from the air may say anything: nothing of it is believed */
    bool doubt;        /* something was said that could not be understood */
    uint8_t doubts;    /* that could not be settled, one after the other */
    bool said_lost;    /* the network, and the module has not been asked yet */
    bool active;       /* bytes of links come unasked, and wait in the port's memory */
    size_t held;       /* of it, in use */
    bool time_known;
    uint8_t modes;
    uint8_t join_form;                 /* how many parameters the module's firmware takes */
    const char *missing;               /* the needed command that a module does not know, or NULL */
    uint32_t error_code;               /* the module's last */
    uint32_t restarts, lost, timeouts; /* counters */
    uint32_t overruns;                 /* of the port, as far as they were acted on */
    char command[AT_COMMAND_MAX];
};

/**
 * Begin. Nothing is sent.
 *
 * @param[out] module  Not NULL.
 * @param port         Lives as long as the module.
 * @param event        Called for each event, by whoever has the turn. Not NULL.
 * @param link_event   Called when a link is worth looking at again. May be NULL.
 * @param context      Passed to both.
 *
 * Context: any.  Blocks: never.
 */
void esp_at_init(struct esp_at *module, const struct esp_at_port *port,
                 void (*event)(void *context, enum wifi_event event),
                 void (*link_event)(void *context, unsigned link), void *context);

/**
 * Find the module, restart it and make the settings.
 *
 * @param module  Begun.
 * @return WIFI_RESULT_OK; _TIMED_OUT: nobody answers; _FAILED: it refuses a setting; _UNSUPPORTED:
 * its firmware does not know what is needed, `missing` says which command.
 *
 * Context: task, one at a time.  Blocks: seconds.
 */
enum wifi_result esp_at_start(struct esp_at *module);

/**
 * Handle what the module reports.
 *
 * @param module   Started.
 * @param wait_ms  For the first byte.
 *
 * Context: task, one at a time.  Blocks: `wait_ms`, or as a start after a restart of the module.
 */
void esp_at_poll(struct esp_at *module, uint32_t wait_ms);

/* The functions of struct wifi_driver: what each means, and its results, are there. */

/**
 * Switch the radio off.
 *
 * @param module  Started.
 * @return As `off`.
 *
 * Context: task, one at a time.  Blocks: a second.
 */
enum wifi_result esp_at_off(struct esp_at *module);

/**
 * Join a network and get an address.
 *
 * @param module      Started.
 * @param network     Checked by the caller.
 * @param timeout_ms  3000 .. 600000, in whole seconds.
 * @return As `join`; WIFI_RESULT_UNSUPPORTED: CR, LF or NUL in a text.
 *
 * Context: task, one at a time.  Blocks: `timeout_ms` and two seconds.
 */
enum wifi_result esp_at_join(struct esp_at *module, const struct wifi_network *network,
                             uint32_t timeout_ms);

/**
 * Leave the network.
 *
 * @param module  Started.
 * @return As `leave`.
 *
 * Context: task, one at a time.  Blocks: a second.
 */
enum wifi_result esp_at_leave(struct esp_at *module);

/**
 * Look for access points.
 *
 * @param module   Started.
 * @param found    Called for each.
 * @param context  Passed to `found`.
 * @return As `scan`.
 *
 * Context: task, one at a time.  Blocks: 10 s at most.
 */
enum wifi_result esp_at_scan(struct esp_at *module,
                             void (*found)(void *context, const struct wifi_found *one),
                             void *context);

/**
 * Tell the station's addresses.
 *
 * @param module   Started.
 * @param[out] address  Not NULL.
 * @return As `address`.
 *
 * Context: task, one at a time.  Blocks: a second.
 */
enum wifi_result esp_at_address(struct esp_at *module, struct wifi_address *address);

/**
 * Tell the station's hardware address.
 *
 * @param module  Started.
 * @param[out] mac     Room for six octets.
 * @return As `mac`.
 *
 * Context: task, one at a time.  Blocks: a second.
 */
enum wifi_result esp_at_mac(struct esp_at *module, uint8_t mac[6]);

/**
 * Change between station and access point.
 *
 * @param module  Started.
 * @param modes   Bits of enum wifi_mode, not 0.
 * @return As `set_mode`.
 *
 * Context: task, one at a time.  Blocks: a second.
 */
enum wifi_result esp_at_set_mode(struct esp_at *module, uint8_t modes);

/**
 * Look a name up.
 *
 * @param module   Started.
 * @param host     Ends in a NUL.
 * @param[out] address  Room for four octets.
 * @return As `resolve`; WIFI_RESULT_UNSUPPORTED: longer than a command.
 *
 * Context: task, one at a time.  Blocks: 15 s at most.
 */
enum wifi_result esp_at_resolve(struct esp_at *module, const char *host, uint8_t address[4]);

/**
 * Ask a host for an echo.
 *
 * @param module   Started.
 * @param address  Four octets.
 * @param[out] ms       Not NULL.
 * @return As `ping`.
 *
 * Context: task, one at a time.  Blocks: 15 s at most.
 */
enum wifi_result esp_at_ping(struct esp_at *module, const uint8_t address[4], uint32_t *ms);

/**
 * Offer a network.
 *
 * @param module   Started.
 * @param network  Checked by the caller.
 * @return As `access_point_start`; WIFI_RESULT_UNSUPPORTED: WPA3.
 *
 * Context: task, one at a time.  Blocks: 6 s at most.
 */
enum wifi_result esp_at_access_point_start(struct esp_at *module,
                                           const struct wifi_network *network);

/**
 * No longer offer it.
 *
 * @param module  Started.
 * @return As `access_point_stop`.
 *
 * Context: task, one at a time.  Blocks: a second.
 */
enum wifi_result esp_at_access_point_stop(struct esp_at *module);

/**
 * Trade current for delay.
 *
 * @param module  Started.
 * @param power   One of the three.
 * @return As `set_power`.
 *
 * Context: task, one at a time.  Blocks: a second.
 */
enum wifi_result esp_at_set_power(struct esp_at *module, enum wifi_power power);

/**
 * Ask the module to learn the time, which TLS inside it needs.
 *
 * @param module  Joined.
 * @param server  Name or address, 1 .. 64 bytes.
 * @param[out] unix_s  Seconds since 1 January 1970 UTC.
 * @return WIFI_RESULT_OK: it has the time.
 *
 * Context: task, one at a time.  Blocks: 15 s at most.
 */
enum wifi_result esp_at_learn_time(struct esp_at *module, const char *server, uint64_t *unix_s);

/**
 * Take a link.
 *
 * @param module  Begun.
 * @return 0 .. AT_LINKS - 1, or OFFLOAD_NO_LINK.
 *
 * Context: task, one at a time.  Blocks: never.
 */
int32_t esp_at_link_take(struct esp_at *module);

/**
 * Connect a link that was taken.
 *
 * @param module  Begun.
 * @param link    Taken, not connected.
 * @param host    Name or address, 1 .. OFFLOAD_HOST_BYTES_MAX bytes.
 * @param port    1 or more.
 * @param tls     NULL: none. The server is verified always.
 * @return 0: connected; OFFLOAD_REFUSED, _DOWN, _TIMED_OUT, _RESET, _INVALID. A link that is not
 *         connected can be given back only.
 *
 * Context: task, one at a time.  Blocks: 15 s, with TLS 60 s at most.
 */
int32_t esp_at_link_connect(struct esp_at *module, unsigned link, const char *host, uint16_t port,
                            const struct offload_tls *tls);

/**
 * Hand bytes to the module.
 *
 * @param module  Begun.
 * @param link    Taken.
 * @param bytes   `length` bytes, any.
 * @param length  1 or more.
 * @return How many the module has, ESP_AT_SEND_BYTES_MAX at most; OFFLOAD_ENDED, _RESET: whether
 *         any of them went is unknown, and the link is gone.
 *
 * Context: task, one at a time.  Blocks: 17 s at most.
 */
int32_t esp_at_link_send(struct esp_at *module, unsigned link, const void *bytes, size_t length);

/**
 * Take bytes that came.
 *
 * @param module      Begun.
 * @param link        Taken.
 * @param[out] bytes  Room for `capacity`.
 * @param capacity    1 or more.
 * @return Bytes; OFFLOAD_WAIT, _ENDED, _RESET.
 *
 * Context: task, one at a time.  Blocks: a second.
 */
int32_t esp_at_link_receive(struct esp_at *module, unsigned link, void *bytes, size_t capacity);

/**
 * Close a link and give it back.
 *
 * @param module  Begun.
 * @param link    Taken.
 *
 * Context: task, one at a time.  Blocks: a second.
 */
void esp_at_link_close(struct esp_at *module, unsigned link);

/**
 * Listen for connections, or stop.
 *
 * @param module  Started.
 * @param port    0: stop; what is open stays so.
 * @return WIFI_RESULT_OK or _FAILED.
 *
 * Context: task, one at a time.  Blocks: a second.
 */
enum wifi_result esp_at_listen(struct esp_at *module, uint16_t port);

/**
 * Take a link that came to the server.
 *
 * @param module  Begun.
 * @return 0 .. AT_LINKS - 1, or OFFLOAD_WAIT.
 *
 * Context: task, one at a time.  Blocks: never.
 */
int32_t esp_at_accept(struct esp_at *module);

#ifdef __cplusplus
}
#endif

#endif
