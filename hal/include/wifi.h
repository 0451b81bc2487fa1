/* SPDX-License-Identifier: MIT */
/** A Wi-Fi radio: station, access point or both, whoever runs the TCP/IP above it.
 *
 *      off ──on()──► idle ──join()──► joined ──leave(), event LOST──► idle
 *       ▲             │ access_point_start()                            │
 *       └──off()──────┴─────────────────────────────────────────────────┘
 *
 * What a driver cannot do it says so: a function that is optional is NULL, and `securities` and
 * `modes` hold what is possible. Whoever calls looks there first; parameters are checked by the
 * caller too, so a driver may rely on every range below.
 *
 * Calls come from one task at a time and block. Events come from a task of the driver's, or of a
 * caller that waits; in the order in which things happened, each after `event` has returned from
 * the last, and none of a network that was joined after the next `join` has begun.
 */
#ifndef HAL_WIFI_H
#define HAL_WIFI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define WIFI_SSID_BYTES_MAX     32u
#define WIFI_PASSWORD_BYTES_MIN 8u
#define WIFI_PASSWORD_BYTES_MAX 63u
#define WIFI_CHANNEL_MAX        14u
#define WIFI_HOST_BYTES_MAX     253u

enum wifi_result {
    WIFI_RESULT_OK = 0,
    WIFI_RESULT_FAILED,         /* refused, and the radio does not say why */
    WIFI_RESULT_TIMED_OUT,      /* no answer in time; what was begun may still happen */
    WIFI_RESULT_UNSUPPORTED,    /* this radio cannot, with these parameters */
    WIFI_RESULT_WRONG_PASSWORD, /* the access point said so */
    WIFI_RESULT_NO_SUCH_AP,     /* nobody with this name answers */
    WIFI_RESULT_NOT_JOINED,     /* only a joined station can do that */
    WIFI_RESULT_NO_MEMORY,      /* the radio has none left for it */
    WIFI_RESULT_LOST            /* the radio started anew while it was asked */
};

enum wifi_security {
    WIFI_SECURITY_OPEN,
    WIFI_SECURITY_WPA,
    WIFI_SECURITY_WPA2,
    WIFI_SECURITY_WPA3
};

/** Of the access points that a scan finds: those that cannot be joined are found as well. */
#define WIFI_SECURITY_WEP   4u
#define WIFI_SECURITY_OTHER 5u

enum wifi_mode { WIFI_MODE_STATION, WIFI_MODE_ACCESS_POINT };

enum wifi_power { WIFI_POWER_NORMAL, WIFI_POWER_LOW, WIFI_POWER_ALWAYS_ON };

enum wifi_event {
    WIFI_EVENT_JOINED,       /* associated; no address yet */
    WIFI_EVENT_ADDRESS,      /* an address was given, or another one */
    WIFI_EVENT_LOST,         /* no longer joined, and nobody here has asked for that */
    WIFI_EVENT_RESTARTED,    /* the radio has started anew, and is as after `on`: set it up again */
    WIFI_EVENT_STATION_CAME, /* one joined the access point of this radio */
    WIFI_EVENT_STATION_LEFT
};

/** A network to join or to offer. Neither text ends in a NUL. */
struct wifi_network {
    const uint8_t *ssid;
    const uint8_t *password; /* not looked at when open */
    uint8_t ssid_bytes;      /* 1 .. WIFI_SSID_BYTES_MAX */
    uint8_t password_bytes;  /* WIFI_PASSWORD_BYTES_MIN .. _MAX; 0 when open */
    uint8_t security;        /* enum wifi_security, one of `securities` */
    uint8_t channel;         /* 0: any; 1 .. WIFI_CHANNEL_MAX */
};

/** An access point that was found. */
struct wifi_found {
    uint8_t ssid[WIFI_SSID_BYTES_MAX];
    uint8_t ssid_bytes; /* 0: it hides its name */
    uint8_t bssid[6];
    uint8_t security; /* enum wifi_security, WIFI_SECURITY_WEP or _OTHER */
    uint8_t channel;
    int8_t rssi; /* dBm */
};

/** IPv4, first octet first. */
struct wifi_address {
    uint8_t address[4];
    uint8_t netmask[4];
    uint8_t gateway[4];
};

struct wifi_driver;

/** One radio. Owned by the board; `state` is the driver's. */
struct wifi_device {
    const struct wifi_driver *driver;
    void *state;
};

/** What a driver implements. Those marked optional may be NULL. */
struct wifi_driver {
    uint8_t securities; /* 1u << enum wifi_security: of a station */
    uint8_t modes;      /* 1u << enum wifi_mode; with both bits, both at once */

    /**
     * Switch the radio on, as an idle station.
     *
     * @param device   The radio.
     * @param event    Called for each event. It does not block and calls nothing of this driver.
     *                 Not NULL.
     * @param context  Passed to `event` unchanged.
     * @return WIFI_RESULT_OK, _FAILED or _TIMED_OUT (no radio answers; it is off).
     *
     * Context: task, one at a time.  Blocks: seconds.
     */
    enum wifi_result (*on)(struct wifi_device *device,
                           void (*event)(void *context, enum wifi_event event), void *context);

