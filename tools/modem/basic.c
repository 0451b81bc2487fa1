/* SPDX-License-Identifier: MIT */
/* Power, version, sleep, the UART's settings. */
#include <stdio.h>
#include <string.h>

#include "modem.h"

#define RESTART_SOON_MS 5 /* the answer to AT+RST goes out first */

void module_reset(struct modem *modem)
{
    link_reset_all(modem);
    radio_reset(modem);
    modem->line_used = 0;
    modem->line_too_long = false;
    modem->echo = true;
    modem->data_link = -1;
    modem->resume = NULL;
    modem->resume_at = NEVER;
    modem->busy_since = 0;
    modem->rebooting = false;
    modem->reboot_due = false;
    modem->reboot_after = -1;
    modem->mode = 1;
    modem->sleep = 1;
    modem->store = 1;
    modem->baud = 115200;
    modem->flow = 0;
    modem->mux = false;
    modem->peer_shown = false;
    modem->time_asked = false;
    modem->has_time = false;
    modem->time_zone = 0;
    modem->started_at = NEVER;
    memset(modem->passive, 0, sizeof modem->passive);
    memset(modem->tls, 0, sizeof modem->tls);
}

void module_reboot(struct modem *modem)
{
    static const char rom[] =
        "\r\nets Jun  8 2016 00:22:57\r\n\x01\xfe\x80rst:0x1\x00 (POWERON)\r\n";

    module_reset(modem);
    say_bytes(modem, rom, sizeof rom - 1);
    modem->rebooting = true;
    modem->started_at = now_ms() + modem->boot_ms;
}

void module_tick(struct modem *modem)
{
    const int64_t now = now_ms();

    if (modem->reboot_due) {
        module_reboot(modem);
    }
    if (modem->rebooting && now >= modem->started_at) {
        modem->rebooting = false;
        modem->started_at = NEVER;
        modem->resume = NULL; /* of a command that the restart has cut off */
        say(modem, "\r\nready");
    }
    if (!modem->rebooting && modem->resume != NULL && now >= modem->resume_at) {
        const resume_fn resume = modem->resume;
        modem->resume_at = NEVER;
        resume(modem);
    }
}

int64_t module_next(const struct modem *modem)
{
    const int64_t started = modem->reboot_due ? 0 : modem->rebooting ? modem->started_at : NEVER;
    const int64_t resumed = modem->resume != NULL ? modem->resume_at : NEVER;

    return started < resumed ? started : resumed;
}

enum reply at_restart(struct modem *modem, const struct command *c)
{
    (void)c;
    say_result(modem, "OK");
    return later(modem, RESTART_SOON_MS, module_reboot);
}

enum reply at_version(struct modem *modem, const struct command *c)
{
    (void)c;
    say(modem, "AT version:3.4.0.0(dunlin - emulator)");
    say(modem, "SDK version:none");
    say(modem, "compile time(00000000):Jan  1 2026 00:00:00");
    say(modem, "Bin version:3.4.0(EMULATOR)");
    return REPLY_OK;
}

enum reply ask_store(struct modem *modem, const struct command *c)
{
    (void)c;
    say(modem, "+SYSSTORE:%d", modem->store);
    return REPLY_OK;
}

enum reply set_store(struct modem *modem, const struct command *c)
{
    if (!in_range(modem, "store mode", number_at(c, 0, 0), 0, 1)) {
        return REPLY_ERROR;
    }
    modem->store = (int)number_at(c, 0, 0);
    return REPLY_OK;
}

enum reply ask_ram(struct modem *modem, const struct command *c)
{
    (void)c;
    say(modem, "+SYSRAM:%d,%d", modem->no_memory ? 900 : 148408, modem->no_memory ? 200 : 84044);
    return REPLY_OK;
}

enum reply ask_sleep(struct modem *modem, const struct command *c)
{
    (void)c;
    say(modem, "+SLEEP:%d", modem->sleep);
    return REPLY_OK;
}

enum reply set_sleep(struct modem *modem, const struct command *c)
{
    const long sleep = number_at(c, 0, 0);

    if (!in_range(modem, "sleep mode", sleep, 0, 3)) {
        return REPLY_ERROR;
    }
    if (sleep != 0 && modem->mode != 1) {
        blame(modem, "sleep modes need a station alone");
        return REPLY_ERROR;
    }
    modem->sleep = (int)sleep;
    return REPLY_OK;
}

enum reply ask_uart(struct modem *modem, const struct command *c)
{
    (void)c;
    say(modem, "+UART_CUR:%d,8,1,0,%d", modem->baud, modem->flow);
    return REPLY_OK;
}

enum reply set_uart(struct modem *modem, const struct command *c)
{
    if (!in_range(modem, "baud", number_at(c, 0, 0), 80, 5000000) ||
        !in_range(modem, "data bits", number_at(c, 1, 0), 5, 8) ||
        !in_range(modem, "stop bits", number_at(c, 2, 0), 1, 3) ||
        !in_range(modem, "parity", number_at(c, 3, 0), 0, 2) ||
        !in_range(modem, "flow control", number_at(c, 4, 0), 0, 3)) {
        return REPLY_ERROR;
    }
    modem->baud = (int)number_at(c, 0, 0);
    modem->flow = (int)number_at(c, 4, 0);
    return REPLY_OK;
}

enum reply set_nothing(struct modem *modem, const struct command *c)
{
    (void)modem;
    (void)c;
    return REPLY_OK;
}
