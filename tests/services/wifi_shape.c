/* SPDX-License-Identifier: MIT */
/** What a program that was written against the published Wi-Fi interface may assume of the headers:
 * every name, value and type. Compiled only, as C and as C++. */
#include "aws_wifi.h"

#include "iot_wifi.h"
#include "types/iot_network_types.h"

#define IS(name, condition) typedef char is_##name[(condition) ? 1 : -1]

IS(success, eWiFiSuccess == 0);
IS(failure, eWiFiFailure == 1);
IS(timeout, eWiFiTimeout == 2);
IS(not_supported, eWiFiNotSupported == 3);
IS(security_open, eWiFiSecurityOpen == 0);
IS(security_wep, eWiFiSecurityWEP == 1);
IS(security_wpa, eWiFiSecurityWPA == 2);
IS(security_wpa2, eWiFiSecurityWPA2 == 3);
IS(security_none, eWiFiSecurityNotSupported == 4);
IS(security_wpa3, eWiFiSecurityWPA3 > 4);
IS(mode_station, eWiFiModeStation == 0);
IS(mode_ap, eWiFiModeAP == 1);
IS(mode_p2p, eWiFiModeP2P == 2);
IS(mode_none, eWiFiModeNotSupported == 3);
IS(power_normal, eWiFiPMNormal == 0);
IS(power_low, eWiFiPMLowPower == 1);
IS(power_on, eWiFiPMAlwaysOn == 2);
IS(power_none, eWiFiPMNotSupported == 3);

IS(ssid, wificonfigMAX_SSID_LEN == 32);
IS(passphrase, wificonfigMAX_PASSPHRASE_LEN >= 32);
IS(profiles, wificonfigMAX_NETWORK_PROFILES >= 8);
IS(bssid, wificonfigMAX_BSSID_LEN == 6);
IS(semaphore, wificonfigMAX_SEMAPHORE_WAIT_TIME_MS > 0);
#if wificonfigMAX_SSID_LEN < 1 || wificonfigMAX_BSSID_LEN != 6 || wificonfigMAX_PASSPHRASE_LEN < 1
#error "the limits are for the preprocessor too"
#endif
#if wificonfigMAX_NETWORK_PROFILES < 0
#error "the limits are for the preprocessor too"
#endif

IS(scan_ssid, sizeof(((WIFIScanResult_t *)0)->cSSID) == wificonfigMAX_SSID_LEN + 1);
IS(scan_bssid, sizeof(((WIFIScanResult_t *)0)->ucBSSID) == wificonfigMAX_BSSID_LEN);
IS(profile_ssid, sizeof(((WIFINetworkProfile_t *)0)->cSSID) == wificonfigMAX_SSID_LEN + 1);
IS(profile_bssid, sizeof(((WIFINetworkProfile_t *)0)->ucBSSID) == wificonfigMAX_BSSID_LEN);
IS(profile_password,
   sizeof(((WIFINetworkProfile_t *)0)->cPassword) == wificonfigMAX_PASSPHRASE_LEN + 1);

/* Each member by its exact type. */
#define MEMBER(structure, type, member)                                                            \
    type *shape_##structure##_##member(structure *value);                                          \
    type *shape_##structure##_##member(structure *value)                                           \
    {                                                                                              \
        return &value->member;                                                                     \
    }

MEMBER(WIFINetworkParams_t, const char *, pcSSID)
MEMBER(WIFINetworkParams_t, uint8_t, ucSSIDLength)
MEMBER(WIFINetworkParams_t, const char *, pcPassword)
MEMBER(WIFINetworkParams_t, uint8_t, ucPasswordLength)
MEMBER(WIFINetworkParams_t, WIFISecurity_t, xSecurity)
MEMBER(WIFINetworkParams_t, int8_t, cChannel)
MEMBER(WIFIScanResult_t, WIFISecurity_t, xSecurity)
MEMBER(WIFIScanResult_t, int8_t, cRSSI)
MEMBER(WIFIScanResult_t, int8_t, cChannel)
MEMBER(WIFIScanResult_t, uint8_t, ucHidden)
MEMBER(WIFINetworkProfile_t, uint8_t, ucSSIDLength)
MEMBER(WIFINetworkProfile_t, uint8_t, ucPasswordLength)
MEMBER(WIFINetworkProfile_t, WIFISecurity_t, xSecurity)

