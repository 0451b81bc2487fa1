/* SPDX-License-Identifier: MIT */
/* QEMU's machine "virt" for RISC-V as a board, 32 or 64 bits wide: boards/virt_rv* add their names.
 *
 *   16550      console, 115200 baud
 *   CLINT      tick, pended switch; clock_monotonic_us from the machine timer
 *   bank 1     32 MB of CFI flash: the flash device
 *   virtio     network, entropy
 *   finisher   board_exit
 */
#include "board.h"
#include "board_boot.h"

#include "fault_riscv.h"
#include "flash_cfi.h"
#include "riscv.h"
#include "uart_16550.h"
#include "virt_riscv.h"
#include "virtio_net.h"

#define CONSOLE_BAUD 115200u

static struct uart_16550 console_state = {.base = VIRT_UART, .stride = 1, .clock_hz = VIRT_UART_HZ};
static struct uart_device console = {.driver = &uart_16550_driver, .state = &console_state};

static struct flash_cfi flash_state = {.base = VIRT_FLASH + VIRT_FLASH_BANK_BYTES};
static struct flash_device flash = {.driver = &flash_cfi_driver, .state = &flash_state};
static bool has_flash;

static struct virtio_net net_state;
static struct netif_device net = {.driver = &virtio_net_driver, .state = &net_state};

static void console_interrupt(void *uart)
{
    uart_16550_interrupt(uart);
}

void board_init(void)
{
    virt_irq_enable(VIRT_SOURCE_UART, VIRT_PRIORITY_DEVICE, console_interrupt, &console_state);
    (void)uart_16550_driver.start(&console, CONSOLE_BAUD, NULL, NULL);
    has_flash = flash_cfi_probe(&flash);
}

struct netif_device *board_netif(void)
{
    return &net;
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

/* Images run where they lie in the flash. */
void board_open_image_memory(void)
{
}

void board_hand_over(uint32_t entry)
{
    RISCV_CLEAR(mstatus, RISCV_MSTATUS_MIE);
    RISCV_WRITE(mie, 0);
    virt_irq_disable(VIRT_SOURCE_UART);
    __asm volatile("fence.i\n\tjr %0" ::"r"((uintptr_t)entry) : "memory");
    __builtin_unreachable();
}

void board_exit(int status)
{
    uint32_t word = status == 0 ? VIRT_TEST_PASS : (uint32_t)status << 16 | VIRT_TEST_FAIL;

    RISCV_CLEAR(mstatus, RISCV_MSTATUS_MIE);
    RISCV_REGISTER(VIRT_TEST) = word;
    for (;;) {
    }
}

void board_reset(void)
{
    chip_reset();
}
