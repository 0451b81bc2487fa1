/* SPDX-License-Identifier: MIT */
#include "pkcs11_kit.h"

#include "pkcs11_pal_flash.h"

#define SECTOR 4096u

void kit_token_new(void)
{
    struct object_store_area area = {.device = &kit_flash, .bank_bytes = 2 * SECTOR};

    (void)C_Finalize(NULL);
    kit_flash_new(SECTOR, 4, 2);
    pkcs11_pal_set_area(&area);
    tls_host_begin();
}

void kit_token_restart(void)
{
    (void)C_Finalize(NULL);
    tls_host_begin();
}
