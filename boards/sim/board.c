/* SPDX-License-Identifier: MIT */
/* Wiring of the simulated board, and its command line:
 *
 *      --seed N  --steps N  --points-per-tick N  --gap N  --realtime  --hash      arch/sim/sim.h
 *      --flash FILE          keep the flash in a file
 *      --power-cut N         lose power in the N-th flash operation (status 75)
 *      --forward tcp:H:B     let 127.0.0.1:H of the host reach port B of the board
 *      --cut-by FILE         the cable is cut while this file exists
 */
#include "board.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "console_sim.h"
#include "fault.h"
#include "flash_sim.h"
#include "sim.h"
#include "watchdog_sim.h"

#if defined(SIM_HAS_SLIRP)
#include "slirp_sim.h"
#endif

#define FLASH_BYTES (4u * 1024u * 1024u)

static uint8_t flash_memory[FLASH_BYTES];
static struct flash_sim flash_state = {.memory = flash_memory};
static struct flash_device flash = {
    .driver = &flash_sim_driver,
    .geometry = {.size_bytes = FLASH_BYTES, .erase_bytes = 4096, .program_bytes = 4},
    .state = &flash_state,
};

static struct watchdog_sim watchdog_state;
static struct watchdog_device watchdog = {.driver = &watchdog_sim_driver, .state = &watchdog_state};

#if defined(SIM_HAS_SLIRP)
static struct netif_device lan = {.driver = &slirp_sim_driver};
#endif

static struct {
    int count;
    char **values;
} arguments;

/* main() of a firmware has no arguments; the host's start-up code gives them to constructors, too.
 */
__attribute__((constructor)) static void keep_arguments(int count, char **values)
{
    arguments.count = count;
    arguments.values = values;
}

static int own_option(char **argv)
{
    if (argv[1] == NULL) {
        return 0;
    }
    if (strcmp(argv[0], "--flash") == 0 && flash_sim_open(&flash, argv[1])) {
        return 2;
    }
    if (strcmp(argv[0], "--power-cut") == 0) {
        flash_state.cut_at = strtoull(argv[1], NULL, 0);
        return 2;
    }
#if defined(SIM_HAS_SLIRP)
    if (strcmp(argv[0], "--forward") == 0 && slirp_sim_forward(argv[1])) {
        return 2;
    }
#endif
    if (strcmp(argv[0], "--cut-by") == 0) {
#if defined(SIM_HAS_SLIRP)
        slirp_sim_cut_by(argv[1]);
#endif
        return 2;
    }
    return 0;
}

static void read_options(void)
{
    for (int i = 1; i < arguments.count;) {
        int used = sim_option(&arguments.values[i]);
        used = used != 0 ? used : own_option(&arguments.values[i]);
        if (used == 0) {
            fprintf(stderr,
                    "%s: cannot use '%s'\n"
                    "options: --seed N --steps N --points-per-tick N --gap N --realtime --hash\n"
                    "         --flash FILE --power-cut N --forward tcp:HOST_PORT:BOARD_PORT "
                    "--cut-by FILE\n",
                    arguments.values[0], arguments.values[i]);
            exit(2);
        }
        i += used;
    }
}

void board_init(void)
{
    flash_sim_blank(&flash);
    read_options();
    fault_catch_host_signals();
    console_sim_start();
}

const char *board_name(void)
{
    return "sim";
}

struct netif_device *board_netif(void)
{
#if defined(SIM_HAS_SLIRP)
    return &lan;
#else
    return NULL;
#endif
}

struct flash_device *board_flash(void)
{
    return &flash;
}

struct watchdog_device *board_watchdog(void)
{
    return &watchdog;
}

void board_console_write(const char *text, size_t length)
{
    console_sim_write(text, length);
}

size_t board_console_read(char *text, size_t capacity)
{
    return console_sim_read(text, capacity);
}

void board_exit(int status)
{
    sim_exit(status);
}

void board_reset(void)
{
    board_exit(0);
}
