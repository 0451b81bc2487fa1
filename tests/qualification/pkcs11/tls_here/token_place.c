/* SPDX-License-Identifier: MIT */
/* The token of libs/pkcs11 in the board's flash, before the credentials at its end. */
#include "token_place.h"

#include "board.h"
#include "credentials.h"
#include "device_token.h"
#include "qualification.h"
#include "sockets.h"

bool token_place_prepare(void)
{
    return EXPECT(board_flash() != NULL) && EXPECT(SOCKETS_Init() == pdPASS) &&
           EXPECT_EQUAL(device_token_start(board_flash(), CREDENTIALS_REGION_BYTES), CKR_OK);
}
