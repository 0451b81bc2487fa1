/* SPDX-License-Identifier: MIT */
/** The Wi-Fi service: what it stands on, and what the WIFI_* calls do not say. */
#ifndef WIFI_SERVICE_H
#define WIFI_SERVICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "object_store.h"
#include "wifi.h"
#include "wifi_types.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Why a call has failed: each limit and each answer has its own. */
enum wifi_reason {
    WIFI_REASON_NONE = 0,
    WIFI_REASON_NO_RADIO, /* wifi_service_init was not called */
    WIFI_REASON_BUSY,     /* another task's call did not end in time */
    WIFI_REASON_OFF,
    WIFI_REASON_NULL,
    WIFI_REASON_SSID_LENGTH,
    WIFI_REASON_PASSWORD_LENGTH,
    WIFI_REASON_SECURITY,
    WIFI_REASON_CHANNEL,
    WIFI_REASON_COUNT,
    WIFI_REASON_HOST_LENGTH,
    WIFI_REASON_ADDRESS,
    WIFI_REASON_MODE,
    WIFI_REASON_POWER,
    WIFI_REASON_NOT_A_STATION,
    WIFI_REASON_NOT_CONFIGURED, /* WIFI_StartAP before WIFI_ConfigureAP */
    WIFI_REASON_FEATURE,        /* the radio has no such feature */
    WIFI_REASON_NO_STORE,       /* no flash for profiles, or none are wanted */
    WIFI_REASON_INDEX,
    WIFI_REASON_NO_PROFILE,
    WIFI_REASON_PROFILES_FULL,
    WIFI_REASON_FLASH,
    WIFI_REASON_SEAL,
    /* What the radio says. */
    WIFI_REASON_REFUSED,
    WIFI_REASON_TIMED_OUT,
    WIFI_REASON_WRONG_PASSWORD,
    WIFI_REASON_NO_SUCH_NETWORK,
    WIFI_REASON_NOT_JOINED,
    WIFI_REASON_NO_MEMORY,
    WIFI_REASON_RESTARTED,
    WIFI_REASONS
};

/** Encrypts profiles at rest. */
struct wifi_seal {
    /** Seal `length` bytes in place, `room` there are; the new length, 0: it cannot. */
    size_t (*seal)(void *context, uint8_t *bytes, size_t length, size_t room);
    /** Open what seal made; the length, 0: it was not made by this key, or is damaged. */
    size_t (*open)(void *context, uint8_t *bytes, size_t length);
    void *context;
    size_t extra; /**< What a seal adds, at most 48. */
};

/** What the service stands on. All of it lives as long as the service. */
struct wifi_setup {
    struct wifi_device *device;
    struct object_store *store;   /**< Mounted, only the service's; NULL: no profiles. */
    const struct wifi_seal *seal; /**< NULL: profiles are plain in flash. */
    /** Where TCP/IP is on this processor: its look-up and echo, as the driver's. May be NULL. */
    enum wifi_result (*resolve)(const char *host, uint8_t address[4]);
    enum wifi_result (*ping)(const uint8_t address[4], uint32_t *ms);
    void (*sleep_ms)(uint32_t ms); /**< Between echoes; NULL: not at all. */
};

/**
 * Give the service its radio. The radio stays off.
 *
 * @param setup  Not NULL; lives as long as the service.
 * @return False: no memory.
 *
 * Context: task, once.  Blocks: never.
 */
bool wifi_service_init(const struct wifi_setup *setup);

/**
 * Name the service that is told of changes: WIFI_RegisterNetworkStateChangeEventCallback stays the
 * application's.
 *
 * @param told  As the application's call-back, and before it. NULL: none.
 *
 * Context: task.  Blocks: never.
 */
void wifi_watch(void (*told)(bool joined));

/**
 * Tell why the last WIFI_* call that failed did so.
 *
 * @return WIFI_REASON_NONE before any has.
 *
 * Context: task.  Blocks: never.
 */
enum wifi_reason wifi_reason(void);

/**
 * A reason in words.
 *
 * @param reason  Any.
 * @return A constant text.
 *
 * Context: any.  Blocks: never.
 */
const char *wifi_reason_text(enum wifi_reason reason);

/**
 * Join a network that is kept in flash.
 *
 * @param index  Of WIFI_NetworkAdd.
 * @return As WIFI_ConnectAP; eWiFiFailure: there is no such profile.
 *
 * Context: task.  Blocks: as WIFI_ConnectAP.
 */
WIFIReturnCode_t wifi_connect_profile(uint16_t index);

#ifdef __cplusplus
}
#endif

#endif
