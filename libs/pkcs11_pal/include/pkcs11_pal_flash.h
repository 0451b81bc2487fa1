/* SPDX-License-Identifier: MIT */
/** The token's storage in flash: PKCS11_PAL_* over libs/object_store. */
#ifndef PKCS11_PAL_FLASH_H
#define PKCS11_PAL_FLASH_H

#include "object_store.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Where the objects are. Once, before C_Initialize.
 *
 * @param area  Copied; the device stays.
 *
 * Context: task, before C_Initialize.  Blocks: never.
 */
void pkcs11_pal_set_area(const struct object_store_area *area);

#ifdef __cplusplus
}
#endif

#endif
