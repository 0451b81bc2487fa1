/* SPDX-License-Identifier: MIT */
/* The same token on a board whose TLS is in a module: cryptography is the token's alone. */
#include "token_place.h"

#include "board.h"
#include "credentials.h"
#include "device_token.h"
#include "device_token_alone.h"
#include "qualification.h"

bool token_place_prepare(void)
{
    return EXPECT(board_flash() != NULL) && EXPECT(device_token_prepare()) &&
           EXPECT_EQUAL(device_token_start(board_flash(), CREDENTIALS_REGION_BYTES), CKR_OK);
}