    /**
     * Switch the radio off. No event comes afterwards.
     *
     * @param device  Off already is no error.
     * @return WIFI_RESULT_OK or _FAILED; off in both cases.
     *
     * Context: task, one at a time.  Blocks: up to a second.
     */
    enum wifi_result (*off)(struct wifi_device *device);

    /**
     * Join a network and get an address. A network that is joined is left first, which is no
     * WIFI_EVENT_LOST. WIFI_EVENT_ADDRESS comes before WIFI_RESULT_OK.
     *
     * @param device      On, in a mode with a station.
     * @param network     Checked by the caller.
     * @param timeout_ms  3000 .. 600000.
     * @return WIFI_RESULT_OK: there is an address. Else no network is joined.
     *
     * Context: task, one at a time.  Blocks: `timeout_ms` at most.
     */
    enum wifi_result (*join)(struct wifi_device *device, const struct wifi_network *network,
                             uint32_t timeout_ms);

    /**
     * Leave the network.
     *
     * @param device  On. Not joined is no error.
     * @return WIFI_RESULT_OK, or _FAILED, _TIMED_OUT, _LOST.
     *
     * Context: task, one at a time.  Blocks: a second.
     */
    enum wifi_result (*leave)(struct wifi_device *device);

    /**
     * Look for access points.
     *
     * @param device   On, in a mode with a station.
     * @param found    Called for each, in any order, before this returns; from a task of the
     *                 driver's perhaps. `one` is valid until `found` returns.
     * @param context  Passed to `found` unchanged.
     * @return WIFI_RESULT_OK also when there is none.
     *
     * Context: task, one at a time.  Blocks: seconds.
     */
    enum wifi_result (*scan)(struct wifi_device *device,
                             void (*found)(void *context, const struct wifi_found *one),
                             void *context);

    /**
     * Tell the station's addresses.
     *
     * @param device        On.
     * @param[out] address  Not NULL.
     * @return WIFI_RESULT_OK or _NOT_JOINED.
     *
     * Context: task, one at a time.  Blocks: up to a second.
     */
    enum wifi_result (*address)(struct wifi_device *device, struct wifi_address *address);

    /**
     * Tell the station's hardware address.
     *
     * @param device    On.
     * @param[out] mac  Not NULL.
     * @return WIFI_RESULT_OK or _FAILED.
     *
     * Context: task, one at a time.  Blocks: up to a second.
     */
    enum wifi_result (*mac)(struct wifi_device *device, uint8_t mac[6]);

    /**
     * Change between station and access point. Every network is left, every station sent away.
     *
     * @param device  On.
     * @param modes   Not 0, bits of `modes`.
     * @return WIFI_RESULT_OK or _FAILED.
     *
     * Context: task, one at a time.  Blocks: up to a second.  Optional.
     */
    enum wifi_result (*set_mode)(struct wifi_device *device, uint8_t modes);

    /**
     * Look a name up.
     *
     * @param device        Joined.
     * @param host          1 .. WIFI_HOST_BYTES_MAX bytes and a NUL.
     * @param[out] address  IPv4, first octet first.
     * @return WIFI_RESULT_OK; _FAILED: no such name.
     *
     * Context: task, one at a time.  Blocks: seconds.  Optional: lwIP does it where it is.
     */
    enum wifi_result (*resolve)(struct wifi_device *device, const char *host, uint8_t address[4]);

    /**
     * Ask a host for an echo, once.
     *
     * @param device      Joined.
     * @param address     IPv4, first octet first.
     * @param[out] ms     Until the answer.
     * @return WIFI_RESULT_OK; _TIMED_OUT: none came.
     *
     * Context: task, one at a time.  Blocks: seconds.  Optional: lwIP does it where it is.
     */
    enum wifi_result (*ping)(struct wifi_device *device, const uint8_t address[4], uint32_t *ms);

    /**
     * Offer a network, and addresses by DHCP.
     *
     * @param device   On, in a mode with an access point.
     * @param network  Checked by the caller; channel 0 is the driver's choice.
     * @return WIFI_RESULT_OK, _FAILED or _UNSUPPORTED (the security, as an access point).
     *
     * Context: task, one at a time.  Blocks: seconds.  Optional, with the next.
     */
    enum wifi_result (*access_point_start)(struct wifi_device *device,
                                           const struct wifi_network *network);

    /**
     * No longer offer it.
     *
     * @param device  Not offered is no error.
     * @return WIFI_RESULT_OK or _FAILED.
     *
     * Context: task, one at a time.  Blocks: up to a second.  Optional.
     */
    enum wifi_result (*access_point_stop)(struct wifi_device *device);

    /**
     * Trade current for delay.
     *
     * @param device  On.
     * @param power   One of the three.
     * @return WIFI_RESULT_OK, _UNSUPPORTED or _FAILED.
     *
     * Context: task, one at a time.  Blocks: up to a second.  Optional.
     */
    enum wifi_result (*set_power)(struct wifi_device *device, enum wifi_power power);
};

#ifdef __cplusplus
}
#endif

#endif