/* Order of members: initialisers without names. */
extern const WIFINetworkParams_t shape_params;
const WIFINetworkParams_t shape_params = {"net", 3, "password", 8, eWiFiSecurityWPA2, 6};
extern const WIFINetworkProfile_t shape_profile;
const WIFINetworkProfile_t shape_profile = {"net",      3, {1, 2, 3, 4, 5, 6},
                                            "password", 8, eWiFiSecurityWPA2};
extern const WIFIScanResult_t shape_scan;
const WIFIScanResult_t shape_scan = {"net", {1, 2, 3, 4, 5, 6}, eWiFiSecurityWPA2, -40, 6, 0};

/* Each function by its exact type. */
struct shape_functions {
    WIFIReturnCode_t (*on)(void);
    WIFIReturnCode_t (*off)(void);
    WIFIReturnCode_t (*connect)(const WIFINetworkParams_t *const);
    WIFIReturnCode_t (*disconnect)(void);
    WIFIReturnCode_t (*reset)(void);
    WIFIReturnCode_t (*set_mode)(WIFIDeviceMode_t);
    WIFIReturnCode_t (*get_mode)(WIFIDeviceMode_t *);
    WIFIReturnCode_t (*add)(const WIFINetworkProfile_t *const, uint16_t *);
    WIFIReturnCode_t (*get)(WIFINetworkProfile_t *, uint16_t);
    WIFIReturnCode_t (*forget)(uint16_t);
    WIFIReturnCode_t (*ping)(uint8_t *, uint16_t, uint32_t);
    WIFIReturnCode_t (*ip)(uint8_t *);
    WIFIReturnCode_t (*mac)(uint8_t *);
    WIFIReturnCode_t (*host)(char *, uint8_t *);
    WIFIReturnCode_t (*scan)(WIFIScanResult_t *, uint8_t);
    WIFIReturnCode_t (*start)(void);
    WIFIReturnCode_t (*stop)(void);
    WIFIReturnCode_t (*configure)(const WIFINetworkParams_t *const);
    WIFIReturnCode_t (*set_power)(WIFIPMMode_t, const void *);
    WIFIReturnCode_t (*get_power)(WIFIPMMode_t *, void *);
    WIFIReturnCode_t (*watch)(IotNetworkStateChangeEventCallback_t);
    BaseType_t (*connected)(void);
};
extern const struct shape_functions shape_functions;
const struct shape_functions shape_functions = {WIFI_On,
                                                WIFI_Off,
                                                WIFI_ConnectAP,
                                                WIFI_Disconnect,
                                                WIFI_Reset,
                                                WIFI_SetMode,
                                                WIFI_GetMode,
                                                WIFI_NetworkAdd,
                                                WIFI_NetworkGet,
                                                WIFI_NetworkDelete,
                                                WIFI_Ping,
                                                WIFI_GetIP,
                                                WIFI_GetMAC,
                                                WIFI_GetHostIP,
                                                WIFI_Scan,
                                                WIFI_StartAP,
                                                WIFI_StopAP,
                                                WIFI_ConfigureAP,
                                                WIFI_SetPMMode,
                                                WIFI_GetPMMode,
                                                WIFI_RegisterNetworkStateChangeEventCallback,
                                                WIFI_IsConnected};

/* The call-back: type of network, state. */
static void changed(uint32_t type, AwsIotNetworkState_t state)
{
    (void)type;
    (void)state;
}
extern const IotNetworkStateChangeEventCallback_t shape_callback;
const IotNetworkStateChangeEventCallback_t shape_callback = changed;

IS(state_unknown, eNetworkStateUnknown == 0);
IS(state_disabled, eNetworkStateDisabled == 1);
IS(state_enabled, eNetworkStateEnabled == 2);
IS(type_none, AWSIOT_NETWORK_TYPE_NONE == 0x00);
