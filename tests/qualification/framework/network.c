/* SPDX-License-Identifier: MIT */
#include "qualification_network.h"

#include <string.h>

#include "board.h"
#include "network.h"
#include "network_parts.h"
#include "sockets.h"

#define WAIT_MS 15000u

bool network_complain(const char *what)
{
    board_console_write("\nnetwork: ", 10);
    board_console_write(what, strlen(what));
    board_console_write("\n", 1);
    return false;
}

static bool start(void)
{
    static const struct network_config config = {0};
    static bool started;

    if (started) {
        return true;
    }
    if (!network_prepare()) {
        return network_complain("cannot be prepared");
    }
    if (SOCKETS_Init() != pdPASS) {
        return network_complain("SOCKETS_Init fails: no entropy, or no memory");
    }
    const net_status_t status = network_start(&config, 0);
    if (status != NET_OK && status != NET_TIMED_OUT) {
        return network_complain("no interface of the board can be started");
    }
    started = true;
    return true;
}

bool qualification_network_up(void)
{
    if (!start()) {
        return false;
    }
    if (!network_is_up() && !network_join()) {
        return network_complain("the access point cannot be joined");
    }
    if (network_wait_up(WAIT_MS) != NET_OK) {
        return network_complain("no address within 15 s: is the cable in, does DHCP answer?");
    }
    return network_trust() || network_complain("the module does not learn the time");
}

uint32_t qualification_host(void)
{
    const char *text = qualification_parameters.host;
    uint8_t bytes[4] = {0};
    uint32_t address;

    for (size_t i = 0; i < sizeof bytes && *text != '\0'; text++) {
        if (*text == '.') {
            i++;
        } else {
            bytes[i] = (uint8_t)(bytes[i] * 10u + (uint8_t)(*text - '0'));
        }
    }
    memcpy(&address, bytes, sizeof address);
    return address;
}
