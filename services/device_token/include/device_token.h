/* SPDX-License-Identifier: MIT */
/** The token (libs/pkcs11) on a device: the kernel's mutexes, the board's flash.
 *
 *      ... | bank 0 | bank 1 | reserved |        end of the flash
 */
#ifndef DEVICE_TOKEN_H
#define DEVICE_TOKEN_H

#include <stdint.h>

#include "core_pkcs11.h"
#include "flash.h"

#ifdef __cplusplus
extern "C" {
#endif

#define DEVICE_TOKEN_BANK_SECTORS 4u /* flash sectors of each of the two banks */

/**
 * Make the token ready, with a mutex of the kernel. A second call changes nothing.
 *
 * @param flash     The board's; stays.
 * @param reserved  Bytes at its end that are not the token's; up to a whole sector.
 * @retval CKR_OK               Ready.
 * @retval CKR_ARGUMENTS_BAD    The flash is too small.
 * @retval CKR_FUNCTION_FAILED  Cryptography is not prepared: SOCKETS_Init comes first.
 * @return As C_Initialize.
 *
 * Context: task, one at a time.  Blocks: as the flash does.
 */
CK_RV device_token_start(struct flash_device *flash, uint32_t reserved);

#ifdef __cplusplus
}
#endif

#endif
