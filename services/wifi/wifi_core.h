/* SPDX-License-Identifier: MIT */
/* WIFI_* without the kernel: what each call checks, asks of the driver and remembers.
 *
 *      off ──on──► idle ──connect──► joined          `joined` also changes by events of the driver
 *       ▲            ▲ └─ disconnect, LOST, RESTARTED, set_mode ─┘
 *       └── off ─────┴──────────────────────────────────────────
 *
 * Everything is checked before the driver is asked. One caller at a time; events come from another
 * task and write `joined` alone.
 */
#ifndef WIFI_CORE_H
#define WIFI_CORE_H

#include <stdbool.h>
#include <stddef.h>

#include "object_store.h"
#include "wifi.h"
#include "wifi_service.h"
#include "wifi_types.h"

struct wifi_core {
    const struct wifi_setup *setup;
    void (*told)(void *context, bool joined); /* of each change of `joined` */
    void *context;
    volatile bool joined;
    volatile bool restarted;     /* the radio, since it was set up */
    bool on, offering, borrowed; /* borrowed: WIFI_StartAP has changed the mode */
    uint8_t mode;                /* enum wifi_mode */
    uint32_t joined_as;          /* checksum of what was asked for, while joined */
    WIFIPMMode_t power;
    enum wifi_reason reason;
    /* The access point to be: ssid_bytes 0: none yet. */
    uint8_t ssid[WIFI_SSID_BYTES_MAX], password[WIFI_PASSWORD_BYTES_MAX];
    struct wifi_network point;
};

/* Set a radio up again that has restarted, before it is asked for anything else. */
void wifi_core_settle(struct wifi_core *core);

void wifi_core_init(struct wifi_core *core, const struct wifi_setup *setup,
                    void (*told)(void *context, bool joined), void *context);

WIFIReturnCode_t wifi_core_on(struct wifi_core *core);
WIFIReturnCode_t wifi_core_off(struct wifi_core *core);
WIFIReturnCode_t wifi_core_reset(struct wifi_core *core);
WIFIReturnCode_t wifi_core_connect(struct wifi_core *core, const WIFINetworkParams_t *params);
WIFIReturnCode_t wifi_core_disconnect(struct wifi_core *core);
WIFIReturnCode_t wifi_core_scan(struct wifi_core *core, WIFIScanResult_t *results, uint8_t count);
WIFIReturnCode_t wifi_core_set_mode(struct wifi_core *core, WIFIDeviceMode_t mode);
WIFIReturnCode_t wifi_core_get_mode(struct wifi_core *core, WIFIDeviceMode_t *mode);
WIFIReturnCode_t wifi_core_ping(struct wifi_core *core, const uint8_t *address, uint16_t count,
                                uint32_t interval_ms);
WIFIReturnCode_t wifi_core_ip(struct wifi_core *core, uint8_t *address);
WIFIReturnCode_t wifi_core_mac(struct wifi_core *core, uint8_t *mac);
WIFIReturnCode_t wifi_core_host(struct wifi_core *core, const char *host, uint8_t *address);
WIFIReturnCode_t wifi_core_configure_point(struct wifi_core *core,
                                           const WIFINetworkParams_t *params);
WIFIReturnCode_t wifi_core_start_point(struct wifi_core *core);
WIFIReturnCode_t wifi_core_stop_point(struct wifi_core *core);
WIFIReturnCode_t wifi_core_set_power(struct wifi_core *core, WIFIPMMode_t power);
WIFIReturnCode_t wifi_core_get_power(struct wifi_core *core, WIFIPMMode_t *power);

/* wifi_profiles.c */
WIFIReturnCode_t wifi_profile_add(struct wifi_core *core, const WIFINetworkProfile_t *profile,
                                  uint16_t *index);
WIFIReturnCode_t wifi_profile_get(struct wifi_core *core, WIFINetworkProfile_t *profile,
                                  uint16_t index);
WIFIReturnCode_t wifi_profile_delete(struct wifi_core *core, uint16_t index);
WIFIReturnCode_t wifi_profile_connect(struct wifi_core *core, uint16_t index);

/* Remember why; the result that goes with it. */
WIFIReturnCode_t wifi_refuse(struct wifi_core *core, enum wifi_reason reason);

/* wifi_checks.c: a network of the API as one of the driver's; WIFI_REASON_NONE: it is one. What is
 * no channel is any: examples of 201906 join with a member that they never set. */
enum wifi_reason wifi_check_network(const WIFINetworkParams_t *params,
                                    struct wifi_network *network);
bool wifi_is_channel(int8_t channel);
/* eWiFiSecurity... of a driver's security, and back; false: no driver knows it. */
WIFISecurity_t wifi_security_of(uint8_t security);
bool wifi_security_to(WIFISecurity_t security, uint8_t *found);

#endif
