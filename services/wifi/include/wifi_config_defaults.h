/* SPDX-License-Identifier: MIT */
/** Settings of the Wi-Fi service, each with its default. An application overrides them in a file
 * `aws_wifi_config.h` on the include path, or on the command line. */
#ifndef WIFI_CONFIG_DEFAULTS_H
#define WIFI_CONFIG_DEFAULTS_H

#if defined(__has_include)
#if __has_include("aws_wifi_config.h")
#include "aws_wifi_config.h"
#endif
#endif

/** Bytes of a network's name, 1 .. 32. */
#ifndef wificonfigMAX_SSID_LEN
#define wificonfigMAX_SSID_LEN 32
#endif

/** Bytes of an access point's hardware address. */
#ifndef wificonfigMAX_BSSID_LEN
#define wificonfigMAX_BSSID_LEN 6
#endif

/** Bytes of a passphrase, 8 .. 63. */
#ifndef wificonfigMAX_PASSPHRASE_LEN
#define wificonfigMAX_PASSPHRASE_LEN 63
#endif

/** Networks kept in flash, 0 .. 12; 0: none, and eWiFiNotSupported. */
#ifndef wificonfigMAX_NETWORK_PROFILES
#define wificonfigMAX_NETWORK_PROFILES 8
#endif

/** How long a call waits for one of another task, in ms. */
#ifndef wificonfigMAX_SEMAPHORE_WAIT_TIME_MS
#define wificonfigMAX_SEMAPHORE_WAIT_TIME_MS 60000
#endif

/** How long joining a network may take, in ms, 3000 .. 600000. */
#ifndef wificonfigCONNECT_TIMEOUT_MS
#define wificonfigCONNECT_TIMEOUT_MS 20000
#endif

#if wificonfigMAX_SSID_LEN < 1 || wificonfigMAX_SSID_LEN > 32
#error "wificonfigMAX_SSID_LEN: 1 .. 32"
#endif
#if wificonfigMAX_BSSID_LEN != 6
#error "wificonfigMAX_BSSID_LEN: 6"
#endif
#if wificonfigMAX_PASSPHRASE_LEN < 8 || wificonfigMAX_PASSPHRASE_LEN > 64
#error "wificonfigMAX_PASSPHRASE_LEN: 8 .. 64, of which 63 are used"
#endif
#if wificonfigMAX_NETWORK_PROFILES < 0 || wificonfigMAX_NETWORK_PROFILES > 12
#error "wificonfigMAX_NETWORK_PROFILES: 0 .. 12"
#endif
#if wificonfigCONNECT_TIMEOUT_MS < 3000 || wificonfigCONNECT_TIMEOUT_MS > 600000
#error "wificonfigCONNECT_TIMEOUT_MS: 3000 .. 600000"
#endif

#endif
