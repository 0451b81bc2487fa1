/* SPDX-License-Identifier: MIT */
/* The token's storage that forgets to wipe what it gives back: token_test's search must find it. */
#include "lib_wipe.h"

#define lib_wipe(memory, length) ((void)(memory), (void)(length))

#include "../../libs/pkcs11_pal/pkcs11_pal_flash.c"
