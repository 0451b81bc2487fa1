/* SPDX-License-Identifier: MIT */
/* What the files of this group share. The two networks are clientWifiConfig and testWifiConfig of
 * userdata.json, both in reach. */
#ifndef WIFI_KIT_H
#define WIFI_KIT_H

#include "FreeRTOS.h"
#include "task.h"

#include "iot_wifi.h"
#include "qualification.h"
#include "qualification_wifi.h"

#define KIT_NETWORKS 10u /* of kit_found */
#define KIT_TOO_LONG 100u

extern WIFIScanResult_t kit_found[KIT_NETWORKS];
extern const char kit_long_text[KIT_TOO_LONG + 1u];

/* Parameters of both networks, for a case to spoil. */
WIFINetworkParams_t kit_client(void);
WIFINetworkParams_t kit_test(void);

/* Joins a network and expects that it is joined. False: it is not. */
bool kit_join(const WIFINetworkParams_t *network);

/* Expects that nothing is joined by these parameters, and the right network can be afterwards. */
void kit_is_not_joined(const WIFINetworkParams_t *network);

void kit_is_not_offered(const WIFINetworkParams_t *network);

/* A profile with a number in its name. */
WIFINetworkProfile_t kit_profile(unsigned number);
bool kit_same_profile(const WIFINetworkProfile_t *is, const WIFINetworkProfile_t *want);

/* wifi_join.c */
#define WIFI_JOIN(CASE)                                                                            \
    CASE("AFQP_WIFI_ConnectAP_ConnectAP", connect_ap)                                              \
    CASE("AFQP_WIFI_ConnectAP_Twice", connect_ap_twice)                                            \
    CASE("AFQP_WIFI_ConnectAP_ConnectTwoAPs", connect_two_aps)                                     \
    CASE("AFQP_WIFI_ConnectAP_ConnectAllChannels", connect_all_channels)                           \
    CASE("AFQP_WIFI_ConnectAP_NullParameters", connect_null_parameters)                            \
    CASE("AFQP_WIFI_ConnectAP_InvalidSSID", connect_invalid_ssid)                                  \
    CASE("AFQP_WIFI_ConnectAP_InvalidPassword", connect_invalid_password)                          \
    CASE("AFQP_WIFI_ConnectAP_InvalidSecurityTypes", connect_invalid_security)                     \
    CASE("AFQP_WIFI_ConnectAP_ZeroLengthSSID", connect_zero_length_ssid)                           \
    CASE("AFQP_WIFI_ConnectAP_ZeroLengthPassword", connect_zero_length_password)                   \
    CASE("AFQP_WIFI_ConnectAP_PasswordLengthLess", connect_password_length_less)                   \
    CASE("AFQP_WIFI_ConnectAP_MaxSSIDLengthExceeded", connect_max_ssid_exceeded)                   \
    CASE("AFQP_WIFI_ConnectAP_MaxPasswordLengthExceeded", connect_max_password_exceeded)           \
    CASE("AFQP_WIFI_ConnectAP_WhenOff", connect_when_off)                                          \
    CASE("AFQP_WIFI_ConnectionLoop", connection_loop)                                              \
    CASE("AFQP_WIFI_Disconnect", disconnect)                                                       \
    CASE("AFQP_WIFI_Disconnect_Twice", disconnect_twice)                                           \
    CASE("AFQP_WIFI_IsConnected", is_connected)                                                    \
    CASE("AFQP_WIFI_SeparateTasksConnectingAndDisconnectingAtOnce", separate_tasks)                \
    CASE("AFQP_WIFI_RegisterNetworkStateChangeEventCallback", state_change_callback)

/* wifi_radio.c */
#define WIFI_RADIO(CASE)                                                                           \
    CASE("AFQP_WIFI_OnOff", on_off)                                                                \
    CASE("AFQP_WIFI_OnOffLoop", on_off_loop)                                                       \
    CASE("AFQP_WIFI_Off_LeavesTheNetwork", off_leaves_the_network)                                 \
    CASE("AFQP_WIFI_Reset", reset)                                                                 \
    CASE("AFQP_WIFI_Mode", mode)                                                                   \
    CASE("AFQP_WIFI_SetMode_InvalidMode", set_mode_invalid)                                        \
    CASE("AFQP_WIFI_GetMode_NullParameters", get_mode_null)                                        \
    CASE("AFQP_WIFI_SetPMMode_GetPMMode", pm_mode)                                                 \
    CASE("AFQP_WIFI_SetPMMode_InvalidPMMode", set_pm_mode_invalid)                                 \
    CASE("AFQP_WIFI_GetPMMode_NullParameters", get_pm_mode_null)                                   \
    CASE("AFQP_WIFI_Scan", scan)                                                                   \
    CASE("AFQP_WIFI_Scan_FewerThanThere", scan_fewer)                                              \
    CASE("AFQP_WIFI_Scan_NullParameters", scan_null)                                               \
    CASE("AFQP_WIFI_Scan_ZeroScanNumber", scan_zero)

