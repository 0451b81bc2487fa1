/* SPDX-License-Identifier: MIT */
/* The key of the board stays in RAM as long as the service: it is read once. */
#include "wifi_board_seal.h"

#include "board_key.h"
#include "entropy.h"
#include "lib_wipe.h"
#include "seal.h"

static struct seal_key key;

static size_t close_profile(void *context, uint8_t *bytes, size_t length, size_t room)
{
    uint8_t nonce[SEAL_NONCE_BYTES];

    (void)context;
    return entropy_read(nonce, sizeof nonce) ? seal_close(&key, nonce, bytes, length, room) : 0;
}

static size_t open_profile(void *context, uint8_t *bytes, size_t length)
{
    (void)context;
    return seal_open(&key, bytes, length);
}

const struct wifi_seal *wifi_board_seal(void)
{
    static const struct wifi_seal seal = {close_profile, open_profile, NULL, SEAL_EXTRA_BYTES};
    uint8_t of_board[BOARD_KEY_BYTES];

    if (!board_key(of_board)) {
        return NULL;
    }
    seal_derive(&key, of_board, "wifi profiles");
    lib_wipe(of_board, sizeof of_board);
    return &seal;
}
