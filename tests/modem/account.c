/* SPDX-License-Identifier: MIT */
#include "account.h"

#include <stdio.h>
#include <string.h>

unsigned complaints;
char place[200];

void complain(const char *what, long a, long b)
{
    if (complaints++ < COMPLAINTS_MAX) {
        printf("not ok %s: %s (%ld, %ld)\n", place, what, a, b);
    }
}

void open_account(struct account *account)
{
    *account = (struct account){.link = -1};
}

bool connect_link(struct account *account, const struct offload_tls *with)
{
    const uint32_t limit = with != NULL ? 64000u : 15000u;
    int32_t result;

    open_account(account);
    account->link = (int)esp_at_link_take(&world.module);
    if (account->link < 0) {
        complain("no link is left", account->link, 0);
        return false;
    }
    IN(limit + RECOVER_MS + SETTINGS_MS,
       result = esp_at_link_connect(&world.module, (unsigned)account->link, "server.example", 8883,
                                    with));
    account->gone = result != 0;
    account->peer = newest_peer();
    return result == 0;
}

void close_link(struct account *account)
{
    if (account->link >= 0) {
        IN(1000u + RECOVER_MS + SETTINGS_MS,
           esp_at_link_close(&world.module, (unsigned)account->link));
    }
    account->link = -1;
    account->gone = true;
}

void send_bytes(struct account *account, const void *bytes, size_t length)
{
    int32_t result = 0;

    if (account->link < 0 || account->gone) {
        return;
    }
    memcpy(account->sent + account->attempted, bytes, length);
    account->attempted += length;
    IN(17000u + RECOVER_MS + SETTINGS_MS,
       result = esp_at_link_send(&world.module, (unsigned)account->link, bytes, length));
    if (result > 0) {
        account->reported += (size_t)result;
    } else {
        account->gone = true;
    }
}

void peer_speaks(struct account *account, const void *bytes, size_t length)
{
    if (account->peer != NULL) {
        memcpy(account->spoken + account->said, bytes, length);
        account->said += length;
        peer_says(account->peer, bytes, length);
    }
}

bool read_all(struct account *account, size_t room, uint32_t limit_ms)
{
    const uint32_t begun = world_ms();
    int32_t result = 0;

    while (account->link >= 0 && !account->gone && account->read < account->said) {
        IN(1000u + RECOVER_MS + SETTINGS_MS,
           result = esp_at_link_receive(&world.module, (unsigned)account->link,
                                        account->got + account->read, room));
        if (result > 0) {
            account->read += (size_t)result;
        } else if (result != OFFLOAD_WAIT) {
            account->gone = true;
        } else if (world_ms() - begun > limit_ms) {
            return false;
        } else {
            IN(50u + RECOVER_MS + SETTINGS_MS, esp_at_poll(&world.module, 50));
        }
    }
    return true;
}
