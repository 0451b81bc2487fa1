/* SPDX-License-Identifier: MIT */
/** Wi-Fi: a radio that joins a network or offers one. Names of 201906.
 *
 *      WIFI_On ─ WIFI_ConnectAP ─ (WIFI_IsConnected, WIFI_GetIP ...) ─ WIFI_Disconnect ─ WIFI_Off
 *      WIFI_On ─ WIFI_ConfigureAP ─ WIFI_StartAP ─ WIFI_StopAP
 *
 * Parameters are checked before anything is sent to the radio. What the radio cannot do is
 * eWiFiNotSupported. wifi_reason() in wifi_service.h tells why a call has failed, one reason for
 * each limit. Calls may come from several tasks: they take turns, and wait for that at most
 * wificonfigMAX_SEMAPHORE_WAIT_TIME_MS (eWiFiTimeout).
 */
#ifndef IOT_WIFI_H
#define IOT_WIFI_H

#include "FreeRTOS.h"
#include "network_state.h"
#include "wifi_types.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Switch the radio on, as a station that has joined nothing. On already: nothing changes.
 *
 * @return eWiFiSuccess, eWiFiFailure or eWiFiTimeout; off unless it is a success.
 *
 * Context: task.
 * Blocks:  seconds.
 */
WIFIReturnCode_t WIFI_On(void);

/**
 * Switch the radio off. Off already: nothing changes.
 *
 * @return eWiFiSuccess or eWiFiFailure; off in both cases.
 *
 * Context: task.
 * Blocks:  a second.
 */
WIFIReturnCode_t WIFI_Off(void);

/**
 * Join a network and get an address. Joined already as this asks: nothing changes. Else a network
 * that is joined is left, also when a parameter is refused.
 *
 * @param pxNetworkParams  Name of 1 .. 32 bytes; passphrase of 8 .. 63 unless open. What is no
 *                         channel is any.
 * @retval eWiFiSuccess       There is an address.
 * @retval eWiFiFailure       A parameter, wrong passphrase, no such network, off, not a station.
 * @retval eWiFiTimeout       No answer within wificonfigCONNECT_TIMEOUT_MS.
 * @retval eWiFiNotSupported  WEP, or a security that the radio does not do.
 *
 * Context: task.
 * Blocks:  wificonfigCONNECT_TIMEOUT_MS.
 */
WIFIReturnCode_t WIFI_ConnectAP(const WIFINetworkParams_t *const pxNetworkParams);

/**
 * Leave the network. None joined: nothing changes.
 *
 * @return eWiFiSuccess; eWiFiFailure, also off; eWiFiTimeout.
 *
 * Context: task.
 * Blocks:  a second.
 */
WIFIReturnCode_t WIFI_Disconnect(void);

/**
 * Switch the radio off and on. Network, mode and power mode are forgotten, profiles are kept.
 *
 * @return As WIFI_On.
 *
 * Context: task.
 * Blocks:  seconds.
 */
WIFIReturnCode_t WIFI_Reset(void);

/**
 * Change between station and access point. The network is left, the access point stopped.
 *
 * @param xDeviceMode  eWiFiModeStation or eWiFiModeAP.
 * @return eWiFiSuccess, eWiFiFailure; eWiFiNotSupported: the radio does not do this mode.
 *
 * Context: task.
 * Blocks:  a second.
 */
WIFIReturnCode_t WIFI_SetMode(WIFIDeviceMode_t xDeviceMode);

/**
 * Tell the mode.
 *
 * @param[out] pxDeviceMode  Not NULL.
 * @return eWiFiSuccess; eWiFiFailure: NULL, or off.
 *
 * Context: task.
 * Blocks:  for its turn.
 */
WIFIReturnCode_t WIFI_GetMode(WIFIDeviceMode_t *pxDeviceMode);

/**
 * Keep a network in flash, or replace the one of this name.
 *
 * @param pxNetworkProfile  As for WIFI_ConnectAP; the BSSID is kept as it is.
 * @param[out] pusIndex     Its number, 0 .. wificonfigMAX_NETWORK_PROFILES - 1.
 * @return eWiFiSuccess; eWiFiFailure: a parameter, no room, or the flash; eWiFiNotSupported: no
 *         flash, or a security as for WIFI_ConnectAP.
 *
 * Context: task.
 * Blocks:  as the flash does.
 */
WIFIReturnCode_t WIFI_NetworkAdd(const WIFINetworkProfile_t *const pxNetworkProfile,
                                 uint16_t *pusIndex);

/**
 * Read a network from flash. Lengths count no NUL in; the texts end in one.
 *
 * @param[out] pxNetworkProfile  Not NULL.
 * @param usIndex                Of WIFI_NetworkAdd.
 * @return eWiFiSuccess; eWiFiFailure: a parameter, or empty; eWiFiNotSupported: no flash.
 *
 * Context: task.
 * Blocks:  as the flash does.
 */
WIFIReturnCode_t WIFI_NetworkGet(WIFINetworkProfile_t *pxNetworkProfile, uint16_t usIndex);

/**
 * Remove a network from flash; its bytes are gone then. Empty already: nothing changes.
 *
 * @param usIndex  0 .. wificonfigMAX_NETWORK_PROFILES - 1; wificonfigMAX_NETWORK_PROFILES: all.
 * @return eWiFiSuccess; eWiFiFailure: no such number, or the flash; eWiFiNotSupported: no flash.
 *
 * Context: task.
 * Blocks:  as the flash does.
 */
