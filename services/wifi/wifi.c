/* SPDX-License-Identifier: MIT */
/* WIFI_*: take the turn, ask the core, give the turn back. */
#include "iot_wifi.h"

#include "semphr.h"
#include "task.h"

#include "ms_to_ticks.h"
#include "wifi_core.h"

static struct wifi_core core;
static StaticSemaphore_t turn_memory;
static SemaphoreHandle_t turn;        /* NULL: no radio */
static volatile TaskHandle_t inside;  /* who has the turn */
static volatile TaskHandle_t telling; /* the radio's task, while it is in the call-back */
static volatile IotNetworkStateChangeEventCallback_t callback;
static void (*volatile watcher)(bool joined); /* a service, told before */
static bool told_joined;
static enum wifi_reason outside; /* why a call never came to the core; NONE: ask the core */

static void on_change(void *context, bool joined)
{
    (void)context;
    taskENTER_CRITICAL();
    const bool changed = told_joined != joined;
    told_joined = joined;
    const IotNetworkStateChangeEventCallback_t call = callback;
    taskEXIT_CRITICAL();
    if (!changed) {
        return;
    }
    const TaskHandle_t self = xTaskGetCurrentTaskHandle();
    telling = inside == self ? telling : self;
    if (watcher != NULL) {
        watcher(joined);
    }
    if (call != NULL) {
        call(AWSIOT_NETWORK_TYPE_WIFI, joined ? eNetworkStateEnabled : eNetworkStateDisabled);
    }
    telling = inside == self ? telling : NULL;
}

bool wifi_service_init(const struct wifi_setup *setup)
{
    configASSERT(setup != NULL && setup->device != NULL && turn == NULL);
    wifi_core_init(&core, setup, on_change, NULL);
    turn = xSemaphoreCreateMutexStatic(&turn_memory);
    return turn != NULL;
}

void wifi_watch(void (*told)(bool joined))
{
    watcher = told;
}

enum wifi_reason wifi_reason(void)
{
    return outside != WIFI_REASON_NONE ? outside : core.reason;
}

/* The result if the turn does not come; eWiFiSuccess: give it back. */
static WIFIReturnCode_t take_turn(void)
{
    if (turn == NULL) {
        outside = WIFI_REASON_NO_RADIO;
        return eWiFiNotSupported;
    }
    const TaskHandle_t self = xTaskGetCurrentTaskHandle();
    if (inside == self || telling == self || /* in the call-back: it would wait for itself */
        xSemaphoreTake(turn, ms_to_wait(wificonfigMAX_SEMAPHORE_WAIT_TIME_MS)) != pdTRUE) {
        outside = WIFI_REASON_BUSY;
        return eWiFiTimeout;
    }
    inside = self;
    outside = WIFI_REASON_NONE;
    wifi_core_settle(&core);
    return eWiFiSuccess;
}

static WIFIReturnCode_t give_turn(WIFIReturnCode_t result)
{
    inside = NULL;
    xSemaphoreGive(turn);
    return result;
}

#define IN_TURN(call)                                                                              \
    do {                                                                                           \
        const WIFIReturnCode_t taken = take_turn();                                                \
        return taken == eWiFiSuccess ? give_turn(call) : taken;                                    \
    } while (0)

WIFIReturnCode_t WIFI_On(void)
{
    IN_TURN(wifi_core_on(&core));
}

WIFIReturnCode_t WIFI_Off(void)
{
    IN_TURN(wifi_core_off(&core));
}

WIFIReturnCode_t WIFI_ConnectAP(const WIFINetworkParams_t *const pxNetworkParams)
{
    IN_TURN(wifi_core_connect(&core, pxNetworkParams));
}

WIFIReturnCode_t WIFI_Disconnect(void)
{
    IN_TURN(wifi_core_disconnect(&core));
}

WIFIReturnCode_t WIFI_Reset(void)
{
    IN_TURN(wifi_core_reset(&core));
}

WIFIReturnCode_t WIFI_SetMode(WIFIDeviceMode_t xDeviceMode)
{
    IN_TURN(wifi_core_set_mode(&core, xDeviceMode));
}

WIFIReturnCode_t WIFI_GetMode(WIFIDeviceMode_t *pxDeviceMode)
{
    IN_TURN(wifi_core_get_mode(&core, pxDeviceMode));
}

WIFIReturnCode_t WIFI_NetworkAdd(const WIFINetworkProfile_t *const pxNetworkProfile,
                                 uint16_t *pusIndex)
{
    IN_TURN(wifi_profile_add(&core, pxNetworkProfile, pusIndex));
}

WIFIReturnCode_t WIFI_NetworkGet(WIFINetworkProfile_t *pxNetworkProfile, uint16_t usIndex)
{
    IN_TURN(wifi_profile_get(&core, pxNetworkProfile, usIndex));
}

WIFIReturnCode_t WIFI_NetworkDelete(uint16_t usIndex)
{
    IN_TURN(wifi_profile_delete(&core, usIndex));
}

WIFIReturnCode_t wifi_connect_profile(uint16_t index)
{
    IN_TURN(wifi_profile_connect(&core, index));
}

WIFIReturnCode_t WIFI_Ping(uint8_t *pucIPAddr, uint16_t usCount, uint32_t ulIntervalMS)
{
    IN_TURN(wifi_core_ping(&core, pucIPAddr, usCount, ulIntervalMS));
}

WIFIReturnCode_t WIFI_GetIP(uint8_t *pucIPAddr)
{
    IN_TURN(wifi_core_ip(&core, pucIPAddr));
}

WIFIReturnCode_t WIFI_GetMAC(uint8_t *pucMac)
{
    IN_TURN(wifi_core_mac(&core, pucMac));
}

WIFIReturnCode_t WIFI_GetHostIP(char *pcHost, uint8_t *pucIPAddr)
{
    IN_TURN(wifi_core_host(&core, pcHost, pucIPAddr));
}

WIFIReturnCode_t WIFI_Scan(WIFIScanResult_t *pxBuffer, uint8_t ucNumNetworks)
{
    IN_TURN(wifi_core_scan(&core, pxBuffer, ucNumNetworks));
}

WIFIReturnCode_t WIFI_StartAP(void)
{
    IN_TURN(wifi_core_start_point(&core));
}

WIFIReturnCode_t WIFI_StopAP(void)
{
    IN_TURN(wifi_core_stop_point(&core));
}

WIFIReturnCode_t WIFI_ConfigureAP(const WIFINetworkParams_t *const pxNetworkParams)
{
    IN_TURN(wifi_core_configure_point(&core, pxNetworkParams));
}

WIFIReturnCode_t WIFI_SetPMMode(WIFIPMMode_t xPMModeType, const void *pvOptionValue)
{
    (void)pvOptionValue;
    IN_TURN(wifi_core_set_power(&core, xPMModeType));
}

WIFIReturnCode_t WIFI_GetPMMode(WIFIPMMode_t *pxPMModeType, void *pvOptionValue)
{
    (void)pvOptionValue;
    IN_TURN(wifi_core_get_power(&core, pxPMModeType));
}

WIFIReturnCode_t
WIFI_RegisterNetworkStateChangeEventCallback(IotNetworkStateChangeEventCallback_t xCallback)
{
    callback = xCallback;
    return eWiFiSuccess;
}

BaseType_t WIFI_IsConnected(void)
{
    return core.joined ? pdTRUE : pdFALSE;
}
