/* SPDX-License-Identifier: MIT */
/** Types of the Wi-Fi API, without the kernel. */
#ifndef WIFI_TYPES_H
#define WIFI_TYPES_H

#include <stdint.h>

#include "wifi_config_defaults.h"

/** Results; wifi_reason() in wifi_service.h tells more. */
typedef enum {
    eWiFiSuccess = 0,     /**< Done. */
    eWiFiFailure = 1,     /**< A parameter, the state or the radio says no. */
    eWiFiTimeout = 2,     /**< No answer in time, or another task's call took too long. */
    eWiFiNotSupported = 3 /**< This radio cannot. */
} WIFIReturnCode_t;

typedef enum {
    eWiFiSecurityOpen = 0,
    eWiFiSecurityWEP, /**< Found by a scan; joining and offering it is not supported. */
    eWiFiSecurityWPA,
    eWiFiSecurityWPA2,
    eWiFiSecurityNotSupported, /**< Found by a scan: any other. */
    eWiFiSecurityWPA3          /**< Behind, so that no older value moves. */
} WIFISecurity_t;

typedef enum {
    eWiFiModeStation = 0,
    eWiFiModeAP,
    eWiFiModeP2P, /**< Not supported. */
    eWiFiModeNotSupported
} WIFIDeviceMode_t;

typedef enum {
    eWiFiPMNormal = 0,
    eWiFiPMLowPower,
    eWiFiPMAlwaysOn,
    eWiFiPMNotSupported
} WIFIPMMode_t;

/** A network to join or to offer. The lengths may count a NUL at the end in. */
typedef struct {
    const char *pcSSID;
    uint8_t ucSSIDLength;
    const char *pcPassword;   /**< May be NULL when open. */
    uint8_t ucPasswordLength; /**< 8 .. 63; not looked at when open. */
    WIFISecurity_t xSecurity;
    int8_t cChannel; /**< 0: any; 1 .. 14. To join: any other is any, too. */
} WIFINetworkParams_t;

/** An access point that was found. */
typedef struct {
    char cSSID[wificonfigMAX_SSID_LEN + 1]; /**< Ends in a NUL. */
    uint8_t ucBSSID[wificonfigMAX_BSSID_LEN];
    WIFISecurity_t xSecurity;
    int8_t cRSSI; /**< dBm. */
    int8_t cChannel;
    uint8_t ucHidden; /**< 1: it does not tell its name, or zeros. */
} WIFIScanResult_t;

/** A network that is kept in flash. */
typedef struct {
    char cSSID[wificonfigMAX_SSID_LEN + 1];
    uint8_t ucSSIDLength;
    uint8_t ucBSSID[wificonfigMAX_BSSID_LEN];
    char cPassword[wificonfigMAX_PASSPHRASE_LEN + 1];
    uint8_t ucPasswordLength;
    WIFISecurity_t xSecurity;
} WIFINetworkProfile_t;

#endif
