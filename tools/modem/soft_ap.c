/* SPDX-License-Identifier: MIT */
/* The module as an access point, and one station that comes by on command. Its connections are
 * those of a loopback port of the host: link_take. */
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "modem.h"

#define STATION_ADDRESS "192.168.4.2"

enum reply ask_ap(struct modem *modem, const struct command *c)
{
    (void)c;
    say(modem, "+CWSAP:\"%s\",\"%s\",%d,%d,%d,0", modem->ap_ssid, modem->ap_password,
        modem->ap_channel, modem->ap_security, modem->ap_most);
    return REPLY_OK;
}

enum reply set_ap(struct modem *modem, const struct command *c)
{
    const long security = number_at(c, 3, 0);
    const size_t password = strlen(text_at(c, 1));

    if ((modem->mode & 2) == 0) {
        blame(modem, "configures an access point without being one");
        return REPLY_ERROR;
    }
    if (!in_range(modem, "SSID length", (long)strlen(text_at(c, 0)), 1, 32) ||
        !in_range(modem, "channel", number_at(c, 2, 0), 1, 14) ||
        !in_range(modem, "stations", number_at(c, 4, 4), 1, 10) ||
        !in_range(modem, "hidden", number_at(c, 5, 0), 0, 1) ||
        (security != OPEN && !in_range(modem, "password length", (long)password, 8, 63))) {
        return REPLY_ERROR;
    }
    if (security != OPEN && security != WPA && security != WPA2 && security != WPA_WPA2) {
        blame(modem, "an access point with security %ld", security);
        return REPLY_ERROR;
    }
    strcpy(modem->ap_ssid, text_at(c, 0));
    strcpy(modem->ap_password, text_at(c, 1));
    modem->ap_channel = (int)number_at(c, 2, 0);
    modem->ap_security = (int)security;
    modem->ap_most = (int)number_at(c, 4, 4);
    modem->ap_set = true;
    return REPLY_OK;
}

enum reply at_stations(struct modem *modem, const struct command *c)
{
    (void)c;
    if (modem->station_here) {
        say(modem, "+CWLIF:%s,%s", STATION_ADDRESS, modem->station_mac);
    }
    return REPLY_OK;
}

const char *station_join(struct modem *modem, const char *ssid, const char *password)
{
    if ((modem->mode & 2) == 0 || !modem->ap_set || strcmp(ssid, modem->ap_ssid) != 0) {
        return "no such network";
    }
    if (modem->ap_security != OPEN && strcmp(password, modem->ap_password) != 0) {
        return "wrong password";
    }
    if (modem->station_here) {
        return "it is there already";
    }
    strcpy(modem->station_mac, "02:d0:11:00:00:99");
    modem->station_here = true;
    say(modem, "+STA_CONNECTED:\"%s\"", modem->station_mac);
    say(modem, "+DIST_STA_IP:\"%s\",\"%s\"", modem->station_mac, STATION_ADDRESS);
    return NULL;
}

const char *station_leave(struct modem *modem)
{
    if (!modem->station_here) {
        return "no station is there";
    }
    modem->station_here = false;
    for (int i = 0; i < LINKS; i++) {
        if (modem->links[i].server) {
            link_close(modem, i, true);
        }
    }
    say(modem, "+STA_DISCONNECTED:\"%s\"", modem->station_mac);
    return NULL;
}

enum reply at_send_away(struct modem *modem, const struct command *c)
{
    (void)c;
    (void)station_leave(modem);
    return REPLY_OK;
}

enum reply set_send_away(struct modem *modem, const struct command *c)
{
    if (strcmp(text_at(c, 0), modem->station_mac) == 0) {
        (void)station_leave(modem);
    }
    return REPLY_OK;
}

enum reply ask_ap_address(struct modem *modem, const struct command *c)
{
    (void)c;
    say(modem, "+CIPAP:ip:\"192.168.4.1\"");
    say(modem, "+CIPAP:gateway:\"192.168.4.1\"");
    say(modem, "+CIPAP:netmask:\"255.255.255.0\"");
    return REPLY_OK;
}

void station_accept(struct modem *modem)
{
    const int fd = accept4(modem->station_listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);

    if (fd >= 0 && (!modem->station_here || modem->server_port == 0 || link_take(modem, fd) < 0)) {
        close(fd);
    }
}
