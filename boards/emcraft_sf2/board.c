/* SPDX-License-Identifier: MIT */
/* Wiring of Emcraft's SmartFusion2 starter kit, as QEMU's machine emcraft-sf2 emulates it.
 *
 *   UART0         console, 115200 baud
 *   system timer  half 0: clock_monotonic_us
 *   SPI0          S25SL12801, 16 MB, at select line 0: the flash device
 *   Ethernet      MAC of the chip; the address is made up, the board has none in its memories
 *   DDR           the first MB: code that was copied there, which by default nothing may execute
 *   code          read-only, so that writing to it faults
 */
#include "board.h"
#include "board_boot.h"

#include "cortex_m.h"
#include "emac_msf2.h"
#include "flash_spi_nor.h"
#include "msf2.h"
#include "semihosting.h"
#include "spi_mss.h"
#include "uart_16550.h"

#define CONSOLE_BAUD 115200u
#define ENVM_BYTES   (256u * 1024u)
#define WINDOW_BYTES (1u << 20) /* of DDR, for code */
#define NOR_ID       0x012018u
#define NOR_BIT_HZ   20000000u /* 33 MHz is what the read command bears */

static struct uart_16550 console_state = {
    .base = MSF2_UART0, .stride = 4, .clock_hz = MSF2_PCLK_HZ};
static struct uart_device console = {.driver = &uart_16550_driver, .state = &console_state};

static struct spi_mss spi_state = {
    .base = MSF2_SPI0, .clock_hz = MSF2_PCLK_HZ, .bit_hz = NOR_BIT_HZ};
static struct spi_device spi = {
    .driver = &spi_mss_driver, .bytes_max = SPI_MSS_BYTES_MAX, .state = &spi_state};

static struct flash_spi_nor flash_state = {.bus = &spi};
static struct flash_device flash = {
    .driver = &flash_spi_nor_driver,
    .geometry = {.size_bytes = 16u << 20, .erase_bytes = 64u << 10, .program_bytes = 4},
    .state = &flash_state,
};
static bool has_flash;

static struct emac_msf2
    emac_state; /* filled in by board_init: with its frames it is too large for .data */
static struct netif_device emac = {
    .driver = &emac_msf2_driver, .mac = {0x02, 0x44, 0x4C, 0x53, 0x46, 0x32}, .state = &emac_state};

void UART0_IRQHandler(void);
void EthernetMAC_IRQHandler(void);

void UART0_IRQHandler(void)
{
    uart_16550_interrupt(&console_state);
}

void EthernetMAC_IRQHandler(void)
{
    emac_msf2_interrupt(&emac_state);
}

void board_init(void)
{
    (void)semihosting_probe();
    cm_protect_code(0, MSF2_ENVM, ENVM_BYTES);
    if ((uintptr_t)board_init >= MSF2_DDR) {
        cm_protect_code(1, MSF2_DDR, WINDOW_BYTES);
    }
    emac_state.base = MSF2_EMAC;
    emac_state.irq = MSF2_IRQ_EMAC;
    msf2_clock_start();
    cm_irq_enable(MSF2_IRQ_UART0, MSF2_PRIORITY_DEVICE);
    (void)uart_16550_driver.start(&console, CONSOLE_BAUD, NULL, NULL);
    has_flash = flash_spi_nor_id(&flash) == NOR_ID;
}

const char *board_name(void)
{
    return "emcraft_sf2";
}

struct netif_device *board_netif(void)
{
    return &emac;
}

struct flash_device *board_flash(void)
{
    return has_flash ? &flash : NULL;
}

struct watchdog_device *board_watchdog(void)
{
    return NULL;
}

void board_console_write(const char *text, size_t length)
{
    uart_16550_driver.write(&console, text, length);
}

size_t board_console_read(char *text, size_t capacity)
{
    return uart_16550_driver.read(&console, text, capacity);
}

void board_open_image_memory(void)
{
    cm_open_memory();
}

void board_hand_over(uint32_t entry)
{
    cm_protect_code(1, MSF2_DDR, WINDOW_BYTES);
    cm_hand_over(entry);
}

void board_exit(int status)
{
    cm_interrupts_off();
    semihosting_exit(status);
    for (;;) {
    }
}

void board_reset(void)
{
    cm_reset();
}
