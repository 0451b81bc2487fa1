/* SPDX-License-Identifier: MIT */
/* A Wi-Fi module with the ESP-AT command set on UART1.
 *
 * The UART has no RTS and CTS, so the ring takes what a module says at once: the answer to one
 * request for bytes of a link, and reports. That is more than 1 ms at 921600 baud, 92 bytes, and
 * the longest time that the driver's task is held off may be 20 ms. */
#include "board_radio.h"

#include "esp_at.h"
#include "mps2.h"
#include "uart_cmsdk.h"

static uint8_t ring[2048];
static struct uart_cmsdk port_state = {
    .base = MPS2_UART1, .irq = MPS2_IRQ_UART1_RX, .ring = ring, .ring_bytes = sizeof ring};
static struct uart_device port = {.driver = &uart_cmsdk_driver, .state = &port_state};

static struct esp_at_modem modem;
static uint8_t hold[8192]; /* for modules that cannot keep what comes */
static struct esp_at_wiring wiring = {.uart = &port,
                                      .baud = DUNLIN_WIFI_BAUD,
                                      .modem = &modem,
                                      .hold = hold,
                                      .hold_bytes = sizeof hold};
static struct wifi_device radio = {.driver = &esp_at_wifi_driver, .state = &wiring};
static struct offload_device sockets = {.driver = &esp_at_offload_driver, .state = &wiring};

void UARTRX1_Handler(void);

void UARTRX1_Handler(void)
{
    uart_cmsdk_interrupt(&port_state);
}

struct wifi_device *board_wifi(void)
{
    return &radio;
}

struct offload_device *board_offload(void)
{
    return &sockets;
}