/* wifi_address.c */
#define WIFI_ADDRESS(CASE)                                                                         \
    CASE("AFQP_WIFI_GetIP", get_ip)                                                                \
    CASE("AFQP_WIFI_GetIP_NullParameters", get_ip_null)                                            \
    CASE("AFQP_WIFI_GetIP_NotConnected", get_ip_not_connected)                                     \
    CASE("AFQP_WIFI_GetMAC", get_mac)                                                              \
    CASE("AFQP_WIFI_GetMAC_NullParameters", get_mac_null)                                          \
    CASE("AFQP_WIFI_GetHostIP", get_host_ip)                                                       \
    CASE("AFQP_WIFI_GetHostIP_NullParameters", get_host_ip_null)                                   \
    CASE("AFQP_WIFI_GetHostIP_InvalidDomainName", get_host_ip_invalid)                             \
    CASE("AFQP_WIFI_GetHostIP_DomainNameLengthExceeded", get_host_ip_too_long)                     \
    CASE("AFQP_WIFI_Ping", ping)                                                                   \
    CASE("AFQP_WIFI_Ping_NullParameters", ping_null)                                               \
    CASE("AFQP_WIFI_Ping_ZeroParameters", ping_zero)

/* wifi_profile.c */
#define WIFI_PROFILE(CASE)                                                                         \
    CASE("AFQP_WIFI_NetworkAddGetDelete", network_add_get_delete)                                  \
    CASE("AFQP_WIFI_NetworkAdd_AddManyNetworks", network_add_many)                                 \
    CASE("AFQP_WIFI_NetworkAdd_Replaces", network_add_replaces)                                    \
    CASE("AFQP_WIFI_NetworkAdd_NullParameters", network_add_null)                                  \
    CASE("AFQP_WIFI_NetworkGet_SurvivesReset", network_get_survives_reset)                         \
    CASE("AFQP_WIFI_NetworkGet_NullParameters", network_get_null)                                  \
    CASE("AFQP_WIFI_NetworkGet_GetNonExistingNetwork", network_get_non_existing)                   \
    CASE("AFQP_WIFI_NetworkDelete_DeleteManyNetworks", network_delete_many)                        \
    CASE("AFQP_WIFI_NetworkDelete_DeleteNonExistingNetwork", network_delete_non_existing)

/* wifi_access_point.c */
#define WIFI_ACCESS_POINT(CASE)                                                                    \
    CASE("AFQP_WIFI_ConfigureAP_NullParameters", configure_ap_null)                                \
    CASE("AFQP_WIFI_ConfigureAP_ZeroLengthSSID", configure_ap_zero_length_ssid)                    \
    CASE("AFQP_WIFI_ConfigureAP_ZeroLengthPassword", configure_ap_zero_length_password)            \
    CASE("AFQP_WIFI_ConfigureAP_MaxSSIDLengthExceeded", configure_ap_max_ssid_exceeded)            \
    CASE("AFQP_WIFI_ConfigureAP_MaxPasswordLengthExceeded", configure_ap_max_password_exceeded)    \
    CASE("AFQP_WIFI_ConfigureAP_InvalidSecurityTypes", configure_ap_invalid_security)              \
    CASE("AFQP_WIFI_ConfigureAP_InvalidChannel", configure_ap_invalid_channel)                     \
    CASE("AFQP_WIFI_StartStopAP", start_stop_ap)                                                   \
    CASE("AFQP_WIFI_StopAP_NotStarted", stop_ap_not_started)

#define WIFI_CASES(CASE)                                                                           \
    WIFI_RADIO(CASE)                                                                               \
    WIFI_JOIN(CASE)                                                                                \
    WIFI_ADDRESS(CASE)                                                                             \
    WIFI_PROFILE(CASE)                                                                             \
    WIFI_ACCESS_POINT(CASE)

#define WIFI_DECLARE(name, function) void function(void);
WIFI_CASES(WIFI_DECLARE)

#endif
