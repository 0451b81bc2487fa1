/* SPDX-License-Identifier: MIT */
/* A Wi-Fi module with the ESP-AT command set at the edge connector: out 21 (edge 15), in 22 (14),
 * RTS 23 (13), CTS 16 (16). The module waits while the ring is full, so it may be small: what a
 * task of lower priority than the driver's may let pile up costs time, not bytes. */
#include "board_radio.h"

#include "esp_at.h"
#include "uart_nrf51.h"

static uint8_t ring[128];
static struct uart_nrf51 port_state = {.tx_pin = 21,
                                       .rx_pin = 22,
                                       .has_flow_pins = true,
                                       .rts_pin = 23,
                                       .cts_pin = 16,
                                       .ring = ring,
                                       .ring_bytes = sizeof ring};
static struct uart_device port = {.driver = &uart_nrf51_driver, .state = &port_state};

static struct esp_at_modem modem;
static struct esp_at_wiring wiring = {.uart = &port, .baud = DUNLIN_WIFI_BAUD, .modem = &modem};
static struct wifi_device radio = {.driver = &esp_at_wifi_driver, .state = &wiring};
static struct offload_device sockets = {.driver = &esp_at_offload_driver, .state = &wiring};

void UART0_IRQHandler(void);

void UART0_IRQHandler(void)
{
    uart_nrf51_interrupt(&port_state);
}

struct wifi_device *board_wifi(void)
{
    return &radio;
}

struct offload_device *board_offload(void)
{
    return &sockets;
}
