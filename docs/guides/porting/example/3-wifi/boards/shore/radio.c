/* SPDX-License-Identifier: MIT */
/* A Wi-Fi module with the ESP-AT command set on USART2, with RTS and CTS: a full ring makes it
 * wait. */
#include "board_radio.h"

#include "esp_at.h"
#include "uart_stm32.h"

#define USART2     0x40004400u
#define USART2_IRQ 38u
#define APB1_HZ    30000000u

static uint8_t ring[1024];
static struct uart_stm32 port_state = {.base = USART2,
                                       .clock_hz = APB1_HZ,
                                       .irq = USART2_IRQ,
                                       .ring = ring,
                                       .ring_bytes = sizeof ring};
static struct uart_device port = {.driver = &uart_stm32_driver, .state = &port_state};

static struct esp_at_modem modem;
static struct esp_at_wiring wiring = {.uart = &port, .baud = DUNLIN_WIFI_BAUD, .modem = &modem};
static struct wifi_device radio = {.driver = &esp_at_wifi_driver, .state = &wiring};
static struct offload_device sockets = {.driver = &esp_at_offload_driver, .state = &wiring};

void USART2_IRQHandler(void);

void USART2_IRQHandler(void)
{
    uart_stm32_interrupt(&port_state);
}

struct wifi_device *board_wifi(void)
{
    return &radio;
}

struct offload_device *board_offload(void)
{
    return &sockets;
}