WIFIReturnCode_t WIFI_NetworkDelete(uint16_t usIndex);

/**
 * Ask a host for echoes.
 *
 * @param pucIPAddr     Four octets, the first first; not 0.0.0.0.
 * @param usCount       1 or more.
 * @param ulIntervalMS  Between two.
 * @return eWiFiSuccess: one was answered; eWiFiTimeout: none; eWiFiFailure, eWiFiNotSupported.
 *
 * Context: task.
 * Blocks:  seconds for each.
 */
WIFIReturnCode_t WIFI_Ping(uint8_t *pucIPAddr, uint16_t usCount, uint32_t ulIntervalMS);

/**
 * Tell the address.
 *
 * @param[out] pucIPAddr  Room for four octets.
 * @return eWiFiSuccess; eWiFiFailure: NULL, or no network is joined.
 *
 * Context: task.
 * Blocks:  a second.
 */
WIFIReturnCode_t WIFI_GetIP(uint8_t *pucIPAddr);

/**
 * Tell the station's hardware address.
 *
 * @param[out] pucMac  Room for six octets.
 * @return eWiFiSuccess; eWiFiFailure: NULL, or off.
 *
 * Context: task.
 * Blocks:  a second.
 */
WIFIReturnCode_t WIFI_GetMAC(uint8_t *pucMac);

/**
 * Look a name up.
 *
 * @param pcHost          1 .. 253 bytes and a NUL.
 * @param[out] pucIPAddr  Room for four octets.
 * @return eWiFiSuccess; eWiFiFailure: no such name, or a parameter; eWiFiTimeout,
 *         eWiFiNotSupported.
 *
 * Context: task.
 * Blocks:  seconds.
 */
WIFIReturnCode_t WIFI_GetHostIP(char *pcHost, uint8_t *pucIPAddr);

/**
 * Look for access points.
 *
 * @param[out] pxBuffer   Room for `ucNumNetworks`: the strongest first, the rest zeros.
 * @param ucNumNetworks   1 or more.
 * @return eWiFiSuccess, also when there is none; eWiFiFailure, eWiFiTimeout.
 *
 * Context: task.
 * Blocks:  seconds.
 */
WIFIReturnCode_t WIFI_Scan(WIFIScanResult_t *pxBuffer, uint8_t ucNumNetworks);

/**
 * Offer the network that WIFI_ConfigureAP has named. A station becomes an access point, and one
 * again with WIFI_StopAP.
 *
 * @return eWiFiSuccess; eWiFiFailure: not configured, off; eWiFiNotSupported.
 *
 * Context: task.
 * Blocks:  seconds.
 */
WIFIReturnCode_t WIFI_StartAP(void);

/**
 * No longer offer it. Not offered: nothing changes.
 *
 * @return eWiFiSuccess, eWiFiFailure or eWiFiNotSupported.
 *
 * Context: task.
 * Blocks:  a second.
 */
WIFIReturnCode_t WIFI_StopAP(void);

/**
 * Name the network to offer, from the next WIFI_StartAP on.
 *
 * @param pxNetworkParams  As for WIFI_ConnectAP, with a channel of 0 (any) .. 14; copied.
 * @return eWiFiSuccess, eWiFiFailure or eWiFiNotSupported.
 *
 * Context: task.
 * Blocks:  for its turn.
 */
WIFIReturnCode_t WIFI_ConfigureAP(const WIFINetworkParams_t *const pxNetworkParams);

/**
 * Trade current for delay.
 *
 * @param xPMModeType    One of the three.
 * @param pvOptionValue  Not used.
 * @return eWiFiSuccess, eWiFiFailure; eWiFiNotSupported: the radio does not.
 *
 * Context: task.
 * Blocks:  a second.
 */
WIFIReturnCode_t WIFI_SetPMMode(WIFIPMMode_t xPMModeType, const void *pvOptionValue);

/**
 * Tell what WIFI_SetPMMode has set.
 *
 * @param[out] pxPMModeType  Not NULL.
 * @param pvOptionValue      Not used.
 * @return eWiFiSuccess; eWiFiFailure: NULL, or off; eWiFiNotSupported.
 *
 * Context: task.
 * Blocks:  for its turn.
 */
WIFIReturnCode_t WIFI_GetPMMode(WIFIPMMode_t *pxPMModeType, void *pvOptionValue);

/**
 * Name who is told when the network is joined or lost, with AWSIOT_NETWORK_TYPE_WIFI: by a task of
 * the radio's, or in the call that made the change.
 *
 * @param xCallback  Must not block. In it WIFI_* are eWiFiTimeout at once, but for WIFI_IsConnected
 *                   and this. NULL: nobody.
 * @return eWiFiSuccess.
 *
 * Context: task.
 * Blocks:  never.
 */
WIFIReturnCode_t
WIFI_RegisterNetworkStateChangeEventCallback(IotNetworkStateChangeEventCallback_t xCallback);

/**
 * Tell whether a network is joined and there is an address.
 *
 * @return pdTRUE or pdFALSE.
 *
 * Context: task.
 * Blocks:  never.
 */
BaseType_t WIFI_IsConnected(void);

#ifdef __cplusplus
}
#endif

#endif
