/* SPDX-License-Identifier: MIT */
/* The only thing of this group that is not PKCS #11: where the token of this board is. A port whose
 * token is elsewhere (a secure element) has a token_place.c of its own. */
#ifndef TOKEN_PLACE_H
#define TOKEN_PLACE_H

#include <stdbool.h>

/* Prepare cryptography and storage, so that C_Initialize works. False: there is no token. */
bool token_place_prepare(void);

#endif
